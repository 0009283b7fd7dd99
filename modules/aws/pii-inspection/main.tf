data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region
  findings   = "${var.name}-pii-${local.account_id}"
}

data "aws_iam_policy_document" "findings" {
  statement {
    sid       = "MacieWrites"
    actions   = ["s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::${local.findings}/macie/*"]

    principals {
      type        = "Service"
      identifiers = ["macie.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }

  statement {
    sid       = "MacieFindsBucket"
    actions   = ["s3:GetBucketLocation"]
    resources = ["arn:${local.partition}:s3:::${local.findings}"]

    principals {
      type        = "Service"
      identifiers = ["macie.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

# Findings and redacted copies. A year, because findings describe where personal data was.
module "findings" {
  source = "../bucket"

  bucket            = local.findings
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.access_log_bucket
  backup            = var.backup
  expiration_days   = 365
  policy_documents  = [data.aws_iam_policy_document.findings.json]
  tags              = var.tags
}

resource "aws_macie2_account" "this" {
  status                       = "ENABLED"
  finding_publishing_frequency = "FIFTEEN_MINUTES"
}

resource "aws_macie2_classification_export_configuration" "this" {
  s3_destination {
    bucket_name = module.findings.name
    key_prefix  = "macie"
    kms_key_arn = var.kms_key_arn
  }

  depends_on = [aws_macie2_account.this, module.findings]
}

resource "aws_macie2_custom_data_identifier" "this" {
  for_each = var.custom_identifiers

  name  = "${var.name}-${each.key}"
  regex = each.value
  tags  = var.tags

  depends_on = [aws_macie2_account.this]
}

# Finds personal data that should have been minimized before it came here.
resource "aws_macie2_classification_job" "this" {
  for_each = toset([for arn in var.inspected_bucket_arns : regex("^arn:[^:]+:s3:::([^/]+)", arn)[0]])

  name                = each.key
  description         = "Daily inspection of new objects."
  job_type            = "SCHEDULED"
  job_status          = "RUNNING"
  initial_run         = true
  sampling_percentage = 100
  tags                = var.tags

  schedule_frequency {
    daily_schedule = true
  }

  s3_job_definition {
    bucket_definitions {
      account_id = local.account_id
      buckets    = [each.key]
    }
  }

  # Results are kept for those jobs only that begin after Macie knows where.
  depends_on = [aws_macie2_classification_export_configuration.this]
}
