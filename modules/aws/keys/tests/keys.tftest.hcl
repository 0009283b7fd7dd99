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
  name            = "ai-test"
  admin_role_arns = ["arn:aws:iam::111122223333:role/key-administration"]

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "every_key_rotates_and_waits_before_deletion" {
  command = plan

  assert {
    condition     = length(aws_kms_key.this) == 12 && alltrue([for key in aws_kms_key.this : key.enable_key_rotation && key.rotation_period_in_days == 365 && key.deletion_window_in_days == 30])
    error_message = "Keys rotate yearly and are deleted after 30 days at the earliest."
  }
}

run "administrators_cannot_use_and_users_come_through_services" {
  command = plan

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.key : contains([for s in document.statement : s.sid if s.effect == "Deny"], "AdministratorsNeverUse")])
    error_message = "Every key denies its administrators its use."
  }

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.key : contains(flatten([for s in document.statement : [for c in s.condition : c.variable] if s.sid == "UseThroughServices"]), "kms:ViaService")])
    error_message = "Roles use a key through the services of its purpose."
  }
}

run "keys_can_live_in_cloudhsm" {
  command = plan

  variables {
    hsm_subnet_ids               = { eu-west-1a = "subnet-0a", eu-west-1b = "subnet-0b" }
    custom_key_store_certificate = "-----BEGIN CERTIFICATE-----"
    custom_key_store_password    = "a-password-of-kmsuser"
  }

  assert {
    condition     = length(aws_cloudhsm_v2_hsm.this) == 2 && aws_cloudhsm_v2_cluster.this[0].mode == "FIPS"
    error_message = "The cluster runs in FIPS mode with an HSM in each zone."
  }

  assert {
    condition     = alltrue([for key in aws_kms_key.this : !key.enable_key_rotation])
    error_message = "AWS rejects rotation of keys in a custom key store."
  }
}

run "the_account_root_is_refused_as_administrator" {
  command = plan

  variables {
    admin_role_arns = ["arn:aws:iam::111122223333:root"]
  }

  expect_failures = [var.admin_role_arns]
}

run "rotation_slower_than_a_year_is_refused" {
  command = plan

  variables {
    rotation_period_in_days = 730
  }

  expect_failures = [var.rotation_period_in_days]
}

run "who_applies_manages_keys_and_uses_them_through_services_only" {
  command = plan

  variables {
    provisioner_role_arns = ["arn:aws:iam::111122223333:role/apply"]
  }

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.key : contains(one([for s in document.statement : one(s.principals).identifiers if s.sid == "Administer"]), "arn:aws:iam::111122223333:role/apply")])
    error_message = "KMS refuses a key whose policy shuts out whoever makes it."
  }

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.key : !contains(one([for s in document.statement : one(s.principals).identifiers if s.sid == "AdministratorsNeverUse"]), "arn:aws:iam::111122223333:role/apply")])
    error_message = "Making an encrypted resource takes grants through the service."
  }

  assert {
    condition     = alltrue([for document in data.aws_iam_policy_document.key : one([for s in document.statement : "${s.effect} ${one(s.condition).test} ${one(s.condition).variable}" if s.sid == "ProvisionersUseThroughServicesOnly"]) == "Deny Null kms:ViaService"])
    error_message = "Direct use is denied."
  }
}

run "an_administrator_is_refused_as_provisioner" {
  command = plan

  variables {
    provisioner_role_arns = ["arn:aws:iam::111122223333:role/key-administration"]
  }

  expect_failures = [var.provisioner_role_arns]
}

run "inspectors_read_the_data_key_and_no_other" {
  command = plan

  variables {
    inspector_role_arns = ["arn:aws:iam::111122223333:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie"]
  }

  assert {
    condition     = [for purpose, document in data.aws_iam_policy_document.key : purpose if contains([for s in document.statement : coalesce(s.sid, "-")], "InspectData")] == ["data"]
    error_message = "Inspection takes the data key alone."
  }
}
