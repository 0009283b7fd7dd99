output "id" {
  description = "Resource id of the cluster."
  value       = azurerm_kubernetes_cluster.this.id
}

output "name" {
  description = "Name of the cluster."
  value       = azurerm_kubernetes_cluster.this.name
}

output "host" {
  description = "Private address of the API server."
  value       = "https://${azurerm_kubernetes_cluster.this.private_fqdn}"
}

output "oidc_issuer_url" {
  description = "Issuer of the cluster's service account tokens, for federated credentials of workload identities."
  value       = azurerm_kubernetes_cluster.this.oidc_issuer_url
}

output "kubelet_principal_id" {
  description = "Principal that pulls images, for reader access in model-registry."
  value       = azurerm_user_assigned_identity.kubelet.principal_id
}
