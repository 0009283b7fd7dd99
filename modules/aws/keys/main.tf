data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  # The AWS services through which the account's roles may use each key.
  services = {
    cluster   = ["ec2", "eks"]
    data      = ["glue", "macie2", "s3", "sagemaker"]
    features  = ["dynamodb", "glue", "s3", "sagemaker"]
    llm       = ["bedrock", "s3"]
    logs      = ["cloudtrail", "config", "guardduty", "logs", "network-firewall", "s3", "sns", "sqs"]
    models    = ["codebuild", "codepipeline", "ecr", "s3", "sagemaker"]
    privacy   = ["bedrock", "macie2", "s3"]
    secrets   = ["secretsmanager", "ssm"]
    serving   = ["s3", "sagemaker"]
    training  = ["ec2", "s3", "sagemaker"]
    vectors   = ["aoss", "bedrock", "s3", "s3vectors"]
    workbench = ["ec2", "elasticfilesystem", "s3", "sagemaker"]
  }

  # Services that use a key under their own name, each bound to resources of this account.
  service_principals = {
    llm = [
      { service = "bedrock.amazonaws.com", variable = "aws:SourceAccount", value = local.account_id },
    ]
    logs = concat(
      [
        for service in ["budgets", "cloudwatch", "config", "delivery.logs", "events", "guardduty"] : {
          service  = "${service}.amazonaws.com"
          variable = "aws:SourceAccount"
          value    = local.account_id
        }
      ],
      [
        {
          service  = "cloudtrail.amazonaws.com"
          variable = "aws:SourceArn"
          value    = "arn:${local.partition}:cloudtrail:${local.region}:${local.account_id}:trail/*"
        },
        {
          service  = "logs.${local.region}.amazonaws.com"
          variable = "kms:EncryptionContext:aws:logs:arn"
          value    = "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:*"
        },
      ]
    )
    privacy = [
      { service = "bedrock.amazonaws.com", variable = "aws:SourceAccount", value = local.account_id },
      { service = "macie.amazonaws.com", variable = "aws:SourceAccount", value = local.account_id },
    ]
    vectors = [
      { service = "indexing.s3vectors.amazonaws.com", variable = "aws:SourceAccount", value = local.account_id },
    ]
  }
}

resource "aws_kms_key" "this" {
  for_each = var.purposes

  description             = "${var.name}: ${each.key}"
  custom_key_store_id     = one(aws_kms_custom_key_store.this[*].id)
  enable_key_rotation     = var.custom_key_store_certificate == "" ? true : false
  rotation_period_in_days = var.custom_key_store_certificate == "" ? var.rotation_period_in_days : null
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key[each.key].json
  tags                    = merge(var.tags, { purpose = each.key })
}

resource "aws_kms_alias" "this" {
  for_each = var.purposes

  name          = "alias/${var.name}-${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}
