variable "t" {
  type      = string
  ephemeral = true
}
resource "aws_sqs_queue" "q" { name = "q" }
output "o" { value = ephemeralasnull(var.t) == null ? aws_sqs_queue.q.name : "no" }
output "e" {
  value     = var.t
  ephemeral = true
}
