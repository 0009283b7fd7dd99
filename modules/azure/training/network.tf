resource "azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint" "training_data" {
  for_each = var.training_data

  name                = each.key
  workspace_id        = azurerm_machine_learning_workspace.this.id
  service_resource_id = each.value
  sub_resource_target = "blob"
  spark_enabled       = true
}

resource "azurerm_machine_learning_workspace_network_outbound_rule_fqdn" "egress" {
  for_each = var.egress_fqdns

  name             = replace(replace(each.value, "*", "any"), ".", "-")
  workspace_id     = azurerm_machine_learning_workspace.this.id
  destination_fqdn = each.value
}
