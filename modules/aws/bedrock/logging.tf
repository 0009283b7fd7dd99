# Prompts and answers are personal data: logged for investigations, encrypted, and gone after log_days.
data "aws_iam_policy_document" "log_bucket" {
  statement {
    sid       = "BedrockWrites"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${var.name}-llm-logs-${local.account_id}/invocations/AWSLogs/${local.account_id}/BedrockModelInvocationLogs/*"]

    principals {
      type        = "Service"
      identifiers = ["bedrock.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:bedrock:${local.region}:${local.account_id}:*"]
    }
  }
}

module "logs" {
  source = "../bucket"

  bucket            = "${var.name}-llm-logs-${local.account_id}"
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.access_log_bucket
  backup            = var.backup
  expiration_days   = var.log_days
  noncurrent_days   = 30
  policy_documents  = [data.aws_iam_policy_document.log_bucket.json]
  tags              = var.tags
}

resource "aws_cloudwatch_log_group" "invocations" {
  name              = "/${var.name}/bedrock/invocations"
  kms_key_id        = var.logs_kms_key_arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

data "aws_iam_policy_document" "logging_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["bedrock.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

data "aws_iam_policy_document" "logging" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/${var.name}/bedrock/invocations:log-stream:aws/bedrock/modelinvocations"]
  }
}

resource "aws_iam_role" "logging" {
  name               = "${var.name}-bedrock-logs"
  assume_role_policy = data.aws_iam_policy_document.logging_trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "logging" {
  name   = "write"
  role   = aws_iam_role.logging.id
  policy = data.aws_iam_policy_document.logging.json
}

# One per account and region.
resource "aws_bedrock_model_invocation_logging_configuration" "this" {
  logging_config {
    embedding_data_delivery_enabled = true
    image_data_delivery_enabled     = true
    text_data_delivery_enabled      = true
    video_data_delivery_enabled     = true

    cloudwatch_config {
      log_group_name = aws_cloudwatch_log_group.invocations.name
      role_arn       = aws_iam_role.logging.arn

      large_data_delivery_s3_config {
        bucket_name = module.logs.name
        key_prefix  = "invocations"
      }
    }

    s3_config {
      bucket_name = module.logs.name
      key_prefix  = "invocations"
    }
  }

  depends_on = [aws_iam_role_policy.logging, module.logs]
}
