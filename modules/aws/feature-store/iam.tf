data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["sagemaker.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

data "aws_iam_policy_document" "this" {
  statement {
    sid       = "OfflineStore"
    actions   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket", "s3:PutObject"]
    resources = [module.offline.arn, "${module.offline.arn}/*"]
  }

  statement {
    sid       = "Encrypt"
    actions   = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }

  statement {
    sid     = "Catalogue"
    actions = ["glue:CreateTable", "glue:GetDatabase", "glue:GetTable", "glue:UpdateTable"]
    resources = [
      "arn:${local.partition}:glue:${local.region}:${local.account_id}:catalog",
      "arn:${local.partition}:glue:${local.region}:${local.account_id}:database/${local.database}",
      "arn:${local.partition}:glue:${local.region}:${local.account_id}:table/${local.database}/*",
    ]
  }
}

resource "aws_iam_role" "this" {
  name               = "${var.name}-features"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "this" {
  name   = "feature-store"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.this.json
}

# Attach to training roles (read) and ingestion roles (write); nothing else reads or writes features.
data "aws_iam_policy_document" "reader" {
  statement {
    actions   = ["sagemaker:BatchGetRecord", "sagemaker:GetRecord"]
    resources = [for key in keys(var.feature_groups) : "arn:${local.partition}:sagemaker:${local.region}:${local.account_id}:feature-group/${var.name}-${key}"]
  }
}

data "aws_iam_policy_document" "writer" {
  statement {
    actions   = ["sagemaker:DeleteRecord", "sagemaker:PutRecord"]
    resources = [for key in keys(var.feature_groups) : "arn:${local.partition}:sagemaker:${local.region}:${local.account_id}:feature-group/${var.name}-${key}"]
  }
}

resource "aws_iam_policy" "reader" {
  name        = "${var.name}-features-read"
  description = "Reads records of the feature groups."
  policy      = data.aws_iam_policy_document.reader.json
  tags        = var.tags
}

resource "aws_iam_policy" "writer" {
  name        = "${var.name}-features-write"
  description = "Writes records of the feature groups."
  policy      = data.aws_iam_policy_document.writer.json
  tags        = var.tags
}
