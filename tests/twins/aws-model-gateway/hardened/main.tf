terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.69"
    }
  }
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "gateway/terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = local.tags
  }
}

locals {
  account = "111122223333"
  tags = {
    Owner              = "ml-platform"
    Environment        = "production"
    DataClassification = "internal"
    RiskTier           = "limited"
  }
}

resource "aws_kms_key" "logs" {
  description             = "Logs of the model gateway"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Administration"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${local.account}:role/key-administration" }
        Action    = ["kms:Describe*", "kms:Get*", "kms:List*", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]
        Resource  = "*"
      },
      {
        Sid       = "Use"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${local.account}:role/gateway-operations" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/gateway/chat"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.logs.arn
}

resource "aws_api_gateway_rest_api" "chat" {
  name                         = "chat"
  disable_execute_api_endpoint = false
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_authorizer" "employees" {
  name            = "employees"
  rest_api_id     = aws_api_gateway_rest_api.chat.id
  type            = "COGNITO_USER_POOLS"
  identity_source = "method.request.header.Authorization"
  provider_arns   = ["arn:aws:cognito-idp:eu-west-1:${local.account}:userpool/eu-west-1_Abc123"]
}

resource "aws_api_gateway_resource" "invoke" {
  rest_api_id = aws_api_gateway_rest_api.chat.id
  parent_id   = aws_api_gateway_rest_api.chat.root_resource_id
  path_part   = "invoke"
}

resource "aws_api_gateway_request_validator" "body" {
  name                        = "body"
  rest_api_id                 = aws_api_gateway_rest_api.chat.id
  validate_request_body       = true
  validate_request_parameters = true
}

resource "aws_api_gateway_method" "invoke" {
  rest_api_id          = aws_api_gateway_rest_api.chat.id
  resource_id          = aws_api_gateway_resource.invoke.id
  http_method          = "POST"
  authorization        = "COGNITO_USER_POOLS"
  authorizer_id        = aws_api_gateway_authorizer.employees.id
  api_key_required     = true
  request_validator_id = aws_api_gateway_request_validator.body.id
}

resource "aws_api_gateway_integration" "model" {
  rest_api_id             = aws_api_gateway_rest_api.chat.id
  resource_id             = aws_api_gateway_resource.invoke.id
  http_method             = aws_api_gateway_method.invoke.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  uri                     = "arn:aws:apigateway:eu-west-1:runtime.sagemaker:path/endpoints/chat/invocations"
  credentials             = "arn:aws:iam::${local.account}:role/gateway-invoke"
}

resource "aws_api_gateway_deployment" "chat" {
  rest_api_id = aws_api_gateway_rest_api.chat.id
  depends_on  = [aws_api_gateway_integration.model]
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "production" {
  rest_api_id          = aws_api_gateway_rest_api.chat.id
  deployment_id        = aws_api_gateway_deployment.chat.id
  stage_name           = "production"
  xray_tracing_enabled = true
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = jsonencode({ id = "$context.requestId", caller = "$context.authorizer.principalId", status = "$context.status" })
  }
}

resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.chat.id
  stage_name  = aws_api_gateway_stage.production.stage_name
  method_path = "*/*"
  settings {
    throttling_rate_limit  = 20
    throttling_burst_limit = 40
    metrics_enabled        = true
    logging_level          = "INFO"
    data_trace_enabled     = false
  }
}

resource "aws_api_gateway_usage_plan" "teams" {
  name = "teams"
  api_stages {
    api_id = aws_api_gateway_rest_api.chat.id
    stage  = aws_api_gateway_stage.production.stage_name
  }
  throttle_settings {
    rate_limit  = 5
    burst_limit = 10
  }
  quota_settings {
    limit  = 5000
    period = "DAY"
  }
}

resource "aws_wafv2_web_acl" "chat" {
  name  = "chat"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "known-bad-inputs"
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "chat-known-bad-inputs"
      sampled_requests_enabled   = true
    }
  }
  rule {
    name     = "rate"
    priority = 2
    action {
      block {}
    }
    statement {
      rate_based_statement {
        limit              = 500
        aggregate_key_type = "IP"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "chat-rate"
      sampled_requests_enabled   = true
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "chat"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "chat" {
  resource_arn = aws_api_gateway_stage.production.arn
  web_acl_arn  = aws_wafv2_web_acl.chat.arn
}

resource "aws_cloudwatch_log_group" "waf" {
  name              = "aws-waf-logs-chat"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.logs.arn
}

resource "aws_wafv2_web_acl_logging_configuration" "chat" {
  resource_arn            = aws_wafv2_web_acl.chat.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]
}
