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
    key          = "assistant/terraform.tfstate"
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

resource "aws_kms_key" "assistant" {
  description             = "Assistant: knowledge, memory and guardrail"
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
        Principal = { AWS = aws_iam_role.agent.arn }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_iam_role" "agent" {
  name                 = "agent"
  permissions_boundary = "arn:aws:iam::${local.account}:policy/ml-boundary"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "bedrock.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "agent" {
  name = "agent"
  role = aws_iam_role.agent.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["bedrock:InvokeModel", "bedrock:ApplyGuardrail"]
      Resource = ["arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0"]
    }]
  })
}

resource "aws_bedrock_guardrail" "assistant" {
  name                      = "assistant"
  description               = "What the assistant may hear and say"
  blocked_input_messaging   = "This request cannot be answered."
  blocked_outputs_messaging = "The answer was withheld."
  kms_key_arn               = aws_kms_key.assistant.arn

  content_policy_config {
    dynamic "filters_config" {
      for_each = toset(["HATE", "INSULTS", "SEXUAL", "VIOLENCE", "MISCONDUCT"])
      content {
        type            = filters_config.value
        input_strength  = "HIGH"
        output_strength = "HIGH"
      }
    }
    filters_config {
      type            = "PROMPT_ATTACK"
      input_strength  = "HIGH"
      output_strength = "NONE"
    }
  }
  sensitive_information_policy_config {
    pii_entities_config {
      type   = "EMAIL"
      action = "ANONYMIZE"
    }
    pii_entities_config {
      type   = "CREDIT_DEBIT_CARD_NUMBER"
      action = "BLOCK"
    }
  }
  contextual_grounding_policy_config {
    filters_config {
      type      = "GROUNDING"
      threshold = 0.8
    }
    filters_config {
      type      = "RELEVANCE"
      threshold = 0.7
    }
  }
  topic_policy_config {
    topics_config {
      name       = "legal-advice"
      type       = "DENY"
      definition = "Advice on a person's legal position."
    }
  }
  word_policy_config {
    managed_word_lists_config {
      type = "PROFANITY"
    }
  }
}

resource "aws_bedrock_guardrail_version" "assistant" {
  guardrail_arn = aws_bedrock_guardrail.assistant.guardrail_arn
  description   = "Reviewed in November 2026"
  skip_destroy  = true
}

resource "aws_bedrockagent_agent" "assistant" {
  agent_name                  = "assistant"
  agent_resource_role_arn     = aws_iam_role.agent.arn
  foundation_model            = "anthropic.claude-sonnet-4-20250514-v1:0"
  instruction                 = "Answer questions of employees about the travel policy, and nothing else."
  idle_session_ttl_in_seconds = 600
  customer_encryption_key_arn = aws_kms_key.assistant.arn
  guardrail_configuration = [{
    guardrail_identifier = aws_bedrock_guardrail.assistant.guardrail_id
    guardrail_version    = aws_bedrock_guardrail_version.assistant.version
  }]
}

resource "aws_cloudwatch_log_group" "invocations" {
  name              = "/bedrock/invocations"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.assistant.arn
}

resource "aws_iam_role" "logging" {
  name                 = "bedrock-logging"
  permissions_boundary = "arn:aws:iam::${local.account}:policy/ml-boundary"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "bedrock.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_bedrock_model_invocation_logging_configuration" "this" {
  logging_config {
    text_data_delivery_enabled      = true
    image_data_delivery_enabled     = true
    embedding_data_delivery_enabled = true
    video_data_delivery_enabled     = true
    cloudwatch_config {
      log_group_name = aws_cloudwatch_log_group.invocations.name
      role_arn       = aws_iam_role.logging.arn
    }
  }
}

resource "aws_budgets_budget" "models" {
  name         = "bedrock"
  budget_type  = "COST"
  limit_amount = "2000"
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  cost_filter {
    name   = "Service"
    values = ["Amazon Bedrock"]
  }
  notification {
    comparison_operator       = "GREATER_THAN"
    threshold                 = 80
    threshold_type            = "PERCENTAGE"
    notification_type         = "ACTUAL"
    subscriber_sns_topic_arns = ["arn:aws:sns:eu-west-1:${local.account}:ml-on-call"]
  }
}

resource "aws_bedrockagentcore_agent_runtime" "planner" {
  agent_runtime_name = "planner"
  role_arn           = aws_iam_role.agent.arn
  agent_runtime_artifact {
    container_configuration {
      container_uri = "${local.account}.dkr.ecr.eu-west-1.amazonaws.com/planner@sha256:4f1c9a3f0d5b1c8e7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f"
    }
  }
  authorizer_configuration {
    custom_jwt_authorizer {
      discovery_url    = "https://login.acme.example/.well-known/openid-configuration"
      allowed_audience = ["planner"]
      allowed_clients  = ["planner-web"]
    }
  }
  network_configuration {
    network_mode = "VPC"
    network_mode_config {
      security_groups = ["sg-0a1b2c3d4e5f60718"]
      subnets         = ["subnet-0a1b2c3d4e5f60718", "subnet-0b2c3d4e5f6071829"]
    }
  }
}

resource "aws_bedrockagentcore_memory" "planner" {
  name                  = "planner"
  event_expiry_duration = 30
  encryption_key_arn    = aws_kms_key.assistant.arn
}

resource "aws_bedrockagentcore_token_vault_cmk" "this" {
  kms_configuration {
    key_type    = "CustomerManagedKey"
    kms_key_arn = aws_kms_key.assistant.arn
  }
}

resource "aws_bedrockagent_knowledge_base" "travel" {
  name     = "travel-policy"
  role_arn = aws_iam_role.agent.arn
  knowledge_base_configuration {
    type = "VECTOR"
    vector_knowledge_base_configuration {
      embedding_model_arn = "arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0"
    }
  }
  storage_configuration {
    type = "S3_VECTORS"
    s3_vectors_configuration {
      index_arn = "arn:aws:s3vectors:eu-west-1:111122223333:bucket/travel/index/travel"
    }
  }
}

resource "aws_bedrockagent_data_source" "travel" {
  name                 = "travel-policy"
  knowledge_base_id    = aws_bedrockagent_knowledge_base.travel.id
  data_deletion_policy = "DELETE"
  data_source_configuration {
    type = "S3"
    s3_configuration {
      bucket_arn              = "arn:aws:s3:::acme-travel-policy"
      bucket_owner_account_id = local.account
    }
  }
  server_side_encryption_configuration {
    kms_key_arn = aws_kms_key.assistant.arn
  }
}
