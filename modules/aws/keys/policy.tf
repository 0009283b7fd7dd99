locals {
  # In a key policy this matches only the key that carries it.
  this_key = "arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"
}

data "aws_iam_policy_document" "key" {
  for_each = var.purposes

  statement {
    sid = "Administer"
    actions = [
      "kms:CancelKeyDeletion",
      "kms:DescribeKey",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListGrants",
      "kms:ListKeyPolicies",
      "kms:ListKeyRotations",
      "kms:ListResourceTags",
      "kms:PutKeyPolicy",
      "kms:RevokeGrant",
      "kms:RotateKeyOnDemand",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:CreateAlias",
      "kms:DeleteAlias",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = setunion(var.admin_role_arns, var.provisioner_role_arns)
    }
  }

  # Auditors and plans look at a key without a way to change or use it.
  statement {
    sid       = "Inspect"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies", "kms:ListResourceTags"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }

  # Separated duties: who manages a key never uses it, whatever an IAM policy says.
  statement {
    sid    = "AdministratorsNeverUse"
    effect = "Deny"
    actions = [
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = var.admin_role_arns
    }
  }

  # Who applies the code hands keys to services, which AWS asks of whoever makes an encrypted resource, and uses none itself.
  dynamic "statement" {
    for_each = length(var.provisioner_role_arns) == 0 ? [] : [var.provisioner_role_arns]

    content {
      sid    = "ProvisionersUseThroughServicesOnly"
      effect = "Deny"
      actions = [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
      ]
      resources = [local.this_key]

      principals {
        type        = "AWS"
        identifiers = statement.value
      }

      condition {
        test     = "Null"
        variable = "kms:ViaService"
        values   = ["true"]
      }
    }
  }

  # Delegates to IAM policies of the account, but only through the services of this purpose.
  statement {
    sid       = "UseThroughServices"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = [for service in local.services[each.key] : "${service}.${local.region}.amazonaws.com"]
    }
  }

  statement {
    sid       = "GrantToServices"
    actions   = ["kms:CreateGrant"]
    resources = [local.this_key]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }

    condition {
      test     = "Bool"
      variable = "kms:GrantIsForAWSResource"
      values   = ["true"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = [for service in local.services[each.key] : "${service}.${local.region}.amazonaws.com"]
    }
  }

  dynamic "statement" {
    for_each = lookup(local.service_principals, each.key, [])

    content {
      actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
      resources = [local.this_key]

      principals {
        type        = "Service"
        identifiers = [statement.value.service]
      }

      condition {
        test     = "StringLike"
        variable = statement.value.variable
        values   = [statement.value.value]
      }
    }
  }

  # The policy of a service-linked role says nothing of keys, so the key has to.
  dynamic "statement" {
    for_each = each.key == "data" && length(var.inspector_role_arns) > 0 ? [var.inspector_role_arns] : []

    content {
      sid       = "InspectData"
      actions   = ["kms:Decrypt", "kms:DescribeKey"]
      resources = [local.this_key]

      principals {
        type        = "AWS"
        identifiers = statement.value
      }
    }
  }

  dynamic "statement" {
    for_each = each.key == "cluster" && length(var.node_service_role_arns) > 0 ? [var.node_service_role_arns] : []

    content {
      sid       = "StartNodes"
      actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
      resources = [local.this_key]

      principals {
        type        = "AWS"
        identifiers = statement.value
      }
    }
  }

  dynamic "statement" {
    for_each = each.key == "cluster" && length(var.node_service_role_arns) > 0 ? [var.node_service_role_arns] : []

    content {
      sid       = "GrantToNodes"
      actions   = ["kms:CreateGrant"]
      resources = [local.this_key]

      principals {
        type        = "AWS"
        identifiers = statement.value
      }

      condition {
        test     = "Bool"
        variable = "kms:GrantIsForAWSResource"
        values   = ["true"]
      }
    }
  }
}
