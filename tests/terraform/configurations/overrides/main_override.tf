variable "size" { default = 7 }
resource "aws_sqs_queue" "q" { name = "overridden-${local.kept}" }
resource "aws_s3_bucket" "b" {
  versioning { enabled = true }
}
locals { kept = "replaced" }
resource "aws_lb" "dynamic_over_static" {
  dynamic "access_logs" {
    for_each = ["override"]
    content { bucket = access_logs.value }
  }
}
resource "aws_security_group" "static_over_dynamic" {
  ingress {
    from_port = 9
    to_port   = 9
    protocol  = "udp"
  }
}
