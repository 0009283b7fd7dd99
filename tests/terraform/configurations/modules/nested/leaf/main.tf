variable "label" {}
resource "aws_sqs_queue" "leaf" { name = var.label }
output "label" { value = upper(aws_sqs_queue.leaf.name) }
