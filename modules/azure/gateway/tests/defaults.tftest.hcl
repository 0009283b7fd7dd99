mock_provider "azurerm" {}

variables {
  name                       = "contoso-ml"
  resource_group_name        = "rg-ml"
  location                   = "swedencentral"
  tags                       = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
  tenant_id                  = "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33"
  gateway_subnet_id          = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/gateway"
  ingress_subnet_id          = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/ingress"
  publisher                  = { name = "Contoso ML platform", email = "ml-platform@contoso.example" }
  host_name                  = "models.contoso.example"
  tls_certificate = {
    key_vault_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
    secret_id    = "https://contoso-ml-kv.vault.azure.net/secrets/models"
  }
  audience  = "api://models.contoso.example"
  consumers = { support-desk = "5b0f3f0a-64f5-4d0e-9a35-0d3f1c2b4a61" }
  openai = {
    id        = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/contoso-ml-openai"
    host_name = "contoso-ml-openai.openai.azure.com"
  }
}

run "gateway_is_inside_the_network" {
  command = plan

  assert {
    condition     = azurerm_api_management.this.virtual_network_type == "Internal" && !azurerm_api_management.this.public_network_access_enabled
    error_message = "API Management must have no public endpoint."
  }

  assert {
    condition     = !azurerm_api_management.this.security[0].frontend_tls10_enabled && !azurerm_api_management.this.security[0].backend_tls11_enabled
    error_message = "Old TLS must be refused on both sides."
  }
}

run "callers_prove_who_they_are" {
  command = plan

  assert {
    condition     = strcontains(azurerm_api_management_api_policy.openai[0].xml_content, "<validate-azure-ad-token tenant-id=\"3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33\"") && strcontains(azurerm_api_management_api_policy.openai[0].xml_content, "<application-id>5b0f3f0a-64f5-4d0e-9a35-0d3f1c2b4a61</application-id>")
    error_message = "The policy must check the tenant and the calling application."
  }

  assert {
    condition     = strcontains(azurerm_api_management_api_policy.openai[0].xml_content, "<authentication-managed-identity")
    error_message = "The gateway must call the model with its own identity."
  }
}

run "requests_and_tokens_are_limited" {
  command = plan

  assert {
    condition     = strcontains(azurerm_api_management_api_policy.openai[0].xml_content, "<rate-limit-by-key calls=\"120\"") && strcontains(azurerm_api_management_api_policy.openai[0].xml_content, "tokens-per-minute=\"20000\"")
    error_message = "Each consumer's requests and tokens must be limited."
  }

  assert {
    condition     = azurerm_web_application_firewall_policy.this.custom_rules[0].rule_type == "RateLimitRule" && azurerm_web_application_firewall_policy.this.custom_rules[0].rate_limit_threshold == 300
    error_message = "Each client address must be limited."
  }
}

run "firewall_prevents" {
  command = plan

  assert {
    condition     = azurerm_web_application_firewall_policy.this.policy_settings[0].mode == "Prevention" && azurerm_web_application_firewall_policy.this.policy_settings[0].request_body_check
    error_message = "The firewall must block, bodies included."
  }

  assert {
    condition     = alltrue([for listener in azurerm_application_gateway.this.http_listener : listener.protocol == "Https"])
    error_message = "There must be no listener in the clear."
  }
}

run "unlimited_consumers_are_refused" {
  command = plan

  variables {
    limits = { tokens_per_minute = 100000000 }
  }

  expect_failures = [var.limits]
}

run "self_hosted_model_is_behind_the_same_admission" {
  command = plan

  variables {
    openai = null
    model_server = {
      endpoint                     = "https://contoso-ml-model.happyhill-1a2b3c4d.swedencentral.azurecontainerapps.io"
      client_certificate_secret_id = "https://contoso-ml-kv.vault.azure.net/secrets/gateway-client"
    }
  }

  assert {
    condition     = strcontains(azurerm_api_management_api_policy.model_server[0].xml_content, "<application-id>5b0f3f0a-64f5-4d0e-9a35-0d3f1c2b4a61</application-id>") && strcontains(azurerm_api_management_api_policy.model_server[0].xml_content, "<rate-limit-by-key calls=\"120\"")
    error_message = "Callers of the model server must be known and limited."
  }

  assert {
    condition     = strcontains(azurerm_api_management_api_policy.model_server[0].xml_content, "<authentication-certificate certificate-id=\"model-server\"") && strcontains(azurerm_api_management_api_policy.model_server[0].xml_content, "<set-backend-service base-url=\"https://{{model-server}}\"")
    error_message = "Gateway and model server must prove themselves to each other."
  }

  assert {
    condition     = output.api_urls == { models = "https://models.contoso.example/models" } && length(azurerm_api_management_api.openai) == 0
    error_message = "Nothing but the model server may be published."
  }
}

run "gateway_to_nowhere_is_refused" {
  command = plan

  variables {
    openai = null
  }

  expect_failures = [var.openai]
}

run "model_server_in_the_clear_is_refused" {
  command = plan

  variables {
    model_server = {
      endpoint                     = "http://10.64.96.4"
      client_certificate_secret_id = "https://contoso-ml-kv.vault.azure.net/secrets/gateway-client"
    }
  }

  expect_failures = [var.model_server]
}
