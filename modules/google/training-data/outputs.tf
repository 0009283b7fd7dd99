output "raw_bucket" {
  description = "Bucket that raw data is delivered to."
  value       = google_storage_bucket.raw.name
}

output "curated_bucket" {
  description = "Bucket that models are trained from."
  value       = google_storage_bucket.curated.name
}

output "curated_dataset" {
  description = "BigQuery dataset that models are trained from (projects/P/datasets/D)."
  value       = google_bigquery_dataset.curated.id
}

output "provenance_aspect_type" {
  description = "Catalogue aspect that every training data set must carry."
  value       = google_dataplex_aspect_type.provenance.name
}
