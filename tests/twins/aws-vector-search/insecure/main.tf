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

# expect: aws-opensearchserverless-access-policy-any-principal
resource "aws_opensearchserverless_access_policy" "opensearchserverless_access_policy_any_principal" {
  name = "example"
  type = "data"
  policy = jsonencode([
    {
      Rules = [
        { ResourceType = "index", Resource = ["index/example-collection/*"], Permission = ["aoss:*"] },
        { ResourceType = "collection", Resource = ["collection/example-collection"], Permission = ["aoss:*"] }
      ],
      Principal = ["*"]
    }
  ])
}

# expect: aws-opensearchserverless-encryption-policy-aws-owned-key
resource "aws_opensearchserverless_security_policy" "opensearchserverless_encryption_policy_aws_owned_key" {
  name = "example"
  type = "encryption"
  policy = jsonencode({
    "Rules" = [
      { "Resource" = ["collection/example-collection"], "ResourceType" = "collection" }
    ],
    "AWSOwnedKey" = true
  })
}

data "aws_caller_identity" "opensearchserverless_access_policy_all_permissions_current" {}

# expect: aws-opensearchserverless-access-policy-all-permissions
resource "aws_opensearchserverless_access_policy" "opensearchserverless_access_policy_all_permissions" {
  name = "example"
  type = "data"
  policy = jsonencode([
    {
      Rules = [
        { ResourceType = "index", Resource = ["index/example-collection/*"], Permission = ["aoss:*"] },
      ],
      Principal = [data.aws_caller_identity.opensearchserverless_access_policy_all_permissions_current.arn]
    }
  ])
}

# expect: aws-opensearchserverless-network-policy-public
resource "aws_opensearchserverless_security_policy" "opensearchserverless_network_policy_public" {
  name = "example"
  type = "network"
  policy = jsonencode([
    {
      Description = "Public access to collection",
      Rules = [
        { ResourceType = "collection", Resource = ["collection/example-collection"] },
        { ResourceType = "dashboard", Resource = ["collection/example-collection"] }
      ],
      AllowFromPublic = true
    }
  ])
}

# expect: aws-opensearchserverless-access-policy-any-principal
resource "aws_opensearchserverless_access_policy" "opensearchserverless_access_policy_any_principal_2" {
  name   = "example"
  type   = "data"
  policy = <<EOF
[{"Rules":[{"ResourceType":"index","Resource":["index/*/*"],"Permission":["aoss:ReadDocument"]}],"Principal":["*"]}]
EOF
}

# expect: aws-s3vectors-bucket-without-own-key
resource "aws_s3vectors_vector_bucket" "s3vectors_bucket_without_own_key" {
  vector_bucket_name = "example-bucket"
}

# expect: aws-s3vectors-bucket-without-own-key
resource "aws_s3vectors_vector_bucket" "s3vectors_bucket_without_own_key_2" {
  vector_bucket_name = "example-bucket"
  encryption_configuration {
    sse_type = "AES256"
  }
}

# expect: aws-s3vectors-bucket-policy-public
resource "aws_s3vectors_vector_bucket_policy" "s3vectors_bucket_policy_public" {
  vector_bucket_arn = "arn:aws:s3vectors:us-west-2:123456789012:bucket/example"
  policy            = <<EOF
{
  "Version": "2012-10-17",
  "Id": "writePolicy",
  "Statement": [{
    "Sid": "writeStatement",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["s3vectors:PutVectors"],
    "Resource": "*"
  }]
}
EOF
}

# expect: aws-s3vectors-bucket-without-own-key
resource "aws_s3vectors_vector_bucket" "s3vectors_bucket_without_own_key_3" {
  vector_bucket_name = "example-bucket"
  encryption_configuration = [{
    sse_type    = "AES256"
    kms_key_arn = null
  }]
}

# expect: aws-qbusiness-application-without-own-key
resource "aws_qbusiness_application" "qbusiness_application_without_own_key" {
  display_name                 = "example-app"
  iam_service_role_arn         = "arn:aws:iam::123456789012:role/r"
  identity_center_instance_arn = "arn:aws:sso:::instance/ssoins-1"
  attachments_configuration {
    attachments_control_mode = "ENABLED"
  }
}

# expect: aws-lex-bot-session-too-long
resource "aws_lexv2models_bot" "lex_bot_session_too_long" {
  name                        = "example"
  idle_session_ttl_in_seconds = 86400
  role_arn                    = "arn:aws:iam::123456789012:role/r"
  data_privacy {
    child_directed = false
  }
}

# expect: aws-comprehend-model-without-own-key
resource "aws_comprehend_document_classifier" "comprehend_model_without_own_key" {
  name                 = "example"
  data_access_role_arn = "arn:aws:iam::123456789012:role/r"
  language_code        = "en"
  input_data_config {
    s3_uri = "s3://b/documents"
  }
}

# expect: aws-comprehend-volume-without-own-key
resource "aws_comprehend_entity_recognizer" "comprehend_volume_without_own_key" {
  name                 = "example"
  data_access_role_arn = "arn:aws:iam::123456789012:role/r"
  language_code        = "en"
  model_kms_key_id     = "alias/x"
  input_data_config {
    entity_types {
      type = "ENTITY_1"
    }
    documents {
      s3_uri = "s3://b/documents"
    }
    entity_list {
      s3_uri = "s3://b/entity"
    }
  }
}
