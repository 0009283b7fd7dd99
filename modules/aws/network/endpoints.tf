locals {
  # Pulling and pushing: builds run in the training tier.
  image_actions = [
    "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer",
    "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
  ]

  endpoint_actions = {
    "autoscaling" = ["autoscaling:Describe*", "autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"]
    "ec2" = [
      "ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface", "ec2:CreateTags",
      "ec2:DeleteNetworkInterface", "ec2:Describe*", "ec2:DetachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute",
      "ec2:UnassignPrivateIpAddresses",
    ]
    "ecr.api"       = concat(["ecr:Describe*"], local.image_actions)
    "ecr.dkr"       = local.image_actions
    "eks"           = ["eks:AccessKubernetesApi", "eks:Describe*", "eks:List*"]
    "eks-auth"      = ["eks-auth:AssumeRoleForPodIdentity"]
    "glue"          = ["glue:BatchGetPartition", "glue:GetDatabase", "glue:GetPartition", "glue:GetPartitions", "glue:GetTable", "glue:GetTables"]
    "kms"           = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    "lakeformation" = ["lakeformation:GetDataAccess"]
    "logs"          = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    "monitoring"    = ["cloudwatch:GetMetricData", "cloudwatch:PutMetricData"]
    "sagemaker.api" = [
      "sagemaker:AddTags", "sagemaker:BatchGetMetrics", "sagemaker:BatchPutMetrics", "sagemaker:CreateApp", "sagemaker:CreateModelPackage",
      "sagemaker:CreateProcessingJob", "sagemaker:CreateTrainingJob", "sagemaker:DeleteApp", "sagemaker:Describe*", "sagemaker:List*",
      "sagemaker:Search", "sagemaker:StartPipelineExecution", "sagemaker:StopNotebookInstance", "sagemaker:StopProcessingJob",
      "sagemaker:StopTrainingJob", "sagemaker:UpdateModelPackage",
    ]
    "sagemaker.featurestore-runtime" = ["sagemaker:BatchGetRecord", "sagemaker:DeleteRecord", "sagemaker:GetRecord", "sagemaker:PutRecord"]
    "sagemaker.runtime"              = ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointAsync", "sagemaker:InvokeEndpointWithResponseStream"]
    "secretsmanager"                 = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    "sts"                            = ["sts:AssumeRole", "sts:GetCallerIdentity", "sts:TagSession"]
  }

  # What an endpoint may be used on. Images of AWS itself live in AWS's registries, and some calls take no resource.
  endpoint_resources = {
    "kms"                            = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"]
    "logs"                           = ["arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:*"]
    "eks"                            = ["arn:${local.partition}:eks:${local.region}:${local.account_id}:*"]
    "eks-auth"                       = ["arn:${local.partition}:eks:${local.region}:${local.account_id}:cluster/*"]
    "glue"                           = ["arn:${local.partition}:glue:${local.region}:${local.account_id}:*"]
    "sagemaker.featurestore-runtime" = ["arn:${local.partition}:sagemaker:${local.region}:${local.account_id}:feature-group/*"]
    "sagemaker.runtime"              = ["arn:${local.partition}:sagemaker:${local.region}:${local.account_id}:endpoint/*"]
    "secretsmanager"                 = ["arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:*"]
  }
}

data "aws_iam_policy_document" "endpoint" {
  for_each = var.endpoint_services

  statement {
    sid       = "PrincipalsOfThisAccount"
    actions   = local.endpoint_actions[each.key]
    resources = lookup(local.endpoint_resources, each.key, ["*"])

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_vpc_endpoint" "interface" {
  for_each = var.endpoint_services

  vpc_id              = aws_vpc.this.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${local.region}.${each.key}"
  subnet_ids          = [for key, subnet in local.subnets : aws_subnet.this[key].id if subnet.tier == "data"]
  security_group_ids  = [aws_security_group.this["endpoints"].id]
  private_dns_enabled = true
  policy              = data.aws_iam_policy_document.endpoint[each.key].json
  tags                = merge(var.tags, { Name = "${var.name}-${each.key}" })
}

data "aws_iam_policy_document" "s3" {
  statement {
    sid = "BucketsOfThisAccount"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetBucketLocation",
      "s3:GetObject",
      "s3:GetObjectTagging",
      "s3:GetObjectVersion",
      "s3:ListBucket",
      "s3:ListBucketMultipartUploads",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
      "s3:PutObjectTagging",
    ]
    resources = ["arn:${local.partition}:s3:::*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalAccount"
      values   = [local.account_id]
    }

    # Without this a stolen session could copy data to a bucket of its own.
    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account_id]
    }
  }

  # ECR hands out layers as signed links to a bucket of its own, which no principal of this account signs.
  statement {
    sid       = "ImageLayersOfEcr"
    actions   = ["s3:GetObject"]
    resources = ["arn:${local.partition}:s3:::prod-${local.region}-starport-layer-bucket/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.this.id
  vpc_endpoint_type = "Gateway"
  service_name      = "com.amazonaws.${local.region}.s3"
  route_table_ids   = [for key in keys(local.subnets) : aws_route_table.this[key].id]
  policy            = data.aws_iam_policy_document.s3.json
  tags              = merge(var.tags, { Name = "${var.name}-s3" })
}
