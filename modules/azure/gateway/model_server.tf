# The self-hosted model, which knows the gateway by its client certificate.
resource "azurerm_role_assignment" "client_certificate" {
  count = var.model_server == null ? 0 : 1

  scope                = "${var.tls_certificate.key_vault_id}/secrets/${split("/", trimsuffix(var.model_server.client_certificate_secret_id, "/"))[4]}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_api_management.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_api_management_certificate" "model_server" {
  count = var.model_server == null ? 0 : 1

  name                = "model-server"
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  key_vault_secret_id = var.model_server.client_certificate_secret_id

  depends_on = [azurerm_role_assignment.client_certificate]
}

# The policy names the host by this value, so that a plan shows the policy before the host has its name. Without a
# backend of its own, API Management always checks the certificate that the host shows.
resource "azurerm_api_management_named_value" "model_server" {
  count = var.model_server == null ? 0 : 1

  name                = "model-server"
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  display_name        = "model-server"
  value               = trimprefix(var.model_server.endpoint, "https://")
}

resource "azurerm_api_management_api" "model_server" {
  count = var.model_server == null ? 0 : 1

  name                = "models"
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  display_name        = "Model server"
  revision            = "1"
  path                = "models"
  protocols           = ["https"]
  # Consumers prove who they are with Entra tokens; subscription keys would be passwords.
  subscription_required = false
}

# Predictions are asked for with POST; the server's health and metrics are not for consumers.
resource "azurerm_api_management_api_operation" "model_server" {
  count = var.model_server == null ? 0 : 1

  operation_id        = "predict"
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  api_name            = azurerm_api_management_api.model_server[0].name
  display_name        = "predict"
  method              = "POST"
  url_template        = "/*"
}

resource "azurerm_api_management_api_policy" "model_server" {
  count = var.model_server == null ? 0 : 1

  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  api_name            = azurerm_api_management_api.model_server[0].name

  xml_content = <<-XML
    <policies>
      <inbound>
        <base />
        ${trimspace(local.admission)}
        <set-header name="Authorization" exists-action="delete" />
        <authentication-certificate certificate-id="${azurerm_api_management_certificate.model_server[0].name}" />
        <set-backend-service base-url="https://{{${azurerm_api_management_named_value.model_server[0].display_name}}}" />
      </inbound>
      <backend>
        <forward-request timeout="120" fail-on-error-status-code="false" buffer-response="false" />
      </backend>
      <outbound>
        <base />
      </outbound>
      <on-error>
        <base />
      </on-error>
    </policies>
  XML
}
