locals {
  # One entry per principal and container; the names, not the ids, are known at plan.
  reads = merge(
    { for pair in setproduct(keys(var.readers), ["curated", "released"]) : "${pair[0]}-${pair[1]}" => { principal = var.readers[pair[0]], container = pair[1] } },
    { for name, principal in var.curators : "${name}-raw" => { principal = principal, container = "raw" } },
  )
  writes = merge(
    { for pair in setproduct(keys(var.curators), ["curated", "released"]) : "${pair[0]}-${pair[1]}" => { principal = var.curators[pair[0]], container = pair[1] } },
    { for name, principal in var.ingesters : "${name}-raw" => { principal = principal, container = "raw" } },
  )
}

resource "azurerm_role_assignment" "reads" {
  for_each = local.reads

  scope                = azurerm_storage_container.this[each.value.container].id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = each.value.principal
}

resource "azurerm_role_assignment" "writes" {
  for_each = local.writes

  scope                = azurerm_storage_container.this[each.value.container].id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = each.value.principal
}
