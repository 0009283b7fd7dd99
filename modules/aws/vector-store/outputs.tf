output "collection_arn" {
  description = "ARN of the collection."
  value       = aws_opensearchserverless_collection.this.arn
}

output "collection_endpoint" {
  description = "Endpoint of the collection, reachable from the VPC only."
  value       = aws_opensearchserverless_collection.this.collection_endpoint
}

output "endpoint_id" {
  description = "VPC endpoint that is made for the collection."
  value       = aws_opensearchserverless_vpc_endpoint.this.id
}

output "vector_index_arns" {
  description = "Indexes in S3 Vectors."
  value       = { for key, index in aws_s3vectors_index.this : key => index.index_arn }
}
