resource "azurerm_user_assigned_identity" "ingress" {
  name                = "${var.name}-ingress"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "certificate" {
  scope                = "${var.tls_certificate.key_vault_id}/secrets/${split("/", trimsuffix(var.tls_certificate.secret_id, "/"))[4]}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.ingress.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_public_ip" "ingress" {
  name                = "${var.name}-ingress"
  resource_group_name = var.resource_group_name
  location            = var.location
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
  # Protection against volumetric attacks on this one address.
  ddos_protection_mode = "Enabled"
  tags                 = var.tags
}

resource "azurerm_application_gateway" "this" {
  name                = "${var.name}-ingress"
  resource_group_name = var.resource_group_name
  location            = var.location
  zones               = ["1", "2", "3"]
  http2_enabled       = true
  tags                = var.tags

  firewall_policy_id                = azurerm_web_application_firewall_policy.this.id
  force_firewall_policy_association = true

  sku {
    name = "WAF_v2"
    tier = "WAF_v2"
  }

  autoscale_configuration {
    min_capacity = 2
    max_capacity = 10
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.ingress.id]
  }

  # TLS 1.2 and 1.3 with forward secrecy.
  ssl_policy {
    policy_type = "Predefined"
    policy_name = "AppGwSslPolicy20220101S"
  }

  gateway_ip_configuration {
    name      = "ingress"
    subnet_id = var.ingress_subnet_id
  }

  frontend_ip_configuration {
    name                 = "public"
    public_ip_address_id = azurerm_public_ip.ingress.id
  }

  frontend_port {
    name = "https"
    port = 443
  }

  ssl_certificate {
    name                = "host"
    key_vault_secret_id = var.tls_certificate.secret_id
  }

  # There is no listener on port 80: a redirect would first let a client send its token in the clear.
  http_listener {
    name                           = "https"
    frontend_ip_configuration_name = "public"
    frontend_port_name             = "https"
    protocol                       = "Https"
    host_name                      = var.host_name
    ssl_certificate_name           = "host"
    require_sni                    = true
  }

  backend_address_pool {
    name         = "gateway"
    ip_addresses = azurerm_api_management.this.private_ip_addresses
  }

  backend_http_settings {
    name                  = "gateway"
    protocol              = "Https"
    port                  = 443
    cookie_based_affinity = "Disabled"
    host_name             = "${azurerm_api_management.this.name}.azure-api.net"
    probe_name            = "gateway"
    request_timeout       = 120

    connection_draining {
      enabled           = true
      drain_timeout_sec = 60
    }
  }

  probe {
    name                                      = "gateway"
    protocol                                  = "Https"
    path                                      = "/status-0123456789abcdef"
    pick_host_name_from_backend_http_settings = true
    interval                                  = 30
    timeout                                   = 10
    unhealthy_threshold                       = 3
  }

  request_routing_rule {
    name                       = "gateway"
    priority                   = 10
    rule_type                  = "Basic"
    http_listener_name         = "https"
    backend_address_pool_name  = "gateway"
    backend_http_settings_name = "gateway"
  }

  depends_on = [azurerm_role_assignment.certificate]
}

# Access and firewall logs.
resource "azurerm_monitor_diagnostic_setting" "ingress" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_application_gateway.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
