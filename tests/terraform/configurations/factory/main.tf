# Idioms of factories (fabric): YAML files of a folder become objects keyed by file name, each field with try() and a
# default; nested lists flattened to one map with compound keys; context lookups that fall back to the value itself;
# a module per file whose outputs feed others by key.

variable "context" {
  type    = object({ folders = optional(map(string), {}), iam = optional(map(string), {}) })
  default = { folders = { "$ml" = "folders/1234" }, iam = { "$ops" = "group:ops@example.com" } }
}

locals {
  folder = "${path.module}/data/projects"
  raw    = { for file in sort(fileset(local.folder, "*.yaml")) : trimsuffix(file, ".yaml") => yamldecode(file("${local.folder}/${file}")) }
  projects = {
    for name, project in local.raw : name => {
      parent   = lookup(var.context.folders, try(project.parent, ""), try(project.parent, null))
      services = distinct(concat(["compute.googleapis.com"], try(project.services, [])))
      labels   = { for key, value in try(project.labels, {}) : key => lower(tostring(value)) }
      iam      = try(project.iam, {})
      budget   = try(project.budget.amount, null)
      buckets  = try(project.buckets, {})
    }
  }
  iam = merge([
    for name, project in local.projects : {
      for pair in flatten([
        for role, members in project.iam : [for member in members : { role = role, member = member }]
      ]) : "${name}/${pair.role}/${pair.member}" => merge(pair, { project = name })
    }
  ]...)
  buckets = {
    for item in flatten([
      for name, project in local.projects : [
        for bucket, config in project.buckets : {
          key       = "${name}-${bucket}"
          project   = name
          location  = try(config.location, "EU")
          retention = try(config.retention.days, 0) * 86400
          versioned = try(config.versioning, null) == true
        }
      ]
    ]) : item.key => item
  }
}

module "project" {
  source   = "./project"
  for_each = local.projects
  name     = each.key
  parent   = each.value.parent
  services = each.value.services
  labels   = each.value.labels
}

resource "google_project_iam_member" "member" {
  for_each = local.iam
  project  = module.project[each.value.project].id
  role     = each.value.role
  member   = lookup(var.context.iam, each.value.member, each.value.member)
}

resource "google_storage_bucket" "bucket" {
  for_each = local.buckets
  name     = each.key
  project  = module.project[each.value.project].name
  location = upper(each.value.location)
  versioning { enabled = each.value.versioned }
  dynamic "retention_policy" {
    for_each = each.value.retention > 0 ? [each.value.retention] : []
    content { retention_period = retention_policy.value }
  }
}

resource "google_billing_budget" "budget" {
  for_each        = { for name, project in local.projects : name => project.budget if project.budget != null }
  billing_account = "012345-67890A-BCDEF0"
  display_name    = title(replace(each.key, "-", " "))
  budget_filter { projects = ["projects/${module.project[each.key].number}"] }
  amount {
    specified_amount {
      currency_code = "EUR"
      units         = each.value
    }
  }
}
