module "archive" {
  source = "../storage-account"

  name                = var.name
  purpose             = "audit"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  immutability = { days = var.retention_days, locked = var.immutability_locked }

  encryption_key             = var.encryption_key
  private_endpoint_subnet_id = var.private_endpoint_subnet_id
  private_dns_zone_ids       = { blob = var.private_dns_zone_ids.blob }
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id
}

resource "azurerm_storage_management_policy" "archive" {
  storage_account_id = module.archive.id

  rule {
    name    = "expire"
    enabled = true

    filters {
      blob_types = ["appendBlob", "blockBlob"]
    }

    actions {
      # Deletion waits until immutability has ended; kept longer, logs are personal data without a purpose.
      base_blob {
        delete_after_days_since_creation_greater_than = var.retention_days + 30
      }

      snapshot {
        delete_after_days_since_creation_greater_than = var.retention_days + 30
      }

      version {
        delete_after_days_since_creation = var.retention_days + 30
      }
    }
  }
}

resource "azurerm_management_lock" "archive" {
  name       = "audit-archive"
  scope      = module.archive.id
  lock_level = "CanNotDelete"
  notes      = "Audit records of ${var.name}."
}
