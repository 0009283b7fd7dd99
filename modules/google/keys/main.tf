# Cloud KMS never deletes a key ring, so one ring per environment and region holds all of its keys.
# A destroyed key version can be restored for 2592000 seconds, 30 days.
resource "google_kms_key_ring" "this" {
  project  = var.project_id
  location = var.region
  name     = var.name
}

resource "google_kms_crypto_key" "encryption" {
  for_each = var.keys

  name                       = each.key
  key_ring                   = google_kms_key_ring.this.id
  purpose                    = "ENCRYPT_DECRYPT"
  rotation_period            = var.rotation_period
  destroy_scheduled_duration = "2592000s"
  crypto_key_backend         = var.external_key_manager == null ? null : google_kms_ekm_connection.this[0].id
  labels                     = var.labels

  version_template {
    algorithm        = var.external_key_manager == null ? "GOOGLE_SYMMETRIC_ENCRYPTION" : "EXTERNAL_SYMMETRIC_ENCRYPTION"
    protection_level = var.external_key_manager == null ? "HSM" : "EXTERNAL_VPC"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Asymmetric keys cannot rotate on a schedule: a new version changes the public key, which its verifiers must learn first.
resource "google_kms_crypto_key" "signing" {
  for_each = var.signing_keys

  name                       = each.key
  key_ring                   = google_kms_key_ring.this.id
  purpose                    = "ASYMMETRIC_SIGN"
  destroy_scheduled_duration = "2592000s"
  labels                     = var.labels

  version_template {
    algorithm        = "EC_SIGN_P256_SHA256"
    protection_level = "HSM"
  }

  lifecycle {
    prevent_destroy = true
  }
}

data "google_kms_crypto_key_version" "signing" {
  for_each = var.signing_keys

  crypto_key = google_kms_crypto_key.signing[each.key].id
}

# Reached over the VPC through Service Directory. CLOUD_KMS mode lets Cloud KMS make and rotate the external keys.
resource "google_kms_ekm_connection" "this" {
  count = var.external_key_manager == null ? 0 : 1

  project             = var.project_id
  location            = var.region
  name                = "${var.name}-ekm"
  key_management_mode = "CLOUD_KMS"
  crypto_space_path   = var.external_key_manager.crypto_space_path

  service_resolvers {
    service_directory_service = var.external_key_manager.service_directory_service
    hostname                  = var.external_key_manager.hostname

    server_certificates {
      raw_der = var.external_key_manager.server_certificate_der
    }
  }
}
