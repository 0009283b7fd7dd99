variable "name" { type = string }
variable "parent" {
  type    = string
  default = null
}
variable "services" { type = list(string) }
variable "labels" {
  type    = map(string)
  default = {}
}
locals {
  parent_type = var.parent == null ? null : split("/", var.parent)[0]
  parent_id   = var.parent == null ? null : split("/", var.parent)[1]
}
resource "google_project" "this" {
  name       = var.name
  project_id = "x-${var.name}"
  folder_id  = local.parent_type == "folders" ? local.parent_id : null
  org_id     = local.parent_type == "organizations" ? local.parent_id : null
  labels     = var.labels
}
resource "google_project_service" "service" {
  for_each = toset(var.services)
  project  = google_project.this.project_id
  service  = each.value
}
output "id" { value = google_project.this.project_id }
output "name" { value = google_project.this.name }
output "number" { value = google_project.this.number }
