mock_provider "google" {}

variables {
  parent           = "folders/123456789012"
  name             = "ai-prod"
  access_policy_id = "987654321098"
  project_numbers  = ["123456789012"]
  regions          = ["europe-west4"]
  key_projects     = ["acme-keys"]
  customer_ids     = ["C0abcd123"]
  allowed_models   = ["publishers/google/models/gemini-2.5-pro:predict"]

  operators = {
    members   = ["serviceAccount:deploy@acme-ci.iam.gserviceaccount.com"]
    ip_ranges = ["203.0.113.0/24"]
  }
}

run "the_perimeter_guards_the_ai_and_data_services" {
  command = plan

  assert {
    condition = length(setsubtract([
      "aiplatform.googleapis.com", "bigquery.googleapis.com", "cloudkms.googleapis.com", "dialogflow.googleapis.com",
      "discoveryengine.googleapis.com", "notebooks.googleapis.com", "storage.googleapis.com",
    ], google_access_context_manager_service_perimeter.this.status[0].restricted_services)) == 0
    error_message = "The services that hold data and models are restricted."
  }

  assert {
    condition     = length(google_access_context_manager_service_perimeter.this.spec) == 0
    error_message = "The perimeter is in force, not in dry run."
  }

  assert {
    condition     = google_access_context_manager_service_perimeter.this.status[0].vpc_accessible_services[0].enable_restriction
    error_message = "Workloads inside reach the restricted services only."
  }
}

run "guardrails_are_enforced_and_not_inherited" {
  command = plan

  assert {
    condition     = alltrue([for policy in google_org_policy_policy.enforced : policy.spec[0].rules[0].enforce == "TRUE" && policy.parent == var.parent])
    error_message = "Every boolean constraint is enforced at the parent."
  }

  assert {
    condition     = length(setsubtract(["iam.disableServiceAccountKeyCreation", "storage.publicAccessPrevention", "ainotebooks.disableRootAccess"], keys(google_org_policy_policy.enforced))) == 0
    error_message = "Keys, public buckets and notebook root are ruled out."
  }

  assert {
    condition     = google_org_policy_policy.no_external_addresses.spec[0].rules[0].deny_all == "TRUE"
    error_message = "No instance may have an external address."
  }

  assert {
    condition     = contains(google_org_policy_policy.customer_managed_keys.spec[0].rules[0].values[0].denied_values, "aiplatform.googleapis.com")
    error_message = "Vertex AI resources need a customer-managed key."
  }

  assert {
    condition = alltrue([for policy in concat(values(google_org_policy_policy.enforced), [
      google_org_policy_policy.no_external_addresses,
      google_org_policy_policy.locations,
      google_org_policy_policy.customer_managed_keys,
      google_org_policy_policy.key_projects,
      google_org_policy_policy.members,
      google_org_policy_policy.tls,
      google_org_policy_policy.run_ingress,
      google_org_policy_policy.models,
    ]) : !policy.spec[0].inherit_from_parent])
    error_message = "No guardrail is merged with a laxer one from above."
  }
}

run "the_model_armor_floor_blocks" {
  command = plan

  assert {
    condition     = google_model_armor_floorsetting.this.enable_floor_setting_enforcement && google_model_armor_floorsetting.this.ai_platform_floor_setting[0].inspect_and_block
    error_message = "The floor is enforced and blocks calls to Gemini models."
  }

  assert {
    condition     = google_model_armor_floorsetting.this.filter_config[0].pi_and_jailbreak_filter_settings[0].filter_enforcement == "ENABLED"
    error_message = "Prompt injection is screened for."
  }

  assert {
    condition     = length(google_model_armor_floorsetting.this.filter_config[0].rai_settings[0].rai_filters) == 4
    error_message = "All four harm categories are filtered."
  }

  assert {
    condition     = google_model_armor_floorsetting.this.google_mcp_server_floor_setting[0].inspect_and_block && google_model_armor_floorsetting.this.google_mcp_server_floor_setting[0].enable_cloud_logging && google_model_armor_floorsetting.this.ai_platform_floor_setting[0].enable_cloud_logging
    error_message = "Tool calls are screened too, and both are logged."
  }

  assert {
    condition     = google_model_armor_floorsetting.this.filter_config[0].malicious_uri_filter_settings[0].filter_enforcement == "ENABLED" && google_model_armor_floorsetting.this.filter_config[0].sdp_settings[0].basic_config[0].filter_enforcement == "ENABLED"
    error_message = "Malicious links and sensitive data are screened for."
  }
}

run "the_whole_internet_is_not_an_operator" {
  command = plan

  variables {
    operators = {
      members   = ["serviceAccount:deploy@acme-ci.iam.gserviceaccount.com"]
      ip_ranges = ["0.0.0.0/0"]
    }
  }

  expect_failures = [var.operators]
}

run "wildcard_models_are_refused" {
  command = plan

  variables {
    allowed_models = ["publishers/google/models/*:predict"]
  }

  expect_failures = [var.allowed_models]
}
