locals {
  # The e-mail address of the account, composed rather than read, so that a plan already shows who is granted what.
  service_account = "${google_service_account.workbench.account_id}@${var.project_id}.iam.gserviceaccount.com"
}

# What the notebooks run as. Data is granted to this account by the modules that hold data, so a notebook sees what its project may see.
resource "google_service_account" "workbench" {
  project      = var.project_id
  account_id   = "${var.name}-notebook"
  display_name = "Notebooks of ${var.name}"
}

resource "google_project_iam_member" "workbench" {
  for_each = toset(["roles/aiplatform.user", "roles/logging.logWriter", "roles/monitoring.metricWriter"])

  project = var.project_id
  role    = each.value
  member  = "serviceAccount:${local.service_account}"
}

# One instance for each person: a shared notebook has no author.
resource "google_workbench_instance" "this" {
  for_each = var.owners

  project         = var.project_id
  location        = var.zone
  name            = "${var.name}-${each.key}"
  instance_owners = [each.value]
  labels          = var.labels

  # No address on Google's notebook proxy: people come through Identity-Aware Proxy's tunnel with their own OS Login account.
  disable_proxy_access        = true
  enable_third_party_identity = false
  enable_deletion_protection  = var.deletion_protected

  gce_setup {
    machine_type         = var.machine_type
    disable_public_ip    = true
    enable_ip_forwarding = false

    network_interfaces {
      network  = var.network_id
      subnet   = var.subnet_id
      nic_type = "GVNIC"
    }

    service_accounts {
      email = local.service_account
    }

    shielded_instance_config {
      enable_secure_boot          = true
      enable_vtpm                 = true
      enable_integrity_monitoring = true
    }

    confidential_instance_config {
      confidential_instance_type = "SEV"
    }

    boot_disk {
      disk_type       = "PD_BALANCED"
      disk_size_gb    = "150"
      disk_encryption = "CMEK"
      kms_key         = var.kms_key_id
    }

    data_disks {
      disk_type       = "PD_BALANCED"
      disk_size_gb    = "200"
      disk_encryption = "CMEK"
      kms_key         = var.kms_key_id
    }

    metadata = {
      block-project-ssh-keys     = "true"
      enable-oslogin             = "TRUE"
      idle-timeout-seconds       = tostring(var.idle_minutes * 60)
      notebook-disable-downloads = "true"
      notebook-disable-nbconvert = "true"
      notebook-disable-root      = "true"
      notebook-upgrade-schedule  = "00 19 * * SAT"
      report-event-health        = "true"
      report-notebook-metrics    = "true"
      serial-port-enable         = "false"
      serial-port-logging-enable = "true"
    }
  }
}

# The tunnel reaches the notebooks, on SSH alone, from Google's published range for it.
resource "google_compute_firewall" "tunnel" {
  project                 = var.project_id
  name                    = "${var.name}-notebook-tunnel"
  network                 = var.network_id
  direction               = "INGRESS"
  priority                = 1000
  source_ranges           = ["35.235.240.0/20"]
  target_service_accounts = [local.service_account]

  allow {
    protocol = "tcp"
    ports    = ["22"]
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_iap_tunnel_instance_iam_binding" "owners" {
  for_each = var.owners

  project  = var.project_id
  zone     = var.zone
  instance = google_workbench_instance.this[each.key].name
  role     = "roles/iap.tunnelResourceAccessor"
  members  = ["user:${each.value}"]
}

# For work that needs no machine of its own: Colab Enterprise runtimes with the same rules, under the identity of whoever runs them.
resource "google_colab_runtime_template" "this" {
  project      = var.project_id
  location     = var.region
  name         = "${var.name}-colab"
  display_name = "${var.name} Colab runtime"
  description  = "Private, encrypted and shut down when idle."
  labels       = var.labels

  machine_spec {
    machine_type = "e2-standard-4"
  }

  data_persistent_disk_spec {
    disk_type    = "pd-balanced"
    disk_size_gb = "100"
  }

  network_spec {
    enable_internet_access = false
    network                = var.network_id
    subnetwork             = var.subnet_id
  }

  idle_shutdown_config {
    idle_timeout = "${var.idle_minutes * 60}s"
  }

  euc_config {
    euc_disabled = false
  }

  shielded_vm_config {
    enable_secure_boot = true
  }

  encryption_spec {
    kms_key_name = var.kms_key_id
  }
}
