# Nested blocks that are not there: empty lists to functions, loops, conditions and other modules' eyes.

resource "azurerm_linux_web_app" "a" {
  name                = "a"
  resource_group_name = "r"
  location            = "l"
  service_plan_id     = "s"
  site_config {}
}
resource "aws_lb" "lb" { name = "lb" }
resource "aws_instance" "i" { instance_type = "t3.micro" }
resource "aws_launch_template" "l" { name = "l" }
locals {
  v = {
    a  = length(azurerm_linux_web_app.a.identity)
    b  = [for i in azurerm_linux_web_app.a.identity : i.type]
    c  = azurerm_linux_web_app.a.identity == []
    d  = concat(azurerm_linux_web_app.a.identity, ["x"])
    e  = length(azurerm_linux_web_app.a.identity) > 0 ? "some" : "none"
    f  = try(azurerm_linux_web_app.a.identity[0].type, "err")
    g  = azurerm_linux_web_app.a.identity[*].type
    h  = { for i, x in azurerm_linux_web_app.a.backup : i => x.name }
    i  = one(azurerm_linux_web_app.a.identity)
    j  = flatten([azurerm_linux_web_app.a.identity, "y"])
    k  = length(aws_lb.lb.access_logs)
    l  = length(aws_launch_template.l.network_interfaces)
    m  = [for b in aws_launch_template.l.block_device_mappings : b.device_name]
    n  = can(azurerm_linux_web_app.a.identity[0])
    q  = azurerm_linux_web_app.a.identity != null
    r  = reverse(azurerm_linux_web_app.a.identity)
    s  = jsonencode(azurerm_linux_web_app.a.identity)
    t  = tolist(azurerm_linux_web_app.a.identity)
    u  = length(toset(azurerm_linux_web_app.a.identity))
    x  = [for x in aws_instance.i.network_interface : x.device_index]
    y  = coalescelist(azurerm_linux_web_app.a.identity, ["z"])
    z  = lookup({ a = azurerm_linux_web_app.a.identity }, "a", null) == []
    aa = true ? azurerm_linux_web_app.a.identity : []
    ab = merge({ a = 1 }, { b = azurerm_linux_web_app.a.identity }).b
    ac = distinct(azurerm_linux_web_app.a.identity)
    ad = slice(azurerm_linux_web_app.a.identity, 0, 0)
    ae = [for x in [azurerm_linux_web_app.a] : length(x.identity)]
    af = alltrue([for i in azurerm_linux_web_app.a.identity : i.type != ""])
  }
}
resource "aws_ssm_parameter" "p" {
  for_each = local.v
  name     = each.key
  type     = "String"
  value    = jsonencode(each.value)
}
resource "aws_sqs_queue" "q" {
  for_each = { for i, x in azurerm_linux_web_app.a.identity : i => x }
  name     = each.key
}
resource "aws_sqs_queue" "c" {
  count = length(aws_launch_template.l.network_interfaces)
  name  = "c"
}
