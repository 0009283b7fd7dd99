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

# expect: aws-bedrock-invocation-log-without-text
resource "aws_bedrock_model_invocation_logging_configuration" "bedrock_invocation_log_without_text" {
  logging_config {
    embedding_data_delivery_enabled = true
    image_data_delivery_enabled     = true
    text_data_delivery_enabled      = false
    s3_config {
      bucket_name = "bedrock-logs"
      key_prefix  = "bedrock"
    }
  }
}

variable "bedrock_invocation_log_without_text_2_log_text" {
  type    = bool
  default = false
}

# expect: aws-bedrock-invocation-log-without-text
resource "aws_bedrock_model_invocation_logging_configuration" "bedrock_invocation_log_without_text_2" {
  logging_config {
    text_data_delivery_enabled = var.bedrock_invocation_log_without_text_2_log_text
    cloudwatch_config {
      log_group_name = "/bedrock"
      role_arn       = "arn:aws:iam::123456789012:role/bedrock"
    }
  }
}

# expect: aws-bedrock-guardrail-without-prompt-attack-filter
resource "aws_bedrock_guardrail" "bedrock_guardrail_without_prompt_attack_filter" {
  name                      = "example"
  blocked_input_messaging   = "example"
  blocked_outputs_messaging = "example"
  description               = "example"
  content_policy_config {
    filters_config {
      input_strength  = "MEDIUM"
      output_strength = "MEDIUM"
      type            = "HATE"
    }
    filters_config {
      input_strength  = "LOW"
      output_strength = "NONE"
      type            = "PROMPT_ATTACK"
    }
  }
}

# expect: aws-bedrock-guardrail-without-sensitive-data-filter
resource "aws_bedrock_guardrail" "bedrock_guardrail_without_sensitive_data_filter" {
  name                      = "example"
  blocked_input_messaging   = "Blocked"
  blocked_outputs_messaging = "Blocked"
  content_policy_config {
    filters_config {
      input_strength  = "HIGH"
      output_strength = "NONE"
      type            = "PROMPT_ATTACK"
    }
  }
}

# expect: aws-bedrock-guardrail-without-grounding-check
resource "aws_bedrock_guardrail" "bedrock_guardrail_without_grounding_check" {
  name                      = "example"
  blocked_input_messaging   = "Blocked"
  blocked_outputs_messaging = "Blocked"
  kms_key_arn               = "arn:aws:kms:us-east-1:123456789012:key/1234"
  sensitive_information_policy_config {
    pii_entities_config {
      action = "BLOCK"
      type   = "NAME"
    }
  }
}

# expect: aws-bedrock-guardrail-without-prompt-attack-filter
resource "aws_bedrock_guardrail" "bedrock_guardrail_without_prompt_attack_filter_2" {
  name                      = "topics"
  blocked_input_messaging   = "Blocked"
  blocked_outputs_messaging = "Blocked"
  topic_policy_config {
    topics_config {
      name       = "investment_topic"
      examples   = ["Where should I invest my money ?"]
      type       = "DENY"
      definition = "Investment advice."
    }
  }
}

locals {
  bedrock_guardrail_without_prompt_attack_filter_3_filters = { HATE = "HIGH", PROMPT_ATTACK = "MEDIUM" }
}

# expect: aws-bedrock-guardrail-without-prompt-attack-filter
resource "aws_bedrock_guardrail" "bedrock_guardrail_without_prompt_attack_filter_3" {
  name                      = "dyn"
  blocked_input_messaging   = "Blocked"
  blocked_outputs_messaging = "Blocked"
  content_policy_config {
    dynamic "filters_config" {
      for_each = local.bedrock_guardrail_without_prompt_attack_filter_3_filters
      content {
        type            = filters_config.key
        input_strength  = filters_config.value
        output_strength = "NONE"
      }
    }
  }
}

# expect: aws-bedrock-guardrail-without-own-key
resource "aws_bedrock_guardrail" "bedrock_guardrail_without_own_key" {
  name                      = "example"
  blocked_input_messaging   = "example"
  blocked_outputs_messaging = "example"
}

# expect: aws-bedrockagent-agent-guardrail-draft
resource "aws_bedrockagent_agent" "bedrockagent_agent_guardrail_draft" {
  agent_name                  = "my-agent-name"
  agent_resource_role_arn     = "arn:aws:iam::123456789012:role/agent"
  idle_session_ttl_in_seconds = 500
  foundation_model            = "anthropic.claude-v2"
  guardrail_configuration = [{
    guardrail_identifier = "gr-1234"
    guardrail_version    = "DRAFT"
  }]
}

resource "aws_bedrock_guardrail" "bedrockagent_agent_guardrail_draft_2_g" {
  name                      = "example"
  blocked_input_messaging   = "example"
  blocked_outputs_messaging = "example"
}

# expect: aws-bedrockagent-agent-guardrail-draft
resource "aws_bedrockagent_agent" "bedrockagent_agent_guardrail_draft_2" {
  agent_name              = "my-agent-name"
  agent_resource_role_arn = "arn:aws:iam::123456789012:role/agent"
  foundation_model        = "anthropic.claude-v2"
  guardrail_configuration = [{
    guardrail_identifier = aws_bedrock_guardrail.bedrockagent_agent_guardrail_draft_2_g.guardrail_id
    guardrail_version    = aws_bedrock_guardrail.bedrockagent_agent_guardrail_draft_2_g.version
  }]
}

# expect: aws-bedrockagent-data-source-without-own-key
resource "aws_bedrockagent_data_source" "bedrockagent_data_source_without_own_key" {
  knowledge_base_id = "EMDPPAYPZI"
  name              = "example"
  data_source_configuration {
    type = "S3"
    s3_configuration {
      bucket_arn = "arn:aws:s3:::example-bucket"
    }
  }
}

# expect: aws-bedrockagent-data-source-keeps-vectors
resource "aws_bedrockagent_data_source" "bedrockagent_data_source_keeps_vectors" {
  knowledge_base_id    = "EMDPPAYPZI"
  name                 = "example"
  data_deletion_policy = "RETAIN"
  data_source_configuration {
    type = "S3"
    s3_configuration {
      bucket_arn = "arn:aws:s3:::example-bucket"
    }
  }
}

# expect: aws-bedrock-custom-model-without-own-key
resource "aws_bedrock_custom_model" "bedrock_custom_model_without_own_key" {
  custom_model_name     = "example-model"
  job_name              = "example-job-1"
  base_model_identifier = "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-express-v1"
  role_arn              = "arn:aws:iam::123456789012:role/bedrock"
  hyperparameters = {
    "epochCount" = "1"
    "batchSize"  = "1"
  }
  output_data_config {
    s3_uri = "s3://example/data/"
  }
  training_data_config {
    s3_uri = "s3://example/data/train.jsonl"
  }
}

# expect: aws-bedrock-custom-model-outside-vpc
resource "aws_bedrock_custom_model" "bedrock_custom_model_outside_vpc" {
  custom_model_name       = "example-model"
  job_name                = "example-job-1"
  base_model_identifier   = "amazon.titan-text-express-v1"
  custom_model_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1234"
  role_arn                = "arn:aws:iam::123456789012:role/bedrock"
  hyperparameters         = {}
  output_data_config {
    s3_uri = "s3://example/data/"
  }
  training_data_config {
    s3_uri = "s3://example/data/train.jsonl"
  }
}

# expect: aws-bedrockagentcore-agent-runtime-public-network
resource "aws_bedrockagentcore_agent_runtime" "bedrockagentcore_agent_runtime_public_network" {
  agent_runtime_name = "example_agent_runtime"
  role_arn           = "arn:aws:iam::123456789012:role/r"
  agent_runtime_artifact {
    container_configuration {
      container_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/agent:latest"
    }
  }
  network_configuration {
    network_mode = "PUBLIC"
  }
}

# expect: aws-bedrockagentcore-agent-runtime-without-token-authorizer
resource "aws_bedrockagentcore_agent_runtime" "bedrockagentcore_agent_runtime_without_token_authorizer" {
  agent_runtime_name = "example_agent_runtime"
  role_arn           = "arn:aws:iam::123456789012:role/r"
  agent_runtime_artifact {
    container_configuration {
      container_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/agent:v1"
    }
  }
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      security_groups = ["sg-1"]
      subnets         = ["subnet-1"]
    }
  }
}

# expect: aws-bedrockagentcore-browser-public-network
resource "aws_bedrockagentcore_browser" "bedrockagentcore_browser_public_network" {
  name        = "example_browser"
  description = "Browser for web data extraction"
  network_configuration {
    network_mode = "PUBLIC"
  }
}

# expect: aws-bedrockagentcore-code-interpreter-public-network
resource "aws_bedrockagentcore_code_interpreter" "bedrockagentcore_code_interpreter_public_network" {
  name = "example_code_interpreter"
  network_configuration {
    network_mode = "PUBLIC"
  }
}

# expect: aws-bedrockagentcore-memory-without-own-key
resource "aws_bedrockagentcore_memory" "bedrockagentcore_memory_without_own_key" {
  name                  = "example_memory"
  event_expiry_duration = 30
}

# expect: aws-bedrockagentcore-gateway-without-own-key
resource "aws_bedrockagentcore_gateway" "bedrockagentcore_gateway_without_own_key" {
  name            = "example-gateway"
  role_arn        = "arn:aws:iam::123456789012:role/r"
  authorizer_type = "CUSTOM_JWT"
  authorizer_configuration {
    custom_jwt_authorizer {
      discovery_url    = "https://accounts.google.com/.well-known/openid-configuration"
      allowed_audience = ["test1", "test2"]
    }
  }
  protocol_type = "MCP"
}

# expect: aws-bedrockagentcore-token-vault-service-key
resource "aws_bedrockagentcore_token_vault_cmk" "bedrockagentcore_token_vault_service_key" {
  kms_configuration {
    key_type = "ServiceManagedKey"
  }
}

# expect: aws-bedrockagentcore-browser-without-recording
resource "aws_bedrockagentcore_browser" "bedrockagentcore_browser_without_recording" {
  name = "example_browser"
  network_configuration {
    network_mode = "VPC"
    vpc_config {
      security_groups = ["sg-12345678"]
      subnets         = ["subnet-12345678"]
    }
  }
  recording {
    enabled = false
    s3_location {
      bucket = "recordings"
      prefix = "browser"
    }
  }
}

# expect: aws-bedrockagentcore-browser-without-recording
resource "aws_bedrockagentcore_browser" "bedrockagentcore_browser_without_recording_2" {
  name = "example_browser"
  network_configuration {
    network_mode = "VPC"
    vpc_config {
      security_groups = ["sg-12345678"]
      subnets         = ["subnet-12345678"]
    }
  }
}
