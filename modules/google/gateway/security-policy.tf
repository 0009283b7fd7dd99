# Evaluated before authentication, in order of priority: attacks out, consumers limited each, strangers limited by address, the rest refused.
resource "google_compute_security_policy" "this" {
  project     = var.project_id
  name        = var.name
  description = "Web application firewall and rate limits of ${var.name}."
  type        = "CLOUD_ARMOR"
  labels      = var.labels

  adaptive_protection_config {
    layer_7_ddos_defense_config {
      enable          = true
      rule_visibility = "STANDARD"
    }
  }

  advanced_options_config {
    json_parsing                 = "STANDARD"
    log_level                    = "NORMAL"
    request_body_inspection_size = "64KB"
  }

  # Log4Shell and its kin.
  rule {
    action      = "deny(403)"
    priority    = 100
    description = "Known exploited vulnerabilities"
    preview     = false

    match {
      expr {
        expression = "evaluatePreconfiguredWaf('cve-canary')"
      }
    }
  }

  dynamic "rule" {
    for_each = local.waf_rules

    content {
      action      = "deny(403)"
      priority    = rule.value
      description = "Web application firewall: ${rule.key}"
      preview     = false

      match {
        expr {
          expression = "evaluatePreconfiguredWaf('${rule.key}', {'sensitivity': 1})"
        }
      }
    }
  }

  # A consumer is known by its token. Above its limit it is refused; well above it is shut out for a while.
  rule {
    action      = "rate_based_ban"
    priority    = 1000
    description = "Limit of each consumer"
    preview     = false

    match {
      expr {
        expression = "has(request.headers['authorization'])"
      }
    }

    rate_limit_options {
      conform_action   = "allow"
      exceed_action    = "deny(429)"
      ban_duration_sec = 600

      enforce_on_key_configs {
        enforce_on_key_type = "HTTP_HEADER"
        enforce_on_key_name = "authorization"
      }

      rate_limit_threshold {
        count        = var.requests_per_minute
        interval_sec = 60
      }

      ban_threshold {
        count        = var.requests_per_minute * 10
        interval_sec = 600
      }
    }
  }

  # Without a token there is only a redirect to sign in; a tenth of the limit is plenty.
  rule {
    action      = "rate_based_ban"
    priority    = 1100
    description = "Limit of each address without a token"
    preview     = false

    match {
      versioned_expr = "SRC_IPS_V1"

      config {
        src_ip_ranges = ["*"]
      }
    }

    rate_limit_options {
      conform_action   = "allow"
      exceed_action    = "deny(429)"
      ban_duration_sec = 600
      enforce_on_key   = "IP"

      rate_limit_threshold {
        count        = ceil(var.requests_per_minute / 10)
        interval_sec = 60
      }

      ban_threshold {
        count        = var.requests_per_minute
        interval_sec = 600
      }
    }
  }

  rule {
    action      = "deny(403)"
    priority    = 2147483647
    description = "Whatever no rule above allowed"
    preview     = false

    match {
      versioned_expr = "SRC_IPS_V1"

      config {
        src_ip_ranges = ["*"]
      }
    }
  }
}

locals {
  # Google's rule sets by priority.
  waf_rules = {
    "sqli-v33-stable"              = 200
    "xss-v33-stable"               = 210
    "lfi-v33-stable"               = 220
    "rfi-v33-stable"               = 230
    "rce-v33-stable"               = 240
    "methodenforcement-v33-stable" = 250
    "scannerdetection-v33-stable"  = 260
    "protocolattack-v33-stable"    = 270
    "sessionfixation-v33-stable"   = 280
  }
}
