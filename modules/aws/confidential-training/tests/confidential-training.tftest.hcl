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
  ami_id               = "ami-0a1b2c3d4e5f60718"
  key_admin_role_arns  = ["arn:aws:iam::111122223333:role/key-administration"]
  data_owner_role_arns = ["arn:aws:iam::111122223333:role/hospital-a"]

  enclave_measurements = {
    pcr0 = "1f7a0c55d0c5f6a3b6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"
    pcr1 = "2f7a0c55d0c5f6a3b6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"
    pcr2 = "3f7a0c55d0c5f6a3b6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"
    pcr8 = "4f7a0c55d0c5f6a3b6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"
  }

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "memory_is_out_of_reach_of_the_host_and_the_cloud" {
  command = plan

  assert {
    condition     = aws_launch_template.enclave.enclave_options[0].enabled && aws_launch_template.sev_snp.cpu_options[0].amd_sev_snp == "enabled"
    error_message = "One group hosts enclaves, the other encrypts its memory."
  }

  assert {
    condition     = alltrue([for template in [aws_launch_template.enclave, aws_launch_template.sev_snp] : template.metadata_options[0].http_tokens == "required" && template.key_name == null && template.block_device_mappings[0].ebs[0].encrypted == "true"])
    error_message = "IMDSv2, no SSH key, encrypted volumes."
  }
}

run "only_the_measured_enclave_decrypts" {
  command = plan

  assert {
    condition     = toset([for c in one([for s in data.aws_iam_policy_document.attested.statement : s if s.sid == "DecryptInEnclave"]).condition : c.variable]) == toset(["kms:RecipientAttestation:ImageSha384", "kms:RecipientAttestation:PCR1", "kms:RecipientAttestation:PCR2", "kms:RecipientAttestation:PCR8"])
    error_message = "Decryption is bound to image, kernel, application and signer."
  }

  assert {
    condition     = one(one([for s in data.aws_iam_policy_document.attested.statement : s if s.effect == "Deny"]).condition).values == tolist([var.enclave_measurements.pcr0])
    error_message = "Everything without that attestation is denied."
  }
}

run "debug_enclaves_are_refused" {
  command = plan

  variables {
    enclave_measurements = {
      pcr0 = "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
      pcr1 = "2f7a0c55d0c5f6a3b6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"
      pcr2 = "3f7a0c55d0c5f6a3b6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"
      pcr8 = "4f7a0c55d0c5f6a3b6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d"
    }
  }

  expect_failures = [var.enclave_measurements]
}
