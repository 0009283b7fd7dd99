locals {
  # In a key policy this matches only the key that carries it.
  this_key = "arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"

  # By name, so that the whole policy can be read in the plan; the key waits for the role.
  host_role_arn = "arn:${local.partition}:iam::${local.account_id}:role/${var.name}-confidential"
}

data "aws_iam_policy_document" "attested" {
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
    sid       = "EncryptForEnclave"
    actions   = ["kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = var.data_owner_role_arns
    }
  }

  # The host passes the call on; only an enclave with these measurements gets the plaintext, encrypted to it.
  statement {
    sid       = "DecryptInEnclave"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = [local.host_role_arn]
    }

    condition {
      test     = "StringEqualsIgnoreCase"
      variable = "kms:RecipientAttestation:ImageSha384"
      values   = [var.enclave_measurements.pcr0]
    }

    condition {
      test     = "StringEqualsIgnoreCase"
      variable = "kms:RecipientAttestation:PCR1"
      values   = [var.enclave_measurements.pcr1]
    }

    condition {
      test     = "StringEqualsIgnoreCase"
      variable = "kms:RecipientAttestation:PCR2"
      values   = [var.enclave_measurements.pcr2]
    }

    condition {
      test     = "StringEqualsIgnoreCase"
      variable = "kms:RecipientAttestation:PCR8"
      values   = [var.enclave_measurements.pcr8]
    }
  }

  # Also true when a call carries no attestation at all. No other statement or grant gets past it.
  statement {
    sid       = "DenyWithoutAttestation"
    effect    = "Deny"
    actions   = ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyPair", "kms:ReEncryptFrom"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEqualsIgnoreCase"
      variable = "kms:RecipientAttestation:ImageSha384"
      values   = [var.enclave_measurements.pcr0]
    }
  }
}

resource "aws_kms_key" "attested" {
  description             = "${var.name}: data for attested enclaves"
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.attested.json
  tags                    = merge(var.tags, { purpose = "confidential-training" })

  depends_on = [aws_iam_role.this]
}

resource "aws_kms_alias" "attested" {
  name          = "alias/${var.name}-confidential-training"
  target_key_id = aws_kms_key.attested.key_id
}
