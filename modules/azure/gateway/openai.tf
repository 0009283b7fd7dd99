resource "azurerm_api_management_backend" "openai" {
  count = var.openai == null ? 0 : 1

  name                = "openai"
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  protocol            = "http"
  url                 = "https://${var.openai.host_name}/openai"

  tls {
    validate_certificate_chain = true
    validate_certificate_name  = true
  }

  # A backend that fails or throttles is left alone for a while, for as long as it says.
  circuit_breaker_rule {
    name                       = "overload"
    trip_duration              = "PT1M"
    accept_retry_after_enabled = true

    failure_condition {
      count             = 5
      interval_duration = "PT1M"

      status_code_range {
        min = 429
        max = 429
      }

      status_code_range {
        min = 500
        max = 599
      }
    }
  }
}

resource "azurerm_api_management_api" "openai" {
  count = var.openai == null ? 0 : 1

  name                = "openai"
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  display_name        = "Language models"
  revision            = "1"
  path                = "openai"
  protocols           = ["https"]
  # Consumers prove who they are with Entra tokens; subscription keys would be passwords.
  subscription_required = false
}

resource "azurerm_api_management_api_operation" "openai" {
  for_each = var.openai == null ? {} : {
    chat-completions = "/deployments/{deployment}/chat/completions"
    embeddings       = "/deployments/{deployment}/embeddings"
  }

  operation_id        = each.key
  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  api_name            = azurerm_api_management_api.openai[0].name
  display_name        = each.key
  method              = "POST"
  url_template        = each.value

  template_parameter {
    name     = "deployment"
    type     = "string"
    required = true
  }
}

resource "azurerm_api_management_api_policy" "openai" {
  count = var.openai == null ? 0 : 1

  resource_group_name = var.resource_group_name
  api_management_name = azurerm_api_management.this.name
  api_name            = azurerm_api_management_api.openai[0].name

  xml_content = <<-XML
    <policies>
      <inbound>
        <base />
        ${trimspace(local.admission)}
        <llm-token-limit counter-key='${local.consumer}' tokens-per-minute="${var.limits.tokens_per_minute}" token-quota="${var.limits.tokens_per_day}" token-quota-period="Daily" estimate-prompt-tokens="true" remaining-tokens-header-name="x-remaining-tokens" />
        <llm-emit-token-metric namespace="ai-gateway">
          <dimension name="Consumer" value='${local.consumer}' />
          <dimension name="API ID" />
        </llm-emit-token-metric>
        <set-header name="api-key" exists-action="delete" />
        <authentication-managed-identity resource="https://cognitiveservices.azure.com" />
        <set-backend-service backend-id="${azurerm_api_management_backend.openai[0].name}" />
      </inbound>
      <backend>
        <forward-request timeout="120" fail-on-error-status-code="false" buffer-response="false" />
      </backend>
      <outbound>
        <base />
        <set-header name="x-ms-region" exists-action="delete" />
      </outbound>
      <on-error>
        <base />
      </on-error>
    </policies>
  XML
}
