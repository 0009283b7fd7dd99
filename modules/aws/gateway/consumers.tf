resource "aws_api_gateway_api_key" "this" {
  for_each = var.consumers

  name        = "${var.name}-${each.key}"
  description = "Limits of ${each.key}. It identifies, it does not authenticate."
  enabled     = true
  tags        = var.tags
}

resource "aws_api_gateway_usage_plan" "this" {
  for_each = var.consumers

  name        = "${var.name}-${each.key}"
  description = "Limits of ${each.key}."
  tags        = var.tags

  api_stages {
    api_id = aws_api_gateway_rest_api.this.id
    stage  = aws_api_gateway_stage.this.stage_name
  }

  throttle_settings {
    rate_limit  = each.value.rate
    burst_limit = each.value.burst
  }

  quota_settings {
    limit  = each.value.daily
    period = "DAY"
  }
}

resource "aws_api_gateway_usage_plan_key" "this" {
  for_each = var.consumers

  key_id        = aws_api_gateway_api_key.this[each.key].id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.this[each.key].id
}
