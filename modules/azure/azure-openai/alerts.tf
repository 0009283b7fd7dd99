resource "azurerm_monitor_metric_alert" "blocked" {
  name                = "${var.name}-openai-blocked"
  resource_group_name = var.resource_group_name
  scopes              = [azurerm_cognitive_account.this.id]
  description         = "More than 25 prompts or answers were blocked within 15 minutes: an attack, or a filter that hinders its users."
  severity            = 2
  frequency           = "PT5M"
  window_size         = "PT15M"
  tags                = var.tags

  criteria {
    metric_namespace = "Microsoft.CognitiveServices/accounts"
    metric_name      = "RAIRejectedRequests"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 25
  }

  action {
    action_group_id = var.action_group_id
  }
}

resource "azurerm_monitor_metric_alert" "throttled" {
  name                = "${var.name}-openai-throttled"
  resource_group_name = var.resource_group_name
  scopes              = [azurerm_cognitive_account.this.id]
  description         = "Callers hit the quota more than 50 times within 15 minutes: a runaway client, theft of service, or growth."
  severity            = 2
  frequency           = "PT5M"
  window_size         = "PT15M"
  tags                = var.tags

  criteria {
    metric_namespace = "Microsoft.CognitiveServices/accounts"
    metric_name      = "AzureOpenAIRequests"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 50

    dimension {
      name     = "StatusCode"
      operator = "Include"
      values   = ["429"]
    }
  }

  action {
    action_group_id = var.action_group_id
  }
}
