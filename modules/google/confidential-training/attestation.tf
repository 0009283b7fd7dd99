locals {
  image_digest = split("@", var.image)[1]
}

# Exchanges Google's attestation token for an identity named after the image that runs.
resource "google_iam_workload_identity_pool" "this" {
  project                   = var.project_id
  workload_identity_pool_id = "${var.name}-attested"
  display_name              = "${var.name} attested"
  description               = "Workloads that have proven what they run."
  disabled                  = false
}

# All of it must hold: production image, support by Google, Intel TDX, debugging off since boot, this very container, this account.
resource "google_iam_workload_identity_pool_provider" "this" {
  project                            = var.project_id
  workload_identity_pool_id          = google_iam_workload_identity_pool.this.workload_identity_pool_id
  workload_identity_pool_provider_id = "attestation-verifier"
  display_name                       = "Google attestation"
  description                        = "Confidential Space on Intel TDX running ${local.image_digest}."
  disabled                           = false

  attribute_mapping = {
    "google.subject"         = "\"gcpcs::\" + assertion.submods.container.image_digest + \"::\" + assertion.submods.gce.project_number + \"::\" + assertion.submods.gce.instance_id"
    "attribute.image_digest" = "assertion.submods.container.image_digest"
  }

  attribute_condition = join(" && ", [
    "assertion.swname == 'CONFIDENTIAL_SPACE'",
    "'STABLE' in assertion.submods.confidential_space.support_attributes",
    "assertion.hwmodel == 'GCP_INTEL_TDX'",
    "assertion.dbgstat == 'disabled-since-boot'",
    "assertion.submods.container.image_digest == '${local.image_digest}'",
    "'${local.service_account}' in assertion.google_service_accounts",
  ])

  oidc {
    issuer_uri        = "https://confidentialcomputing.googleapis.com/"
    allowed_audiences = ["https://sts.googleapis.com"]
  }
}

# The key of the data opens for that image alone: no person, no service agent, no other account may decrypt with it.
resource "google_kms_crypto_key_iam_binding" "attested" {
  crypto_key_id = var.data_kms_key_id
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  members       = ["principalSet://iam.googleapis.com/projects/${var.project_number}/locations/global/workloadIdentityPools/${google_iam_workload_identity_pool.this.workload_identity_pool_id}/attribute.image_digest/${local.image_digest}"]
}

# Those who provide data encrypt it and cannot read it back.
resource "google_kms_crypto_key_iam_binding" "providers" {
  crypto_key_id = var.data_kms_key_id
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  members       = var.data_providers
}
