data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  vector_bucket     = "${var.name}-vectors-${data.aws_caller_identity.current.account_id}"
  vector_bucket_arn = "arn:${data.aws_partition.current.partition}:s3vectors:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:bucket/${local.vector_bucket}"
}

resource "aws_s3vectors_vector_bucket" "this" {
  count = length(var.vector_indexes) == 0 ? 0 : 1

  vector_bucket_name = local.vector_bucket
  force_destroy      = false
  tags               = var.tags

  encryption_configuration = [{
    sse_type    = "aws:kms"
    kms_key_arn = var.kms_key_arn
  }]
}

resource "aws_s3vectors_index" "this" {
  for_each = var.vector_indexes

  vector_bucket_name = aws_s3vectors_vector_bucket.this[0].vector_bucket_name
  index_name         = each.key
  data_type          = "float32"
  dimension          = each.value.dimension
  distance_metric    = each.value.distance_metric
  tags               = var.tags

  encryption_configuration = [{
    sse_type    = "aws:kms"
    kms_key_arn = var.kms_key_arn
  }]
}

data "aws_iam_policy_document" "vectors" {
  statement {
    sid       = "Write"
    actions   = ["s3vectors:DeleteVectors", "s3vectors:GetIndex", "s3vectors:GetVectors", "s3vectors:PutVectors", "s3vectors:QueryVectors"]
    resources = ["${local.vector_bucket_arn}/index/*"]

    principals {
      type        = "AWS"
      identifiers = var.writer_role_arns
    }
  }

  statement {
    sid       = "Search"
    actions   = ["s3vectors:GetIndex", "s3vectors:GetVectors", "s3vectors:QueryVectors"]
    resources = ["${local.vector_bucket_arn}/index/*"]

    principals {
      type        = "AWS"
      identifiers = var.reader_role_arns
    }
  }

  statement {
    sid       = "DenyUnencryptedTransport"
    effect    = "Deny"
    actions   = ["s3vectors:*"]
    resources = [local.vector_bucket_arn, "${local.vector_bucket_arn}/index/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3vectors_vector_bucket_policy" "this" {
  count = length(var.vector_indexes) == 0 ? 0 : 1

  vector_bucket_arn = aws_s3vectors_vector_bucket.this[0].vector_bucket_arn
  policy            = data.aws_iam_policy_document.vectors.json
}
