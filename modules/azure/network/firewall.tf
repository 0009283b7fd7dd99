locals {
  workload_tiers = [local.subnets.training, local.subnets.serving, local.subnets.apps]

  # What Azure's own machine learning, container and identity services answer under. Storage, vaults and registries
  # of the environment are reached over private endpoints and need no entry.
  platform_fqdns = [
    "login.microsoftonline.com",
    "management.azure.com",
    "mcr.microsoft.com",
    "*.data.mcr.microsoft.com",
    "packages.microsoft.com",
    "acs-mirror.azureedge.net",
    "packages.aks.azure.com",
  ]
}

resource "azurerm_public_ip" "firewall" {
  name                = "${var.name}-firewall"
  resource_group_name = var.resource_group_name
  location            = var.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
  # Protection against volumetric attacks on this one address.
  ddos_protection_mode = "Enabled"
  tags                 = var.tags
}

resource "azurerm_firewall_policy" "this" {
  name                     = "${var.name}-egress"
  resource_group_name      = var.resource_group_name
  location                 = var.location
  sku                      = "Premium"
  threat_intelligence_mode = "Deny"
  tags                     = var.tags

  dns {
    proxy_enabled = true
  }

  intrusion_detection {
    mode = "Deny"
  }

  insights {
    enabled                            = true
    default_log_analytics_workspace_id = var.log_analytics_workspace_id
    retention_in_days                  = 90
  }
}

resource "azurerm_firewall" "this" {
  name                = "${var.name}-firewall"
  resource_group_name = var.resource_group_name
  location            = var.location
  sku_name            = "AZFW_VNet"
  sku_tier            = "Premium"
  threat_intel_mode   = "Deny"
  firewall_policy_id  = azurerm_firewall_policy.this.id
  zones               = ["1", "2", "3"]
  tags                = var.tags

  ip_configuration {
    name                 = "egress"
    subnet_id            = azurerm_subnet.firewall.id
    public_ip_address_id = azurerm_public_ip.firewall.id
  }
}

# A firewall without a matching rule denies; these are the only ways out.
resource "azurerm_firewall_policy_rule_collection_group" "egress" {
  name               = "egress"
  firewall_policy_id = azurerm_firewall_policy.this.id
  priority           = 100

  application_rule_collection {
    name     = "allow-list"
    priority = 200
    action   = "Allow"

    rule {
      name              = "names"
      description       = "Host names of the platform and those the environment asked for."
      source_addresses  = local.workload_tiers
      destination_fqdns = concat(local.platform_fqdns, sort(var.egress_fqdns))

      protocols {
        type = "Https"
        port = 443
      }
    }
  }

  network_rule_collection {
    name     = "gateway-dependencies"
    priority = 100
    action   = "Allow"

    rule {
      name                  = "service-tags"
      description           = "API Management keeps its configuration, certificates and metrics in these services."
      protocols             = ["TCP"]
      source_addresses      = [local.subnets.gateway]
      destination_addresses = local.gateway_dependencies
      destination_ports     = ["443"]
    }
  }
}

# Allowed and denied connections, and every DNS query.
resource "azurerm_monitor_diagnostic_setting" "firewall" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_firewall.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
