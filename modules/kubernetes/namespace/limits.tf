resource "kubernetes_resource_quota_v1" "this" {
  metadata {
    name      = "quota"
    namespace = kubernetes_namespace_v1.this.metadata[0].name
  }

  spec {
    hard = {
      "requests.cpu"            = var.quota.cpu
      "limits.cpu"              = var.quota.cpu
      "requests.memory"         = "${var.quota.memory_gib}Gi"
      "limits.memory"           = "${var.quota.memory_gib}Gi"
      "requests.storage"        = "${var.quota.storage_gib}Gi"
      "requests.nvidia.com/gpu" = var.quota.gpus
      "pods"                    = var.quota.pods
      # Either would give the namespace an address of its own, past the gateway.
      "services.loadbalancers" = 0
      "services.nodeports"     = 0
    }
  }
}

resource "kubernetes_limit_range_v1" "this" {
  metadata {
    name      = "limits"
    namespace = kubernetes_namespace_v1.this.metadata[0].name
  }

  spec {
    limit {
      type = "Container"

      default_request = {
        cpu    = "100m"
        memory = "256Mi"
      }

      default = {
        cpu                 = "500m"
        memory              = "512Mi"
        "ephemeral-storage" = "1Gi"
      }

      max = {
        cpu    = var.container_max.cpu
        memory = "${var.container_max.memory_gib}Gi"
      }
    }
  }
}
