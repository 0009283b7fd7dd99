terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.69"
    }
  }
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "scoring/terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }
}

provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = local.tags
  }
}

locals {
  account = "111122223333"
  image   = "${local.account}.dkr.ecr.eu-west-1.amazonaws.com/scoring@sha256:4f1c9a3f0d5b1c8e7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f"
  subnets = ["subnet-0a1b2c3d4e5f60718", "subnet-0b2c3d4e5f6071829"]
  tags = {
    Owner              = "ml-platform"
    Environment        = "production"
    DataClassification = "internal"
    RiskTier           = "limited"
  }
}

resource "aws_kms_key" "models" {
  description             = "Scoring: training data, volumes and answers"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Administration"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${local.account}:role/key-administration" }
        Action = [
          "kms:Describe*", "kms:Get*", "kms:List*", "kms:PutKeyPolicy", "kms:EnableKeyRotation",
          "kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion",
        ]
        Resource = "*"
      },
      {
        Sid       = "Use"
        Effect    = "Allow"
        Principal = { AWS = aws_iam_role.training.arn }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:CreateGrant"]
        Resource  = "*"
        Condition = { StringEquals = { "kms:CallerAccount" = local.account } }
      },
    ]
  })
}

data "aws_vpc" "ml" {
  tags = { Name = "ml" }
}

resource "aws_security_group" "training" {
  name        = "scoring-training"
  description = "Training jobs: HTTPS to endpoints inside the VPC only"
  vpc_id      = data.aws_vpc.ml.id
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.training.id
  description       = "HTTPS to VPC endpoints"
  cidr_ipv4         = "10.20.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "peers" {
  security_group_id            = aws_security_group.training.id
  description                  = "Containers of one job among themselves"
  referenced_security_group_id = aws_security_group.training.id
  ip_protocol                  = "tcp"
  from_port                    = 1024
  to_port                      = 65535
}

resource "aws_iam_role" "training" {
  name                 = "scoring-training"
  permissions_boundary = "arn:aws:iam::${local.account}:policy/ml-boundary"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sagemaker.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "training" {
  name = "training-data"
  role = aws_iam_role.training.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = ["arn:aws:s3:::acme-scoring-data/train/*"]
    }]
  })
}

resource "aws_sagemaker_training_job" "scoring" {
  training_job_name                         = "scoring-2026-11"
  role_arn                                  = aws_iam_role.training.arn
  enable_network_isolation                  = true
  enable_inter_container_traffic_encryption = true

  algorithm_specification {
    training_image      = local.image
    training_input_mode = "File"
  }
  input_data_config {
    channel_name = "train"
    data_source {
      s3_data_source {
        s3_data_type = "S3Prefix"
        s3_uri       = "s3://acme-scoring-data/train/"
      }
    }
  }
  output_data_config {
    s3_output_path = "s3://acme-scoring-models/"
    kms_key_id     = aws_kms_key.models.arn
  }
  resource_config {
    instance_type     = "ml.m7i.4xlarge"
    instance_count    = 2
    volume_size_in_gb = 200
    volume_kms_key_id = aws_kms_key.models.arn
  }
  stopping_condition {
    max_runtime_in_seconds = 86400
  }
  vpc_config {
    security_group_ids = [aws_security_group.training.id]
    subnets            = local.subnets
  }
}

resource "aws_sagemaker_model" "scoring" {
  name                     = "scoring"
  execution_role_arn       = aws_iam_role.training.arn
  enable_network_isolation = true
  primary_container {
    image          = local.image
    model_data_url = "s3://acme-scoring-models/scoring-2026-11/model.tar.gz"
  }
  vpc_config {
    security_group_ids = [aws_security_group.training.id]
    subnets            = local.subnets
  }
}

resource "aws_sagemaker_endpoint_configuration" "scoring" {
  name        = "scoring"
  kms_key_arn = aws_kms_key.models.arn
  production_variants {
    variant_name           = "current"
    model_name             = aws_sagemaker_model.scoring.name
    instance_type          = "ml.m7i.xlarge"
    initial_instance_count = 2
  }
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 20
    destination_s3_uri          = "s3://acme-scoring-capture/"
    kms_key_id                  = aws_kms_key.models.arn
    capture_options {
      capture_mode = "InputAndOutput"
    }
  }
}

resource "aws_sagemaker_endpoint" "scoring" {
  name                 = "scoring"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.scoring.name
  deployment_config {
    blue_green_update_policy {
      maximum_execution_timeout_in_seconds = 3600
      termination_wait_in_seconds          = 600
      traffic_routing_configuration {
        type                     = "CANARY"
        wait_interval_in_seconds = 600
        canary_size {
          type  = "CAPACITY_PERCENT"
          value = 10
        }
      }
    }
    auto_rollback_configuration {
      alarms {
        alarm_name = aws_cloudwatch_metric_alarm.errors.alarm_name
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "scoring-5xx"
  alarm_description   = "Answers that fail"
  namespace           = "AWS/SageMaker"
  metric_name         = "Invocation5XXErrors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  period              = 60
  statistic           = "Sum"
  threshold           = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = ["arn:aws:sns:eu-west-1:${local.account}:ml-on-call"]
  dimensions = {
    EndpointName = "scoring"
    VariantName  = "current"
  }
}

resource "aws_sagemaker_data_quality_job_definition" "scoring" {
  name     = "scoring-data-quality"
  role_arn = aws_iam_role.training.arn
  data_quality_app_specification {
    image_uri = local.image
  }
  data_quality_baseline_config {
    constraints_resource {
      s3_uri = "s3://acme-scoring-capture/baseline/constraints.json"
    }
  }
  data_quality_job_input {
    endpoint_input {
      endpoint_name = aws_sagemaker_endpoint.scoring.name
    }
  }
  data_quality_job_output_config {
    kms_key_id = aws_kms_key.models.arn
    monitoring_outputs {
      s3_output {
        s3_uri = "s3://acme-scoring-capture/reports/"
      }
    }
  }
  job_resources {
    cluster_config {
      instance_count    = 1
      instance_type     = "ml.m7i.xlarge"
      volume_size_in_gb = 50
      volume_kms_key_id = aws_kms_key.models.arn
    }
  }
  network_config {
    enable_inter_container_traffic_encryption = true
    enable_network_isolation                  = true
    vpc_config {
      security_group_ids = [aws_security_group.training.id]
      subnets            = local.subnets
    }
  }
  stopping_condition {
    max_runtime_in_seconds = 3600
  }
}

resource "aws_sagemaker_monitoring_schedule" "scoring" {
  name = "scoring-data-quality"
  monitoring_schedule_config {
    monitoring_job_definition_name = aws_sagemaker_data_quality_job_definition.scoring.name
    monitoring_type                = "DataQuality"
    schedule_config {
      schedule_expression = "cron(0 * ? * * *)"
    }
  }
}
