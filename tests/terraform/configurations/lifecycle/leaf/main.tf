terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "name" { type = string }
data "aws_region" "here" {}
resource "aws_cloudwatch_log_group" "log" {
  name              = "/leaf/${var.name}"
  retention_in_days = 30
  tags              = { region = data.aws_region.here.description }
}
output "label" { value = "leaf-${upper(var.name)}" }
