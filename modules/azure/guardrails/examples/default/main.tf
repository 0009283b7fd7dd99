provider "azurerm" {
  features {}
}

module "guardrails" {
  source = "../.."

  name              = "contoso-ml"
  scope_id          = "/providers/Microsoft.Management/managementGroups/contoso-ai"
  allowed_locations = ["swedencentral", "northeurope"]
  allowed_models    = ["gpt-4o", "text-embedding-3-large"]
}
