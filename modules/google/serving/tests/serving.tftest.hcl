mock_provider "google" {}

variables {
  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "vision"
  kms_key_id            = "projects/acme-keys/locations/europe-west4/keyRings/ai-prod/cryptoKeys/vertex"
  network_id            = "projects/acme-ai-prod/global/networks/ai-prod"
  subnet_id             = "projects/acme-ai-prod/regions/europe-west4/subnetworks/ai-prod-serving"
  callers               = ["serviceAccount:shop@acme-shop.iam.gserviceaccount.com"]
  notification_channels = ["projects/acme-ai-prod/notificationChannels/1234567890"]

  container = {
    image    = "europe-west4-docker.pkg.dev/acme-ai-prod/models-release/vision@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    release  = "r2"
    traffic  = { r1 = 90, r2 = 10 }
    invokers = ["serviceAccount:service-123456789012@gcp-sa-iap.iam.gserviceaccount.com"]
  }

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "the_endpoint_is_private_encrypted_and_recorded" {
  command = plan

  assert {
    condition     = google_vertex_ai_endpoint.this.private_service_connect_config[0].enable_private_service_connect && google_vertex_ai_endpoint.this.private_service_connect_config[0].project_allowlist == tolist(["acme-ai-prod"])
    error_message = "Only the listed projects connect, privately."
  }

  assert {
    condition     = google_vertex_ai_endpoint.this.encryption_spec[0].kms_key_name == var.kms_key_id
    error_message = "The endpoint uses the customer's key."
  }

  assert {
    condition     = google_vertex_ai_endpoint.this.predict_request_response_logging_config[0].enabled && google_vertex_ai_endpoint.this.predict_request_response_logging_config[0].sampling_rate == 0.1
    error_message = "A sample of requests is kept."
  }

  assert {
    condition     = google_bigquery_dataset.capture.default_table_expiration_ms == 2592000000 && google_bigquery_dataset.capture.default_encryption_configuration[0].kms_key_name == var.kms_key_id
    error_message = "The sample is encrypted and expires."
  }
}

run "callers_can_only_predict" {
  command = plan

  assert {
    condition     = google_project_iam_custom_role.caller.permissions == toset(["aiplatform.endpoints.predict"])
    error_message = "The role predicts and nothing else."
  }
}

run "traffic_moves_by_steps_between_named_revisions" {
  command = plan

  variables {
    traffic_split = { "111" = 95, "222" = 5 }
  }

  assert {
    condition     = jsondecode(google_vertex_ai_endpoint.this.traffic_split) == { "111" = 95, "222" = 5 }
    error_message = "The endpoint splits traffic as asked."
  }

  assert {
    condition     = [for target in google_cloud_run_v2_service.this[0].traffic : "${target.revision}=${target.percent}"] == ["vision-r1=90", "vision-r2=10"]
    error_message = "Cloud Run splits traffic between revisions by name."
  }
}

run "the_container_is_closed_signed_and_capped" {
  command = plan

  assert {
    condition     = !google_cloud_run_v2_service.this[0].invoker_iam_disabled && google_cloud_run_v2_service.this[0].ingress == "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" && google_cloud_run_v2_service.this[0].default_uri_disabled
    error_message = "Only authenticated callers behind the load balancer reach it."
  }

  assert {
    condition     = google_cloud_run_v2_service.this[0].binary_authorization[0].use_default && google_cloud_run_v2_service.this[0].template[0].encryption_key == var.kms_key_id
    error_message = "Images are verified and encrypted."
  }

  assert {
    condition     = google_cloud_run_v2_service.this[0].template[0].vpc_access[0].egress == "ALL_TRAFFIC" && google_cloud_run_v2_service.this[0].template[0].scaling[0].max_instance_count == 4
    error_message = "Egress goes through the subnet and growth is capped."
  }

  assert {
    condition     = length(google_monitoring_alert_policy.container_errors) == 1 && google_monitoring_alert_policy.errors.enabled
    error_message = "Errors alert."
  }

  assert {
    condition     = google_cloud_run_v2_service.this[0].deletion_protection && google_monitoring_alert_policy.latency.enabled && google_monitoring_alert_policy.container_errors[0].enabled
    error_message = "The service is kept, and every alert is on."
  }
}

run "without_a_container_there_is_no_cloud_run_service" {
  command = plan

  variables {
    container = null
  }

  assert {
    condition     = length(google_cloud_run_v2_service.this) == 0 && length(google_cloud_run_v2_service_iam_binding.invokers) == 0
    error_message = "The variant is optional."
  }
}

run "the_public_may_not_invoke" {
  command = plan

  variables {
    container = {
      image    = "europe-west4-docker.pkg.dev/acme-ai-prod/models-release/vision@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      release  = "r1"
      traffic  = { r1 = 100 }
      invokers = ["allUsers"]
    }
  }

  expect_failures = [var.container]
}

run "shares_must_add_up" {
  command = plan

  variables {
    traffic_split = { "111" = 95, "222" = 95 }
  }

  expect_failures = [var.traffic_split]
}
