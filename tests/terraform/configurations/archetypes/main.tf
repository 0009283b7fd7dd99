# Idioms of landing zones (CAF): archetype definitions as JSON templates, rendered and decoded; assignments per scope
# from keys() and setsubtract(); parameters merged over those of the definition; scope ids built before anything
# exists; objects chosen by a condition; regexall() and split() on resource ids.

variable "root_id" { default = "contoso" }
variable "archetype_extension" {
  type    = map(object({ add = optional(list(string), []), remove = optional(set(string), []), parameters = optional(map(map(any)), {}) }))
  default = { ml = { add = ["Deny-Public-AML"], remove = ["Audit-Tags"], parameters = { "Deny-Public-AML" = { effect = "Deny" } } } }
}
variable "enforce" {
  type    = map(bool)
  default = { "Deny-Public-AML" = false }
}

locals {
  root  = "/providers/Microsoft.Management/managementGroups/${var.root_id}"
  files = { for file in fileset("${path.module}/lib", "archetype_*.json.tftpl") : trimprefix(split(".", file)[0], "archetype_") => file }
  definitions = {
    for id, file in local.files : id => jsondecode(templatefile("${path.module}/lib/${file}", { root = local.root, location = "westeurope", extras = [for n in range(2) : "extra-${n}"] }))
  }
  assignments = merge([
    for id, definition in local.definitions : {
      for name in sort(setsubtract(
        toset(concat(definition.policies, try(var.archetype_extension[id].add, []))),
        try(var.archetype_extension[id].remove, [])
        )) : "${local.root}-${id}/${name}" => {
        name       = name
        scope      = "${local.root}-${id}"
        parameters = merge(lookup(definition.parameters, name, {}), try(var.archetype_extension[id].parameters[name], {}))
      }
    }
  ]...)
  parents = { for scope in distinct([for item in values(local.assignments) : item.scope]) : scope => try(regex("^(.*)-[a-z]+$", scope)[0], null) }
}

resource "azurerm_management_group" "root" {
  name         = var.root_id
  display_name = title(var.root_id)
}

resource "azurerm_management_group" "level" {
  for_each                   = local.definitions
  name                       = "${var.root_id}-${each.key}"
  display_name               = try(each.value.display_name, upper(each.key))
  parent_management_group_id = azurerm_management_group.root.id
}

resource "azurerm_management_group_policy_assignment" "this" {
  for_each             = local.assignments
  name                 = each.value.name
  management_group_id  = each.value.scope
  policy_definition_id = length(regexall("^Audit-", each.value.name)) > 0 ? "${local.root}/audit/${each.value.name}" : "${local.root}/deny/${each.value.name}"
  enforce              = lookup(var.enforce, each.value.name, true)
  location             = "westeurope"
  parameters           = length(each.value.parameters) > 0 ? jsonencode({ for key, value in each.value.parameters : key => { value = value } }) : null
  metadata             = jsonencode({ parent = local.parents[each.value.scope], depth = length(split("-", basename(each.value.scope))) })
  dynamic "identity" {
    for_each = startswith(each.value.name, "Deploy-") ? { system = "SystemAssigned" } : {}
    content { type = identity.value }
  }
  non_compliance_message { content = format("%s must comply with %q.", "Resources", each.value.name) }
}
