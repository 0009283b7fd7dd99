mock_provider "google" {}

variables {
  project_id = "acme-ai-prod"
  region     = "europe-west4"
  name       = "customers"
  kms_key_id = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  readers    = ["serviceAccount:serving@acme-ai-prod.iam.gserviceaccount.com"]

  feature_groups = {
    payments = {
      description       = "Payment behaviour of the last 90 days"
      table             = "acme-ai-prod.customers_curated.payments"
      entity_id_columns = ["customer_id"]
      features          = ["late_payments", "mean_amount"]
    }
  }

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "the_store_is_encrypted_capped_and_kept" {
  command = plan

  assert {
    condition     = google_vertex_ai_feature_online_store.this.encryption_spec[0].kms_key_name == var.kms_key_id
    error_message = "The store is encrypted with the customer's key."
  }

  assert {
    condition     = !google_vertex_ai_feature_online_store.this.bigtable[0].enable_direct_bigtable_access
    error_message = "Bigtable cannot be read around Vertex AI."
  }

  assert {
    condition     = google_vertex_ai_feature_online_store.this.bigtable[0].auto_scaling[0].max_node_count == 3
    error_message = "Growth is capped."
  }

  assert {
    condition     = !google_vertex_ai_feature_online_store.this.force_destroy && google_vertex_ai_feature_online_store.this.deletion_policy == "PREVENT"
    error_message = "The store is not deleted by accident."
  }
}

run "a_view_serves_registered_features_only" {
  command = plan

  assert {
    condition     = google_vertex_ai_feature_online_store_featureview.this["payments"].feature_registry_source[0].feature_groups[0].feature_ids == tolist(["late_payments", "mean_amount"])
    error_message = "The view holds the listed features."
  }

  assert {
    condition     = length(google_vertex_ai_feature_group_feature.this) == 2
    error_message = "Every feature is registered."
  }
}

run "people_and_the_public_do_not_read_features" {
  command = plan

  variables {
    readers = ["allUsers"]
  }

  expect_failures = [var.readers]
}

run "growth_is_never_unbounded" {
  command = plan

  variables {
    max_nodes = 1000
  }

  expect_failures = [var.max_nodes]
}
