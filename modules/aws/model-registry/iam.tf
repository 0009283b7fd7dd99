data "aws_iam_policy_document" "trust" {
  for_each = { build = "codebuild.amazonaws.com", promote = "codebuild.amazonaws.com", pipeline = "codepipeline.amazonaws.com" }

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [each.value]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

# What both builds need: their logs, their network interfaces, the pipeline's artifacts.
data "aws_iam_policy_document" "build_base" {
  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/${var.name}/model-registry/*:*"]
  }

  statement {
    sid       = "PipelineArtifacts"
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["${module.pipeline_artifacts.arn}/${var.name}-models/*"]
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }

  # The call takes no resource.
  statement {
    sid       = "LogInToRegistry"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid       = "DescribeVpc"
    actions   = ["ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"]
    resources = ["*"]
  }

  statement {
    sid     = "JoinVpc"
    actions = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"]
    resources = concat(
      ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:network-interface/*"],
      [for id in var.subnet_ids : "arn:${local.partition}:ec2:${local.region}:${local.account_id}:subnet/${id}"],
      [for id in var.security_group_ids : "arn:${local.partition}:ec2:${local.region}:${local.account_id}:security-group/${id}"],
    )
  }

  statement {
    sid       = "GiveInterfaceToBuild"
    actions   = ["ec2:CreateNetworkInterfacePermission"]
    resources = ["arn:${local.partition}:ec2:${local.region}:${local.account_id}:network-interface/*"]

    condition {
      test     = "StringEquals"
      variable = "ec2:AuthorizedService"
      values   = ["codebuild.amazonaws.com"]
    }
  }
}

# Writes and signs in dev, nowhere else.
data "aws_iam_policy_document" "build" {
  source_policy_documents = [data.aws_iam_policy_document.build_base.json]

  statement {
    sid = "PushToDev"
    actions = [
      "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImageScanFindings",
      "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
    ]
    resources = ["arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.name}/dev"]
  }

  statement {
    sid       = "Sign"
    actions   = ["signer:GetSigningProfile", "signer:SignPayload"]
    resources = ["arn:${local.partition}:signer:${local.region}:${local.account_id}:/signing-profiles/${replace("${var.name}_images", "-", "_")}"]
  }

  statement {
    sid     = "RegisterInDev"
    actions = ["sagemaker:CreateModelPackage", "sagemaker:DescribeModelPackage", "sagemaker:DescribeModelPackageGroup"]
    resources = [
      "${local.sagemaker}:model-package-group/${var.name}-dev",
      "${local.sagemaker}:model-package/${var.name}-dev/*",
    ]
  }
}

# Runs only after the approval: reads dev and test, writes test and prod.
data "aws_iam_policy_document" "promote" {
  source_policy_documents = [data.aws_iam_policy_document.build_base.json]

  statement {
    sid       = "PullFromEarlierStages"
    actions   = ["ecr:BatchGetImage", "ecr:DescribeImageScanFindings", "ecr:GetDownloadUrlForLayer"]
    resources = [for stage in ["dev", "test"] : "arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.name}/${stage}"]
  }

  statement {
    sid       = "PushToLaterStages"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"]
    resources = [for stage in ["test", "prod"] : "arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.name}/${stage}"]
  }

  statement {
    sid     = "RegisterInLaterStages"
    actions = ["sagemaker:CreateModelPackage", "sagemaker:DescribeModelPackage", "sagemaker:DescribeModelPackageGroup", "sagemaker:UpdateModelPackage"]
    resources = flatten([for stage in ["test", "prod"] : [
      "${local.sagemaker}:model-package-group/${var.name}-${stage}",
      "${local.sagemaker}:model-package/${var.name}-${stage}/*",
    ]])
  }

  statement {
    sid       = "CopyArtifacts"
    actions   = ["s3:GetObject"]
    resources = ["${module.artifacts.arn}/dev/*", "${module.artifacts.arn}/test/*"]
  }

  statement {
    sid       = "WriteArtifacts"
    actions   = ["s3:PutObject"]
    resources = ["${module.artifacts.arn}/test/*", "${module.artifacts.arn}/prod/*"]
  }
}

data "aws_iam_policy_document" "pipeline" {
  statement {
    sid       = "Artifacts"
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["${module.pipeline_artifacts.arn}/${var.name}-models/*"]
  }

  statement {
    sid       = "FindArtifacts"
    actions   = ["s3:GetBucketLocation", "s3:GetBucketVersioning"]
    resources = [module.pipeline_artifacts.arn]
  }

  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    resources = [var.kms_key_arn]
  }

  statement {
    sid       = "Source"
    actions   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
    resources = [var.source_connection_arn]
  }

  statement {
    sid       = "Build"
    actions   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
    resources = [for build in ["build", "promote"] : "arn:${local.partition}:codebuild:${local.region}:${local.account_id}:project/${var.name}-${build}"]
  }

  statement {
    sid       = "AskForApproval"
    actions   = ["sns:Publish"]
    resources = [var.alarm_topic_arn]
  }

  statement {
    sid       = "EncryptTheQuestion"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.logs_kms_key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["sns.${local.region}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "build" {
  name               = "${var.name}-model-build"
  assume_role_policy = data.aws_iam_policy_document.trust["build"].json
  tags               = var.tags
}

resource "aws_iam_role_policy" "build" {
  name   = "build"
  role   = aws_iam_role.build.id
  policy = data.aws_iam_policy_document.build.json
}

resource "aws_iam_role" "promote" {
  name               = "${var.name}-model-promote"
  assume_role_policy = data.aws_iam_policy_document.trust["promote"].json
  tags               = var.tags
}

resource "aws_iam_role_policy" "promote" {
  name   = "promote"
  role   = aws_iam_role.promote.id
  policy = data.aws_iam_policy_document.promote.json
}

resource "aws_iam_role" "pipeline" {
  name               = "${var.name}-model-pipeline"
  assume_role_policy = data.aws_iam_policy_document.trust["pipeline"].json
  tags               = var.tags
}

resource "aws_iam_role_policy" "pipeline" {
  name   = "pipeline"
  role   = aws_iam_role.pipeline.id
  policy = data.aws_iam_policy_document.pipeline.json
}
