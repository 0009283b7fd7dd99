resource "azurerm_web_application_firewall_policy" "this" {
  name                = "${var.name}-waf"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  policy_settings {
    enabled            = true
    mode               = "Prevention"
    request_body_check = true
    # Prompts with documents are long; what is longer is refused, not waved through.
    request_body_enforcement         = true
    request_body_inspect_limit_in_kb = 128
    max_request_body_size_in_kb      = 1024
    file_upload_enforcement          = true
    file_upload_limit_in_mb          = 1
  }

  # A flood from one address ends here, before a token is even read.
  custom_rules {
    name                 = "LimitPerAddress"
    enabled              = true
    priority             = 10
    rule_type            = "RateLimitRule"
    action               = "Block"
    rate_limit_duration  = "OneMin"
    rate_limit_threshold = var.limits.address_requests_per_minute
    group_rate_limit_by  = "ClientAddr"

    match_conditions {
      operator     = "Any"
      match_values = []

      match_variables {
        variable_name = "RequestUri"
      }
    }
  }

  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.2"
    }

    managed_rule_set {
      type    = "Microsoft_BotManagerRuleSet"
      version = "1.1"
    }
  }
}
