# Producers add and cannot read; curators turn raw into curated; trainers read curated data and never see the raw.
resource "google_storage_bucket_iam_binding" "raw_producers" {
  bucket  = google_storage_bucket.raw.name
  role    = "roles/storage.objectCreator"
  members = var.producers
}

resource "google_storage_bucket_iam_binding" "raw_curators" {
  bucket  = google_storage_bucket.raw.name
  role    = "roles/storage.objectViewer"
  members = var.curators
}

resource "google_storage_bucket_iam_binding" "curated_curators" {
  bucket  = google_storage_bucket.curated.name
  role    = "roles/storage.objectCreator"
  members = var.curators
}

resource "google_storage_bucket_iam_binding" "curated_trainers" {
  bucket  = google_storage_bucket.curated.name
  role    = "roles/storage.objectViewer"
  members = setunion(var.curators, var.trainers)
}

resource "google_bigquery_dataset_iam_binding" "curators" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.curated.dataset_id
  role       = "roles/bigquery.dataEditor"
  members    = var.curators
}

resource "google_bigquery_dataset_iam_binding" "trainers" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.curated.dataset_id
  role       = "roles/bigquery.dataViewer"
  members    = var.trainers
}
