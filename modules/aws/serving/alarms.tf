# Both roll an update back, and both call somebody when there is none.
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.name}-errors"
  alarm_description   = "The model fails on more than one request in a hundred."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0.01
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [var.alarm_topic_arn]
  tags                = var.tags

  metric_query {
    id          = "rate"
    expression  = "IF(calls > 0, errors / calls, 0)"
    label       = "share of failed invocations"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/SageMaker"
      metric_name = "Invocation5XXErrors"
      period      = 60
      stat        = "Sum"
      dimensions  = { EndpointName = var.name, VariantName = local.variant }
    }
  }

  metric_query {
    id = "calls"

    metric {
      namespace   = "AWS/SageMaker"
      metric_name = "Invocations"
      period      = 60
      stat        = "Sum"
      dimensions  = { EndpointName = var.name, VariantName = local.variant }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name          = "${var.name}-latency"
  alarm_description   = "The 99th percentile of the model latency is too high."
  namespace           = "AWS/SageMaker"
  metric_name         = "ModelLatency"
  dimensions          = { EndpointName = var.name, VariantName = local.variant }
  extended_statistic  = "p99"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.latency_limit_ms * 1000
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [var.alarm_topic_arn]
  tags                = var.tags
}

# At the cap nothing scales any more: a flood, or a limit to reconsider.
resource "aws_cloudwatch_metric_alarm" "capacity" {
  alarm_name          = "${var.name}-flood"
  alarm_description   = "Invocations exceed what the largest fleet is meant for."
  namespace           = "AWS/SageMaker"
  metric_name         = "Invocations"
  dimensions          = { EndpointName = var.name, VariantName = local.variant }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.invocations_per_instance * var.instances.max
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [var.alarm_topic_arn]
  tags                = var.tags
}
