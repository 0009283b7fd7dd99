locals {
  # Plans by resource type, with the subplan and extensions that each needs.
  defender_plans = {
    AI              = { subplan = null, extensions = ["AIPromptEvidence"] }
    Api             = { subplan = "P1", extensions = [] }
    Arm             = { subplan = "PerSubscription", extensions = [] }
    CloudPosture    = { subplan = null, extensions = ["AgentlessVmScanning", "SensitiveDataDiscovery", "ContainerRegistriesVulnerabilityAssessments", "AgentlessDiscoveryForKubernetes"] }
    Containers      = { subplan = null, extensions = ["ContainerRegistriesVulnerabilityAssessments", "AgentlessDiscoveryForKubernetes", "ContainerSensor"] }
    KeyVaults       = { subplan = "PerKeyVault", extensions = [] }
    StorageAccounts = { subplan = "DefenderForStorageV2", extensions = ["OnUploadMalwareScanning", "SensitiveDataDiscovery"] }
    VirtualMachines = { subplan = "P2", extensions = ["AgentlessVmScanning"] }
  }
}

resource "azurerm_security_center_subscription_pricing" "this" {
  for_each = local.defender_plans

  resource_type = each.key
  tier          = "Standard"
  subplan       = each.value.subplan

  dynamic "extension" {
    for_each = toset(each.value.extensions)

    content {
      name = extension.value
    }
  }
}

resource "azurerm_security_center_contact" "this" {
  name                = "default1"
  email               = var.security_contact.email
  phone               = var.security_contact.phone
  alert_notifications = true
  alerts_to_admins    = true
}
