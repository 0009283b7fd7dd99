# Confidential Space: the production image boots one container, in encrypted memory, without SSH or any way in for the operator,
# and attests to what it booted.
resource "google_compute_instance" "this" {
  project             = var.project_id
  zone                = var.zone
  name                = "${var.name}-confidential"
  description         = "Trains ${var.name} on data that only an attested workload can decrypt."
  machine_type        = var.machine_type
  can_ip_forward      = false
  enable_display      = false
  deletion_protection = false
  labels              = var.labels

  confidential_instance_config {
    confidential_instance_type = "TDX"
  }

  shielded_instance_config {
    enable_secure_boot          = true
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }

  # Confidential machines cannot move to another host; Google offers the one with a GPU as Spot only.
  scheduling {
    on_host_maintenance         = "TERMINATE"
    automatic_restart           = !local.gpu
    preemptible                 = local.gpu
    provisioning_model          = local.gpu ? "SPOT" : "STANDARD"
    instance_termination_action = local.gpu ? "STOP" : null
  }

  boot_disk {
    auto_delete       = true
    kms_key_self_link = var.kms_key_id

    initialize_params {
      # The production family. The debug family lets the operator in and never satisfies the attestation condition.
      image = "projects/confidential-space-images/global/images/family/confidential-space"
      type  = "pd-balanced"
      size  = 50
    }
  }

  network_interface {
    subnetwork = var.subnet_id
    nic_type   = "GVNIC"
  }

  service_account {
    email  = local.service_account
    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
  }

  metadata = {
    tee-image-reference          = var.image
    tee-container-log-redirect   = "cloud_logging"
    tee-monitoring-memory-enable = "true"
    tee-restart-policy           = "Never"
    block-project-ssh-keys       = "true"
    enable-oslogin               = "TRUE"
    serial-port-enable           = "false"
  }

  depends_on = [google_project_iam_member.workload]
}

# Runs the workload. By itself it can prove what it runs and write logs; what it may decrypt follows from the proof.
resource "google_service_account" "workload" {
  project      = var.project_id
  account_id   = "${var.name}-tee"
  display_name = "Confidential training of ${var.name}"
}

resource "google_project_iam_member" "workload" {
  for_each = toset(["roles/artifactregistry.reader", "roles/confidentialcomputing.workloadUser", "roles/logging.logWriter", "roles/monitoring.metricWriter"])

  project = var.project_id
  role    = each.value
  member  = "serviceAccount:${local.service_account}"
}

resource "google_service_account_iam_binding" "launchers" {
  service_account_id = google_service_account.workload.name
  role               = "roles/iam.serviceAccountUser"
  members            = var.launchers
}

locals {
  # The e-mail address of the account, composed rather than read, so that a plan already shows who is granted what.
  service_account = "${google_service_account.workload.account_id}@${var.project_id}.iam.gserviceaccount.com"

  gpu = startswith(var.machine_type, "a3-")
}
