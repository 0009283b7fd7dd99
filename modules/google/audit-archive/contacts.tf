# Who is told: by the alerts of this and other modules, and by Google itself of what it sees in the project.
resource "google_monitoring_notification_channel" "email" {
  for_each = var.alert_emails

  project      = var.project_id
  display_name = each.value
  description  = "Alerts of ${var.name}."
  type         = "email"
  user_labels  = var.labels

  labels = {
    email_address = each.value
  }
}

resource "google_essential_contacts_contact" "alerts" {
  for_each = var.alert_emails

  parent                              = "projects/${var.project_id}"
  email                               = each.value
  language_tag                        = "en"
  notification_category_subscriptions = ["SECURITY", "SUSPENSION", "TECHNICAL"]
}

locals {
  notification_channels = concat(
    [for email in sort(var.alert_emails) : google_monitoring_notification_channel.email[email].id],
    var.notification_channels,
  )
}
