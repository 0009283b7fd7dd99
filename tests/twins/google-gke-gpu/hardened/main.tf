terraform {
  required_version = ">= 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 8.7"
    }
  }
  backend "gcs" {
    bucket = "acme-terraform-state"
    prefix = "gke"
  }
}

provider "google" {
  project = local.project
  region  = local.region
}

locals {
  project = "acme-ml"
  region  = "europe-west4"
  network = "projects/acme-network/global/networks/ml"
  subnet  = "projects/acme-network/regions/europe-west4/subnetworks/ml"
  labels = {
    owner       = "ml-platform"
    environment = "production"
    data-class  = "internal"
    risk-tier   = "limited"
  }
}

resource "google_kms_key_ring" "ml" {
  name     = "ml"
  location = local.region
}

resource "google_kms_crypto_key" "ml" {
  name                       = "ml"
  key_ring                   = google_kms_key_ring.ml.id
  purpose                    = "ENCRYPT_DECRYPT"
  rotation_period            = "7776000s"
  destroy_scheduled_duration = "2592000s"
  labels                     = local.labels
  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = "HSM"
  }
  lifecycle {
    prevent_destroy = true
  }
}

resource "google_service_account" "ml" {
  account_id   = "gke-nodes"
  display_name = "Least privilege identity"
}

resource "google_project_iam_audit_config" "all" {
  project = local.project
  service = "allServices"
  dynamic "audit_log_config" {
    for_each = toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    content {
      log_type = audit_log_config.value
    }
  }
}

resource "google_container_cluster" "gpu" {
  name                        = "gpu"
  location                    = local.region
  network                     = local.network
  subnetwork                  = local.subnet
  networking_mode             = "VPC_NATIVE"
  datapath_provider           = "ADVANCED_DATAPATH"
  enable_shielded_nodes       = true
  enable_intranode_visibility = true
  enable_legacy_abac          = false
  deletion_protection         = true
  initial_node_count          = 1
  remove_default_node_pool    = true
  resource_labels             = local.labels
  logging_service             = "logging.googleapis.com/kubernetes"
  monitoring_service          = "monitoring.googleapis.com/kubernetes"

  anonymous_authentication_config {
    mode = "LIMITED"
  }
  rbac_binding_config {
    enable_insecure_binding_system_authenticated   = false
    enable_insecure_binding_system_unauthenticated = false
  }
  authenticator_groups_config {
    security_group = "gke-security-groups@acme.example"
  }
  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }
  confidential_nodes {
    enabled = true
  }
  control_plane_endpoints_config {
    dns_endpoint_config {
      allow_external_traffic = false
    }
    ip_endpoints_config {
      enabled = false
    }
  }
  cost_management_config {
    enabled = true
  }
  database_encryption {
    state    = "ENCRYPTED"
    key_name = google_kms_crypto_key.ml.id
  }
  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }
  logging_config {
    enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"]
  }
  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS"]
    managed_prometheus {
      enabled = true
    }
  }
  maintenance_policy {
    recurring_window {
      start_time = "2026-01-03T02:00:00Z"
      end_time   = "2026-01-03T08:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=SA,SU"
    }
  }
  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block   = "10.20.0.0/24"
      display_name = "operations"
    }
  }
  node_config {
    service_account   = google_service_account.ml.email
    machine_type      = "n2d-standard-2"
    boot_disk_kms_key = google_kms_crypto_key.ml.id
    image_type        = "COS_CONTAINERD"
    oauth_scopes      = ["https://www.googleapis.com/auth/cloud-platform"]
    metadata          = { disable-legacy-endpoints = "true" }
    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = true
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }
  release_channel {
    channel = "REGULAR"
  }
  secret_manager_config {
    enabled = true
  }
  security_posture_config {
    mode               = "BASIC"
    vulnerability_mode = "VULNERABILITY_ENTERPRISE"
  }
  workload_identity_config {
    workload_pool = "acme-ml.svc.id.goog"
  }
}

resource "google_container_node_pool" "gpu" {
  name       = "gpu"
  cluster    = google_container_cluster.gpu.id
  node_count = 1
  management {
    auto_repair  = true
    auto_upgrade = true
  }
  network_config {
    enable_private_nodes = true
  }
  upgrade_settings {
    max_surge       = 1
    max_unavailable = 0
  }
  node_config {
    machine_type      = "a3-highgpu-1g"
    service_account   = google_service_account.ml.email
    oauth_scopes      = ["https://www.googleapis.com/auth/cloud-platform"]
    boot_disk_kms_key = google_kms_crypto_key.ml.id
    image_type        = "COS_CONTAINERD"
    labels            = local.labels
    metadata          = { disable-legacy-endpoints = "true" }
    confidential_nodes {
      enabled                    = true
      confidential_instance_type = "TDX"
    }
    gvnic {
      enabled = true
    }
    guest_accelerator {
      type  = "nvidia-h100-80gb"
      count = 1
      gpu_driver_installation_config {
        gpu_driver_version = "DEFAULT"
      }
    }
    kubelet_config {
      insecure_kubelet_readonly_port_enabled = "FALSE"
    }
    sandbox_config {
      type = "gvisor"
    }
    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }
    taint {
      key    = "nvidia.com/gpu"
      value  = "present"
      effect = "NO_SCHEDULE"
    }
    workload_metadata_config {
      mode = "GKE_METADATA"
    }
  }
}
