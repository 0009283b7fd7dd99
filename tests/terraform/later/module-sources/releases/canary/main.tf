variable "size" { type = string }
resource "aws_ssm_parameter" "this" {
  name  = "canary"
  type  = "String"
  value = var.size
}
output "summary" {
  type  = map(string)
  value = { percent = 5, region = var.size }
}
