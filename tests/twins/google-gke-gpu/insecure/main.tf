terraform {
  required_version = ">= 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 8.7"
    }
  }
}

provider "google" {
  project = "my-project"
  region  = "us-central1"
}

# expect: google-compute-confidential-space-debug-image
resource "google_compute_instance" "compute_confidential_space_debug_image" {
  name         = "cs"
  machine_type = "n2d-standard-2"
  zone         = "us-central1-a"
  boot_disk {
    initialize_params {
      image = "projects/confidential-space-images/global/images/family/confidential-space-debug"
    }
  }
  network_interface {
    network = "default"
  }
  confidential_instance_config {
    enable_confidential_compute = true
  }
}

# expect: google-compute-gpu-not-confidential
resource "google_compute_instance" "compute_gpu_not_confidential" {
  name         = "gpu"
  machine_type = "a3-highgpu-1g"
  zone         = "us-central1-a"
  guest_accelerator {
    type  = "nvidia-h100-80gb"
    count = 1
  }
  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }
  network_interface {
    network = "default"
  }
}

# expect: google-compute-gpu-type-without-confidential-mode
resource "google_compute_instance" "compute_gpu_type_without_confidential_mode" {
  name         = "gpu"
  machine_type = "n1-standard-8"
  zone         = "us-central1-a"
  guest_accelerator {
    type  = "nvidia-tesla-t4"
    count = 1
  }
  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }
  network_interface {
    network = "default"
    access_config {}
  }
}

# expect: google-compute-confidential-space-debug-template, google-compute-gpu-not-confidential
resource "google_compute_instance_template" "compute_confidential_space_debug_template" {
  machine_type = "a3-highgpu-1g"
  disk {
    source_image = "confidential-space-images/confidential-space-debug"
  }
  network_interface {
    network = "default"
  }
}

# expect: google-gke-node-pool-not-confidential
resource "google_container_node_pool" "gke_node_pool_not_confidential" {
  name       = "gpu"
  cluster    = "projects/p/locations/l/clusters/c"
  node_count = 1
  node_config {
    machine_type = "a3-highgpu-1g"
    guest_accelerator {
      type  = "nvidia-h100-80gb"
      count = 1
    }
  }
}

# expect: google-gke-kubelet-read-only-port
resource "google_container_node_pool" "gke_kubelet_read_only_port" {
  name    = "gpu"
  cluster = "projects/p/locations/l/clusters/c"
  node_config {
    machine_type = "n2d-standard-8"
    kubelet_config {
      cpu_manager_policy                     = ""
      insecure_kubelet_readonly_port_enabled = "TRUE"
    }
  }
}

# expect: google-gke-no-sandbox
resource "google_container_node_pool" "gke_no_sandbox" {
  name    = "untrusted"
  cluster = "projects/p/locations/l/clusters/c"
  node_config {
    machine_type = "e2-medium"
  }
}

# expect: google-gke-node-pool-not-confidential
resource "google_container_node_pool" "gke_node_pool_not_confidential_2" {
  name    = "inference"
  cluster = google_container_cluster.gke_node_pool_not_confidential_2_c.id
  node_config {
    machine_type = "n2d-standard-8"
    confidential_nodes {
      enabled = false
    }
  }
}

resource "google_container_cluster" "gke_node_pool_not_confidential_2_c" {
  name     = "c"
  location = "us-central1"
}

# expect: google-cloud-armor-no-rate-limit
resource "google_compute_security_policy" "cloud_armor_no_rate_limit" {
  name = "my-policy"
  rule {
    action   = "deny(403)"
    priority = "1000"
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["9.9.9.0/24"]
      }
    }
  }
  rule {
    action   = "allow"
    priority = "2147483647"
    match {
      versioned_expr = "SRC_IPS_V1"
      config {
        src_ip_ranges = ["*"]
      }
    }
  }
}

# expect: google-cloud-armor-no-rate-limit
resource "google_compute_security_policy" "cloud_armor_no_rate_limit_2" {
  name = "my-policy"
}

resource "google_compute_security_policy_rule" "cloud_armor_no_rate_limit_2_r" {
  security_policy = google_compute_security_policy.cloud_armor_no_rate_limit_2.name
  action          = "allow"
  priority        = 100
  match {
    versioned_expr = "SRC_IPS_V1"
    config {
      src_ip_ranges = ["10.10.0.0/16"]
    }
  }
}

# expect: google-cloud-armor-regional-policy-no-rate-limit
resource "google_compute_region_security_policy" "cloud_armor_regional_policy_no_rate_limit" {
  name   = "my-policy"
  region = "us-central1"
  type   = "CLOUD_ARMOR"
}

# expect: google-cloud-run-invoker-check-off
resource "google_cloud_run_v2_service" "cloud_run_invoker_check_off" {
  name                 = "gpu"
  location             = "us-central1"
  invoker_iam_disabled = true
  template {
    containers {
      image = "us-docker.pkg.dev/p/r/vllm"
      resources {
        limits = {
          "nvidia.com/gpu" = "1"
        }
      }
    }
    node_selector {
      accelerator = "nvidia-l4"
    }
  }
}

# expect: google-cloud-run-all-traffic-to-latest
resource "google_cloud_run_v2_service" "cloud_run_all_traffic_to_latest" {
  name     = "llm"
  location = "us-central1"
  template {
    containers {
      image = "us-docker.pkg.dev/p/r/vllm"
    }
  }
  traffic {
    type    = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST"
    percent = 100
  }
}

# expect: google-cloud-deploy-no-canary
resource "google_clouddeploy_delivery_pipeline" "cloud_deploy_no_canary" {
  location = "us-west1"
  name     = "pipeline"
  serial_pipeline {
    stages {
      target_id = "prod"
    }
  }
}

# expect: google-cloud-run-all-traffic-to-latest
resource "google_cloud_run_v2_service" "cloud_run_all_traffic_to_latest_2" {
  name     = "cloudrun-service"
  location = "us-central1"
  ingress  = "INGRESS_TRAFFIC_ALL"
  template {
    containers {
      image = "us-docker.pkg.dev/cloudrun/container/hello"
    }
    node_selector {
      accelerator = "nvidia-l4"
    }
  }
}

# expect: google-cloud-deploy-no-canary
resource "google_clouddeploy_delivery_pipeline" "cloud_deploy_no_canary_2" {
  location = "us-west1"
  name     = "pipeline"
  serial_pipeline {
    stages {
      deploy_parameters {
        values = {
          deployParameterKey = "deployParameterValue"
        }
      }
      profiles  = ["prod"]
      target_id = "prod"
      strategy {
        standard {
          verify = true
        }
      }
    }
  }
}

# expect: google-gke-secrets-not-encrypted, google-gke-no-workload-identity, google-gke-nodes-public
resource "google_container_cluster" "primary" {
  name               = "my-gke-cluster"
  location           = "us-central1"
  initial_node_count = 1
}
