mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "111122223333"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }
  mock_data "aws_region" {
    defaults = {
      region = "eu-west-1"
    }
  }
  mock_data "aws_iam_policy_document" {
    defaults = {
      json          = "{}"
      minified_json = "{}"
    }
  }
}

variables {
  name             = "ai-test-churn"
  endpoint_name    = "ai-test-churn"
  domain_name      = "churn.ai.example.com"
  certificate_arn  = "arn:aws:acm:eu-west-1:111122223333:certificate/00000000-1111-4222-8333-000000000000"
  user_pool_arns   = ["arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEfGhI"]
  logs_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  alarm_topic_arn  = "arn:aws:sns:eu-west-1:111122223333:ai-test-alarms"
  consumers        = { crm = {} }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "every_call_is_authenticated_and_counted" {
  command = plan

  assert {
    condition     = aws_api_gateway_method.invoke.authorization == "COGNITO_USER_POOLS" && aws_api_gateway_method.invoke.api_key_required
    error_message = "A token and a key are needed."
  }

  assert {
    condition     = aws_api_gateway_usage_plan.this["crm"].throttle_settings[0].rate_limit == 10 && aws_api_gateway_usage_plan.this["crm"].quota_settings[0].limit == 10000
    error_message = "Each consumer has a rate and a daily quota."
  }

  assert {
    condition     = aws_api_gateway_method_settings.this.settings[0].throttling_rate_limit == 100 && aws_api_gateway_method_settings.this.settings[0].throttling_burst_limit == 200
    error_message = "All consumers together are throttled."
  }
}

run "the_waf_limits_each_address" {
  command = plan

  assert {
    condition     = one([for rule in aws_wafv2_web_acl.this.rule : rule.statement[0].rate_based_statement[0].limit if rule.name == "rate-per-address"]) == 1000
    error_message = "A rate-based rule is the first."
  }
}

run "tls_is_current_and_prompts_are_not_logged" {
  command = plan

  assert {
    condition     = aws_api_gateway_domain_name.this.security_policy == "TLS_1_2" && aws_api_gateway_rest_api.this.disable_execute_api_endpoint
    error_message = "Only the domain with TLS 1.2 answers."
  }

  assert {
    condition     = !aws_api_gateway_method_settings.this.settings[0].data_trace_enabled && aws_api_gateway_method_settings.this.settings[0].cache_ttl_in_seconds == 0
    error_message = "Bodies are neither logged nor cached."
  }
}

run "unlimited_consumers_are_refused" {
  command = plan

  variables {
    consumers = { crm = { rate = -1 } }
  }

  expect_failures = [var.consumers]
}
