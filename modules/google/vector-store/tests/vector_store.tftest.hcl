mock_provider "google" {}

variables {
  project_id        = "acme-ai-prod"
  region            = "europe-west4"
  name              = "handbook"
  kms_key_id        = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  network_id        = "projects/acme-ai-prod/global/networks/ai-prod"
  subnet_id         = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-data"
  access_log_bucket = "acme-audit-ai-prod-access-logs"
  writers           = ["serviceAccount:indexer@acme-ai-prod.iam.gserviceaccount.com"]
  token_issuers     = ["rag@acme-ai-prod.iam.gserviceaccount.com"]
  token_audience    = "handbook-vectors"

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "the_index_is_private" {
  command = plan

  assert {
    condition     = !google_vertex_ai_index_endpoint.this.public_endpoint_enabled && google_vertex_ai_index_endpoint.this.private_service_connect_config[0].enable_private_service_connect
    error_message = "The endpoint is reached through Private Service Connect only."
  }

  assert {
    condition     = google_vertex_ai_index_endpoint.this.private_service_connect_config[0].project_allowlist == tolist(["acme-ai-prod"])
    error_message = "No other project may connect."
  }

  assert {
    condition     = google_compute_address.endpoint.address_type == "INTERNAL"
    error_message = "The index answers on an internal address."
  }
}

run "queries_are_authenticated_and_logged" {
  command = plan

  assert {
    condition     = google_vertex_ai_index_endpoint_deployed_index.this.enable_access_logging
    error_message = "Every query is logged."
  }

  assert {
    condition     = google_vertex_ai_index_endpoint_deployed_index.this.deployed_index_auth_config[0].auth_provider[0].allowed_issuers == tolist(["rag@acme-ai-prod.iam.gserviceaccount.com"])
    error_message = "Only the listed issuers may query."
  }

  assert {
    condition     = google_vertex_ai_index_endpoint_deployed_index.this.deployed_index_auth_config[0].auth_provider[0].audiences == tolist(["handbook-vectors"])
    error_message = "Tokens are bound to this index."
  }
}

run "vectors_are_encrypted_with_the_customers_key" {
  command = plan

  assert {
    condition = alltrue([for key in [
      google_vertex_ai_index.this.encryption_spec[0].kms_key_name,
      google_vertex_ai_index_endpoint.this.encryption_spec[0].kms_key_name,
      google_storage_bucket.embeddings.encryption[0].default_kms_key_name,
    ] : key == var.kms_key_id])
    error_message = "Index, endpoint and bucket use the key."
  }

  assert {
    condition     = google_storage_bucket.embeddings.public_access_prevention == "enforced" && google_storage_bucket.embeddings.versioning[0].enabled
    error_message = "Embeddings are private and versioned."
  }

  assert {
    condition     = google_storage_bucket.embeddings.uniform_bucket_level_access && !google_storage_bucket.embeddings.force_destroy
    error_message = "Access is by IAM only, and a destroy does not empty the bucket."
  }
}

run "an_index_without_issuers_is_refused" {
  command = plan

  variables {
    token_issuers = []
  }

  expect_failures = [var.token_issuers]
}

run "the_default_network_is_refused" {
  command = plan

  variables {
    network_id = "projects/acme-ai-prod/global/networks/default"
  }

  expect_failures = [var.network_id]
}
