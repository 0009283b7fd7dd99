terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.69"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

# expect: aws-apigateway-method-settings-unthrottled
resource "aws_api_gateway_method_settings" "apigateway_method_settings_unthrottled" {
  rest_api_id = "abc"
  stage_name  = "prod"
  method_path = "*/*"
  settings {
    metrics_enabled        = true
    logging_level          = "INFO"
    throttling_rate_limit  = -1
    throttling_burst_limit = -1
  }
}

# expect: aws-apigateway-usage-plan-without-throttle, aws-apigateway-usage-plan-without-quota
resource "aws_api_gateway_usage_plan" "apigateway_usage_plan_without_throttle" {
  name         = "my-usage-plan"
  product_code = "MYCODE"
  api_stages {
    api_id = "abc"
    stage  = "development"
  }
}

# expect: aws-apigateway-http-stage-unthrottled
resource "aws_apigatewayv2_stage" "apigateway_http_stage_unthrottled" {
  api_id = "abc"
  name   = "example-stage"
}

# expect: aws-apigateway-method-settings-unthrottled
resource "aws_api_gateway_method_settings" "apigateway_method_settings_unthrottled_2" {
  rest_api_id = "abc"
  stage_name  = "prod"
  method_path = "*/*"
  settings {
    metrics_enabled = true
    logging_level   = "INFO"
  }
}

# expect: aws-apigateway-http-stage-unthrottled
resource "aws_apigatewayv2_stage" "apigateway_http_stage_unthrottled_2" {
  api_id      = "abc"
  name        = "$default"
  auto_deploy = true
  default_route_settings {
    detailed_metrics_enabled = true
  }
}

# expect: aws-wafv2-acl-without-rate-limit
resource "aws_wafv2_web_acl" "wafv2_acl_without_rate_limit" {
  name  = "managed-rule-example"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "rule-1"
    priority = 1
    override_action {
      count {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "friendly-rule-metric-name"
      sampled_requests_enabled   = false
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "friendly-metric-name"
    sampled_requests_enabled   = false
  }
}

# expect: aws-wafv2-acl-without-rate-limit
resource "aws_wafv2_web_acl" "wafv2_acl_without_rate_limit_2" {
  name  = "llm-gateway"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule_json = jsonencode([{
    Name             = "common"
    Priority         = 1
    OverrideAction   = { None = {} }
    Statement        = { ManagedRuleGroupStatement = { VendorName = "AWS", Name = "AWSManagedRulesCommonRuleSet" } }
    VisibilityConfig = { SampledRequestsEnabled = true, CloudWatchMetricsEnabled = true, MetricName = "x" }
  }])
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "llm"
    sampled_requests_enabled   = true
  }
}

# expect: aws-codedeploy-group-all-at-once
resource "aws_codedeploy_deployment_group" "codedeploy_group_all_at_once" {
  app_name               = "app"
  deployment_config_name = "CodeDeployDefault.ECSAllAtOnce"
  deployment_group_name  = "example"
  service_role_arn       = "arn:aws:iam::123456789012:role/r"
  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE"]
  }
}

# expect: aws-codedeploy-group-without-rollback
resource "aws_codedeploy_deployment_group" "codedeploy_group_without_rollback" {
  app_name              = "app"
  deployment_group_name = "example-group"
  service_role_arn      = "arn:aws:iam::123456789012:role/r"
}

# expect: aws-codedeploy-group-without-alarms
resource "aws_codedeploy_deployment_group" "codedeploy_group_without_alarms" {
  app_name               = "app"
  deployment_config_name = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
  deployment_group_name  = "example"
  service_role_arn       = "arn:aws:iam::123456789012:role/r"
  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE"]
  }
}

# expect: aws-codedeploy-group-all-at-once
resource "aws_codedeploy_deployment_group" "codedeploy_group_all_at_once_2" {
  app_name               = "app"
  deployment_config_name = "CodeDeployDefault.LambdaAllAtOnce"
  deployment_group_name  = "example"
  service_role_arn       = "arn:aws:iam::123456789012:role/r"
}

# expect: aws-bedrock-vpc-endpoint-full-access
resource "aws_vpc_endpoint" "bedrock_vpc_endpoint_full_access" {
  vpc_id              = "vpc-1"
  service_name        = "com.amazonaws.us-west-2.bedrock-runtime"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "*"
      Resource  = "*"
    }]
  })
}

# expect: aws-bedrock-vpc-endpoint-without-private-dns
resource "aws_vpc_endpoint" "bedrock_vpc_endpoint_without_private_dns" {
  vpc_id              = "vpc-1"
  service_name        = "com.amazonaws.us-west-2.sagemaker.runtime"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = false
}

# expect: aws-bedrock-vpc-endpoint-full-access
resource "aws_vpc_endpoint" "bedrock_vpc_endpoint_full_access_2" {
  vpc_id            = "vpc-1"
  service_name      = "com.amazonaws.us-west-2.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}

data "aws_region" "bedrock_vpc_endpoint_without_private_dns_2_current" {}

# expect: aws-bedrock-vpc-endpoint-without-private-dns
resource "aws_vpc_endpoint" "bedrock_vpc_endpoint_without_private_dns_2" {
  vpc_id            = "vpc-1"
  service_name      = "com.amazonaws.${data.aws_region.bedrock_vpc_endpoint_without_private_dns_2_current.region}.bedrock-runtime"
  vpc_endpoint_type = "Interface"
}
