module "artifacts" {
  source = "../storage-account"

  name                = var.name
  purpose             = "models"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  encryption_key             = var.encryption_key
  private_endpoint_subnet_id = var.private_endpoint_subnet_id
  private_dns_zone_ids       = { blob = var.private_dns_zone_ids.blob }
  log_analytics_workspace_id = var.log_analytics_workspace_id
}

resource "azurerm_storage_container" "stage" {
  for_each = toset(["dev", "test", "prod"])

  name                  = each.value
  storage_account_id    = module.artifacts.id
  container_access_type = "private"
}

# Locked from the start: a policy that an administrator can lift does not show that nobody changed the model.
resource "azurerm_storage_container_immutability_policy" "prod" {
  count = var.production_immutability.enabled ? 1 : 0

  storage_container_resource_manager_id = azurerm_storage_container.stage["prod"].id
  immutability_period_in_days           = var.production_immutability.days
  protected_append_writes_enabled       = false
  locked                                = true
}

resource "azurerm_storage_management_policy" "artifacts" {
  storage_account_id = module.artifacts.id

  rule {
    name    = "expire-experiments"
    enabled = true

    filters {
      prefix_match = ["dev/", "test/"]
      blob_types   = ["blockBlob"]
    }

    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = 180
      }

      version {
        delete_after_days_since_creation = 90
      }
    }
  }

  rule {
    name    = "retire-production"
    enabled = true

    filters {
      prefix_match = ["prod/"]
      blob_types   = ["blockBlob"]
    }

    actions {
      base_blob {
        tier_to_archive_after_days_since_modification_greater_than = var.production_immutability.days + 30
      }

      version {
        delete_after_days_since_creation = var.production_immutability.days + 30
      }
    }
  }
}

resource "azurerm_management_lock" "artifacts" {
  name       = "models"
  scope      = module.artifacts.id
  lock_level = "CanNotDelete"
  notes      = "Models of ${var.name}, needed for rollback."
}
