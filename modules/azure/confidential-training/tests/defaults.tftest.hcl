mock_provider "azurerm" {}

variables {
  name                       = "contoso-ml"
  resource_group_name        = "rg-ml"
  location                   = "northeurope"
  tags                       = { owner = "ml-platform", data-classification = "confidential", risk-tier = "high" }
  key_vault_id               = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-ml-kv"
  log_analytics_workspace_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
  private_endpoint_subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"
  private_dns_zone_ids = {
    attestation = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.attest.azure.net"
  }
  subnet_id                = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/training"
  image_version            = "22.04.202502270"
  admin_public_key         = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEo0k9Q2w6m1h3b8u5Yd7xqzJpVtLr4nKc0aWsGfTyHj break-glass"
  platform_attestation_uri = "https://sharedneu.neu.attest.azure.net"
  orchestrator_object_id   = "0d9f4b7a-2c31-4f57-9d7e-6b1a8c5e3f20"
}

run "machines_are_confidential" {
  command = plan

  assert {
    condition     = azurerm_linux_virtual_machine.this[0].vtpm_enabled && azurerm_linux_virtual_machine.this[0].secure_boot_enabled
    error_message = "Boot must be measured and verified."
  }

  assert {
    condition     = azurerm_linux_virtual_machine.this[0].os_disk[0].security_encryption_type == "DiskWithVMGuestState" && azurerm_disk_encryption_set.this.encryption_type == "ConfidentialVmEncryptedWithCustomerKey"
    error_message = "Disk and guest state must be encrypted by the machine with the customer's key."
  }

  assert {
    condition     = azurerm_linux_virtual_machine.this[0].size == "Standard_NCC40ads_H100_v5" && !azurerm_linux_virtual_machine.this[0].allow_extension_operations
    error_message = "The size must be confidential, and no extension may run inside."
  }
}

run "keys_are_released_to_attested_machines_only" {
  command = plan

  assert {
    condition     = alltrue([for key in azurerm_key_vault_key.this : key.key_type == "RSA-HSM" && key.release_policy[0].immutable])
    error_message = "Keys must live in an HSM under an unchangeable release policy."
  }

  assert {
    condition     = jsondecode(azurerm_key_vault_key.this["data"].release_policy[0].json).anyOf[0].authority == "https://contosomlatt.neu.attest.azure.net"
    error_message = "The data key must be released on the word of the module's own attestation service."
  }

  assert {
    condition     = contains(jsondecode(azurerm_key_vault_key.this["disk"].release_policy[0].json).anyOf[0].allOf[*].equals, "azure-compliant-cvm")
    error_message = "Disk keys must be released to compliant confidential machines only."
  }

  assert {
    condition     = azurerm_role_assignment.data_key_release.role_definition_name == "Key Vault Crypto Service Release User"
    error_message = "Machines must be able to ask for release, and for nothing else."
  }
}

run "debuggable_machines_get_no_token" {
  command = plan

  assert {
    condition     = strcontains(local.attestation_policy, "[ type==\"x-ms-sevsnpvm-is-debuggable\", value==false ] => permit()")
    error_message = "A debuggable machine must not be attested."
  }

  assert {
    condition     = split(".", azurerm_attestation_provider.this.sev_snp_policy_base64)[0] == "eyJhbGciOiJub25lIn0" && length(split(".", azurerm_attestation_provider.this.sev_snp_policy_base64)) == 3
    error_message = "The policy must be an unsigned token of three parts."
  }
}

run "machines_have_no_public_address" {
  command = plan

  assert {
    condition     = alltrue([for nic in azurerm_network_interface.this : nic.ip_configuration[0].public_ip_address_id == null])
    error_message = "No machine may have a public address."
  }
}

run "ordinary_size_is_refused" {
  command = plan

  variables {
    vm_size = "Standard_NC24ads_A100_v4"
  }

  expect_failures = [var.vm_size]
}

run "latest_image_is_refused" {
  command = plan

  variables {
    image_version = "latest"
  }

  expect_failures = [var.image_version]
}
