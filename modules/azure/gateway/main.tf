/**
 * # Gateway
 *
 * The one way in to models: a web application firewall that blocks known attacks and floods, then API Management
 * inside the network, which checks each caller's Entra token, limits requests and tokens per consumer, counts what
 * each uses, and calls language models with its own identity and a self-hosted model with its own certificate, so
 * that no key exists anywhere.
 *
 * Limits hold on three levels: per client address at the firewall, per consumer in the API's policy, per deployment
 * in the quota that `azure-openai` sets.
 */

resource "azurerm_api_management" "this" {
  name                = "${var.name}-gateway"
  resource_group_name = var.resource_group_name
  location            = var.location
  publisher_name      = var.publisher.name
  publisher_email     = var.publisher.email
  tags                = var.tags

  # The tier that runs inside a network; two units in two zones survive the loss of one.
  sku_name = "Premium_2"
  zones    = ["1", "2"]

  virtual_network_type          = "Internal"
  public_network_access_enabled = var.first_apply

  virtual_network_configuration {
    subnet_id = var.gateway_subnet_id
  }

  client_certificate_enabled = true
  # Older versions of the management API return secrets in plain text.
  min_api_version = "2021-08-01"

  identity {
    type = "SystemAssigned"
  }

  protocols {
    http2_enabled = true
  }

  security {
    backend_ssl30_enabled                               = false
    backend_tls10_enabled                               = false
    backend_tls11_enabled                               = false
    frontend_ssl30_enabled                              = false
    frontend_tls10_enabled                              = false
    frontend_tls11_enabled                              = false
    tls_ecdhe_ecdsa_with_aes128_cbc_sha_ciphers_enabled = false
    tls_ecdhe_ecdsa_with_aes256_cbc_sha_ciphers_enabled = false
    tls_ecdhe_rsa_with_aes128_cbc_sha_ciphers_enabled   = false
    tls_ecdhe_rsa_with_aes256_cbc_sha_ciphers_enabled   = false
    tls_rsa_with_aes128_cbc_sha256_ciphers_enabled      = false
    tls_rsa_with_aes128_cbc_sha_ciphers_enabled         = false
    tls_rsa_with_aes128_gcm_sha256_ciphers_enabled      = false
    tls_rsa_with_aes256_cbc_sha256_ciphers_enabled      = false
    tls_rsa_with_aes256_cbc_sha_ciphers_enabled         = false
    tls_rsa_with_aes256_gcm_sha384_ciphers_enabled      = false
    triple_des_ciphers_enabled                          = false
  }

  # Nobody registers by himself, and the built-in administrator keys of the management API stay off.
  sign_up {
    enabled = false

    terms_of_service {
      enabled          = false
      consent_required = false
    }
  }

  tenant_access {
    enabled = false
  }
}

resource "azurerm_role_assignment" "openai" {
  count = var.openai == null ? 0 : 1

  scope                = var.openai.id
  role_definition_name = "Cognitive Services OpenAI User"
  principal_id         = azurerm_api_management.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

# Every request with its consumer, status and latency.
resource "azurerm_monitor_diagnostic_setting" "gateway" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_api_management.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
