locals {
  # Changes that switch protection off, or that only an intruder makes.
  watched = {
    "root-use"        = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }"
    "console-no-mfa"  = "{ $.eventName = \"ConsoleLogin\" && $.additionalEventData.MFAUsed != \"Yes\" && $.responseElements.ConsoleLogin = \"Success\" && $.userIdentity.type = \"IAMUser\" }"
    "denied-calls"    = "{ $.errorCode = \"*UnauthorizedOperation\" || $.errorCode = \"AccessDenied*\" }"
    "trail-change"    = "{ $.eventName = CreateTrail || $.eventName = UpdateTrail || $.eventName = DeleteTrail || $.eventName = StopLogging || $.eventName = PutEventSelectors }"
    "key-deletion"    = "{ $.eventSource = kms.amazonaws.com && ($.eventName = DisableKey || $.eventName = ScheduleKeyDeletion || $.eventName = PutKeyPolicy) }"
    "bucket-policy"   = "{ $.eventSource = s3.amazonaws.com && ($.eventName = PutBucketPolicy || $.eventName = DeleteBucketPolicy || $.eventName = DeletePublicAccessBlock || $.eventName = PutBucketReplication) }"
    "network-change"  = "{ $.eventName = CreateInternetGateway || $.eventName = AttachInternetGateway || $.eventName = CreateRoute || $.eventName = ReplaceRoute || $.eventName = ModifyVpcEndpoint || $.eventName = DeleteFlowLogs }"
    "guardrail-lost"  = "{ $.eventSource = bedrock.amazonaws.com && ($.eventName = DeleteGuardrail || $.eventName = UpdateGuardrail || $.eventName = DeleteModelInvocationLoggingConfiguration) }"
    "model-approval"  = "{ $.eventSource = sagemaker.amazonaws.com && $.eventName = UpdateModelPackage }"
    "policy-increase" = "{ $.eventSource = iam.amazonaws.com && ($.eventName = AttachRolePolicy || $.eventName = PutRolePolicy || $.eventName = CreateAccessKey || $.eventName = CreateServiceSpecificCredential) }"
  }

  thresholds = { "denied-calls" = 20, "policy-increase" = 5 }
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.watched

  name           = "${var.name}-${each.key}"
  pattern        = each.value
  log_group_name = aws_cloudwatch_log_group.trail.name

  metric_transformation {
    name          = each.key
    namespace     = "${var.name}/audit"
    value         = "1"
    default_value = "0"
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.watched

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "Seen in the audit trail: ${each.key}."
  namespace           = "${var.name}/audit"
  metric_name         = each.key
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = lookup(local.thresholds, each.key, 1)
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.this.arn]
  tags                = var.tags
}

resource "aws_sns_topic" "this" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
  tags              = var.tags
}

data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "ServicesOfThisAccount"
    actions   = ["sns:Publish"]
    resources = ["arn:${local.partition}:sns:${local.region}:${local.account_id}:${var.name}-alarms"]

    principals {
      type        = "Service"
      identifiers = ["budgets.amazonaws.com", "cloudtrail.amazonaws.com", "cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }

  # EventBridge names the rule, not the account.
  statement {
    sid       = "FindingsRule"
    actions   = ["sns:Publish"]
    resources = ["arn:${local.partition}:sns:${local.region}:${local.account_id}:${var.name}-alarms"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:events:${local.region}:${local.account_id}:rule/*"]
    }
  }
}

resource "aws_sns_topic_policy" "this" {
  arn    = aws_sns_topic.this.arn
  policy = data.aws_iam_policy_document.topic.json
}

resource "aws_sns_topic_subscription" "email" {
  for_each = var.notification_emails

  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.key
}
