mock_provider "google" {}

variables {
  project_id = "acme-ai-prod"
  region     = "europe-west4"
  zone       = "europe-west4-b"
  name       = "lab"
  kms_key_id = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/notebooks"
  network_id = "projects/acme-ai-prod/global/networks/ai-prod"
  subnet_id  = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-training"
  owners     = { ada = "ada@acme.example" }

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "notebooks_have_no_public_side" {
  command = plan

  assert {
    condition     = google_workbench_instance.this["ada"].gce_setup[0].disable_public_ip && google_workbench_instance.this["ada"].disable_proxy_access
    error_message = "There is neither an external address nor a proxy address."
  }

  assert {
    condition     = google_compute_firewall.tunnel.source_ranges == toset(["35.235.240.0/20"]) && one(google_compute_firewall.tunnel.allow).ports == tolist(["22"])
    error_message = "Only the tunnel reaches the notebooks."
  }

  assert {
    condition     = google_iap_tunnel_instance_iam_binding.owners["ada"].members == toset(["user:ada@acme.example"])
    error_message = "Each owner reaches their own instance only."
  }

  assert {
    condition     = !google_workbench_instance.this["ada"].gce_setup[0].enable_ip_forwarding && !google_workbench_instance.this["ada"].enable_third_party_identity && google_workbench_instance.this["ada"].enable_deletion_protection
    error_message = "Notebooks forward nothing, admit the organization's own identities, and are kept."
  }
}

run "notebooks_are_hardened_encrypted_and_stop_when_idle" {
  command = plan

  assert {
    condition = alltrue([
      google_workbench_instance.this["ada"].gce_setup[0].shielded_instance_config[0].enable_secure_boot,
      google_workbench_instance.this["ada"].gce_setup[0].shielded_instance_config[0].enable_vtpm,
      google_workbench_instance.this["ada"].gce_setup[0].shielded_instance_config[0].enable_integrity_monitoring,
    ])
    error_message = "Shielded VM is on."
  }

  assert {
    condition     = google_workbench_instance.this["ada"].gce_setup[0].confidential_instance_config[0].confidential_instance_type == "SEV"
    error_message = "Memory is encrypted."
  }

  assert {
    condition     = google_workbench_instance.this["ada"].gce_setup[0].boot_disk[0].kms_key == var.kms_key_id && google_workbench_instance.this["ada"].gce_setup[0].data_disks[0].kms_key == var.kms_key_id
    error_message = "Disks use the customer's key."
  }

  assert {
    condition     = google_workbench_instance.this["ada"].gce_setup[0].metadata["notebook-disable-root"] == "true" && google_workbench_instance.this["ada"].gce_setup[0].metadata["idle-timeout-seconds"] == "3600"
    error_message = "There is no root, and an idle notebook stops after an hour."
  }
}

run "colab_runtimes_follow_the_same_rules" {
  command = plan

  assert {
    condition     = !google_colab_runtime_template.this.network_spec[0].enable_internet_access && google_colab_runtime_template.this.shielded_vm_config[0].enable_secure_boot
    error_message = "Runtimes have no internet and boot securely."
  }

  assert {
    condition     = !google_colab_runtime_template.this.euc_config[0].euc_disabled && google_colab_runtime_template.this.idle_shutdown_config[0].idle_timeout == "3600s" && google_colab_runtime_template.this.encryption_spec[0].kms_key_name == var.kms_key_id
    error_message = "Runtimes act as their user, stop when idle and are encrypted."
  }
}

run "a_service_account_does_not_own_a_notebook" {
  command = plan

  variables {
    owners = { robot = "robot@acme-ai-prod.iam.gserviceaccount.com" }
  }

  expect_failures = [var.owners]
}

run "notebooks_may_not_idle_all_night" {
  command = plan

  variables {
    idle_minutes = 1440
  }

  expect_failures = [var.idle_minutes]
}

run "machines_without_memory_encryption_are_refused" {
  command = plan

  variables {
    machine_type = "e2-standard-4"
  }

  expect_failures = [var.machine_type]
}
