# Bedrock has no quota per account that can be lowered, so limits are told instead: money, tokens and refusals.
resource "aws_budgets_budget" "this" {
  name         = "${var.name}-bedrock"
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  tags         = var.tags

  cost_filter {
    name   = "Service"
    values = ["Amazon Bedrock"]
  }

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }

    content {
      notification_type         = notification.key
      comparison_operator       = "GREATER_THAN"
      threshold                 = notification.value
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [var.alarm_topic_arn]
    }
  }
}

locals {
  alarms = {
    tokens     = { namespace = "AWS/Bedrock", metric = "InputTokenCount", period = 3600, threshold = var.tokens_per_hour, description = "More input tokens in an hour than planned: a loop, or stolen credentials." }
    throttles  = { namespace = "AWS/Bedrock", metric = "InvocationThrottles", period = 300, threshold = 50, description = "Calls are throttled." }
    failures   = { namespace = "AWS/Bedrock", metric = "InvocationServerErrors", period = 300, threshold = 10, description = "Models fail." }
    guardrails = { namespace = "AWS/Bedrock/Guardrails", metric = "InvocationsIntervened", period = 300, threshold = 50, description = "The guardrail steps in often: somebody tries." }
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-bedrock-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  statistic           = "Sum"
  period              = each.value.period
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [var.alarm_topic_arn]
  tags                = var.tags
}
