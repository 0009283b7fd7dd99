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
  name                  = "ai-test"
  kms_key_arn           = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn      = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  access_log_bucket     = "ai-test-access-logs"
  vpc_id                = "vpc-0a1b2c3d4e5f60718"
  subnet_ids            = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids    = ["sg-0a1b2c3d4e5f60718"]
  source_connection_arn = "arn:aws:codeconnections:eu-west-1:111122223333:connection/00000000-1111-4222-8333-999999999999"
  source_repository     = "acme/models"
  alarm_topic_arn       = "arn:aws:sns:eu-west-1:111122223333:ai-test-alarms"

  stage_role_arns = {
    dev  = "arn:aws:iam::111122223333:role/deploy-dev"
    test = "arn:aws:iam::111122223333:role/deploy-test"
    prod = "arn:aws:iam::111122223333:role/deploy-prod"
  }

  backup = {
    account_id  = "999988887777"
    bucket_arn  = "arn:aws:s3:::acme-ai-backup"
    kms_key_arn = "arn:aws:kms:eu-central-1:999988887777:key/00000000-1111-4222-8333-444444444444"
  }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "images_are_immutable_scanned_and_signed" {
  command = plan

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE" && repository.image_scanning_configuration[0].scan_on_push && repository.encryption_configuration[0].kms_key == var.kms_key_arn])
    error_message = "Tags cannot move, pushes are scanned, layers are encrypted."
  }

  assert {
    condition     = aws_signer_signing_profile.this.platform_id == "Notation-OCI-SHA384-ECDSA"
    error_message = "Images are signed."
  }
}

run "each_stage_is_read_by_its_own_role" {
  command = plan

  assert {
    condition     = alltrue([for stage, document in data.aws_iam_policy_document.package_group : alltrue([for s in document.statement : one(s.principals).identifiers == toset([var.stage_role_arns[stage]])])])
    error_message = "A model package group names its stage's role alone."
  }
}

run "nothing_reaches_production_without_approval" {
  command = plan

  assert {
    condition     = aws_codepipeline.this.stage[*].name == tolist(["Source", "Build", "Approve", "Promote"]) && aws_codepipeline.this.stage[2].action[0].provider == "Manual"
    error_message = "A person approves before the promotion."
  }

  assert {
    condition     = alltrue([for project in aws_codebuild_project.this : !project.environment[0].privileged_mode && project.encryption_key == var.kms_key_arn])
    error_message = "Builds are unprivileged and encrypted."
  }
}

run "one_role_for_two_stages_is_refused" {
  command = plan

  variables {
    stage_role_arns = {
      dev  = "arn:aws:iam::111122223333:role/deploy"
      test = "arn:aws:iam::111122223333:role/deploy"
      prod = "arn:aws:iam::111122223333:role/deploy-prod"
    }
  }

  expect_failures = [var.stage_role_arns]
}
