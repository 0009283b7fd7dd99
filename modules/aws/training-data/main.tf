data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region
  database   = replace("${var.name}_training_data", "-", "_")

  # By name, so that grants to the role can be read in the plan.
  catalogue_role_arn = "arn:${local.partition}:iam::${local.account_id}:role/${var.name}-training-data-catalogue"
}

module "data" {
  source = "../bucket"

  bucket            = "${var.name}-training-data-${local.account_id}"
  kms_key_arn       = var.kms_key_arn
  access_log_bucket = var.access_log_bucket
  backup            = var.backup
  object_lock       = var.object_lock
  expiration_days   = var.expiration_days
  tags              = var.tags
}
