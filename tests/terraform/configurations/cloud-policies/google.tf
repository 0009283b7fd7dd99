data "google_iam_policy" "p" {
  binding {
    role    = "roles/viewer"
    members = ["user:z@x.com", "user:a@x.com"]
  }
  binding {
    role    = "roles/editor"
    members = ["group:g@x.com"]
    condition {
      title       = "t"
      description = ""
      expression  = "request.time < timestamp(\"2030-01-01T00:00:00Z\")"
    }
  }
  binding {
    role    = "roles/editor"
    members = ["group:h@x.com"]
    condition {
      title       = "t"
      description = "d"
      expression  = "a"
    }
  }
  binding {
    role    = "roles/editor"
    members = ["user:e@x.com"]
  }
  binding {
    role    = "roles/viewer"
    members = ["user:m@x.com"]
  }
  audit_config {
    service = "storage.googleapis.com"
    audit_log_configs {
      log_type         = "DATA_READ"
      exempted_members = ["user:z@x.com", "user:a@x.com", "user:b@x.com"]
    }
    audit_log_configs {
      log_type = "DATA_WRITE"
    }
    audit_log_configs {
      log_type = "ADMIN_READ"
    }
  }
  audit_config {
    service = "allServices"
    audit_log_configs {
      log_type = "ADMIN_READ"
    }
  }
}
data "google_iam_policy" "none" {}
variable "grants" {
  type = map(list(string))
  default = {
    "roles/run.invoker"     = ["allUsers", "serviceAccount:a@b.iam.gserviceaccount.com"]
    "roles/aiplatform.user" = ["group:ml@x.com"]
  }
}
data "google_iam_policy" "dyn" {
  dynamic "binding" {
    for_each = merge(var.grants, { "roles/browser" = [] })
    iterator = grant
    content {
      role    = grant.key
      members = [for m in grant.value : lower(m)]
    }
  }
}
resource "google_project_iam_policy" "p" {
  project     = "p"
  policy_data = data.google_iam_policy.p.policy_data
}
resource "google_cloud_run_v2_service_iam_policy" "r" {
  for_each    = { none = data.google_iam_policy.none, dyn = data.google_iam_policy.dyn }
  name        = each.key
  policy_data = each.value.policy_data
}
