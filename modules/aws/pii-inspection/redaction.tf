locals {
  pii_entities = [
    "ADDRESS", "AGE", "CREDIT_DEBIT_CARD_CVV", "CREDIT_DEBIT_CARD_NUMBER", "DRIVER_ID", "EMAIL", "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
    "IP_ADDRESS", "NAME", "PASSWORD", "PHONE", "USERNAME", "US_SOCIAL_SECURITY_NUMBER",
  ]
}

# Text passes here (ApplyGuardrail) before it is stored, embedded or sent to a model.
resource "aws_bedrock_guardrail" "this" {
  name                      = "${var.name}-redaction"
  description               = "Masks personal data in text."
  blocked_input_messaging   = "The text holds data that may not be processed."
  blocked_outputs_messaging = "The text holds data that may not be shown."
  kms_key_arn               = var.kms_key_arn
  tags                      = var.tags

  sensitive_information_policy_config {
    dynamic "pii_entities_config" {
      for_each = local.pii_entities

      content {
        type   = pii_entities_config.value
        action = "ANONYMIZE"
      }
    }

    # Secrets have no use in data: block instead of masking.
    pii_entities_config {
      type   = "AWS_SECRET_KEY"
      action = "BLOCK"
    }

    dynamic "regexes_config" {
      for_each = var.custom_identifiers

      content {
        name    = regexes_config.key
        pattern = regexes_config.value
        action  = "ANONYMIZE"
      }
    }
  }

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
}

resource "aws_bedrock_guardrail_version" "this" {
  guardrail_arn = aws_bedrock_guardrail.this.guardrail_arn
  description   = "Managed by Terraform."
  skip_destroy  = true
}

# For batch jobs on whole buckets: Comprehend StartPiiEntitiesDetectionJob with this role.
data "aws_iam_policy_document" "redaction_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["comprehend.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

data "aws_iam_policy_document" "redaction" {
  statement {
    sid       = "ReadInspected"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = flatten([for arn in var.inspected_bucket_arns : [arn, "${arn}/*"]])
  }

  statement {
    sid       = "WriteRedacted"
    actions   = ["s3:PutObject"]
    resources = ["${module.findings.arn}/redacted/*"]
  }

  statement {
    sid       = "UseKeys"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    resources = concat([var.kms_key_arn], sort(var.data_kms_key_arns))
  }
}

resource "aws_iam_role" "redaction" {
  name               = "${var.name}-redaction"
  assume_role_policy = data.aws_iam_policy_document.redaction_trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "redaction" {
  name   = "redact"
  role   = aws_iam_role.redaction.id
  policy = data.aws_iam_policy_document.redaction.json
}
