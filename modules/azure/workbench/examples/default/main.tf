provider "azurerm" {
  features {}
}

module "workbench" {
  source = "../.."

  name                = "contoso-ml"
  resource_group_name = "rg-ml"
  location            = "swedencentral"
  tenant_id           = "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33"

  # As the module training returns it.
  workspace_id   = "/subscriptions/6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10/resourceGroups/rg-ml/providers/Microsoft.MachineLearningServices/workspaces/contoso-ml-training"
  workspace_name = "contoso-ml-training"

  instances = {
    wb-alva  = { user_object_id = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" }
    wb-bjorn = { user_object_id = "8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51", vm_size = "Standard_NC4as_T4_v3" }
  }

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
