# What may run is what the release process has signed, with a key that never leaves the HSM.
resource "google_container_analysis_note" "release" {
  project           = var.project_id
  name              = "${var.name}-release"
  short_description = "Approved for production"
  long_description  = "Given by the release process after tests, scan and approval."

  attestation_authority {
    hint {
      human_readable_name = "${var.name} release"
    }
  }
}

resource "google_binary_authorization_attestor" "release" {
  project     = var.project_id
  name        = "${var.name}-release"
  description = "Signed by the release process."

  attestation_authority_note {
    note_reference = google_container_analysis_note.release.name

    public_keys {
      id = "//cloudkms.googleapis.com/v1/${var.signing_key.version_id}"

      pkix_public_key {
        public_key_pem      = var.signing_key.public_key_pem
        signature_algorithm = "ECDSA_P256_SHA256"
      }
    }
  }
}

# For every cluster and Cloud Run service of the project; Google's own system images are judged by Google's policy.
resource "google_binary_authorization_policy" "this" {
  project                       = var.project_id
  description                   = "Only images signed by ${google_binary_authorization_attestor.release.name} run."
  global_policy_evaluation_mode = "ENABLE"

  default_admission_rule {
    evaluation_mode         = "REQUIRE_ATTESTATION"
    enforcement_mode        = "ENFORCED_BLOCK_AND_AUDIT_LOG"
    require_attestations_by = [google_binary_authorization_attestor.release.name]
  }
}

resource "google_binary_authorization_attestor_iam_binding" "verifiers" {
  project  = var.project_id
  attestor = google_binary_authorization_attestor.release.name
  role     = "roles/binaryauthorization.attestorsVerifier"
  members  = ["serviceAccount:${local.service_account}"]
}
