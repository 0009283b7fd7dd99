output "index_id" {
  description = "Id of the index."
  value       = google_vertex_ai_index.this.id
}

output "index_endpoint_id" {
  description = "Id of the private index endpoint."
  value       = google_vertex_ai_index_endpoint.this.id
}

output "endpoint_address" {
  description = "Address in the data subnet at which the index answers (443 for HTTP, 10000 for gRPC)."
  value       = google_compute_address.endpoint.address
}

output "embeddings_bucket" {
  description = "Bucket that embeddings are written to."
  value       = google_storage_bucket.embeddings.name
}
