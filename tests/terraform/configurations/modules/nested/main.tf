variable "depth" { type = number }
variable "label" {}
module "leaf" {
  source = "./leaf"
  count  = var.depth
  label  = "${var.label}-${count.index}"
}
output "label" { value = join("+", module.leaf[*].label) }
