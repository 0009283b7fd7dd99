locals {
  readers = merge([for stage, who in var.access : { for name, principal in who.readers : "${stage}-${name}" => { stage = stage, principal = principal } }]...)
  writers = merge([for stage, who in var.access : { for name, principal in who.writers : "${stage}-${name}" => { stage = stage, principal = principal } }]...)

  # Repositories of a stage start with its name. The condition lets a role act there and nowhere else.
  repository = "@Request[Microsoft.ContainerRegistry/registries/repositories:name] StringStartsWithIgnoreCase"
  repository_actions = {
    read  = ["content/read", "metadata/read"]
    write = ["content/read", "metadata/read", "content/write", "metadata/write"]
  }
  outside = { for kind, actions in local.repository_actions : kind => join(" AND ", [
    for action in actions : "!(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/${action}'})"
  ]) }
}

resource "azurerm_role_assignment" "image_readers" {
  for_each = local.readers

  scope                = azurerm_container_registry.this.id
  role_definition_name = "Container Registry Repository Reader"
  principal_id         = each.value.principal
  condition_version    = "2.0"
  condition            = "((${local.outside.read}) OR (${local.repository} '${each.value.stage}/'))"
}

resource "azurerm_role_assignment" "image_writers" {
  for_each = local.writers

  scope                = azurerm_container_registry.this.id
  role_definition_name = "Container Registry Repository Writer"
  principal_id         = each.value.principal
  condition_version    = "2.0"
  condition            = "((${local.outside.write}) OR (${local.repository} '${each.value.stage}/'))"
}

resource "azurerm_role_assignment" "artifact_readers" {
  for_each = local.readers

  scope                = azurerm_storage_container.stage[each.value.stage].id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = each.value.principal
}

resource "azurerm_role_assignment" "artifact_writers" {
  for_each = local.writers

  scope                = azurerm_storage_container.stage[each.value.stage].id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = each.value.principal
}
