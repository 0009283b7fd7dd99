data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region
}

resource "aws_api_gateway_rest_api" "this" {
  name                         = var.name
  description                  = "Invocations of ${var.endpoint_name}."
  disable_execute_api_endpoint = true
  tags                         = var.tags

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_authorizer" "this" {
  name            = "tokens"
  rest_api_id     = aws_api_gateway_rest_api.this.id
  type            = "COGNITO_USER_POOLS"
  provider_arns   = var.user_pool_arns
  identity_source = "method.request.header.Authorization"
}

resource "aws_api_gateway_request_validator" "this" {
  name                        = "body-and-parameters"
  rest_api_id                 = aws_api_gateway_rest_api.this.id
  validate_request_body       = true
  validate_request_parameters = true
}

resource "aws_api_gateway_model" "request" {
  rest_api_id  = aws_api_gateway_rest_api.this.id
  name         = "Invocation"
  description  = "A JSON object."
  content_type = "application/json"
  schema       = jsonencode({ "$schema" = "http://json-schema.org/draft-04/schema#", type = "object", minProperties = 1 })
}

resource "aws_api_gateway_resource" "invocations" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_rest_api.this.root_resource_id
  path_part   = "invocations"
}

# A token says who calls, the key which consumer's limits apply.
resource "aws_api_gateway_method" "invoke" {
  rest_api_id          = aws_api_gateway_rest_api.this.id
  resource_id          = aws_api_gateway_resource.invocations.id
  http_method          = "POST"
  authorization        = "COGNITO_USER_POOLS"
  authorizer_id        = aws_api_gateway_authorizer.this.id
  authorization_scopes = [var.authorization_scope]
  api_key_required     = true
  request_validator_id = aws_api_gateway_request_validator.this.id
  request_models       = { "application/json" = aws_api_gateway_model.request.name }
}

resource "aws_api_gateway_integration" "invoke" {
  rest_api_id             = aws_api_gateway_rest_api.this.id
  resource_id             = aws_api_gateway_resource.invocations.id
  http_method             = aws_api_gateway_method.invoke.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  uri                     = "arn:${local.partition}:apigateway:${local.region}:runtime.sagemaker:path//endpoints/${var.endpoint_name}/invocations"
  credentials             = aws_iam_role.invoke.arn
  passthrough_behavior    = "NEVER"
  request_templates       = { "application/json" = "$input.json('$')" }
  timeout_milliseconds    = 29000
}

locals {
  # Errors of the model say nothing about it to the caller.
  responses = {
    "200" = { pattern = null, template = "$input.json('$')" }
    "400" = { pattern = "4\\d{2}", template = "{\"message\": \"The request was not accepted.\"}" }
    "500" = { pattern = "5\\d{2}", template = "{\"message\": \"The model did not answer.\"}" }
  }
}

resource "aws_api_gateway_method_response" "this" {
  for_each = local.responses

  rest_api_id = aws_api_gateway_rest_api.this.id
  resource_id = aws_api_gateway_resource.invocations.id
  http_method = aws_api_gateway_method.invoke.http_method
  status_code = each.key
}

resource "aws_api_gateway_integration_response" "this" {
  for_each = local.responses

  rest_api_id        = aws_api_gateway_rest_api.this.id
  resource_id        = aws_api_gateway_resource.invocations.id
  http_method        = aws_api_gateway_method.invoke.http_method
  status_code        = aws_api_gateway_method_response.this[each.key].status_code
  selection_pattern  = each.value.pattern
  response_templates = { "application/json" = each.value.template }

  depends_on = [aws_api_gateway_integration.invoke]
}
