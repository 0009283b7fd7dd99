locals {
  # In a key policy this matches only the key that carries it.
  this_key = "arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"
}

data "aws_iam_policy_document" "pseudonyms" {
  statement {
    sid = "Administer"
    actions = [
      "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:DescribeKey", "kms:DisableKey", "kms:EnableKey",
      "kms:EnableKeyRotation", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags", "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
    ]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = var.key_admin_role_arns
    }
  }

  # Auditors and plans look at the key without a way to change or use it.
  statement {
    sid       = "Inspect"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }

  statement {
    sid       = "Pseudonymize"
    actions   = ["kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = var.pseudonymization_role_arns
    }
  }

  statement {
    sid       = "Reidentify"
    actions   = ["kms:Decrypt", "kms:DescribeKey"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = var.reidentification_role_arns
    }
  }

  # Holds whatever an administrator grants or another statement says later.
  statement {
    sid       = "NobodyElseReidentifies"
    effect    = "Deny"
    actions   = ["kms:CreateGrant", "kms:Decrypt", "kms:ReEncryptFrom"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotEquals"
      variable = "aws:PrincipalArn"
      values   = var.reidentification_role_arns
    }
  }
}

# A key of its own: none of the keys for data, training or logs turns a pseudonym back.
resource "aws_kms_key" "pseudonyms" {
  description             = "${var.name}: pseudonyms"
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.pseudonyms.json
  tags                    = merge(var.tags, { purpose = "pseudonyms" })
}

resource "aws_kms_alias" "pseudonyms" {
  name          = "alias/${var.name}-pseudonyms"
  target_key_id = aws_kms_key.pseudonyms.key_id
}

# Decrypt is a read call, which EventBridge only passes on in this state.
resource "aws_cloudwatch_event_rule" "reidentification" {
  name        = "${var.name}-reidentification"
  description = "Somebody turned pseudonyms back into identities."
  state       = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.kms"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail = {
      eventName = ["Decrypt"]
      resources = { ARN = [aws_kms_key.pseudonyms.arn] }
    }
  })
}

resource "aws_cloudwatch_event_target" "reidentification" {
  rule = aws_cloudwatch_event_rule.reidentification.name
  arn  = var.alarm_topic_arn
}
