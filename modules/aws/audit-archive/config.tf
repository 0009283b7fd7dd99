# Config delivers to no bucket with object lock, so what it records is kept apart from the archive: versioned, and copied to the
# backup account, whose bucket is locked.
module "config" {
  source = "../bucket"

  bucket            = "${var.name}-config-${local.account_id}"
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.access_log_bucket
  backup            = var.backup
  expiration_days   = var.expiration_days
  tags              = var.tags
}

data "aws_iam_policy_document" "config_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["config.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

data "aws_iam_policy_document" "config" {
  statement {
    sid       = "Deliver"
    actions   = ["s3:PutObject"]
    resources = ["${module.config.arn}/config/AWSLogs/${local.account_id}/*"]
  }

  statement {
    sid       = "FindBucket"
    actions   = ["s3:GetBucketAcl", "s3:ListBucket"]
    resources = [module.config.arn]
  }

  statement {
    sid       = "Encrypt"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }
}

resource "aws_iam_role" "config" {
  name               = "${var.name}-config"
  assume_role_policy = data.aws_iam_policy_document.config_trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy_attachment" "config" {
  role       = aws_iam_role.config.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWS_ConfigRole"
}

resource "aws_iam_role_policy" "config" {
  name   = "deliver"
  role   = aws_iam_role.config.id
  policy = data.aws_iam_policy_document.config.json
}

resource "aws_config_configuration_recorder" "this" {
  name     = var.name
  role_arn = aws_iam_role.config.arn

  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}

resource "aws_config_delivery_channel" "this" {
  name           = var.name
  s3_bucket_name = module.config.name
  s3_key_prefix  = "config"
  s3_kms_key_arn = var.kms_key_arn

  depends_on = [aws_config_configuration_recorder.this]
}

resource "aws_config_configuration_recorder_status" "this" {
  name       = aws_config_configuration_recorder.this.name
  is_enabled = true

  depends_on = [aws_config_delivery_channel.this]
}

# AWS's own rules on the AI estate: a second opinion that sees what was never in Terraform.
resource "aws_config_config_rule" "this" {
  for_each = toset([
    "CLOUD_TRAIL_ENABLED",
    "CMK_BACKING_KEY_ROTATION_ENABLED",
    "EC2_EBS_ENCRYPTION_BY_DEFAULT",
    "EC2_IMDSV2_CHECK",
    "EKS_ENDPOINT_NO_PUBLIC_ACCESS",
    "EKS_SECRETS_ENCRYPTED",
    "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
    "S3_BUCKET_SSL_REQUESTS_ONLY",
    "SAGEMAKER_ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED",
    "SAGEMAKER_NOTEBOOK_INSTANCE_INSIDE_VPC",
    "SAGEMAKER_NOTEBOOK_INSTANCE_ROOT_ACCESS_CHECK",
    "SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS",
  ])

  name = "${var.name}-${lower(replace(each.key, "_", "-"))}"
  tags = var.tags

  source {
    owner             = "AWS"
    source_identifier = each.key
  }

  depends_on = [aws_config_configuration_recorder_status.this]
}
