/**
 * # Confidential training
 *
 * Machines whose memory, GPU and disks the cloud operator cannot read. Disks open, and the key of the training data
 * is released, only to a machine that proves by attestation that it is a confidential one, booted as it should, not
 * debuggable. The data key never leaves the HSM for anybody else, administrators included.
 *
 * The workload asks the attestation service for a token and the vault for the key with it (secure key release); the
 * identity of the machines alone is not enough.
 *
 * Nobody can add an extension, because that would let the operator run code inside. What the platform's patching
 * leaves over is patched by replacing the machines with a newer `image_version`.
 */

resource "azurerm_user_assigned_identity" "machine" {
  name                = "${var.name}-sealed"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_network_interface" "this" {
  count = var.workers

  name                           = "${var.name}-sealed-${count.index}"
  resource_group_name            = var.resource_group_name
  location                       = var.location
  accelerated_networking_enabled = true
  ip_forwarding_enabled          = false
  tags                           = var.tags

  ip_configuration {
    name                          = "private"
    subnet_id                     = var.subnet_id
    private_ip_address_allocation = "Dynamic"
  }
}

resource "azurerm_linux_virtual_machine" "this" {
  count = var.workers

  name                  = "${var.name}-sealed-${count.index}"
  resource_group_name   = var.resource_group_name
  location              = var.location
  size                  = var.vm_size
  network_interface_ids = [azurerm_network_interface.this[count.index].id]
  tags                  = var.tags

  # Measured boot is what the attestation speaks about.
  vtpm_enabled        = true
  secure_boot_enabled = true
  # Azure refuses host encryption beside a confidential disk: the machine encrypts its disk itself, before the host
  # sees a byte.
  encryption_at_host_enabled = false

  os_disk {
    caching                          = "ReadWrite"
    storage_account_type             = "Premium_LRS"
    security_encryption_type         = "DiskWithVMGuestState"
    secure_vm_disk_encryption_set_id = azurerm_disk_encryption_set.this.id
  }

  source_image_reference {
    publisher = "Canonical"
    offer     = "0001-com-ubuntu-confidential-vm-jammy"
    sku       = "22_04-lts-cvm"
    version   = var.image_version
  }

  admin_username                  = "breakglass"
  disable_password_authentication = true
  allow_extension_operations      = false

  provision_vm_agent    = true
  patch_mode            = "AutomaticByPlatform"
  patch_assessment_mode = "AutomaticByPlatform"

  admin_ssh_key {
    username   = "breakglass"
    public_key = var.admin_public_key
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.machine.id]
  }
}
