variable "label" { type = string }
resource "aws_sns_topic" "t" { name = var.label }
