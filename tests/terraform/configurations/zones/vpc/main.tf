variable "cidr" { type = string }
variable "azs" { type = list(string) }
variable "private_subnets" { type = list(string) }
variable "public_subnets" { type = list(string) }
variable "one_gateway" {
  type    = bool
  default = false
}
locals {
  longest = max(length(var.private_subnets), length(var.public_subnets))
}
resource "aws_vpc" "this" {
  cidr_block = var.cidr
}
resource "aws_subnet" "private" {
  count             = length(var.private_subnets)
  vpc_id            = aws_vpc.this.id
  cidr_block        = element(concat(var.private_subnets, [""]), count.index)
  availability_zone = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) > 0 ? element(var.azs, count.index) : null
  tags              = { Tier = "private", Index = count.index }
}
resource "aws_subnet" "public" {
  count      = local.longest > 0 && !var.one_gateway ? length(var.public_subnets) : 0
  vpc_id     = aws_vpc.this.id
  cidr_block = var.public_subnets[count.index]
}
resource "aws_nat_gateway" "this" {
  count     = var.one_gateway ? 1 : length(var.azs)
  subnet_id = aws_subnet.public[count.index].id
}
output "private_subnets" { value = aws_subnet.private[*].id }
