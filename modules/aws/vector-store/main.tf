resource "aws_opensearchserverless_vpc_endpoint" "this" {
  name               = var.name
  vpc_id             = var.vpc_id
  subnet_ids         = var.subnet_ids
  security_group_ids = var.security_group_ids
}

resource "aws_opensearchserverless_security_policy" "encryption" {
  name        = var.name
  type        = "encryption"
  description = "Customer-managed key."

  policy = jsonencode({
    Rules       = [{ ResourceType = "collection", Resource = ["collection/${var.name}"] }]
    AWSOwnedKey = false
    KmsARN      = var.kms_key_arn
  })
}

# A collection that no network policy applies to answers nobody (documentation of aws_opensearchserverless_collection).
resource "aws_opensearchserverless_security_policy" "network" {
  count = var.endpoint_ids == null ? 1 : min(length(var.endpoint_ids), 1)

  name        = var.name
  type        = "network"
  description = "Through the VPC endpoint only; no dashboards."

  policy = jsonencode([{
    Rules           = [{ ResourceType = "collection", Resource = ["collection/${var.name}"] }]
    AllowFromPublic = false
    SourceVPCEs     = var.endpoint_ids == null ? [aws_opensearchserverless_vpc_endpoint.this.id] : sort(var.endpoint_ids)
  }])
}

resource "aws_opensearchserverless_access_policy" "writer" {
  name        = "${var.name}-write"
  type        = "data"
  description = "Create indexes and write documents."

  policy = jsonencode([{
    Principal = sort(var.writer_role_arns)
    Rules = [
      { ResourceType = "collection", Resource = ["collection/${var.name}"], Permission = ["aoss:DescribeCollectionItems"] },
      {
        ResourceType = "index"
        Resource     = ["index/${var.name}/*"]
        Permission   = ["aoss:CreateIndex", "aoss:DescribeIndex", "aoss:ReadDocument", "aoss:UpdateIndex", "aoss:WriteDocument"]
      },
    ]
  }])
}

resource "aws_opensearchserverless_access_policy" "reader" {
  name        = "${var.name}-read"
  type        = "data"
  description = "Search."

  policy = jsonencode([{
    Principal = sort(var.reader_role_arns)
    Rules = [
      { ResourceType = "index", Resource = ["index/${var.name}/*"], Permission = ["aoss:DescribeIndex", "aoss:ReadDocument"] },
    ]
  }])
}

resource "aws_opensearchserverless_collection" "this" {
  name             = var.name
  type             = "VECTORSEARCH"
  description      = "Embeddings."
  standby_replicas = "ENABLED"
  tags             = var.tags

  depends_on = [aws_opensearchserverless_security_policy.encryption, aws_opensearchserverless_security_policy.network]
}
