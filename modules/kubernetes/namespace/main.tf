/**
 * # Namespace
 *
 * A Kubernetes namespace as a safe place for AI workloads: pods must meet the restricted standard, cannot take more
 * than their quota, and reach and are reached by nothing but what is listed. People get the least of two roles;
 * workloads get a service account without a token unless they mount one on purpose.
 */

resource "kubernetes_namespace_v1" "this" {
  metadata {
    name = var.name

    labels = merge(var.labels, {
      "pod-security.kubernetes.io/enforce"         = "restricted"
      "pod-security.kubernetes.io/enforce-version" = "latest"
      "pod-security.kubernetes.io/audit"           = "restricted"
      "pod-security.kubernetes.io/audit-version"   = "latest"
      "pod-security.kubernetes.io/warn"            = "restricted"
      "pod-security.kubernetes.io/warn-version"    = "latest"
    })
  }
}

# Pods that name no account run as this one; it must not hand out tokens.
resource "kubernetes_default_service_account_v1" "this" {
  metadata {
    namespace = kubernetes_namespace_v1.this.metadata[0].name
  }

  automount_service_account_token = false
}

resource "kubernetes_service_account_v1" "workload" {
  metadata {
    name        = "workload"
    namespace   = kubernetes_namespace_v1.this.metadata[0].name
    annotations = var.workload_identity
  }

  automount_service_account_token = false
}
