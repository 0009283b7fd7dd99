variable "size" { default = 1 }
locals { kept = "kept" }
resource "aws_sqs_queue" "q" {
  name          = "original"
  delay_seconds = var.size
  tags          = { a = local.kept }
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
  versioning { enabled = false }
  logging { target_bucket = "logs" }
}
resource "aws_lb" "dynamic_over_static" {
  name = "lb"
  access_logs { bucket = "base" }
  subnet_mapping { subnet_id = "kept" }
}
resource "aws_security_group" "static_over_dynamic" {
  name = "group"
  dynamic "ingress" {
    for_each = [1, 2]
    content {
      from_port = ingress.value
      to_port   = ingress.value
      protocol  = "tcp"
    }
  }
}
