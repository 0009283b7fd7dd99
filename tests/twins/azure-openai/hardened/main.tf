terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.10"
    }
  }
  backend "azurerm" {
    resource_group_name  = "terraform-state"
    storage_account_name = "acmeterraformstate"
    container_name       = "state"
    key                  = "openai.tfstate"
    use_azuread_auth     = true
  }
}

provider "azurerm" {
  features {}
  storage_use_azuread = true
}

locals {
  location = "westeurope"
  group    = "assistant"
  prefix   = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shared/providers"
  subnet   = "${local.prefix}/Microsoft.Network/virtualNetworks/ml/subnets/endpoints"
  logs     = "${local.prefix}/Microsoft.OperationalInsights/workspaces/security"
  key      = "https://acme-hsm.managedhsm.azure.net/keys/assistant"
  tags = {
    owner       = "ml-platform"
    environment = "production"
    data-class  = "internal"
    risk-tier   = "limited"
  }
}

resource "azurerm_user_assigned_identity" "this" {
  name                = "assistant"
  location            = local.location
  resource_group_name = local.group
  tags                = local.tags
}

resource "azurerm_cognitive_account" "assistant" {
  name                               = "acme-assistant"
  location                           = local.location
  resource_group_name                = local.group
  kind                               = "OpenAI"
  sku_name                           = "S0"
  custom_subdomain_name              = "acme-assistant"
  local_auth_enabled                 = false
  public_network_access_enabled      = false
  outbound_network_access_restricted = true
  fqdns                              = ["acme-search.search.windows.net"]
  tags                               = local.tags

  customer_managed_key {
    key_vault_key_id   = local.key
    identity_client_id = azurerm_user_assigned_identity.this.client_id
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }
  network_acls {
    default_action = "Deny"
    bypass         = "None"
  }
}

resource "azurerm_cognitive_account_rai_policy" "strict" {
  name                 = "strict"
  cognitive_account_id = azurerm_cognitive_account.assistant.id
  base_policy_name     = "Microsoft.DefaultV2"
  mode                 = "Blocking"
  dynamic "content_filter" {
    for_each = setproduct(["Hate", "Sexual", "Violence", "Selfharm"], ["Prompt", "Completion"])
    content {
      name               = content_filter.value[0]
      source             = content_filter.value[1]
      filter_enabled     = true
      block_enabled      = true
      severity_threshold = "Low"
    }
  }
  content_filter {
    name           = "Jailbreak"
    source         = "Prompt"
    filter_enabled = true
    block_enabled  = true
  }
  content_filter {
    name           = "Indirect Attack"
    source         = "Prompt"
    filter_enabled = true
    block_enabled  = true
  }
  content_filter {
    name           = "Protected Material Text"
    source         = "Completion"
    filter_enabled = true
    block_enabled  = true
  }
  content_filter {
    name           = "Protected Material Code"
    source         = "Completion"
    filter_enabled = true
    block_enabled  = true
  }
}

resource "azurerm_cognitive_deployment" "chat" {
  name                       = "chat"
  cognitive_account_id       = azurerm_cognitive_account.assistant.id
  rai_policy_name            = azurerm_cognitive_account_rai_policy.strict.name
  version_upgrade_option     = "NoAutoUpgrade"
  dynamic_throttling_enabled = true
  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-11-20"
  }
  sku {
    name     = "Standard"
    capacity = 20
  }
}

resource "azurerm_private_endpoint" "assistant" {
  name                = "assistant"
  location            = local.location
  resource_group_name = local.group
  subnet_id           = local.subnet
  tags                = local.tags
  private_service_connection {
    name                           = "assistant"
    private_connection_resource_id = azurerm_cognitive_account.assistant.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = ["${local.prefix}/Microsoft.Network/privateDnsZones/privatelink.account.azure.com"]
  }
}

resource "azurerm_monitor_diagnostic_setting" "assistant" {
  name                       = "security"
  target_resource_id         = azurerm_cognitive_account.assistant.id
  log_analytics_workspace_id = local.logs
  enabled_log {
    category_group = "allLogs"
  }
  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_monitor_metric_alert" "tokens" {
  name                = "assistant-tokens"
  resource_group_name = local.group
  scopes              = [azurerm_cognitive_account.assistant.id]
  description         = "More tokens in an hour than a day of normal use"
  severity            = 2
  window_size         = "PT1H"
  frequency           = "PT15M"
  tags                = local.tags
  criteria {
    metric_namespace = "Microsoft.CognitiveServices/accounts"
    metric_name      = "TokenTransaction"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 5000000
  }
  action {
    action_group_id = "${local.prefix}/Microsoft.Insights/actionGroups/ml-on-call"
  }
}
