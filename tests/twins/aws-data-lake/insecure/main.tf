terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.69"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

# expect: aws-sagemaker-feature-group-online-without-own-key
resource "aws_sagemaker_feature_group" "sagemaker_feature_group_online_without_own_key" {
  feature_group_name             = "example"
  record_identifier_feature_name = "example"
  event_time_feature_name        = "example"
  role_arn                       = "arn:aws:iam::123456789012:role/r"
  feature_definition {
    feature_name = "example"
    feature_type = "String"
  }
  online_store_config {
    enable_online_store = true
  }
}

# expect: aws-sagemaker-feature-group-offline-without-own-key
resource "aws_sagemaker_feature_group" "sagemaker_feature_group_offline_without_own_key" {
  feature_group_name             = "example"
  record_identifier_feature_name = "example"
  event_time_feature_name        = "example"
  role_arn                       = "arn:aws:iam::123456789012:role/r"
  feature_definition {
    feature_name = "example"
    feature_type = "String"
  }
  offline_store_config {
    s3_storage_config {
      s3_uri = "s3://bucket/prefix/"
    }
  }
}

# expect: aws-s3-bucket-without-access-log, aws-s3-bucket-without-versioning, aws-s3-bucket-without-own-key
resource "aws_s3_bucket" "training" {
  bucket = "my-training-data"
}

# expect: aws-s3-bucket-policy-public
resource "aws_s3_bucket_policy" "training" {
  bucket = aws_s3_bucket.training.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.training.arn}/*"
    }]
  })
}

# expect: aws-s3-public-policy-not-blocked, aws-s3-public-buckets-not-restricted
resource "aws_s3_bucket_public_access_block" "training" {
  bucket = aws_s3_bucket.training.id
}

# expect: aws-kms-key-without-rotation
resource "aws_kms_key" "training" {
  description             = "KMS key 1"
  deletion_window_in_days = 7
}
