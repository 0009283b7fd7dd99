# Bigtable serving is reached through the Vertex AI API, hence through the private endpoint for Google APIs and its IAM.
resource "google_vertex_ai_feature_online_store" "this" {
  project         = var.project_id
  region          = var.region
  name            = replace(var.name, "-", "_")
  force_destroy   = false
  deletion_policy = var.deletion_protected ? "PREVENT" : "DELETE"
  labels          = var.labels

  bigtable {
    # Direct access would go round Vertex AI's IAM and audit log.
    enable_direct_bigtable_access = false

    auto_scaling {
      min_node_count         = 1
      max_node_count         = var.max_nodes
      cpu_utilization_target = 60
    }
  }

  encryption_spec {
    kms_key_name = var.kms_key_id
  }
}

resource "google_vertex_ai_feature_group" "this" {
  for_each = var.feature_groups

  project     = var.project_id
  region      = var.region
  name        = each.key
  description = each.value.description
  labels      = var.labels

  big_query {
    entity_id_columns = each.value.entity_id_columns

    big_query_source {
      input_uri = "bq://${each.value.table}"
    }
  }
}

resource "google_vertex_ai_feature_group_feature" "this" {
  for_each = {
    for pair in flatten([for group, settings in var.feature_groups : [for feature in settings.features : { group = group, feature = feature }]]) :
    "${pair.group}/${pair.feature}" => pair
  }

  project       = var.project_id
  region        = var.region
  feature_group = google_vertex_ai_feature_group.this[each.value.group].name
  name          = each.value.feature
  labels        = var.labels
}

# A view serves the registered features of its group and no other column of the table.
resource "google_vertex_ai_feature_online_store_featureview" "this" {
  for_each = var.feature_groups

  project              = var.project_id
  region               = var.region
  name                 = each.key
  feature_online_store = google_vertex_ai_feature_online_store.this.name
  labels               = var.labels

  feature_registry_source {
    feature_groups {
      feature_group_id = google_vertex_ai_feature_group.this[each.key].name
      feature_ids      = sort(each.value.features)
    }
  }

  sync_config {
    cron = each.value.sync_cron
  }

  depends_on = [google_vertex_ai_feature_group_feature.this]
}

resource "google_project_iam_member" "readers" {
  for_each = var.readers

  project = var.project_id
  role    = "roles/aiplatform.featurestoreDataViewer"
  member  = each.value
}
