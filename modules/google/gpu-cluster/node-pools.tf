locals {
  # The e-mail address of the account, composed rather than read, so that a plan already shows who is granted what.
  service_account = "${google_service_account.nodes.account_id}@${var.project_id}.iam.gserviceaccount.com"
}

# Nodes pull images and write telemetry. Workloads have identities of their own, so this account has no access to data.
resource "google_service_account" "nodes" {
  project      = var.project_id
  account_id   = "${var.name}-nodes"
  display_name = "Nodes of ${var.name}"
}

resource "google_project_iam_member" "nodes" {
  for_each = toset(["roles/artifactregistry.reader", "roles/container.defaultNodeServiceAccount"])

  project = var.project_id
  role    = each.value
  member  = "serviceAccount:${local.service_account}"
}

# GKE keeps its own Pods out of the sandbox, so a pool without one must exist.
resource "google_container_node_pool" "system" {
  project  = var.project_id
  location = var.region
  cluster  = google_container_cluster.this.id
  name     = "system"

  autoscaling {
    total_min_node_count = 1
    total_max_node_count = 6
    location_policy      = "BALANCED"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = 1
    max_unavailable = 0
  }

  network_config {
    enable_private_nodes = true
  }

  node_config {
    machine_type      = "n2d-standard-4"
    image_type        = "COS_CONTAINERD"
    disk_type         = "pd-balanced"
    disk_size_gb      = 100
    boot_disk_kms_key = var.kms_key_id
    service_account   = local.service_account
    oauth_scopes      = ["https://www.googleapis.com/auth/cloud-platform"]
    resource_labels   = var.labels

    metadata = {
      disable-legacy-endpoints = "true"
    }

    confidential_nodes {
      enabled                    = true
      confidential_instance_type = "SEV"
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    kubelet_config {
      insecure_kubelet_readonly_port_enabled = "FALSE"
      pod_pids_limit                         = 4096
    }

    gvnic {
      enabled = true
    }
  }
}

# GPU workloads run in gVisor: models and their loaders are code from elsewhere.
resource "google_container_node_pool" "gpu" {
  project        = var.project_id
  location       = var.region
  cluster        = google_container_cluster.this.id
  name           = "gpu"
  node_locations = var.gpu.zones

  autoscaling {
    total_min_node_count = 0
    total_max_node_count = var.gpu.max_nodes
    location_policy      = "ANY"
  }

  management {
    auto_repair  = true
    auto_upgrade = true
  }

  upgrade_settings {
    strategy        = "SURGE"
    max_surge       = 0
    max_unavailable = 1
  }

  network_config {
    enable_private_nodes = true
  }

  node_config {
    machine_type      = var.gpu.machine_type
    image_type        = "COS_CONTAINERD"
    disk_type         = "pd-balanced"
    disk_size_gb      = 200
    boot_disk_kms_key = var.kms_key_id
    service_account   = local.service_account
    oauth_scopes      = ["https://www.googleapis.com/auth/cloud-platform"]
    resource_labels   = var.labels

    # Google offers confidential GPU machines as Spot; training jobs on them must checkpoint.
    spot = var.gpu.confidential

    metadata = {
      disable-legacy-endpoints = "true"
    }

    guest_accelerator {
      type  = var.gpu.accelerator_type
      count = var.gpu.accelerator_count

      gpu_driver_installation_config {
        gpu_driver_version = "DEFAULT"
      }
    }

    # GPU nodes take GPU workloads only.
    taint {
      key    = "nvidia.com/gpu"
      value  = "present"
      effect = "NO_SCHEDULE"
    }

    confidential_nodes {
      enabled                    = var.gpu.confidential
      confidential_instance_type = var.gpu.confidential ? "TDX" : null
    }

    sandbox_config {
      type = "gvisor"
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_integrity_monitoring = true
    }

    workload_metadata_config {
      mode = "GKE_METADATA"
    }

    kubelet_config {
      insecure_kubelet_readonly_port_enabled = "FALSE"
      pod_pids_limit                         = 16384
    }

    gvnic {
      enabled = true
    }
  }
}
