output "vpc_id" {
  description = "The network."
  value       = aws_vpc.main.id
}

output "cidr" {
  description = "Its addresses."
  value       = aws_vpc.main.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets of the load balancer and the NAT gateways."
  value       = aws_subnet.public[*].id
}

output "private_subnet_ids" {
  description = "Subnets of the tasks. Known once they have their way out: a task that starts before cannot pull its image."
  value       = aws_subnet.private[*].id
  depends_on  = [aws_route_table_association.private, aws_route_table_association.public]
}

output "database_subnet_ids" {
  description = "Subnets of database and cache."
  value       = aws_subnet.database[*].id
}

output "nat_addresses" {
  description = "Addresses seen from outside."
  value       = aws_eip.nat[*].public_ip
}
