mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "111122223333"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }
  mock_data "aws_region" {
    defaults = {
      region = "eu-west-1"
    }
  }
  mock_data "aws_iam_policy_document" {
    defaults = {
      json          = "{}"
      minified_json = "{}"
    }
  }
}

variables {
  name                 = "ai-test"
  subnet_ids           = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids   = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn          = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  data_bucket_arn      = "arn:aws:s3:::ai-test-training-data"
  data_kms_key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-777777777777"
  artifact_bucket_arn  = "arn:aws:s3:::ai-test-models"
  artifact_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-888888888888"
  image                = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-test/training@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  inference_image      = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-test/inference@sha256:1111111111111111111111111111111111111111111111111111111111111111"
  model_package_group  = "ai-test-dev"
  alarm_topic_arn      = "arn:aws:sns:eu-west-1:111122223333:ai-test-alarms"
  jobs                 = { baseline = "current/" }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "jobs_are_isolated_and_encrypted" {
  command = plan

  assert {
    condition     = aws_sagemaker_training_job.this["baseline"].enable_network_isolation && aws_sagemaker_training_job.this["baseline"].enable_inter_container_traffic_encryption && !aws_sagemaker_training_job.this["baseline"].remote_debug_config[0].enable_remote_debug
    error_message = "Jobs have no network but their own, encrypted, and nobody logs in."
  }

  assert {
    condition     = aws_sagemaker_training_job.this["baseline"].resource_config[0].volume_kms_key_id == var.kms_key_arn && aws_sagemaker_training_job.this["baseline"].output_data_config[0].kms_key_id == var.artifact_kms_key_arn && length(aws_sagemaker_training_job.this["baseline"].vpc_config) == 1
    error_message = "Volumes and outputs are encrypted and jobs run in the VPC."
  }
}

run "local_storage_takes_no_volume_key" {
  command = plan

  variables {
    instance_type = "ml.p5.48xlarge"
  }

  assert {
    condition     = aws_sagemaker_training_job.this["baseline"].resource_config[0].volume_kms_key_id == null && aws_sagemaker_training_job.this["baseline"].output_data_config[0].kms_key_id == var.artifact_kms_key_arn
    error_message = "SageMaker refuses a volume key for instances that encrypt their local storage in hardware."
  }
}

run "the_job_cannot_start_jobs_or_pass_roles" {
  command = plan

  assert {
    condition     = !anytrue(flatten([for s in data.aws_iam_policy_document.execution.statement : [for action in s.actions : startswith(action, "sagemaker:") || startswith(action, "iam:")]]))
    error_message = "The execution role holds no SageMaker or IAM action."
  }
}

run "an_image_by_tag_is_refused" {
  command = plan

  variables {
    image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-test/training:latest"
  }

  expect_failures = [var.image]
}

run "secrets_in_hyperparameters_are_refused" {
  command = plan

  variables {
    hyper_parameters = { hf_token = "hf_x" }
  }

  expect_failures = [var.hyper_parameters]
}
