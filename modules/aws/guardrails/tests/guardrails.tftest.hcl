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
  target_ids         = ["ou-ab12-cdef3456", "111122223333"]
  allowed_regions    = ["eu-west-1"]
  security_role_arns = ["arn:aws:iam::*:role/security-operations"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "account_defaults_are_safe" {
  command = plan

  assert {
    condition     = aws_ebs_encryption_by_default.this.enabled && aws_ec2_instance_metadata_defaults.this.http_tokens == "required" && !aws_ec2_serial_console_access.this.enabled
    error_message = "Volumes are encrypted, IMDSv2 is required and the serial console is off."
  }

  assert {
    condition     = aws_s3_account_public_access_block.this.block_public_policy && aws_s3_account_public_access_block.this.restrict_public_buckets && aws_vpc_block_public_access_options.this.internet_gateway_block_mode == "block-ingress"
    error_message = "No bucket and no VPC opens to the public."
  }
}

run "policies_only_deny_and_bind_every_target" {
  command = plan

  assert {
    condition     = alltrue([for s in concat(data.aws_iam_policy_document.foundation.statement, data.aws_iam_policy_document.ai.statement) : s.effect == "Deny"])
    error_message = "The service control policies hold denials alone."
  }

  assert {
    condition     = length(aws_organizations_policy_attachment.this) == 6
    error_message = "Three policies bind both targets."
  }
}

run "ai_services_may_not_learn_from_content" {
  command = plan

  assert {
    condition     = aws_organizations_policy.this["ai-opt-out"].type == "AISERVICES_OPT_OUT_POLICY" && jsondecode(aws_organizations_policy.this["ai-opt-out"].content).services.default.opt_out_policy["@@assign"] == "optOut"
    error_message = "All AI services are opted out."
  }
}

run "security_roles_cannot_be_everybody" {
  command = plan

  variables {
    security_role_arns = ["*"]
  }

  expect_failures = [var.security_role_arns]
}

run "profiles_of_a_named_geography_may_leave_the_regions" {
  command = plan

  variables {
    inference_geographies = ["eu"]
  }

  assert {
    condition     = anytrue([for c in data.aws_iam_policy_document.foundation.statement[0].condition : c.variable == "bedrock:InferenceProfileArn" && c.test == "ArnNotLike"])
    error_message = "The denial of other regions spares calls through the geography's profiles."
  }
}

run "global_profiles_are_refused" {
  command = plan

  variables {
    inference_geographies = ["global"]
  }

  expect_failures = [var.inference_geographies]
}
