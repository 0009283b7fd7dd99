resource "aws_cloudhsm_v2_cluster" "this" {
  count = length(var.hsm_subnet_ids) == 0 ? 0 : 1

  hsm_type   = "hsm2m.medium"
  mode       = "FIPS"
  subnet_ids = values(var.hsm_subnet_ids)
  tags       = var.tags
}

resource "aws_cloudhsm_v2_hsm" "this" {
  for_each = var.hsm_subnet_ids

  cluster_id        = aws_cloudhsm_v2_cluster.this[0].cluster_id
  availability_zone = each.key
}

# The cluster is initialized by hand between two applies: its signing key must never be in a pipeline.
resource "aws_kms_custom_key_store" "this" {
  count = var.custom_key_store_certificate == "" ? 0 : 1

  custom_key_store_name    = var.name
  cloud_hsm_cluster_id     = aws_cloudhsm_v2_cluster.this[0].cluster_id
  trust_anchor_certificate = var.custom_key_store_certificate
  key_store_password       = var.custom_key_store_password

  depends_on = [aws_cloudhsm_v2_hsm.this]
}
