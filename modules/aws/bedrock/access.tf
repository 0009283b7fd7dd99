# The permission of the applications: these models, with this guardrail.
data "aws_iam_policy_document" "consumer" {
  dynamic "statement" {
    for_each = length(local.models) + length(local.profiles) == 0 ? [] : [concat(local.models, local.profiles)]

    content {
      sid       = "CallModels"
      actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
      resources = statement.value

      condition {
        test     = "ArnLike"
        variable = "bedrock:GuardrailIdentifier"
        values   = ["arn:${local.partition}:bedrock:${local.region}:${local.account_id}:guardrail/*"]
      }
    }
  }

  # Bedrock refuses a guardrail on models that make or rank embeddings; ApplyGuardrail judges their texts beforehand.
  dynamic "statement" {
    for_each = length(local.embedding_models) == 0 ? [] : [local.embedding_models]

    content {
      sid       = "CallEmbeddingModels"
      actions   = ["bedrock:InvokeModel"]
      resources = statement.value
    }
  }

  # The models behind a profile, only when they are called through it.
  dynamic "statement" {
    for_each = local.profile_models

    content {
      actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
      resources = [statement.value]

      condition {
        test     = "ArnLike"
        variable = "bedrock:GuardrailIdentifier"
        values   = ["arn:${local.partition}:bedrock:${local.region}:${local.account_id}:guardrail/*"]
      }

      condition {
        test     = "StringEquals"
        variable = "bedrock:InferenceProfileArn"
        values   = ["arn:${local.partition}:bedrock:${local.region}:${local.account_id}:inference-profile/${statement.key}"]
      }
    }
  }

  statement {
    sid       = "ApplyGuardrail"
    actions   = ["bedrock:ApplyGuardrail"]
    resources = ["arn:${local.partition}:bedrock:${local.region}:${local.account_id}:guardrail/*"]
  }

  statement {
    sid       = "DecryptGuardrail"
    actions   = ["kms:Decrypt"]
    resources = [var.kms_key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["bedrock.${local.region}.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "consumer" {
  name        = "${var.name}-models"
  description = "Calls the allowed models through the guardrail."
  policy      = data.aws_iam_policy_document.consumer.json
  tags        = var.tags
}

# The same limits again at the door of the VPC, whatever another policy grants.
data "aws_iam_policy_document" "endpoint" {
  dynamic "statement" {
    for_each = length(local.models) + length(local.profiles) == 0 ? [] : [concat(local.models, local.profiles)]

    content {
      sid       = "ConsumersCallModels"
      actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
      resources = statement.value

      principals {
        type        = "AWS"
        identifiers = var.consumer_role_arns
      }
    }
  }

  dynamic "statement" {
    for_each = length(local.embedding_models) == 0 ? [] : [local.embedding_models]

    content {
      sid       = "ConsumersCallEmbeddingModels"
      actions   = ["bedrock:InvokeModel"]
      resources = statement.value

      principals {
        type        = "AWS"
        identifiers = var.consumer_role_arns
      }
    }
  }

  # The models behind a profile, only when they are called through it.
  dynamic "statement" {
    for_each = local.profile_models

    content {
      actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
      resources = [statement.value]

      principals {
        type        = "AWS"
        identifiers = var.consumer_role_arns
      }

      condition {
        test     = "StringEquals"
        variable = "bedrock:InferenceProfileArn"
        values   = ["arn:${local.partition}:bedrock:${local.region}:${local.account_id}:inference-profile/${statement.key}"]
      }
    }
  }

  statement {
    sid       = "ConsumersApplyGuardrail"
    actions   = ["bedrock:ApplyGuardrail"]
    resources = ["arn:${local.partition}:bedrock:${local.region}:${local.account_id}:guardrail/*"]

    principals {
      type        = "AWS"
      identifiers = var.consumer_role_arns
    }
  }

  statement {
    sid           = "NoCallWithoutGuardrail"
    effect        = "Deny"
    actions       = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    resources     = length(local.embedding_models) == 0 ? ["*"] : null
    not_resources = length(local.embedding_models) == 0 ? null : local.embedding_models

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Null"
      variable = "bedrock:GuardrailIdentifier"
      values   = ["true"]
    }
  }
}

resource "aws_vpc_endpoint" "runtime" {
  vpc_id              = var.vpc_id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${local.region}.bedrock-runtime"
  subnet_ids          = var.subnet_ids
  security_group_ids  = var.security_group_ids
  private_dns_enabled = true
  policy              = data.aws_iam_policy_document.endpoint.json
  tags                = merge(var.tags, { Name = "${var.name}-bedrock-runtime" })
}
