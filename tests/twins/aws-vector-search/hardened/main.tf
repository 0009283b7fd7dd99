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
    key          = "search/terraform.tfstate"
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
  tags = {
    Owner              = "ml-platform"
    Environment        = "production"
    DataClassification = "internal"
    RiskTier           = "limited"
  }
}

resource "aws_kms_key" "search" {
  description             = "Embeddings and search indexes"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Administration"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${local.account}:role/key-administration" }
        Action    = ["kms:Describe*", "kms:Get*", "kms:List*", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]
        Resource  = "*"
      },
      {
        Sid       = "Use"
        Effect    = "Allow"
        Principal = { AWS = aws_iam_role.retriever.arn }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_iam_role" "retriever" {
  name                 = "retriever"
  permissions_boundary = "arn:aws:iam::${local.account}:policy/ml-boundary"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "retriever" {
  name = "retriever"
  role = aws_iam_role.retriever.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["aoss:APIAccessAll"]
      Resource = ["arn:aws:aoss:eu-west-1:${local.account}:collection/manuals"]
    }]
  })
}

resource "aws_opensearchserverless_security_policy" "encryption" {
  name = "manuals"
  type = "encryption"
  policy = jsonencode({
    Rules       = [{ ResourceType = "collection", Resource = ["collection/manuals"] }]
    AWSOwnedKey = false
    KmsARN      = aws_kms_key.search.arn
  })
}

resource "aws_opensearchserverless_vpc_endpoint" "search" {
  name               = "manuals"
  vpc_id             = "vpc-0a1b2c3d4e5f60718"
  subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-0b2c3d4e5f6071829"]
  security_group_ids = ["sg-0a1b2c3d4e5f60718"]
}

resource "aws_opensearchserverless_security_policy" "network" {
  name = "manuals"
  type = "network"
  policy = jsonencode([{
    Rules = [
      { ResourceType = "collection", Resource = ["collection/manuals"] },
      { ResourceType = "dashboard", Resource = ["collection/manuals"] },
    ]
    AllowFromPublic = false
    SourceVPCEs     = [aws_opensearchserverless_vpc_endpoint.search.id]
  }])
}

resource "aws_opensearchserverless_access_policy" "readers" {
  name = "manuals-readers"
  type = "data"
  policy = jsonencode([{
    Rules = [
      { ResourceType = "index", Resource = ["index/manuals/chunks"], Permission = ["aoss:ReadDocument", "aoss:DescribeIndex"] },
    ]
    Principal = [aws_iam_role.retriever.arn]
  }])
}

resource "aws_opensearchserverless_collection" "manuals" {
  name             = "manuals"
  type             = "VECTORSEARCH"
  standby_replicas = "ENABLED"
  depends_on = [
    aws_opensearchserverless_security_policy.encryption,
    aws_opensearchserverless_security_policy.network,
  ]
}

resource "aws_s3vectors_vector_bucket" "chunks" {
  vector_bucket_name = "acme-chunks"
  encryption_configuration = [{
    sse_type    = "aws:kms"
    kms_key_arn = aws_kms_key.search.arn
  }]
}

resource "aws_s3vectors_vector_bucket_policy" "chunks" {
  vector_bucket_arn = aws_s3vectors_vector_bucket.chunks.vector_bucket_arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.retriever.arn }
      Action    = ["s3vectors:QueryVectors", "s3vectors:GetVectors"]
      Resource  = "*"
    }]
  })
}

resource "aws_kendra_index" "manuals" {
  name        = "manuals"
  edition     = "ENTERPRISE_EDITION"
  role_arn    = aws_iam_role.retriever.arn
  description = "Service manuals"
  server_side_encryption_configuration {
    kms_key_id = aws_kms_key.search.arn
  }
  user_context_policy = "USER_TOKEN"
  user_token_configurations {
    jwt_token_type_configuration {
      key_location = "URL"
      url          = "https://login.acme.example/keys"
      issuer       = "https://login.acme.example"
    }
  }
}
