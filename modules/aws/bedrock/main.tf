data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  models           = [for id in var.model_ids : "arn:${local.partition}:bedrock:${local.region}::foundation-model/${id}"]
  embedding_models = [for id in var.embedding_model_ids : "arn:${local.partition}:bedrock:${local.region}::foundation-model/${id}"]

  # A profile is called in this region and answered by its model in any region of its geography.
  profiles       = [for id in var.inference_profile_ids : "arn:${local.partition}:bedrock:${local.region}:${local.account_id}:inference-profile/${id}"]
  profile_models = { for id in var.inference_profile_ids : id => "arn:${local.partition}:bedrock:*::foundation-model/${join(".", slice(split(".", id), 1, length(split(".", id))))}" }
}

resource "aws_bedrock_guardrail" "this" {
  name                      = var.name
  description               = "Every model call of ${var.name} passes through it."
  blocked_input_messaging   = "The request was not passed on to the model."
  blocked_outputs_messaging = "The answer of the model was withheld."
  kms_key_arn               = var.kms_key_arn
  tags                      = var.tags

  content_policy_config {
    dynamic "filters_config" {
      for_each = ["HATE", "INSULTS", "MISCONDUCT", "SEXUAL", "VIOLENCE"]

      content {
        type            = filters_config.value
        input_strength  = "HIGH"
        output_strength = "HIGH"
      }
    }

    # Answers carry no prompt attacks, so the service takes no output strength but NONE.
    filters_config {
      type            = "PROMPT_ATTACK"
      input_strength  = "HIGH"
      output_strength = "NONE"
    }
  }

  sensitive_information_policy_config {
    dynamic "pii_entities_config" {
      for_each = ["ADDRESS", "CREDIT_DEBIT_CARD_NUMBER", "EMAIL", "INTERNATIONAL_BANK_ACCOUNT_NUMBER", "NAME", "PHONE", "US_SOCIAL_SECURITY_NUMBER"]

      content {
        type   = pii_entities_config.value
        action = "ANONYMIZE"
      }
    }

    dynamic "pii_entities_config" {
      for_each = ["AWS_ACCESS_KEY", "AWS_SECRET_KEY", "PASSWORD"]

      content {
        type   = pii_entities_config.value
        action = "BLOCK"
      }
    }
  }

  contextual_grounding_policy_config {
    filters_config {
      type      = "GROUNDING"
      threshold = 0.75
    }

    filters_config {
      type      = "RELEVANCE"
      threshold = 0.75
    }
  }

  word_policy_config {
    managed_word_lists_config {
      type = "PROFANITY"
    }
  }

  dynamic "topic_policy_config" {
    for_each = length(var.denied_topics) == 0 ? [] : [var.denied_topics]

    content {
      dynamic "topics_config" {
        for_each = topic_policy_config.value

        content {
          name       = topics_config.key
          definition = topics_config.value
          type       = "DENY"
        }
      }
    }
  }
}

# Callers name a published version: a draft changes under them.
resource "aws_bedrock_guardrail_version" "this" {
  guardrail_arn = aws_bedrock_guardrail.this.guardrail_arn
  description   = "Managed by Terraform."
  skip_destroy  = true
}
