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

# expect: aws-codedeploy-ecs-service-without-rollback
resource "aws_ecs_service" "codedeploy_ecs_service_without_rollback" {
  name            = "inference"
  cluster         = "arn:aws:ecs:us-east-1:123456789012:cluster/ml"
  task_definition = "arn:aws:ecs:us-east-1:123456789012:task-definition/llm:1"
  desired_count   = 3
}

# expect: aws-codedeploy-ecs-service-without-rollback
resource "aws_ecs_service" "codedeploy_ecs_service_without_rollback_2" {
  name            = "mongodb"
  cluster         = "arn:aws:ecs:us-east-1:123456789012:cluster/ml"
  task_definition = "arn:aws:ecs:us-east-1:123456789012:task-definition/llm:1"
  desired_count   = 3
  deployment_circuit_breaker {
    enable   = true
    rollback = false
  }
}

# expect: aws-nitro-sensitive-instance-not-confidential
resource "aws_instance" "nitro_sensitive_instance_not_confidential" {
  ami           = "ami-12345"
  instance_type = "m6a.4xlarge"
  tags = {
    Name        = "sensitive-inference"
    Sensitivity = "confidential"
  }
}

# expect: aws-nitro-sensitive-template-not-confidential
resource "aws_launch_template" "nitro_sensitive_template_not_confidential" {
  name_prefix   = "llm-inference"
  image_id      = "ami-12345"
  instance_type = "c6a.8xlarge"
  tag_specifications {
    resource_type = "instance"
    tags = {
      workload            = "inference"
      data_classification = "restricted"
    }
  }
}

# expect: aws-nitro-enclave-key-without-attestation
resource "aws_kms_key" "nitro_enclave_key_without_attestation" {
  description             = "Key for the Nitro enclave model decryption"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "EnclaveDecrypt"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/enclave-instance" }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
    }]
  })
}

# expect: aws-cloudhsm-key-outside-key-store
resource "aws_kms_key" "cloudhsm_key_outside_key_store" {
  description         = "model signing key"
  enable_key_rotation = true
  tags = {
    protection = "hsm-required"
  }
}

# expect: aws-eks-public-endpoint-open-to-everybody, aws-eks-secrets-unencrypted, aws-eks-control-plane-logs-off
resource "aws_eks_cluster" "example" {
  name     = "example"
  role_arn = "arn:aws:iam::123456789012:role/cluster"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

# expect: aws-ec2-template-metadata-v1
resource "aws_launch_template" "gpu" {
  name_prefix   = "gpu"
  image_id      = "ami-12345"
  instance_type = "g5.12xlarge"
}
