variable "size" { default = 7 }
resource "aws_sqs_queue" "q" { name = "overridden-${local.kept}" }
resource "aws_s3_bucket" "b" {
  versioning { enabled = true }
}
locals { kept = "replaced" }
