variable "size" { type = number }
resource "aws_sagemaker_endpoint_configuration" "this" {
  name = "stable"
  production_variants {
    model_name             = "m"
    variant_name           = "v"
    initial_instance_count = var.size
    instance_type          = "ml.m5.large"
  }
}
output "summary" {
  type       = object({ size = string, zones = set(string), tier = optional(string, "standard") })
  value      = { size = var.size, zones = ["b", "a", "b"] }
  deprecated = "see the endpoint"
}
