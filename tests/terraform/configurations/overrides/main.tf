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
