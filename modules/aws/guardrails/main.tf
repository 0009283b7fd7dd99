data "aws_iam_policy_document" "foundation" {
  # Services without regions answer in one; NotAction keeps them usable.
  statement {
    sid    = "OtherRegions"
    effect = "Deny"
    not_actions = [
      "access-analyzer:*", "account:*", "aws-portal:*", "billing:*", "budgets:*", "ce:*", "cloudfront:*", "globalaccelerator:*", "health:*",
      "iam:*", "kms:*", "organizations:*", "route53:*", "route53domains:*", "s3:GetAccountPublicAccessBlock", "s3:ListAllMyBuckets",
      "s3:PutAccountPublicAccessBlock", "shield:*", "sts:*", "support:*", "tag:*", "trustedadvisor:*", "waf:*", "wafv2:*",
    ]
    resources = ["*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:RequestedRegion"
      values   = var.allowed_regions
    }

    # A model that is called through the profile of a geography answers in any of its regions.
    dynamic "condition" {
      for_each = length(var.inference_geographies) == 0 ? [] : [var.inference_geographies]

      content {
        test     = "ArnNotLike"
        variable = "bedrock:InferenceProfileArn"
        values   = [for geography in condition.value : "arn:*:bedrock:*:*:inference-profile/${geography}.*"]
      }
    }
  }

  statement {
    sid       = "RootUser"
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]

    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:*:iam::*:root"]
    }
  }

  statement {
    sid    = "AuditAndDetection"
    effect = "Deny"
    actions = [
      "access-analyzer:DeleteAnalyzer",
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
      "config:DeleteConfigurationRecorder",
      "config:DeleteDeliveryChannel",
      "config:StopConfigurationRecorder",
      "ec2:DeleteFlowLogs",
      "guardduty:DeleteDetector",
      "guardduty:DisassociateFromAdministratorAccount",
      "guardduty:UpdateDetector",
      "inspector2:Disable",
      "macie2:DisableMacie",
      "organizations:LeaveOrganization",
      "securityhub:DisableSecurityHub",
    ]
    resources = ["*"]

    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = var.security_role_arns
    }
  }

  statement {
    sid    = "AccountDefaults"
    effect = "Deny"
    actions = [
      "ec2:DisableEbsEncryptionByDefault",
      "ec2:DisableImageBlockPublicAccess",
      "ec2:DisableSnapshotBlockPublicAccess",
      "ec2:EnableSerialConsoleAccess",
      "ec2:ModifyEbsDefaultKmsKeyId",
      "ec2:ModifyInstanceMetadataDefaults",
      "s3:PutAccountPublicAccessBlock",
    ]
    resources = ["*"]

    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = var.security_role_arns
    }
  }

  statement {
    sid       = "ImdsV1"
    effect    = "Deny"
    actions   = ["ec2:RunInstances"]
    resources = ["arn:*:ec2:*:*:instance/*"]

    condition {
      test     = "StringNotEquals"
      variable = "ec2:MetadataHttpTokens"
      values   = ["required"]
    }
  }

  statement {
    sid       = "LongTermKeys"
    effect    = "Deny"
    actions   = ["iam:CreateAccessKey", "iam:CreateServiceSpecificCredential", "iam:CreateUser"]
    resources = ["*"]

    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = var.security_role_arns
    }
  }
}

data "aws_iam_policy_document" "ai" {
  statement {
    sid       = "NotebookInternet"
    effect    = "Deny"
    actions   = ["sagemaker:CreateNotebookInstance"]
    resources = ["*"]

    condition {
      test     = "StringNotEquals"
      variable = "sagemaker:DirectInternetAccess"
      values   = ["Disabled"]
    }
  }

  statement {
    sid       = "NotebookRoot"
    effect    = "Deny"
    actions   = ["sagemaker:CreateNotebookInstance", "sagemaker:UpdateNotebookInstance"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "sagemaker:RootAccess"
      values   = ["Enabled"]
    }
  }

  statement {
    sid       = "StudioInternet"
    effect    = "Deny"
    actions   = ["sagemaker:CreateDomain", "sagemaker:UpdateDomain"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "sagemaker:AppNetworkAccessType"
      values   = ["PublicInternetOnly"]
    }
  }

  statement {
    sid    = "JobsOutsideVpc"
    effect = "Deny"
    actions = [
      "sagemaker:CreateHyperParameterTuningJob",
      "sagemaker:CreateModel",
      "sagemaker:CreateProcessingJob",
      "sagemaker:CreateTrainingJob",
    ]
    resources = ["*"]

    condition {
      test     = "Null"
      variable = "sagemaker:VpcSubnets"
      values   = ["true"]
    }
  }

  statement {
    sid       = "OutputWithoutKeys"
    effect    = "Deny"
    actions   = ["sagemaker:CreateHyperParameterTuningJob", "sagemaker:CreateProcessingJob", "sagemaker:CreateTrainingJob"]
    resources = ["*"]

    condition {
      test     = "Null"
      variable = "sagemaker:OutputKmsKey"
      values   = ["true"]
    }
  }

  statement {
    sid       = "PlainTrafficBetweenNodes"
    effect    = "Deny"
    actions   = ["sagemaker:CreateHyperParameterTuningJob", "sagemaker:CreateTrainingJob"]
    resources = ["*"]

    condition {
      test     = "Bool"
      variable = "sagemaker:InterContainerTrafficEncryption"
      values   = ["false"]
    }
  }

  statement {
    sid       = "ModelCallsWithoutGuardrail"
    effect    = "Deny"
    actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    resources = ["*"]

    condition {
      test     = "Null"
      variable = "bedrock:GuardrailIdentifier"
      values   = ["true"]
    }
  }

  # API keys of Bedrock are bearer tokens: whoever holds one is its owner.
  statement {
    sid       = "BedrockApiKeys"
    effect    = "Deny"
    actions   = ["bedrock:CallWithBearerToken"]
    resources = ["*"]
  }

  statement {
    sid       = "InvocationLogging"
    effect    = "Deny"
    actions   = ["bedrock:DeleteModelInvocationLoggingConfiguration", "bedrock:PutModelInvocationLoggingConfiguration"]
    resources = ["*"]

    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = var.security_role_arns
    }
  }
}

locals {
  policies = {
    foundation = {
      description = "Regions, root user, audit, account defaults, instance metadata and long-term keys."
      type        = "SERVICE_CONTROL_POLICY"
      content     = data.aws_iam_policy_document.foundation.minified_json
    }
    ai = {
      description = "SageMaker without internet, root, plain traffic or foreign keys; Bedrock behind guardrails."
      type        = "SERVICE_CONTROL_POLICY"
      content     = data.aws_iam_policy_document.ai.minified_json
    }
    ai-opt-out = {
      description = "AWS may not use content of its AI services to improve them, and no account may decide otherwise."
      type        = "AISERVICES_OPT_OUT_POLICY"
      content = jsonencode({
        services = {
          "@@operators_allowed_for_child_policies" = ["@@none"]
          default = {
            "@@operators_allowed_for_child_policies" = ["@@none"]
            opt_out_policy = {
              "@@operators_allowed_for_child_policies" = ["@@none"]
              "@@assign"                               = "optOut"
            }
          }
        }
      })
    }
  }

  attachments = merge([for policy in keys(local.policies) : { for id in var.target_ids : "${policy}-${id}" => { policy = policy, target_id = id } }]...)
}

resource "aws_organizations_policy" "this" {
  for_each = local.policies

  name        = "${var.name}-${each.key}"
  description = each.value.description
  type        = each.value.type
  content     = each.value.content
  tags        = var.tags
}

resource "aws_organizations_policy_attachment" "this" {
  for_each = local.attachments

  policy_id = aws_organizations_policy.this[each.value.policy].id
  target_id = each.value.target_id
}
