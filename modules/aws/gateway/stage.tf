resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id

  # A deployment is a snapshot: whatever is in it must make a new one when it changes.
  triggers = {
    content = sha256(jsonencode([
      aws_api_gateway_method.invoke,
      aws_api_gateway_integration.invoke,
      aws_api_gateway_authorizer.this,
      aws_api_gateway_model.request,
      local.responses,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_api_gateway_integration_response.this]
}

resource "aws_api_gateway_client_certificate" "this" {
  description = "Shows integrations that a request comes from this gateway."
  tags        = var.tags
}

resource "aws_api_gateway_stage" "this" {
  rest_api_id           = aws_api_gateway_rest_api.this.id
  deployment_id         = aws_api_gateway_deployment.this.id
  stage_name            = "live"
  client_certificate_id = aws_api_gateway_client_certificate.this.id
  cache_cluster_enabled = true
  cache_cluster_size    = "0.5"
  xray_tracing_enabled  = true
  tags                  = var.tags

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn

    # Who, what, when, how it ended; never the prompt.
    format = jsonencode({
      requestId    = "$context.requestId"
      time         = "$context.requestTime"
      sourceIp     = "$context.identity.sourceIp"
      apiKeyId     = "$context.identity.apiKeyId"
      subject      = "$context.authorizer.claims.sub"
      clientId     = "$context.authorizer.claims.client_id"
      method       = "$context.httpMethod"
      path         = "$context.resourcePath"
      status       = "$context.status"
      latency      = "$context.responseLatency"
      responseSize = "$context.responseLength"
      wafResponse  = "$context.wafResponseCode"
    })
  }

  depends_on = [aws_api_gateway_account.this]
}

# A lifetime of zero keeps the encrypted cache empty: one caller's answer must never be another's.
resource "aws_api_gateway_method_settings" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  settings {
    throttling_rate_limit                   = var.throttle.rate
    throttling_burst_limit                  = var.throttle.burst
    logging_level                           = "ERROR"
    metrics_enabled                         = true
    data_trace_enabled                      = false
    caching_enabled                         = true
    cache_ttl_in_seconds                    = 0
    cache_data_encrypted                    = true
    require_authorization_for_cache_control = true
  }
}

resource "aws_api_gateway_domain_name" "this" {
  domain_name              = var.domain_name
  regional_certificate_arn = var.certificate_arn
  security_policy          = "TLS_1_2"
  tags                     = var.tags

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_base_path_mapping" "this" {
  api_id      = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  domain_name = aws_api_gateway_domain_name.this.domain_name
}
