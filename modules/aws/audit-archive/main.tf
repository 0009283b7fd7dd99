data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id  = data.aws_caller_identity.current.account_id
  partition   = data.aws_partition.current.partition
  region      = data.aws_region.current.region
  archive     = "${var.name}-audit-${local.account_id}"
  archive_arn = "arn:${local.partition}:s3:::${local.archive}"
  trail_arn   = "arn:${local.partition}:cloudtrail:${local.region}:${local.account_id}:trail/${var.name}"
}

# What the log services may do in the archive, each on its own prefix and for this account only.
data "aws_iam_policy_document" "archive" {
  statement {
    sid       = "LogServicesReadAcl"
    actions   = ["s3:GetBucketAcl", "s3:ListBucket"]
    resources = [local.archive_arn]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com", "delivery.logs.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }

  statement {
    sid       = "LogServicesWrite"
    actions   = ["s3:PutObject"]
    resources = ["${local.archive_arn}/*/AWSLogs/${local.account_id}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com", "delivery.logs.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

module "archive" {
  source = "../bucket"

  bucket            = local.archive
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.access_log_bucket
  backup            = var.backup
  expiration_days   = var.expiration_days
  policy_documents  = [data.aws_iam_policy_document.archive.json]
  tags              = var.tags

  # Not even the account root shortens this.
  object_lock = {
    mode = "COMPLIANCE"
    days = var.retention_days
  }
}
