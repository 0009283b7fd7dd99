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

# What the model and its monitor both need to run in the VPC and to report.
data "aws_iam_policy_document" "base" {
  statement {
    sid     = "JoinVpc"
    actions = ["ec2:CreateNetworkInterface", "ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface", "ec2:DeleteNetworkInterfacePermission"]
    resources = concat(
      ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:network-interface/*"],
      [for id in var.subnet_ids : "arn:${local.partition}:ec2:${local.region}:${local.account_id}:subnet/${id}"],
      [for id in var.security_group_ids : "arn:${local.partition}:ec2:${local.region}:${local.account_id}:security-group/${id}"],
    )
  }

  statement {
    sid       = "DescribeVpc"
    actions   = ["ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"]
    resources = ["*"]
  }

  statement {
    sid     = "Log"
    actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = [
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/sagemaker/Endpoints/${var.name}:*",
      "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/sagemaker/ProcessingJobs:*",
    ]
  }

  # The calls take no resource.
  statement {
    sid       = "Measure"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringLike"
      variable = "cloudwatch:namespace"
      values   = ["/aws/sagemaker/*", "aws/sagemaker/*"]
    }
  }

  statement {
    sid       = "LogInToRegistry"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid     = "PullImages"
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [
      "arn:${local.partition}:ecr:${local.region}:${split(".", var.image)[0]}:repository/${regex("^[^/]+/([^@]+)@", var.image)[0]}",
      "arn:${local.partition}:ecr:${local.region}:${split(".", var.monitor_image)[0]}:repository/sagemaker-model-monitor-analyzer",
    ]
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }
}

data "aws_iam_policy_document" "model" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]

  statement {
    sid       = "ReadApprovedModel"
    actions   = ["s3:GetObject"]
    resources = ["${var.artifact_bucket_arn}/prod/*"]
  }

  statement {
    sid       = "DecryptModel"
    actions   = ["kms:Decrypt"]
    resources = [var.artifact_kms_key_arn]
  }

  statement {
    sid       = "Capture"
    actions   = ["s3:PutObject"]
    resources = ["${module.capture.arn}/captured/*", "${module.capture.arn}/core-dumps/*"]
  }
}

data "aws_iam_policy_document" "monitor" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]

  statement {
    sid       = "ReadCaptured"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [module.capture.arn, "${module.capture.arn}/captured/*", "${module.capture.arn}/baseline/*"]
  }

  statement {
    sid       = "Report"
    actions   = ["s3:PutObject"]
    resources = ["${module.capture.arn}/reports/*"]
  }
}

resource "aws_iam_role" "model" {
  name               = "${var.name}-model"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "model" {
  name   = "serve"
  role   = aws_iam_role.model.id
  policy = data.aws_iam_policy_document.model.json
}

resource "aws_iam_role" "monitor" {
  name               = "${var.name}-monitor"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "monitor" {
  name   = "monitor"
  role   = aws_iam_role.monitor.id
  policy = data.aws_iam_policy_document.monitor.json
}
