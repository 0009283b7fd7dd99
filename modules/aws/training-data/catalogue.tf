resource "aws_glue_data_catalog_encryption_settings" "this" {
  data_catalog_encryption_settings {
    encryption_at_rest {
      catalog_encryption_mode = "SSE-KMS"
      sse_aws_kms_key_id      = var.kms_key_arn
    }

    connection_password_encryption {
      return_connection_password_encrypted = true
      aws_kms_key_id                       = var.kms_key_arn
    }
  }
}

resource "aws_glue_security_configuration" "this" {
  name = "${var.name}-training-data"

  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = var.kms_key_arn
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = var.kms_key_arn
    }

    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = var.kms_key_arn
    }
  }
}

resource "aws_glue_catalog_database" "this" {
  name        = local.database
  description = "Training data and where it came from."
  tags        = var.tags

  depends_on = [aws_lakeformation_data_lake_settings.this]
}

# The settings name no default permissions: without them IAM alone would open every new table.
resource "aws_lakeformation_data_lake_settings" "this" {
  admins                                = var.admin_role_arns
  allow_external_data_filtering         = false
  allow_full_table_external_data_access = false
}

resource "aws_lakeformation_resource" "this" {
  arn                   = module.data.arn
  role_arn              = aws_iam_role.catalogue.arn
  hybrid_access_enabled = false
}

resource "aws_lakeformation_permissions" "crawler_location" {
  principal   = local.catalogue_role_arn
  permissions = ["DATA_LOCATION_ACCESS"]

  data_location {
    arn = aws_lakeformation_resource.this.arn
  }

  depends_on = [aws_iam_role.catalogue]
}

resource "aws_lakeformation_permissions" "crawler" {
  principal   = local.catalogue_role_arn
  permissions = ["ALTER", "CREATE_TABLE", "DESCRIBE"]

  database {
    name = aws_glue_catalog_database.this.name
  }

  depends_on = [aws_iam_role.catalogue]
}

resource "aws_lakeformation_permissions" "reader_database" {
  for_each = var.reader_role_arns

  principal   = each.value
  permissions = ["DESCRIBE"]

  database {
    name = aws_glue_catalog_database.this.name
  }
}

resource "aws_lakeformation_permissions" "reader" {
  for_each = var.reader_role_arns

  principal   = each.value
  permissions = ["DESCRIBE", "SELECT"]

  table {
    database_name = aws_glue_catalog_database.this.name
    wildcard      = true
  }
}

resource "aws_glue_crawler" "this" {
  name                   = "${var.name}-training-data"
  database_name          = aws_glue_catalog_database.this.name
  role                   = aws_iam_role.catalogue.arn
  security_configuration = aws_glue_security_configuration.this.name
  schedule               = "cron(0 3 * * ? *)"
  tags                   = var.tags

  s3_target {
    path = "s3://${module.data.name}/"
  }

  lake_formation_configuration {
    use_lake_formation_credentials = true
  }

  lineage_configuration {
    crawler_lineage_settings = "ENABLE"
  }

  schema_change_policy {
    delete_behavior = "LOG"
    update_behavior = "UPDATE_IN_DATABASE"
  }
}
