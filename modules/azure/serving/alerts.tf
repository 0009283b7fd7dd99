locals {
  alerts = {
    failures = {
      description = "More than 20 requests failed within 5 minutes. Rolls back a revision on trial."
      severity    = 1, metric = "Requests", aggregation = "Total", threshold = 20
      dimensions  = { statusCodeCategory = ["5xx"] }
      action      = var.rollback_action_group_id
    }
    latency = {
      description = "Answers took more than 10 seconds on average for 5 minutes."
      severity    = 2, metric = "ResponseTime", aggregation = "Average", threshold = 10000
      dimensions  = {}
      action      = var.action_group_id
    }
    restarts = {
      description = "Replicas restarted more than 3 times within 5 minutes."
      severity    = 2, metric = "RestartCount", aggregation = "Maximum", threshold = 3
      dimensions  = {}
      action      = var.action_group_id
    }
    capacity = {
      description = "The cap on replicas is reached: growth, or an attempt to exhaust the service."
      severity    = 3, metric = "Replicas", aggregation = "Maximum", threshold = var.max_replicas - 1
      dimensions  = {}
      action      = var.action_group_id
    }
  }
}

resource "azurerm_monitor_metric_alert" "this" {
  for_each = local.alerts

  name                = "${var.name}-model-${each.key}"
  resource_group_name = var.resource_group_name
  scopes              = [azurerm_container_app.this.id]
  description         = each.value.description
  severity            = each.value.severity
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = var.tags

  criteria {
    metric_namespace = "Microsoft.App/containerApps"
    metric_name      = each.value.metric
    aggregation      = each.value.aggregation
    operator         = "GreaterThan"
    threshold        = each.value.threshold

    dynamic "dimension" {
      for_each = each.value.dimensions

      content {
        name     = dimension.key
        operator = "Include"
        values   = dimension.value
      }
    }
  }

  action {
    action_group_id = each.value.action
  }
}
