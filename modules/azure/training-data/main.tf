/**
 * # Training data
 *
 * A versioned, encrypted store for training data with three containers: `raw` as delivered, `curated` after
 * inspection and minimization, `released` as trained on, immutable. Access is by identity and by container, uploads
 * are scanned for malware and for personal data, a daily inventory lists every blob with its checksum, and Purview
 * keeps the lineage.
 */

module "store" {
  source = "../storage-account"

  name                = var.name
  purpose             = "lake"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  encryption_key             = var.encryption_key
  private_endpoint_subnet_id = var.private_endpoint_subnet_id
  private_dns_zone_ids       = { blob = var.private_dns_zone_ids.blob }
  log_analytics_workspace_id = var.log_analytics_workspace_id
}

resource "azurerm_storage_container" "this" {
  for_each = toset(["raw", "curated", "released", "inventory"])

  name                  = each.value
  storage_account_id    = module.store.id
  container_access_type = "private"
}

# Locked from the start: a policy that an administrator can lift does not show that nobody changed the data.
resource "azurerm_storage_container_immutability_policy" "released" {
  count = var.immutability.enabled ? 1 : 0

  storage_container_resource_manager_id = azurerm_storage_container.this["released"].id
  immutability_period_in_days           = var.immutability.days
  protected_append_writes_enabled       = false
  locked                                = true
}

resource "azurerm_storage_management_policy" "this" {
  storage_account_id = module.store.id

  rule {
    name    = "minimize-raw"
    enabled = true

    filters {
      prefix_match = ["raw/"]
      blob_types   = ["blockBlob"]
    }

    actions {
      base_blob {
        delete_after_days_since_creation_greater_than = var.raw_retention_days
      }

      snapshot {
        delete_after_days_since_creation_greater_than = var.raw_retention_days
      }

      # A deleted record must not live on in an old version.
      version {
        delete_after_days_since_creation = var.raw_retention_days
      }
    }
  }

  rule {
    name    = "expire-curated"
    enabled = true

    filters {
      prefix_match = ["curated/", "released/", "inventory/"]
      blob_types   = ["blockBlob"]
    }

    actions {
      base_blob {
        tier_to_cool_after_days_since_modification_greater_than = 60
        delete_after_days_since_modification_greater_than       = var.curated_retention_days
      }

      snapshot {
        delete_after_days_since_creation_greater_than = 90
      }

      version {
        delete_after_days_since_creation = 90
      }
    }
  }
}

resource "azurerm_storage_blob_inventory_policy" "this" {
  storage_account_id = module.store.id

  rules {
    name                   = "checksums"
    storage_container_name = azurerm_storage_container.this["inventory"].name
    format                 = "Csv"
    schedule               = "Daily"
    scope                  = "Blob"
    schema_fields          = ["Name", "Creation-Time", "Last-Modified", "Content-Length", "Content-MD5", "VersionId", "IsCurrentVersion"]

    filter {
      blob_types            = ["blockBlob"]
      prefix_match          = ["raw/", "curated/", "released/"]
      include_blob_versions = true
    }
  }
}

resource "azurerm_security_center_storage_defender" "this" {
  storage_account_id                          = module.store.id
  override_subscription_settings_enabled      = true
  malware_scanning_on_upload_enabled          = true
  malware_scanning_on_upload_cap_gb_per_month = 5000
  sensitive_data_discovery_enabled            = true
}

resource "azurerm_management_lock" "store" {
  name       = "training-data"
  scope      = module.store.id
  lock_level = "CanNotDelete"
  notes      = "Training data of ${var.name}."
}
