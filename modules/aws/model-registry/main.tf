data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region
  sagemaker  = "arn:${local.partition}:sagemaker:${local.region}:${local.account_id}"
}

resource "aws_sagemaker_model_package_group" "this" {
  for_each = var.stage_role_arns

  model_package_group_name        = "${var.name}-${each.key}"
  model_package_group_description = "Models of stage ${each.key}."
  tags                            = merge(var.tags, { stage = each.key })
}

data "aws_iam_policy_document" "package_group" {
  for_each = var.stage_role_arns

  statement {
    sid       = "ReadGroup"
    actions   = ["sagemaker:DescribeModelPackageGroup"]
    resources = ["${local.sagemaker}:model-package-group/${var.name}-${each.key}"]

    principals {
      type        = "AWS"
      identifiers = [each.value]
    }
  }

  statement {
    sid       = "ReadModels"
    actions   = ["sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages"]
    resources = ["${local.sagemaker}:model-package/${var.name}-${each.key}/*"]

    principals {
      type        = "AWS"
      identifiers = [each.value]
    }
  }
}

resource "aws_sagemaker_model_package_group_policy" "this" {
  for_each = var.stage_role_arns

  model_package_group_name = aws_sagemaker_model_package_group.this[each.key].model_package_group_name
  resource_policy          = data.aws_iam_policy_document.package_group[each.key].json
}

data "aws_iam_policy_document" "artifacts" {
  dynamic "statement" {
    for_each = var.stage_role_arns

    content {
      sid       = "Read${title(statement.key)}"
      actions   = ["s3:GetObject", "s3:GetObjectVersion"]
      resources = ["arn:${local.partition}:s3:::${var.name}-models-${local.account_id}/${statement.key}/*"]

      principals {
        type        = "AWS"
        identifiers = [statement.value]
      }
    }
  }
}

# Artifacts cannot be replaced for a month after they are written: what was approved is what is deployed.
module "artifacts" {
  source = "../bucket"

  bucket            = "${var.name}-models-${local.account_id}"
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.access_log_bucket
  backup            = var.backup
  noncurrent_days   = 365
  policy_documents  = [data.aws_iam_policy_document.artifacts.json]
  tags              = var.tags

  object_lock = {
    mode = "GOVERNANCE"
    days = 30
  }
}
# What the pipeline hands from stage to stage is of no use after a quarter.
module "pipeline_artifacts" {
  source = "../bucket"

  bucket            = "${var.name}-pipeline-${local.account_id}"
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.access_log_bucket
  backup            = var.backup
  expiration_days   = 90
  tags              = var.tags
}
