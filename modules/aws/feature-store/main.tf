data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region
  database   = replace("${var.name}_features", "-", "_")
}

module "offline" {
  source = "../bucket"

  bucket            = "${var.name}-features-${local.account_id}"
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.access_log_bucket
  backup            = var.backup
  expiration_days   = var.expiration_days
  tags              = var.tags

  # Models learn from these records: for a week nobody rewrites one without a right of its own.
  object_lock = {
    mode = "GOVERNANCE"
    days = 7
  }
}

resource "aws_glue_catalog_database" "this" {
  name        = local.database
  description = "Offline feature store."
  tags        = var.tags
}

resource "aws_sagemaker_feature_group" "this" {
  for_each = var.feature_groups

  feature_group_name             = "${var.name}-${each.key}"
  record_identifier_feature_name = each.value.record_identifier
  event_time_feature_name        = each.value.event_time
  role_arn                       = aws_iam_role.this.arn
  tags                           = var.tags

  dynamic "feature_definition" {
    for_each = each.value.features

    content {
      feature_name = feature_definition.key
      feature_type = feature_definition.value
    }
  }

  online_store_config {
    enable_online_store = true

    security_config {
      kms_key_id = var.kms_key_arn
    }

    ttl_duration {
      unit  = "Days"
      value = each.value.ttl_days
    }
  }

  offline_store_config {
    table_format = "Iceberg"

    s3_storage_config {
      s3_uri     = "s3://${module.offline.name}/"
      kms_key_id = var.kms_key_arn
    }

    data_catalog_config {
      catalog    = "AwsDataCatalog"
      database   = aws_glue_catalog_database.this.name
      table_name = replace("${var.name}_${each.key}", "-", "_")
    }
  }

  depends_on = [aws_iam_role_policy.this, module.offline]
}
