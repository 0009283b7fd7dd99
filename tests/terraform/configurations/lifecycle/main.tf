# Blocks beside resources: moved, removed, check, preconditions, lifecycle, provider aliases handed to modules,
# depends_on on a module (its data sources wait for apply), outputs with preconditions, an ephemeral variable that
# only a provider configuration uses.

terraform {
  required_version = ">= 1.8"
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "token" {
  type      = string
  default   = "t0ken"
  ephemeral = true
}
provider "aws" { region = "eu-west-1" }
provider "aws" {
  alias  = "us"
  region = "us-east-1"
  token  = var.token
}
moved {
  from = aws_sqs_queue.before
  to   = aws_sqs_queue.main
}
moved {
  from = module.old
  to   = module.leaf
}
removed {
  from = aws_sns_topic.gone
  lifecycle { destroy = false }
}
resource "aws_sqs_queue" "main" {
  name = "main"
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [tags, name]
    precondition {
      condition     = length(terraform_data.version.input) == 2
      error_message = "never"
    }
    replace_triggered_by = [terraform_data.version]
  }
}
resource "terraform_data" "version" { input = "v1" }
resource "aws_sns_topic" "us" {
  provider = aws.us
  name     = "us-${aws_sqs_queue.main.name}"
}
module "leaf" {
  source     = "./leaf"
  providers  = { aws = aws.us }
  depends_on = [aws_sqs_queue.main]
  name       = aws_sns_topic.us.name
}
check "reachable" {
  data "http" "health" { url = "https://example.com" }
  assert {
    condition     = data.http.health.status_code == 200
    error_message = "down"
  }
}
resource "aws_ssm_parameter" "label" {
  name  = "/label"
  type  = "String"
  value = module.leaf.label
}
output "label" {
  value = module.leaf.label
  precondition {
    condition     = module.leaf.label != ""
    error_message = "empty"
  }
}
