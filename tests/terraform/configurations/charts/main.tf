# What runs on a cluster: charts with sensitive settings, manifests of several documents, text in block style that looks
# like something else.

variable "token" {
  type      = string
  default   = "s3cr3t"
  sensitive = true
}
variable "replicas" {
  type    = map(number)
  default = { web = 2 }
}
locals {
  namespace = "ml"
  documents = [for text in split("---\n", file("${path.module}/manifests.yaml")) : yamldecode(text) if trimspace(text) != ""]
}
resource "helm_release" "model_server" {
  name      = "model-server"
  chart     = "oci://registry.example.com/charts/model-server"
  namespace = local.namespace
  timeout   = "600"
  values = [
    yamlencode({ image = { tag = 1.10, pull = true }, nodes = [1, "2", null], replicas = var.replicas }),
  ]
  set = [
    { name = "service.port", value = 8080 },
    { name = "metrics", value = true, type = "string" },
  ]
  set_sensitive = [
    { name = "auth.user", value = "admin" },
    { name = "auth.token", value = var.token },
  ]
}
resource "kubernetes_manifest" "each" {
  for_each = { for document in local.documents : "${lower(document.kind)}/${document.metadata.name}" => document }
  manifest = merge(each.value, {
    metadata = merge({ namespace = local.namespace }, each.value.metadata, { labels = merge(try(each.value.metadata.labels, {}), { managed = "terraform" }) })
  })
}
