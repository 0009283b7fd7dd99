# Screens every prompt and every response; a match is blocked, a screening that fails blocks too.
resource "google_model_armor_template" "this" {
  project         = var.project_id
  location        = var.region
  template_id     = var.name
  deletion_policy = var.deletion_protected ? "PREVENT" : "DELETE"
  labels          = var.labels

  filter_config {
    pi_and_jailbreak_filter_settings {
      filter_enforcement = "ENABLED"
      confidence_level   = "LOW_AND_ABOVE"
    }

    malicious_uri_filter_settings {
      filter_enforcement = "ENABLED"
    }

    sdp_settings {
      basic_config {
        filter_enforcement = "ENABLED"
      }
    }

    rai_settings {
      rai_filters {
        filter_type      = "DANGEROUS"
        confidence_level = "MEDIUM_AND_ABOVE"
      }

      rai_filters {
        filter_type      = "HARASSMENT"
        confidence_level = "MEDIUM_AND_ABOVE"
      }

      rai_filters {
        filter_type      = "HATE_SPEECH"
        confidence_level = "MEDIUM_AND_ABOVE"
      }

      rai_filters {
        filter_type      = "SEXUALLY_EXPLICIT"
        confidence_level = "MEDIUM_AND_ABOVE"
      }
    }
  }

  template_metadata {
    enforcement_type                   = "INSPECT_AND_BLOCK"
    ignore_partial_invocation_failures = false
    log_sanitize_operations            = true
    log_template_operations            = true

    multi_language_detection {
      enable_multi_language_detection = true
    }
  }
}

# Google keeps prompts in memory for up to a day to answer repeated ones faster, unless told not to.
resource "google_vertex_ai_cache_config" "this" {
  project       = var.project_id
  disable_cache = true
}

# Consumers call models and have their prompts screened. They cannot tune, deploy, list or change anything.
resource "google_project_iam_custom_role" "consumer" {
  project     = var.project_id
  role_id     = replace("${var.name}_consumer", "-", "_")
  title       = "Consumer of ${var.name}"
  description = "Calls managed models through Model Armor."
  permissions = [
    "aiplatform.endpoints.predict",
    "modelarmor.templates.useToSanitizeModelResponse",
    "modelarmor.templates.useToSanitizeUserPrompt",
  ]
}

resource "google_project_iam_member" "consumers" {
  for_each = var.consumers

  project = var.project_id
  role    = "projects/${var.project_id}/roles/${google_project_iam_custom_role.consumer.role_id}"
  member  = each.value
}

# Bounds what a leaked credential or a looping agent can spend, per base model.
resource "google_cloud_quotas_quota_preference" "requests" {
  for_each = var.requests_per_minute

  parent               = "projects/${var.project_id}"
  name                 = "${var.name}-${replace(each.key, ".", "-")}"
  service              = "aiplatform.googleapis.com"
  quota_id             = "GenerateContentRequestsPerMinutePerProjectPerBaseModel"
  ignore_safety_checks = "QUOTA_DECREASE_PERCENTAGE_TOO_HIGH"
  justification        = "Cap of ${var.name}."

  dimensions = {
    region     = var.region
    base_model = each.key
  }

  quota_config {
    preferred_value = tostring(each.value)
  }
}
