locals {
  # Namespaces of the platform's own agents, which need what workloads must not have. gpu-resources holds the device
  # plugin.
  platform_namespaces = ["kube-system", "gatekeeper-system", "azure-arc", "gpu-resources"]

  # Built-in definitions of Azure Policy.
  restricted_pods_initiative = "/providers/Microsoft.Authorization/policySetDefinitions/42b8ef37-b724-4e24-bbc8-7a7708edfe00"
  allowed_images_policy      = "/providers/Microsoft.Authorization/policyDefinitions/febd0533-8e55-448f-b837-bd0e06f16469"
}

resource "azurerm_resource_policy_assignment" "restricted_pods" {
  name                 = "restricted-pods"
  display_name         = "Pods meet the restricted pod security standard"
  resource_id          = azurerm_kubernetes_cluster.this.id
  policy_definition_id = local.restricted_pods_initiative
  enforce              = true

  parameters = jsonencode({
    effect             = { value = "Deny" }
    excludedNamespaces = { value = local.platform_namespaces }
  })
}

# A digest cannot be moved to another image, so what runs is what the registry scanned and the pipeline signed.
resource "azurerm_resource_policy_assignment" "images" {
  name                 = "images"
  display_name         = "Images come from ${var.registry_login_server} by digest"
  resource_id          = azurerm_kubernetes_cluster.this.id
  policy_definition_id = local.allowed_images_policy
  enforce              = true

  parameters = jsonencode({
    effect                      = { value = "Deny" }
    excludedNamespaces          = { value = local.platform_namespaces }
    allowedContainerImagesRegex = { value = "^${replace(var.registry_login_server, ".", "\\.")}/.+@sha256:[0-9a-f]{64}$" }
  })
}

# The platform's own best practices: probes, limits, no default namespace, spread over nodes.
resource "azurerm_kubernetes_cluster_deployment_safeguard" "this" {
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  level                 = "Enforce"
  excluded_namespaces   = local.platform_namespaces
}
