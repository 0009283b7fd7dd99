# Changes that an attacker makes first: each is counted over all that the archive receives and alerts on the first one.
locals {
  watched = {
    "audit-config-changed" = {
      filter  = "protoPayload.methodName=\"SetIamPolicy\" AND protoPayload.serviceData.policyDelta.auditConfigDeltas:*"
      meaning = "Somebody changed which accesses are recorded."
    }
    "log-sink-changed" = {
      filter  = "protoPayload.serviceName=\"logging.googleapis.com\" AND protoPayload.methodName=~\"(Update|Delete)(Sink|Bucket|Exclusion)\""
      meaning = "Somebody changed where logs go."
    }
    "owner-granted" = {
      filter  = "protoPayload.methodName=\"SetIamPolicy\" AND protoPayload.serviceData.policyDelta.bindingDeltas.action=\"ADD\" AND protoPayload.serviceData.policyDelta.bindingDeltas.role=\"roles/owner\""
      meaning = "Somebody became owner of a project."
    }
    "public-access-granted" = {
      filter  = "protoPayload.serviceData.policyDelta.bindingDeltas.action=\"ADD\" AND protoPayload.serviceData.policyDelta.bindingDeltas.member=(\"allUsers\" OR \"allAuthenticatedUsers\")"
      meaning = "A resource was opened to the public."
    }
    "key-disabled-or-destroyed" = {
      filter  = "protoPayload.serviceName=\"cloudkms.googleapis.com\" AND protoPayload.methodName=~\"(DestroyCryptoKeyVersion|UpdateCryptoKeyVersion)\""
      meaning = "A key version was disabled or scheduled for destruction."
    }
    "service-account-key-created" = {
      filter  = "protoPayload.serviceName=\"iam.googleapis.com\" AND protoPayload.methodName=~\"CreateServiceAccountKey\""
      meaning = "A long-lived credential was created."
    }
    "perimeter-refused" = {
      filter  = "protoPayload.metadata.@type=\"type.googleapis.com/google.cloud.audit.VpcServiceControlAuditMetadata\" AND NOT protoPayload.metadata.dryRun=true"
      meaning = "A request was refused at the service perimeter."
    }
    "org-policy-changed" = {
      filter  = "protoPayload.serviceName=\"orgpolicy.googleapis.com\" AND protoPayload.methodName=~\"(Create|Update|Delete)Policy\""
      meaning = "A guardrail was changed."
    }
    "firewall-changed" = {
      filter  = "resource.type=\"gce_firewall_rule\" AND protoPayload.methodName=~\"compute.firewalls.(insert|patch|update|delete)\""
      meaning = "A firewall rule was changed."
    }
  }
}

resource "google_logging_metric" "watched" {
  for_each = local.watched

  project     = var.project_id
  name        = "${var.name}/${each.key}"
  description = each.value.meaning
  bucket_name = local.archive
  filter      = each.value.filter

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }
}

resource "google_monitoring_alert_policy" "watched" {
  for_each = local.watched

  project               = var.project_id
  display_name          = "${var.name}: ${each.key}"
  combiner              = "OR"
  enabled               = true
  severity              = "CRITICAL"
  notification_channels = local.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = each.value.meaning

    condition_threshold {
      filter          = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.watched[each.key].name}\" AND resource.type=\"logging_bucket\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period   = "60s"
        per_series_aligner = "ALIGN_SUM"
      }
    }
  }

  documentation {
    content   = each.value.meaning
    mime_type = "text/markdown"
  }
}
