# Vertex AI, BigQuery and Dataflow report lineage by themselves once the API is on.
resource "google_project_service" "lineage" {
  project            = var.project_id
  service            = "datalineage.googleapis.com"
  disable_on_destroy = false
}

resource "google_dataplex_lake" "this" {
  project      = var.project_id
  location     = var.region
  name         = var.name
  display_name = "Training data of ${var.name}"
  labels       = var.labels
}

resource "google_dataplex_zone" "raw" {
  project  = var.project_id
  location = var.region
  lake     = google_dataplex_lake.this.name
  name     = "raw"
  type     = "RAW"
  labels   = var.labels

  discovery_spec {
    enabled  = true
    schedule = "0 3 * * *"
  }

  resource_spec {
    location_type = "SINGLE_REGION"
  }
}

resource "google_dataplex_zone" "curated" {
  project  = var.project_id
  location = var.region
  lake     = google_dataplex_lake.this.name
  name     = "curated"
  type     = "CURATED"
  labels   = var.labels

  discovery_spec {
    enabled  = true
    schedule = "0 4 * * *"
  }

  resource_spec {
    location_type = "SINGLE_REGION"
  }
}

resource "google_dataplex_asset" "raw" {
  project       = var.project_id
  location      = var.region
  lake          = google_dataplex_lake.this.name
  dataplex_zone = google_dataplex_zone.raw.name
  name          = "raw"
  labels        = var.labels

  discovery_spec {
    enabled = true
  }

  resource_spec {
    name = "projects/${var.project_id}/buckets/${google_storage_bucket.raw.name}"
    type = "STORAGE_BUCKET"
  }
}

resource "google_dataplex_asset" "curated" {
  project       = var.project_id
  location      = var.region
  lake          = google_dataplex_lake.this.name
  dataplex_zone = google_dataplex_zone.curated.name
  name          = "curated"
  labels        = var.labels

  discovery_spec {
    enabled = true
  }

  resource_spec {
    name = "projects/${var.project_id}/datasets/${google_bigquery_dataset.curated.dataset_id}"
    type = "BIGQUERY_DATASET"
  }
}

# What every data set must state before a model is trained on it. The catalogue refuses an entry that leaves a field out.
resource "google_dataplex_aspect_type" "provenance" {
  project        = var.project_id
  location       = var.region
  aspect_type_id = "${var.name}-provenance"
  display_name   = "Provenance and consent"
  description    = "Where a data set comes from and on what grounds it may be used for training."
  labels         = var.labels

  metadata_template = jsonencode({
    name = "provenance"
    type = "record"
    recordFields = [
      { name = "source", type = "string", index = 1, constraints = { required = true }, annotations = { displayName = "Source system or supplier" } },
      { name = "legal_basis", type = "string", index = 2, constraints = { required = true }, annotations = { displayName = "Consent or other legal basis" } },
      { name = "collected_on", type = "datetime", index = 3, constraints = { required = true }, annotations = { displayName = "Collected on" } },
      { name = "owner", type = "string", index = 4, constraints = { required = true }, annotations = { displayName = "Accountable owner" } },
      { name = "digest", type = "string", index = 5, constraints = { required = true }, annotations = { displayName = "SHA-256 of the manifest" } },
    ]
  })
}
