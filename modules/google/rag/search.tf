# Every Vertex AI Search resource of the location, made here or by hand, falls under the key.
resource "google_discovery_engine_cmek_config" "this" {
  project        = var.project_id
  location       = var.search_location
  cmek_config_id = "default_cmek_config"
  kms_key        = var.search_kms_key_id
  set_default    = true
}

# How the people who search are recognized, so that document permissions can be compared with them.
resource "google_discovery_engine_acl_config" "this" {
  project  = var.project_id
  location = var.search_location

  idp_config {
    idp_type = "GSUITE"
  }
}

# Documents keep their permissions: a search shows nobody what they could not open.
resource "google_discovery_engine_data_store" "this" {
  project           = var.project_id
  location          = var.search_location
  data_store_id     = "${var.name}-documents"
  display_name      = "Documents of ${var.name}"
  industry_vertical = "GENERIC"
  content_config    = "CONTENT_REQUIRED"
  solution_types    = ["SOLUTION_TYPE_SEARCH"]
  acl_enabled       = true
  kms_key_name      = var.search_kms_key_id
  deletion_policy   = var.deletion_protected ? "PREVENT" : "DELETE"

  depends_on = [google_discovery_engine_acl_config.this, google_discovery_engine_cmek_config.this]
}

resource "google_discovery_engine_search_engine" "this" {
  project           = var.project_id
  location          = var.search_location
  collection_id     = "default_collection"
  engine_id         = "${var.name}-search"
  display_name      = "Search of ${var.name}"
  industry_vertical = "GENERIC"
  data_store_ids    = [google_discovery_engine_data_store.this.data_store_id]
  kms_key_name      = var.search_kms_key_id
  disable_analytics = true

  search_engine_config {
    search_tier = "SEARCH_TIER_ENTERPRISE"
  }
}
