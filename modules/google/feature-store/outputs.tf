output "feature_online_store_id" {
  description = "Id of the online store."
  value       = google_vertex_ai_feature_online_store.this.id
}

output "feature_view_ids" {
  description = "Ids of the feature views by group."
  value       = { for name, view in google_vertex_ai_feature_online_store_featureview.this : name => view.id }
}
