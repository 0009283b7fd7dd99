mock_provider "azurerm" {}

variables {
  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  tags                = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  tenant_id           = "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33"
  workspace_id        = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/contoso-ml-training"
  workspace_name      = "contoso-ml-training"
  instances           = { wb-alva = { user_object_id = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" } }
}

run "no_root_ssh_or_public_address" {
  command = plan

  assert {
    condition     = jsondecode(azurerm_resource_group_template_deployment.instance["wb-alva"].template_content).resources[0].properties.properties.enableRootAccess == false
    error_message = "Users must not become root."
  }

  assert {
    condition     = jsondecode(azurerm_resource_group_template_deployment.instance["wb-alva"].template_content).resources[0].properties.properties.sshSettings.sshPublicAccess == "Disabled" && jsondecode(azurerm_resource_group_template_deployment.instance["wb-alva"].template_content).resources[0].properties.disableLocalAuth
    error_message = "SSH and local accounts must be off."
  }

  assert {
    condition     = jsondecode(azurerm_resource_group_template_deployment.instance["wb-alva"].template_content).resources[0].properties.properties.enableNodePublicIp == false
    error_message = "The machine must have no public address."
  }
}

run "one_person_signs_in_through_entra" {
  command = plan

  assert {
    condition     = jsondecode(azurerm_resource_group_template_deployment.instance["wb-alva"].template_content).resources[0].properties.properties.enableSSO && jsondecode(azurerm_resource_group_template_deployment.instance["wb-alva"].template_content).resources[0].properties.properties.personalComputeInstanceSettings.assignedUser.objectId == "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52"
    error_message = "The workbench must belong to one person, signed in through Entra."
  }
}

run "idle_workbench_stops" {
  command = plan

  assert {
    condition     = jsondecode(azurerm_resource_group_template_deployment.instance["wb-alva"].template_content).resources[0].properties.properties.idleTimeBeforeShutdown == "PT60M"
    error_message = "An idle workbench must stop within the hour."
  }
}

run "workbench_that_never_stops_is_refused" {
  command = plan

  variables {
    idle_minutes = 100000
  }

  expect_failures = [var.idle_minutes]
}
