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
  bucket            = "ai-test-notes-111122223333"
  kms_key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  access_log_bucket = "ai-test-access-logs"

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

run "nothing_is_public_or_destroyed_with_its_content" {
  command = plan

  assert {
    condition     = alltrue([for flag in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"] : aws_s3_bucket_public_access_block.this[flag]])
    error_message = "All four public access blocks are on."
  }

  assert {
    condition     = !aws_s3_bucket.this.force_destroy && one(aws_s3_bucket_ownership_controls.this.rule).object_ownership == "BucketOwnerEnforced"
    error_message = "The bucket is not emptied on destroy and has no ACLs."
  }
}

run "objects_are_versioned_encrypted_logged_and_copied" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_versioning.this.versioning_configuration).status == "Enabled"
    error_message = "Versioning is on."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.kms_key_arn
    error_message = "Objects are encrypted with the given key."
  }

  assert {
    condition     = aws_s3_bucket_logging.this.target_bucket == var.access_log_bucket && one(aws_s3_bucket_replication_configuration.this.rule).status == "Enabled"
    error_message = "Access is logged and objects are replicated."
  }
}

run "plain_transport_old_tls_other_keys_and_other_accounts_are_denied" {
  command = plan

  assert {
    condition     = [for s in data.aws_iam_policy_document.bucket.statement : s.sid if s.effect == "Deny"] == ["DenyUnencryptedTransport", "DenyOldTls", "DenyOtherKeys", "DenyOtherAccounts"]
    error_message = "The bucket policy denies plain HTTP, TLS before 1.2, other keys and other accounts."
  }

  assert {
    condition     = { for c in one([for s in data.aws_iam_policy_document.bucket.statement : s if s.sid == "DenyOtherKeys"]).condition : c.test => c.variable } == { Null = "s3:x-amz-server-side-encryption", StringNotEquals = "s3:x-amz-server-side-encryption-aws-kms-key-id" }
    error_message = "A request that leaves the encryption to the bucket is not denied."
  }
}

run "object_lock_is_optional" {
  command = plan

  variables {
    object_lock = {
      mode = "COMPLIANCE"
      days = 365
    }
  }

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled && one(one(aws_s3_bucket_object_lock_configuration.this[0].rule).default_retention).mode == "COMPLIANCE"
    error_message = "The given retention is the bucket's default."
  }
}

run "an_expiry_inside_the_lock_is_refused" {
  command = plan

  variables {
    expiration_days = 10

    object_lock = {
      mode = "COMPLIANCE"
      days = 365
    }
  }

  expect_failures = [var.expiration_days]
}
