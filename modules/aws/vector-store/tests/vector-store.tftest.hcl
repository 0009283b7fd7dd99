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
  writer_role_arns   = ["arn:aws:iam::111122223333:role/ingestion"]
  reader_role_arns   = ["arn:aws:iam::111122223333:role/rag"]

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "the_collection_has_its_own_key_and_named_principals" {
  command = plan

  assert {
    condition     = !jsondecode(aws_opensearchserverless_security_policy.encryption.policy).AWSOwnedKey && jsondecode(aws_opensearchserverless_security_policy.encryption.policy).KmsARN == var.kms_key_arn
    error_message = "The collection is encrypted with the given key."
  }

  assert {
    condition     = jsondecode(aws_opensearchserverless_access_policy.reader.policy)[0].Principal == ["arn:aws:iam::111122223333:role/rag"] && !contains(jsondecode(aws_opensearchserverless_access_policy.reader.policy)[0].Rules[0].Permission, "aoss:WriteDocument")
    error_message = "Readers are named and do not write."
  }
}

run "named_endpoints_are_known_in_the_plan" {
  command = plan

  variables {
    endpoint_ids = ["vpce-1a1b2c3d4e5f60718", "vpce-0a1b2c3d4e5f60718"]
  }

  assert {
    condition     = jsondecode(aws_opensearchserverless_security_policy.network[0].policy)[0] == { Rules = [{ ResourceType = "collection", Resource = ["collection/ai-test"] }], AllowFromPublic = false, SourceVPCEs = ["vpce-0a1b2c3d4e5f60718", "vpce-1a1b2c3d4e5f60718"] }
    error_message = "The collection answers the named endpoints and nobody else."
  }
}

run "no_endpoint_opens_nothing" {
  command = plan

  variables {
    endpoint_ids = []
  }

  assert {
    condition     = length(aws_opensearchserverless_security_policy.network) == 0
    error_message = "There is no network policy, so the collection answers nobody."
  }
}

run "an_address_range_is_refused_as_endpoint" {
  command = plan

  variables {
    endpoint_ids = ["0.0.0.0/0"]
  }

  expect_failures = [var.endpoint_ids]
}

run "vectors_in_s3_are_encrypted" {
  command = plan

  variables {
    vector_indexes = { manuals = { dimension = 1024 } }
  }

  assert {
    condition     = aws_s3vectors_vector_bucket.this[0].encryption_configuration[0].sse_type == "aws:kms" && aws_s3vectors_index.this["manuals"].encryption_configuration[0].kms_key_arn == var.kms_key_arn
    error_message = "The vector bucket and its indexes use the given key."
  }
}

run "everybody_is_refused_as_reader" {
  command = plan

  variables {
    reader_role_arns = ["*"]
  }

  expect_failures = [var.reader_role_arns]
}
