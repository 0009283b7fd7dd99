# Policy libraries in templates: JSON and YAML decoded from text that holds what a data source reads.

data "azurerm_client_config" "current" {}

locals {
  vars = {
    root            = "acme"
    subscription_id = data.azurerm_client_config.current.subscription_id
    location        = "westeurope"
    identities      = ["/subscriptions/${data.azurerm_client_config.current.subscription_id}/identity"]
    retention       = 30
  }

  assignments = {
    for file in fileset("${path.module}/lib", "*.json.tftpl") :
    file => jsondecode(templatefile("${path.module}/lib/${file}", local.vars))
  }
  by_name = { for file, value in local.assignments : value.name => value if value.type == "assignment" }

  settings = yamldecode(templatefile("${path.module}/lib/settings.yaml.tftpl", local.vars))

  # through JSON and back, as modules do to make types agree
  again = jsondecode(jsonencode({
    subscription = data.azurerm_client_config.current.subscription_id
    zones        = toset(["b", "a"])
    sizes        = tomap({ small = 1 })
    count        = 2
  }))
}

resource "azurerm_management_group_policy_assignment" "this" {
  for_each = local.by_name

  name                 = each.value.name
  management_group_id  = "/providers/Microsoft.Management/managementGroups/${local.vars.root}"
  policy_definition_id = each.value.properties.policyDefinitionId
  location             = try(each.value.location, null)
  enforce = coalesce(
    try(lower(each.value.properties.enforcementMode) == "default", false) ? true : null,
    try(lower(each.value.properties.enforcementMode) == "donotenforce", false) ? false : null,
    true,
  )
  description = "${length(each.value.properties.parameters)} parameters"

  dynamic "identity" {
    for_each = try([each.value.identity], [])
    content {
      type = identity.value.type
    }
  }
}

resource "azurerm_resource_group" "settings" {
  for_each = { for name, group in local.settings.groups : name => group if group.enabled }

  name     = "${each.key}-${each.value.tier}"
  location = local.settings.location
  tags = {
    days = each.value.days
  }
}

resource "azurerm_storage_account" "again" {
  count = local.again.count

  name                     = "again${local.again.zones[0]}${count.index}"
  resource_group_name      = "group"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
  tags = {
    zones = join(",", local.again.zones)
    small = local.again.sizes.small
  }
}
