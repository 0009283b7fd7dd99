/**
 * # Serving
 *
 * A model server on Azure Container Apps (azurerm has no Azure ML online endpoint) in an environment without public
 * address. New revisions get a share of the traffic beside the stable one; failing requests raise the alert that
 * rolls back. Images come from the production stage of the registry by digest, replicas have a floor and a cap, the
 * gateway is the only caller and proves itself with a client certificate.
 *
 * Release: set `revision` and `image` to the new and `stable_revision` to the running one; watch; set
 * `stable_revision` to null. The last ten revisions stay deployable for a rollback.
 *
 * Grant `identity_principal_id` reader access to the stage `prod` in model-registry.
 */

resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-serving"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_container_app_environment" "this" {
  name                = "${var.name}-serving"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  infrastructure_subnet_id       = var.subnet_id
  internal_load_balancer_enabled = true
  public_network_access          = "Disabled"
  zone_redundancy_enabled        = true
  # Replicas and proxies of the environment talk to each other over mutual TLS.
  mutual_tls_enabled = true

  logs_destination = "azure-monitor"

  workload_profile {
    name                  = "serving"
    workload_profile_type = var.workload_profile
    minimum_count         = 2
    maximum_count         = var.max_replicas
  }
}

locals {
  # Revisions are named, never "the latest": what runs is what was reviewed.
  traffic = var.stable_revision == null ? [
    { label = "stable", revision = var.revision, percentage = 100 },
    ] : [
    { label = "stable", revision = var.stable_revision, percentage = 100 - var.trial_percent },
    { label = "trial", revision = var.revision, percentage = var.trial_percent },
  ]
}

resource "azurerm_container_app" "this" {
  name                         = "${var.name}-model"
  resource_group_name          = var.resource_group_name
  container_app_environment_id = azurerm_container_app_environment.this.id
  workload_profile_name        = "serving"
  revision_mode                = "Multiple"
  max_inactive_revisions       = 10
  tags                         = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  registry {
    server   = split("/", var.image)[0]
    identity = azurerm_user_assigned_identity.this.id
  }

  ingress {
    # External to the environment, whose load balancer is internal to the network.
    external_enabled           = true
    target_port                = var.container.port
    transport                  = "http"
    allow_insecure_connections = false
    client_certificate_mode    = "require"

    ip_security_restriction {
      name             = "gateway"
      description      = "Every caller passes the gateway, which authenticates and limits it."
      action           = "Allow"
      ip_address_range = var.gateway_prefix
    }

    dynamic "traffic_weight" {
      for_each = local.traffic

      content {
        label           = traffic_weight.value.label
        revision_suffix = traffic_weight.value.revision
        percentage      = traffic_weight.value.percentage
        latest_revision = false
      }
    }
  }

  template {
    revision_suffix                  = var.revision
    min_replicas                     = 2
    max_replicas                     = var.max_replicas
    termination_grace_period_seconds = 60

    container {
      name   = "model"
      image  = var.image
      cpu    = var.container.cpu
      memory = var.container.memory

      # Loading a model takes minutes; traffic waits for it.
      startup_probe {
        transport               = "HTTP"
        port                    = var.container.port
        path                    = var.container.health_path
        interval_seconds        = 30
        failure_count_threshold = 10
      }

      readiness_probe {
        transport               = "HTTP"
        port                    = var.container.port
        path                    = var.container.health_path
        interval_seconds        = 10
        failure_count_threshold = 3
      }

      liveness_probe {
        transport               = "HTTP"
        port                    = var.container.port
        path                    = var.container.health_path
        interval_seconds        = 30
        failure_count_threshold = 3
      }
    }

    http_scale_rule {
      name                = "concurrency"
      concurrent_requests = "10"
    }
  }
}

# Console and system logs of every replica; metrics by revision.
resource "azurerm_monitor_diagnostic_setting" "environment" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_container_app_environment.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
