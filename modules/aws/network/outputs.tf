output "vpc_id" {
  description = "VPC of the tiers."
  value       = aws_vpc.this.id
}

output "cidr_block" {
  description = "IPv4 range of the VPC."
  value       = var.cidr_block
}

output "subnet_ids" {
  description = "Private subnets by tier: data, training and serving."
  value       = { for tier in local.tiers : tier => [for key, subnet in local.subnets : aws_subnet.this[key].id if subnet.tier == tier] }
}

output "subnet_ids_by_zone" {
  description = "Subnets of the data tier by Availability Zone, such as for a CloudHSM cluster."
  value       = { for key, subnet in local.subnets : subnet.zone => aws_subnet.this[key].id if subnet.tier == "data" }
}

output "security_group_ids" {
  description = "Security groups by use: data, training, serving and endpoints."
  value       = { for key, group in aws_security_group.this : key => group.id }
}

output "endpoint_ids" {
  description = "Private endpoints by service."
  value       = merge({ s3 = aws_vpc_endpoint.s3.id }, { for service, endpoint in aws_vpc_endpoint.interface : service => endpoint.id })
}

output "egress_addresses" {
  description = "Public addresses that allowed egress comes from. Empty without listed domains."
  value       = [for address in aws_eip.nat : address.public_ip]
}
