# Bindings, not members: a grant made outside Terraform shows in the next plan and is removed by the next apply.
# Ids of keys are composed from names, so that a plan already shows which key protects what.
locals {
  key_prefix = "projects/${var.project_id}/locations/${var.region}/keyRings/${google_kms_key_ring.this.name}/cryptoKeys"

  service_agents = {
    aiplatform       = "service-${var.project_number}@gcp-sa-aiplatform.iam.gserviceaccount.com"
    artifactregistry = "service-${var.project_number}@gcp-sa-artifactregistry.iam.gserviceaccount.com"
    bigquery         = "bq-${var.project_number}@bigquery-encryption.iam.gserviceaccount.com"
    compute          = "service-${var.project_number}@compute-system.iam.gserviceaccount.com"
    container        = "service-${var.project_number}@container-engine-robot.iam.gserviceaccount.com"
    dialogflow       = "service-${var.project_number}@gcp-sa-dialogflow.iam.gserviceaccount.com"
    discoveryengine  = "service-${var.project_number}@gcp-sa-discoveryengine.iam.gserviceaccount.com"
    dlp              = "service-${var.project_number}@dlp-api.iam.gserviceaccount.com"
    logging          = "cmek-p${var.project_number}@gcp-sa-logging.iam.gserviceaccount.com"
    notebooks        = "service-${var.project_number}@gcp-sa-notebooks.iam.gserviceaccount.com"
    pubsub           = "service-${var.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com"
    run              = "service-${var.project_number}@serverless-robot-prod.iam.gserviceaccount.com"
    storage          = "service-${var.project_number}@gs-project-accounts.iam.gserviceaccount.com"
  }
}

resource "google_kms_crypto_key_iam_binding" "users" {
  for_each = var.keys

  crypto_key_id = "${local.key_prefix}/${google_kms_crypto_key.encryption[each.key].name}"
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  members = concat(
    [for agent in sort(each.value.service_agents) : "serviceAccount:${local.service_agents[agent]}"],
    sort(each.value.users),
  )
}

resource "google_kms_crypto_key_iam_binding" "signers" {
  for_each = var.signing_keys

  crypto_key_id = "${local.key_prefix}/${google_kms_crypto_key.signing[each.key].name}"
  role          = "roles/cloudkms.signerVerifier"
  members       = each.value
}

# The administrators rotate and retire keys; the role holds no permission to encrypt, decrypt or sign.
resource "google_kms_key_ring_iam_binding" "administrators" {
  key_ring_id = google_kms_key_ring.this.id
  role        = "roles/cloudkms.admin"
  members     = var.administrators
}
