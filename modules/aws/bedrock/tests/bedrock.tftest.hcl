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
  name               = "ai-test"
  model_ids          = ["amazon.nova-lite-v1:0"]
  consumer_role_arns = ["arn:aws:iam::111122223333:role/rag"]
  vpc_id             = "vpc-0a1b2c3d4e5f60718"
  subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn   = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  access_log_bucket  = "ai-test-access-logs"
  monthly_budget_usd = 100
  alarm_topic_arn    = "arn:aws:sns:eu-west-1:111122223333:ai-test-alarms"

  backup = {
    account_id  = "999988887777"
    bucket_arn  = "arn:aws:s3:::acme-ai-backup"
    kms_key_arn = "arn:aws:kms:eu-central-1:999988887777:key/00000000-1111-4222-8333-444444444444"
  }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "the_guardrail_filters_masks_and_grounds" {
  command = plan

  assert {
    condition     = one([for filter in aws_bedrock_guardrail.this.content_policy_config[0].filters_config : filter.input_strength if filter.type == "PROMPT_ATTACK"]) == "HIGH"
    error_message = "Prompt attacks are filtered at full strength."
  }

  assert {
    condition     = length(aws_bedrock_guardrail.this.sensitive_information_policy_config) == 1 && length(aws_bedrock_guardrail.this.contextual_grounding_policy_config) == 1 && aws_bedrock_guardrail.this.kms_key_arn == var.kms_key_arn
    error_message = "Personal data is masked, answers are grounded, the guardrail is encrypted."
  }
}

run "every_invocation_is_logged" {
  command = plan

  assert {
    condition     = aws_bedrock_model_invocation_logging_configuration.this.logging_config[0].text_data_delivery_enabled && aws_bedrock_model_invocation_logging_configuration.this.logging_config[0].embedding_data_delivery_enabled
    error_message = "Texts and embeddings are logged."
  }
}

run "the_endpoint_lets_named_roles_call_named_models" {
  command = plan

  assert {
    condition     = aws_vpc_endpoint.runtime.private_dns_enabled && one(data.aws_iam_policy_document.endpoint.statement[0].principals).identifiers == toset(["arn:aws:iam::111122223333:role/rag"]) && data.aws_iam_policy_document.endpoint.statement[0].resources == toset(["arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"])
    error_message = "The endpoint policy names roles and models."
  }
}

run "all_models_at_once_are_refused" {
  command = plan

  variables {
    model_ids = ["*"]
  }

  expect_failures = [var.model_ids]
}

run "a_profile_opens_its_model_only_through_itself" {
  command = plan

  variables {
    inference_profile_ids = ["eu.anthropic.claude-sonnet-4-20250514-v1:0"]
  }

  assert {
    condition     = alltrue([for document in [data.aws_iam_policy_document.consumer, data.aws_iam_policy_document.endpoint] : document.statement[1].resources == toset(["arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0"]) && contains([for c in document.statement[1].condition : "${c.test} ${c.variable} ${join(",", c.values)}"], "StringEquals bedrock:InferenceProfileArn arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0")])
    error_message = "The model behind a profile must be callable only through the profile."
  }
}

run "global_profiles_are_refused" {
  command         = plan
  expect_failures = [var.inference_profile_ids]

  variables {
    inference_profile_ids = ["global.anthropic.claude-sonnet-4-20250514-v1:0"]
  }
}

run "embeddings_are_called_without_a_guardrail_and_nothing_else_is" {
  command = plan

  variables {
    embedding_model_ids = ["amazon.titan-embed-text-v2:0"]
  }

  assert {
    condition     = alltrue([for s in data.aws_iam_policy_document.consumer.statement : contains([for c in s.condition : c.variable], "bedrock:GuardrailIdentifier") if contains(s.actions, "bedrock:InvokeModel") && s.sid != "CallEmbeddingModels"])
    error_message = "Every model but those for embeddings needs a guardrail."
  }

  assert {
    condition     = one([for s in data.aws_iam_policy_document.consumer.statement : s.resources if s.sid == "CallEmbeddingModels"]) == toset(["arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0"])
    error_message = "Bedrock refuses a guardrail on models for embeddings."
  }

  assert {
    condition     = one([for s in data.aws_iam_policy_document.endpoint.statement : s.not_resources if s.sid == "NoCallWithoutGuardrail"]) == toset(["arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0"])
    error_message = "The denial of calls without a guardrail spares the models for embeddings alone."
  }
}

run "a_model_that_answers_is_refused_among_those_without_a_guardrail" {
  command = plan

  variables {
    embedding_model_ids = ["anthropic.claude-sonnet-4-5-20250929-v1:0"]
  }

  expect_failures = [var.embedding_model_ids]
}

run "a_profile_alone_is_enough" {
  command = plan

  variables {
    model_ids             = []
    inference_profile_ids = ["eu.anthropic.claude-sonnet-4-20250514-v1:0"]
  }

  assert {
    condition     = one([for s in data.aws_iam_policy_document.endpoint.statement : s.resources if s.sid == "ConsumersCallModels"]) == toset(["arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0"])
    error_message = "The profile can be called."
  }
}
