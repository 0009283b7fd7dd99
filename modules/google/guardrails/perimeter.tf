# Data inside the perimeter cannot be copied to a project outside it, even by somebody whose IAM roles would allow both ends.
locals {
  restricted_services = [
    "aiplatform.googleapis.com",
    "artifactregistry.googleapis.com",
    "bigquery.googleapis.com",
    "bigquerydatatransfer.googleapis.com",
    "bigquerystorage.googleapis.com",
    "bigtable.googleapis.com",
    "binaryauthorization.googleapis.com",
    "cloudbuild.googleapis.com",
    "clouddeploy.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudkms.googleapis.com",
    "composer.googleapis.com",
    "compute.googleapis.com",
    "confidentialcomputing.googleapis.com",
    "container.googleapis.com",
    "containeranalysis.googleapis.com",
    "datacatalog.googleapis.com",
    "dataflow.googleapis.com",
    "datalineage.googleapis.com",
    "dataplex.googleapis.com",
    "dataproc.googleapis.com",
    "dialogflow.googleapis.com",
    "discoveryengine.googleapis.com",
    "dlp.googleapis.com",
    "documentai.googleapis.com",
    "language.googleapis.com",
    "logging.googleapis.com",
    "modelarmor.googleapis.com",
    "monitoring.googleapis.com",
    "notebooks.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "speech.googleapis.com",
    "storage.googleapis.com",
    "tpu.googleapis.com",
    "translate.googleapis.com",
    "vision.googleapis.com",
  ]
}

# Operators come from the organization's own addresses as themselves; one without the other is refused.
resource "google_access_context_manager_access_level" "operators" {
  parent = "accessPolicies/${var.access_policy_id}"
  name   = "accessPolicies/${var.access_policy_id}/accessLevels/${replace(var.name, "-", "_")}_operators"
  title  = "${var.name} operators"

  basic {
    combining_function = "AND"

    conditions {
      ip_subnetworks = sort(var.operators.ip_ranges)
      members        = sort(var.operators.members)
    }
  }
}

resource "google_access_context_manager_service_perimeter" "this" {
  parent         = "accessPolicies/${var.access_policy_id}"
  name           = "accessPolicies/${var.access_policy_id}/servicePerimeters/${replace(var.name, "-", "_")}"
  title          = var.name
  description    = "Projects that hold training data, models and prompts."
  perimeter_type = "PERIMETER_TYPE_REGULAR"

  status {
    resources           = [for number in sort(var.project_numbers) : "projects/${number}"]
    restricted_services = local.restricted_services
    access_levels       = [google_access_context_manager_access_level.operators.name]

    # Workloads inside reach the restricted services and no other Google API.
    vpc_accessible_services {
      enable_restriction = true
      allowed_services   = ["RESTRICTED-SERVICES"]
    }
  }
}
