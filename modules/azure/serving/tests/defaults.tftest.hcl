mock_provider "azurerm" {}

variables {
  name                       = "contoso-ml"
  resource_group_name        = "rg-ml"
  location                   = "swedencentral"
  tags                       = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
  subnet_id                  = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/apps"
  gateway_prefix             = "10.64.64.0/20"
  image                      = "contosomlimages.azurecr.io/prod/churn@sha256:6f2c1d0e9b8a7f6e5d4c3b2a19080706f5e4d3c2b1a0918273645546372819aa"
  revision                   = "v12"
  action_group_id            = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/security"
  rollback_action_group_id   = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/rollback"
}

run "server_is_reached_through_the_gateway_only" {
  command = plan

  assert {
    condition     = azurerm_container_app_environment.this.internal_load_balancer_enabled && azurerm_container_app_environment.this.public_network_access == "Disabled"
    error_message = "The environment must have no public address."
  }

  assert {
    condition     = azurerm_container_app.this.ingress[0].ip_security_restriction[0].ip_address_range == "10.64.64.0/20" && azurerm_container_app.this.ingress[0].client_certificate_mode == "require" && !azurerm_container_app.this.ingress[0].allow_insecure_connections
    error_message = "Only the gateway, with its certificate and over TLS, may call the server."
  }
}

run "first_revision_takes_all_traffic_by_name" {
  command = plan

  assert {
    condition     = azurerm_container_app.this.revision_mode == "Multiple" && output.traffic == { v12 = 100 } && !azurerm_container_app.this.ingress[0].traffic_weight[0].latest_revision
    error_message = "Traffic must go to a named revision."
  }
}

run "trial_gets_a_tenth_of_the_traffic" {
  command = plan

  variables {
    stable_revision = "v11"
  }

  assert {
    condition     = output.traffic == { v11 = 90, v12 = 10 }
    error_message = "A revision on trial must get a tenth of the traffic."
  }
}

run "failures_roll_back" {
  command = plan

  assert {
    condition     = one(azurerm_monitor_metric_alert.this["failures"].action).action_group_id == var.rollback_action_group_id
    error_message = "Failing requests must reach the rollback."
  }
}

run "replicas_have_a_floor_and_a_cap" {
  command = plan

  assert {
    condition     = azurerm_container_app.this.template[0].min_replicas == 2 && azurerm_container_app.this.template[0].max_replicas == 6
    error_message = "Two replicas must run, and no more than the cap."
  }
}

run "tagged_image_is_refused" {
  command = plan

  variables {
    image = "contosomlimages.azurecr.io/prod/churn:v12"
  }

  expect_failures = [var.image]
}

run "unapproved_image_is_refused" {
  command = plan

  variables {
    image = "contosomlimages.azurecr.io/dev/churn@sha256:6f2c1d0e9b8a7f6e5d4c3b2a19080706f5e4d3c2b1a0918273645546372819aa"
  }

  expect_failures = [var.image]
}

run "all_at_once_is_refused" {
  command = plan

  variables {
    stable_revision = "v11"
    trial_percent   = 100
  }

  expect_failures = [var.trial_percent]
}

run "gateway_finds_the_server_by_name" {
  command = plan

  assert {
    condition     = azurerm_private_dns_zone_virtual_network_link.this.virtual_network_id == "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v" && azurerm_private_dns_a_record.apps.name == "*"
    error_message = "Names of the environment must resolve in the network of its subnet."
  }
}
