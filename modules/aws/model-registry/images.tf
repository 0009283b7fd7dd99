resource "aws_ecr_repository" "this" {
  for_each = var.stage_role_arns

  name                 = "${var.name}/${each.key}"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = false
  tags                 = merge(var.tags, { stage = each.key })

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.kms_key_arn
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

data "aws_iam_policy_document" "images" {
  for_each = var.stage_role_arns

  statement {
    sid     = "PullByStage"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "AWS"
      identifiers = [each.value]
    }
  }
}

resource "aws_ecr_repository_policy" "this" {
  for_each = var.stage_role_arns

  repository = aws_ecr_repository.this[each.key].name
  policy     = data.aws_iam_policy_document.images[each.key].json
}

# The last hundred releases stay for rollback; layers that no tag refers to go.
resource "aws_ecr_lifecycle_policy" "this" {
  for_each = var.stage_role_arns

  repository = aws_ecr_repository.this[each.key].name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "untagged after two weeks"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 14 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "all but the last hundred"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 100 }
        action       = { type = "expire" }
      },
    ]
  })
}

# Builds sign images with this profile (notation); clusters admit only what it signed.
resource "aws_signer_signing_profile" "this" {
  name        = replace("${var.name}_images", "-", "_")
  platform_id = "Notation-OCI-SHA384-ECDSA"
  tags        = var.tags

  signature_validity_period {
    type  = "MONTHS"
    value = 12
  }
}
