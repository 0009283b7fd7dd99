resource "google_project_service" "scanning" {
  project            = var.project_id
  service            = "containerscanning.googleapis.com"
  disable_on_destroy = false
}

# Two repositories, because access follows the stage: builders write candidates and never a release.
resource "google_artifact_registry_repository" "candidate" {
  project       = var.project_id
  location      = var.region
  repository_id = "${var.name}-candidate"
  description   = "Images and models as built, not yet approved."
  format        = "DOCKER"
  kms_key_name  = var.kms_key_id
  labels        = merge(var.labels, { stage = "candidate" })

  docker_config {
    immutable_tags = true
  }

  vulnerability_scanning_config {
    enablement_config = "INHERITED"
  }

  cleanup_policies {
    id     = "expire-untagged"
    action = "DELETE"

    condition {
      tag_state  = "UNTAGGED"
      older_than = "2592000s"
    }
  }

  depends_on = [google_project_service.scanning]
}

# Releases are kept: an earlier one is what a rollback goes back to.
resource "google_artifact_registry_repository" "release" {
  project       = var.project_id
  location      = var.region
  repository_id = "${var.name}-release"
  description   = "Images and models that were approved and signed."
  format        = "DOCKER"
  kms_key_name  = var.kms_key_id
  labels        = merge(var.labels, { stage = "release" })

  docker_config {
    immutable_tags = true
  }

  vulnerability_scanning_config {
    enablement_config = "INHERITED"
  }

  cleanup_policies {
    id     = "keep-for-rollback"
    action = "KEEP"

    most_recent_versions {
      keep_count = 10
    }
  }

  depends_on = [google_project_service.scanning]
}

resource "google_artifact_registry_repository_iam_binding" "candidate_writers" {
  project    = var.project_id
  location   = var.region
  repository = google_artifact_registry_repository.candidate.name
  role       = "roles/artifactregistry.writer"
  members    = var.builders
}

resource "google_artifact_registry_repository_iam_binding" "candidate_readers" {
  project    = var.project_id
  location   = var.region
  repository = google_artifact_registry_repository.candidate.name
  role       = "roles/artifactregistry.reader"
  members    = ["serviceAccount:${local.service_account}"]
}

resource "google_artifact_registry_repository_iam_binding" "release_writers" {
  project    = var.project_id
  location   = var.region
  repository = google_artifact_registry_repository.release.name
  role       = "roles/artifactregistry.writer"
  members    = ["serviceAccount:${local.service_account}"]
}

resource "google_artifact_registry_repository_iam_binding" "release_readers" {
  project    = var.project_id
  location   = var.region
  repository = google_artifact_registry_repository.release.name
  role       = "roles/artifactregistry.reader"
  members    = var.readers
}
