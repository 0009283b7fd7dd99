# A network in the way of the public VPC modules: as many zones as a slice takes of those that a data source will list.
# How many subnets there are is known, what zone each is in is not.

variable "cidr" {
  type    = string
  default = "10.20.0.0/16"
}
data "aws_availability_zones" "available" {
  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}
locals {
  azs = slice(data.aws_availability_zones.available.names, 0, 3)
}
module "vpc" {
  source          = "./vpc"
  cidr            = var.cidr
  azs             = local.azs
  private_subnets = [for k, v in local.azs : cidrsubnet(var.cidr, 4, k)]
  public_subnets  = [for k, v in local.azs : cidrsubnet(var.cidr, 8, k + 48)]
}
resource "aws_db_subnet_group" "this" {
  name       = "db"
  subnet_ids = module.vpc.private_subnets
  tags       = { zones = length(local.azs), subnets = length(module.vpc.private_subnets) }
}
resource "aws_efs_mount_target" "this" {
  count          = length(local.azs)
  file_system_id = "fs-1"
  subnet_id      = element(module.vpc.private_subnets, count.index)
}
