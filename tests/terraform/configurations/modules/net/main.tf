variable "name" { type = string }
variable "zones" {
  type     = list(string)
  default  = ["x"]
  nullable = false
}
variable "config" {
  type = object({
    cidr   = string
    public = optional(bool, false)
    tags   = optional(map(string), { made = "here" })
    deep   = optional(object({ a = optional(number, 5) }), {})
  })
}
resource "aws_vpc" "this" {
  cidr_block           = var.config.cidr
  enable_dns_hostnames = var.config.public
  tags                 = merge(var.config.tags, { Name = var.name, deep = var.config.deep.a, path = path.module })
}
resource "aws_subnet" "this" {
  count                   = length(var.zones)
  vpc_id                  = aws_vpc.this.id
  cidr_block              = cidrsubnet(var.config.cidr, 8, count.index)
  availability_zone       = var.zones[count.index]
  map_public_ip_on_launch = var.config.public
}
output "names" { value = [for s in aws_subnet.this : s.availability_zone] }
output "count" { value = length(aws_subnet.this) }
output "vpc_id" { value = aws_vpc.this.id }
