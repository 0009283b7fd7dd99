mock_provider "google" {}

variables {
  project_id            = "acme-ai-prod"
  region                = "europe-west4"
  name                  = "vision-api"
  domain                = "vision.acme.example"
  cloud_run_service     = "vision"
  consumers             = ["group:vision-consumers@acme.example"]
  notification_channels = ["projects/acme-ai-prod/notificationChannels/1234567890"]

  labels = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "every_caller_is_authenticated" {
  command = plan

  assert {
    condition     = google_compute_backend_service.this.iap[0].enabled && google_iap_web_backend_service_iam_binding.consumers.members == var.consumers
    error_message = "Identity-Aware Proxy admits the listed consumers only."
  }

  assert {
    condition     = google_compute_backend_service.this.log_config[0].enable && google_compute_backend_service.this.log_config[0].sample_rate == 1
    error_message = "Every request is logged."
  }
}

run "consumers_are_limited_and_attacks_refused" {
  command = plan

  assert {
    condition     = length([for rule in google_compute_security_policy.this.rule : rule if rule.action == "rate_based_ban" && contains(rule.rate_limit_options[*].exceed_action, "deny(429)")]) == 2
    error_message = "Consumers and strangers are rate-limited."
  }

  assert {
    condition     = one([for rule in google_compute_security_policy.this.rule : rule.rate_limit_options[0].rate_limit_threshold[0].count if rule.priority == 1000]) == 300
    error_message = "A consumer may make 300 requests a minute."
  }

  assert {
    condition     = one([for rule in google_compute_security_policy.this.rule : rule.action if rule.priority == 2147483647]) == "deny(403)"
    error_message = "The default is refusal."
  }

  assert {
    condition     = alltrue([for rule in google_compute_security_policy.this.rule : !rule.preview])
    error_message = "No rule is in preview."
  }

  assert {
    condition     = length([for rule in google_compute_security_policy.this.rule : rule if rule.action == "deny(403)"]) == 11 && length([for rule in google_compute_security_policy.this.rule : rule if rule.action == "allow"]) == 0
    error_message = "Ten sets of attacks and everything unmatched are refused; nothing is allowed unlimited."
  }

  assert {
    condition     = google_compute_security_policy.this.adaptive_protection_config[0].layer_7_ddos_defense_config[0].enable && google_monitoring_alert_policy.denied.enabled
    error_message = "Floods are recognized, and many refusals alert."
  }
}

run "nothing_is_sent_in_the_clear" {
  command = plan

  assert {
    condition     = google_compute_global_forwarding_rule.this.port_range == "443"
    error_message = "Only HTTPS is served."
  }

  assert {
    condition     = google_compute_ssl_policy.this.min_tls_version == "TLS_1_2" && google_compute_ssl_policy.this.profile == "RESTRICTED"
    error_message = "TLS 1.2 with restricted ciphers is the least."
  }
}

run "the_public_is_no_consumer" {
  command = plan

  variables {
    consumers = ["allAuthenticatedUsers"]
  }

  expect_failures = [var.consumers]
}

run "a_limit_is_never_absent" {
  command = plan

  variables {
    requests_per_minute = 1000000
  }

  expect_failures = [var.requests_per_minute]
}
