terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.10"
    }
  }
}

provider "azurerm" {
  features {}
}

# expect: azure-cognitive-public-network-access
resource "azurerm_cognitive_account" "cognitive_public_network_access" {
  name                  = "example-account"
  location              = "westeurope"
  resource_group_name   = "rg"
  kind                  = "OpenAI"
  sku_name              = "S0"
  custom_subdomain_name = "example"
  network_acls {
    default_action = "Allow"
  }
}

# expect: azure-cognitive-custom-subdomain-missing
resource "azurerm_cognitive_account" "cognitive_custom_subdomain_missing" {
  name                = "example-account"
  location            = "westeurope"
  resource_group_name = "rg"
  kind                = "Face"
  sku_name            = "S0"
  tags = {
    Acceptance = "Test"
  }
}

# expect: azure-cognitive-public-network-access
resource "azurerm_cognitive_account" "cognitive_public_network_access_2" {
  name                = "example-account"
  location            = "westeurope"
  resource_group_name = "rg"
  kind                = "AIServices"
  sku_name            = "S0"
}

# expect: azure-cognitive-custom-subdomain-missing
resource "azurerm_cognitive_account" "cognitive_custom_subdomain_missing_2" {
  name                = "example-account"
  location            = "westeurope"
  resource_group_name = "rg"
  kind                = "OpenAI"
  sku_name            = "S0"
}

resource "azurerm_cognitive_account" "cognitive_deployment_without_content_filter_example" {
  name                = "example-ca"
  location            = "westeurope"
  resource_group_name = "rg"
  kind                = "OpenAI"
  sku_name            = "S0"
}

# expect: azure-cognitive-deployment-without-content-filter
resource "azurerm_cognitive_deployment" "cognitive_deployment_without_content_filter" {
  name                 = "example-cd"
  cognitive_account_id = azurerm_cognitive_account.cognitive_deployment_without_content_filter_example.id
  model {
    format  = "OpenAI"
    name    = "text-curie-001"
    version = "1"
  }
  sku {
    name = "Standard"
  }
}

# expect: azure-cognitive-model-upgrades-itself, azure-cognitive-model-version-not-pinned
resource "azurerm_cognitive_deployment" "cognitive_model_upgrades_itself" {
  name                   = "example-cd"
  cognitive_account_id   = "/subscriptions/x/accounts/a"
  rai_policy_name        = "strict"
  version_upgrade_option = "OnceNewDefaultVersionAvailable"
  model {
    format = "OpenAI"
    name   = "gpt-4o"
  }
  sku {
    name = "Standard"
  }
}

# expect: azure-cognitive-global-processing
resource "azurerm_cognitive_deployment" "cognitive_global_processing" {
  name                   = "example-cd"
  cognitive_account_id   = "/subscriptions/x/accounts/a"
  rai_policy_name        = "strict"
  version_upgrade_option = "NoAutoUpgrade"
  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-08-06"
  }
  sku {
    name     = "GlobalStandard"
    capacity = 10
  }
}

# expect: azure-cognitive-model-upgrades-itself
resource "azurerm_cognitive_deployment" "cognitive_model_upgrades_itself_2" {
  name                 = "example-cd"
  cognitive_account_id = "/subscriptions/x/accounts/a"
  rai_policy_name      = "strict"
  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-08-06"
  }
  sku {
    name = "Standard"
  }
}

# expect: azure-cognitive-global-processing
resource "azurerm_cognitive_deployment" "cognitive_global_processing_2" {
  for_each             = { chat = "GlobalProvisionedManaged" }
  name                 = each.key
  cognitive_account_id = "/subscriptions/x/accounts/a"
  model {
    format = "OpenAI"
    name   = "gpt-4o"
  }
  sku {
    name = each.value
  }
}

# expect: azure-cognitive-content-filter-does-not-block
resource "azurerm_cognitive_account_rai_policy" "cognitive_content_filter_does_not_block" {
  name                 = "example-policy"
  cognitive_account_id = "/subscriptions/x/accounts/a"
  base_policy_name     = "Microsoft.Default"
  content_filter {
    name               = "Hate"
    filter_enabled     = true
    block_enabled      = false
    severity_threshold = "High"
    source             = "Prompt"
  }
}

# expect: azure-cognitive-content-filter-asynchronous
resource "azurerm_cognitive_account_rai_policy" "cognitive_content_filter_asynchronous" {
  name                 = "example-policy"
  cognitive_account_id = "/subscriptions/x/accounts/a"
  base_policy_name     = "Microsoft.DefaultV2"
  mode                 = "Asynchronous_filter"
  content_filter {
    name               = "Hate"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
    source             = "Completion"
  }
}

# expect: azure-cognitive-content-filter-disabled, azure-cognitive-content-filter-does-not-block
resource "azurerm_cognitive_account_rai_policy" "cognitive_content_filter_disabled" {
  name                 = "example-policy"
  cognitive_account_id = "/subscriptions/x/accounts/a"
  base_policy_name     = "Microsoft.Default"
  content_filter {
    name           = "Jailbreak"
    filter_enabled = false
    block_enabled  = false
    source         = "Prompt"
  }
}

# expect: azure-cognitive-audit-log-not-exported, azure-cognitive-request-log-not-exported
resource "azurerm_cognitive_account" "cognitive_audit_log_not_exported" {
  name                = "example-account"
  location            = "westeurope"
  resource_group_name = "rg"
  kind                = "OpenAI"
  sku_name            = "S0"
}

resource "azurerm_monitor_diagnostic_setting" "cognitive_audit_log_not_exported_d" {
  name               = "trace"
  target_resource_id = azurerm_cognitive_account.cognitive_audit_log_not_exported.id
  storage_account_id = "/subscriptions/x/sa"
  enabled_log {
    category = "Trace"
  }
}

# expect: azure-api-management-api-without-rate-limit, azure-api-management-model-api-without-token-limit
resource "azurerm_api_management_api_policy" "api_management_api_without_rate_limit" {
  api_name            = "openai"
  api_management_name = "apim"
  resource_group_name = "rg"
  xml_content         = <<XML
<policies>
  <inbound>
    <base />
    <set-backend-service backend-id="openai" />
    <authentication-managed-identity resource="https://cognitiveservices.azure.com" />
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
</policies>
XML
}

# expect: azure-front-door-no-rate-limit
resource "azurerm_cdn_frontdoor_firewall_policy" "front_door_no_rate_limit" {
  name                = "examplecdnfdwafpolicy"
  resource_group_name = "rg"
  sku_name            = "Premium_AzureFrontDoor"
  enabled             = true
  mode                = "Prevention"
  custom_rule {
    name     = "Rule1"
    enabled  = true
    priority = 1
    type     = "MatchRule"
    action   = "Block"
    match_condition {
      match_variable = "RemoteAddr"
      operator       = "IPMatch"
      match_values   = ["10.0.1.0/24"]
    }
  }
}

# expect: azure-waf-no-rate-limit
resource "azurerm_web_application_firewall_policy" "waf_no_rate_limit" {
  name                = "example-wafpolicy"
  resource_group_name = "rg"
  location            = "westeurope"
  policy_settings {
    enabled = true
    mode    = "Prevention"
  }
  managed_rules {
    managed_rule_set {
      type    = "OWASP"
      version = "3.2"
    }
  }
}

# expect: azure-api-management-global-policy-without-rate-limit
resource "azurerm_api_management_policy" "api_management_global_policy_without_rate_limit" {
  api_management_id = "/subscriptions/x/apim"
  xml_content       = "<policies><inbound><find-and-replace from=\"xyz\" to=\"abc\" /></inbound></policies>"
}

# expect: azure-api-management-product-without-rate-limit
resource "azurerm_api_management_product_policy" "api_management_product_without_rate_limit" {
  product_id          = "llm"
  api_management_name = "apim"
  resource_group_name = "rg"
  xml_content         = <<XML
<policies><inbound><base /></inbound></policies>
XML
}
