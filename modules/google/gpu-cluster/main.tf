resource "google_container_cluster" "this" {
  project             = var.project_id
  location            = var.region
  name                = var.name
  description         = "GPU workloads of ${var.name}."
  deletion_protection = var.deletion_protected
  resource_labels     = var.labels

  # The default pool cannot be hardened in place: it is made, as safe as may be, and removed at once.
  remove_default_node_pool = true
  initial_node_count       = 1

  network         = var.network_id
  subnetwork      = var.subnet_id
  networking_mode = "VPC_NATIVE"

  ip_allocation_policy {
    cluster_secondary_range_name  = var.pods_range
    services_secondary_range_name = var.services_range
  }

  # Dataplane V2 enforces network policies in every namespace and encrypts traffic between nodes.
  datapath_provider            = "ADVANCED_DATAPATH"
  enable_intranode_visibility  = true
  in_transit_encryption_config = "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT"

  # This is the switch of the older Calico add-on, which cannot run beside Dataplane V2.
  network_policy {
    enabled = false
  }

  # Neither nodes nor the control plane have a public address.
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = true

    master_global_access_config {
      enabled = false
    }
  }

  control_plane_endpoints_config {
    dns_endpoint_config {
      allow_external_traffic = false
    }
  }

  master_authorized_networks_config {
    gcp_public_cidrs_access_enabled      = false
    private_endpoint_enforcement_enabled = true

    dynamic "cidr_blocks" {
      for_each = var.control_plane_clients

      content {
        display_name = cidr_blocks.key
        cidr_block   = cidr_blocks.value
      }
    }
  }

  service_external_ips_config {
    enabled = false
  }

  # People come as members of Google groups, workloads as federated identities; static credentials and anonymous calls are off.
  authenticator_groups_config {
    security_group = var.security_group
  }

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  anonymous_authentication_config {
    mode = "LIMITED"
  }

  rbac_binding_config {
    enable_insecure_binding_system_authenticated   = false
    enable_insecure_binding_system_unauthenticated = false
  }

  enable_legacy_abac      = false
  enable_kubernetes_alpha = false

  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }

  database_encryption {
    state    = "ENCRYPTED"
    key_name = var.kms_key_id
  }

  secret_manager_config {
    enabled = true

    rotation_config {
      enabled           = true
      rotation_interval = "300s"
    }
  }

  enable_shielded_nodes = true

  node_config {
    service_account   = local.service_account
    machine_type      = "n2d-standard-4"
    image_type        = "COS_CONTAINERD"
    boot_disk_kms_key = var.kms_key_id

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
    }
  }

  # What a pool does not say for itself.
  node_pool_defaults {
    node_config_defaults {
      insecure_kubelet_readonly_port_enabled = "FALSE"
      logging_variant                        = "DEFAULT"
    }
  }

  node_pool_auto_config {
    node_kubelet_config {
      insecure_kubelet_readonly_port_enabled = "FALSE"
    }
  }

  security_posture_config {
    mode = "BASIC"
  }

  logging_config {
    enable_components = ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"]
  }

  monitoring_config {
    enable_components = ["SYSTEM_COMPONENTS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER", "DCGM", "POD", "DEPLOYMENT"]

    managed_prometheus {
      enabled = true
    }

    advanced_datapath_observability_config {
      enable_metrics = true
      enable_relay   = true
    }
  }

  release_channel {
    channel = "REGULAR"
  }

  maintenance_policy {
    recurring_window {
      start_time = "2026-01-03T01:00:00Z"
      end_time   = "2026-01-03T07:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=SA,SU"
    }
  }

  addons_config {
    dns_cache_config {
      enabled = true
    }

    gce_persistent_disk_csi_driver_config {
      enabled = true
    }

    gcs_fuse_csi_driver_config {
      enabled = true
    }

    # Nothing in the training tier is published, so the cluster may not make load balancers.
    http_load_balancing {
      disabled = true
    }
  }

  # The default pool is gone; its settings are no longer a difference.
  lifecycle {
    ignore_changes = [node_config]
  }
}
