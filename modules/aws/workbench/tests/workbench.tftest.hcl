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
  name               = "ai-test"
  vpc_id             = "vpc-0a1b2c3d4e5f60718"
  subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  data_bucket_arn    = "arn:aws:s3:::ai-test-training-data"
  data_kms_key_arn   = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-777777777777"
  users              = { ada = "ada@example.com" }
  notebooks          = { exploration = "ml.t3.xlarge" }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "notebooks_have_no_root_and_no_internet" {
  command = plan

  assert {
    condition     = alltrue([for notebook in aws_sagemaker_notebook_instance.this : notebook.root_access == "Disabled" && notebook.direct_internet_access == "Disabled" && notebook.kms_key_id == var.kms_key_arn && notebook.instance_metadata_service_configuration[0].minimum_instance_metadata_service_version == "2"])
    error_message = "No root, no internet, own key, IMDSv2."
  }
}

run "studio_stays_in_the_vpc_and_signs_people_on" {
  command = plan

  assert {
    condition     = aws_sagemaker_domain.this.app_network_access_type == "VpcOnly" && aws_sagemaker_domain.this.auth_mode == "SSO" && aws_sagemaker_domain.this.kms_key_id == var.kms_key_arn
    error_message = "VpcOnly, Identity Center, own key."
  }

  assert {
    condition     = aws_sagemaker_domain.this.default_user_settings[0].sharing_settings[0].notebook_output_option == "Disabled" && aws_sagemaker_domain.this.domain_settings[0].docker_settings[0].enable_docker_access == "DISABLED"
    error_message = "No shared output, no Docker."
  }
}

run "what_is_idle_stops" {
  command = plan

  assert {
    condition     = aws_sagemaker_domain.this.default_user_settings[0].jupyter_lab_app_settings[0].app_lifecycle_management[0].idle_settings[0].idle_timeout_in_minutes == 60
    error_message = "Studio apps stop after an hour."
  }

  assert {
    condition     = strcontains(base64decode(aws_sagemaker_notebook_instance_lifecycle_configuration.this.on_start), "timedelta(minutes=60)")
    error_message = "Notebook instances stop after an hour."
  }
}

run "endless_notebooks_are_refused" {
  command = plan

  variables {
    idle_minutes = 100000
  }

  expect_failures = [var.idle_minutes]
}
