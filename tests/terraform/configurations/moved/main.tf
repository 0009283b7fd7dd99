terraform {
  required_version = ">= 1.5"
}
resource "terraform_data" "d" {
  input            = { a = 1 }
  triggers_replace = ["x"]
}
resource "random_pet" "p" {
  length = 2
}
resource "aws_sqs_queue" "renamed" {
  name              = "n-${terraform.workspace}-${path.root}"
  kms_master_key_id = random_pet.p.id
  policy            = jsonencode({ id = terraform_data.d.id, known = terraform_data.d.input.a })
}
moved {
  from = aws_sqs_queue.old
  to   = aws_sqs_queue.renamed
}
check "health" {
  assert {
    condition     = aws_sqs_queue.renamed.name != ""
    error_message = "no"
  }
}
resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  provisioner "local-exec" {
    command = "echo ${self.id}"
  }
  root_block_device {
    volume_size = 10
  }
  lifecycle {
    precondition {
      condition     = terraform_data.d.input.a == 1
      error_message = "x"
    }
  }
}
