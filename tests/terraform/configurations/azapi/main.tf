# Azure resources by their REST API: a body of any shape, as an object or as JSON text.
terraform {
  required_providers {
    azapi = {
      source = "azure/azapi"
    }
  }
}

variable "projects" {
  type = map(object({
    description = optional(string, "No description.")
    public      = optional(bool)
  }))
  default = {
    research = {}
    support  = { description = "Tickets.", public = false }
  }
}

resource "azapi_resource" "hub" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "hub"
  location  = "westeurope"
  parent_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/ai"

  body = {
    kind = "AIServices"
    sku  = { name = "S0" }
    properties = {
      disableLocalAuth    = true
      publicNetworkAccess = "Disabled"
      networkAcls         = { defaultAction = "Deny", ipRules = [for number in range(2) : { value = "198.51.100.${number}" }] }
    }
  }

  identity {
    type = "SystemAssigned"
  }

  response_export_values = ["properties.endpoint"]
}

resource "azapi_resource" "project" {
  for_each = var.projects

  type      = "Microsoft.CognitiveServices/accounts/projects@2025-06-01"
  name      = each.key
  parent_id = azapi_resource.hub.id
  location  = azapi_resource.hub.location

  body = jsonencode({
    properties = merge({ description = each.value.description }, each.value.public == null ? {} : { public = each.value.public })
  })
}

resource "azurerm_private_endpoint" "hub" {
  name                = "hub"
  resource_group_name = "ai"
  location            = azapi_resource.hub.location
  subnet_id           = "/subscriptions/0/subnets/endpoints"

  private_service_connection {
    name                           = azapi_resource.hub.body.kind
    private_connection_resource_id = azapi_resource.hub.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
}
