mock_provider "google" {}

variables {
  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "gpu"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/cluster"
  network_id            = "projects/acme-ai-prod/global/networks/ai-prod"
  subnet_id             = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-training"
  control_plane_clients = { serving = "10.0.32.0/20" }
  security_group        = "gke-security-groups@acme.example"
  gpu                   = { zones = ["europe-west4-c"] }

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "neither_nodes_nor_control_plane_are_public" {
  command = plan

  assert {
    condition     = google_container_cluster.this.private_cluster_config[0].enable_private_nodes && google_container_cluster.this.private_cluster_config[0].enable_private_endpoint
    error_message = "Nodes and control plane are private."
  }

  assert {
    condition     = !google_container_cluster.this.master_authorized_networks_config[0].gcp_public_cidrs_access_enabled && one(google_container_cluster.this.master_authorized_networks_config[0].cidr_blocks).cidr_block == "10.0.32.0/20"
    error_message = "Only the listed ranges reach the control plane."
  }

  assert {
    condition     = !google_container_cluster.this.control_plane_endpoints_config[0].dns_endpoint_config[0].allow_external_traffic
    error_message = "The DNS endpoint takes no external traffic."
  }

  assert {
    condition     = google_container_cluster.this.master_authorized_networks_config[0].private_endpoint_enforcement_enabled && !google_container_cluster.this.private_cluster_config[0].master_global_access_config[0].enabled && !google_container_cluster.this.service_external_ips_config[0].enabled && google_container_cluster.this.remove_default_node_pool
    error_message = "The list holds for the private endpoint too, other regions stay out, services take no external address."
  }
}

run "images_identities_and_secrets_are_controlled" {
  command = plan

  assert {
    condition     = google_container_cluster.this.binary_authorization[0].evaluation_mode == "PROJECT_SINGLETON_POLICY_ENFORCE"
    error_message = "Binary Authorization is enforced."
  }

  assert {
    condition     = google_container_cluster.this.database_encryption[0].state == "ENCRYPTED" && google_container_cluster.this.database_encryption[0].key_name == var.kms_key_id
    error_message = "Secrets are encrypted with the customer's key."
  }

  assert {
    condition     = google_container_cluster.this.workload_identity_config[0].workload_pool == "acme-ai-prod.svc.id.goog" && !google_container_cluster.this.enable_legacy_abac
    error_message = "Workloads have federated identities, and authorization is RBAC."
  }

  assert {
    condition     = google_container_cluster.this.datapath_provider == "ADVANCED_DATAPATH" && google_container_cluster.this.in_transit_encryption_config == "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT"
    error_message = "Network policy is enforced and traffic between nodes is encrypted."
  }

  assert {
    condition     = google_container_cluster.this.anonymous_authentication_config[0].mode == "LIMITED" && !google_container_cluster.this.rbac_binding_config[0].enable_insecure_binding_system_authenticated && !google_container_cluster.this.rbac_binding_config[0].enable_insecure_binding_system_unauthenticated
    error_message = "Anonymous and everybody's bindings are off."
  }

  assert {
    condition     = !google_container_cluster.this.master_auth[0].client_certificate_config[0].issue_client_certificate && !google_container_cluster.this.enable_kubernetes_alpha && google_container_cluster.this.enable_shielded_nodes
    error_message = "There are no client certificates and no alpha features, and nodes are shielded."
  }

  assert {
    condition     = google_container_cluster.this.secret_manager_config[0].enabled && google_container_cluster.this.secret_manager_config[0].rotation_config[0].enabled
    error_message = "Secrets come from Secret Manager and rotate."
  }

  assert {
    condition     = google_container_cluster.this.deletion_protection && google_container_cluster.this.enable_intranode_visibility && google_container_cluster.this.addons_config[0].http_load_balancing[0].disabled
    error_message = "The cluster is kept, its traffic is seen, and it publishes nothing."
  }
}

run "nodes_are_hardened" {
  command = plan

  assert {
    condition = alltrue([for pool in [google_container_node_pool.system, google_container_node_pool.gpu] :
      pool.node_config[0].shielded_instance_config[0].enable_secure_boot
      && pool.node_config[0].shielded_instance_config[0].enable_integrity_monitoring
      && pool.node_config[0].kubelet_config[0].insecure_kubelet_readonly_port_enabled == "FALSE"
      && pool.node_config[0].workload_metadata_config[0].mode == "GKE_METADATA"
    ])
    error_message = "Nodes boot securely, close the read-only port and hide their own credentials."
  }

  assert {
    condition = alltrue([for pool in [google_container_node_pool.system, google_container_node_pool.gpu] :
      pool.node_config[0].confidential_nodes[0].enabled && pool.node_config[0].boot_disk_kms_key == var.kms_key_id && pool.management[0].auto_upgrade
    ])
    error_message = "Nodes are confidential, encrypted with the customer's key and kept current."
  }

  assert {
    condition     = google_container_node_pool.gpu.node_config[0].sandbox_config[0].type == "gvisor" && google_container_node_pool.gpu.autoscaling[0].total_max_node_count == 4
    error_message = "GPU workloads are sandboxed and their pool is capped."
  }

  assert {
    condition     = google_container_cluster.this.node_config[0].shielded_instance_config[0].enable_secure_boot && google_container_cluster.this.node_config[0].shielded_instance_config[0].enable_integrity_monitoring && google_container_cluster.this.node_config[0].confidential_nodes[0].enabled && google_container_cluster.this.node_config[0].boot_disk_kms_key == var.kms_key_id && google_container_cluster.this.node_config[0].workload_metadata_config[0].mode == "GKE_METADATA"
    error_message = "The pool that is removed at once is hardened while it exists."
  }

  assert {
    condition     = alltrue([for value in [google_container_cluster.this.node_config[0].kubelet_config[0].insecure_kubelet_readonly_port_enabled, google_container_cluster.this.node_pool_defaults[0].node_config_defaults[0].insecure_kubelet_readonly_port_enabled, google_container_cluster.this.node_pool_auto_config[0].node_kubelet_config[0].insecure_kubelet_readonly_port_enabled] : value == "FALSE"])
    error_message = "The read-only port is closed for every other pool too."
  }

  assert {
    condition     = google_container_node_pool.system.node_config[0].confidential_nodes[0].confidential_instance_type == "SEV" && google_container_node_pool.gpu.node_config[0].confidential_nodes[0].confidential_instance_type == "TDX"
    error_message = "System nodes use SEV, GPU nodes TDX."
  }

  assert {
    condition     = alltrue([for pool in [google_container_node_pool.system, google_container_node_pool.gpu] : pool.network_config[0].enable_private_nodes && pool.management[0].auto_repair])
    error_message = "Nodes are private and repaired."
  }
}

run "the_control_plane_is_not_opened_to_the_internet" {
  command = plan

  variables {
    control_plane_clients = { everywhere = "0.0.0.0/0" }
  }

  expect_failures = [var.control_plane_clients]
}

run "confidential_gpus_need_a_machine_that_has_them" {
  command = plan

  variables {
    gpu = { zones = ["europe-west4-c"], machine_type = "a2-highgpu-1g" }
  }

  expect_failures = [var.gpu]
}
