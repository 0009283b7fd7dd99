terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.10"
    }
  }
}

provider "azurerm" {
  features {}
}

# expect: azure-virtual-machine-confidential-vm-not-configured
resource "azurerm_linux_virtual_machine" "virtual_machine_confidential_vm_not_configured" {
  name                  = "example-machine"
  resource_group_name   = "rg"
  location              = "westeurope"
  size                  = "Standard_NCC40ads_H100_v5"
  admin_username        = "adminuser"
  network_interface_ids = ["/subscriptions/x/nic"]
  admin_ssh_key {
    username   = "adminuser"
    public_key = "ssh-rsa AAAA"
  }
  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
  source_image_reference {
    publisher = "Canonical"
    offer     = "0001-com-ubuntu-confidential-vm-jammy"
    sku       = "22_04-lts-cvm"
    version   = "latest"
  }
}

# expect: azure-virtual-machine-vtpm-off
resource "azurerm_linux_virtual_machine" "virtual_machine_vtpm_off" {
  name                  = "example-machine"
  resource_group_name   = "rg"
  location              = "westeurope"
  size                  = "Standard_DC4as_v5"
  admin_username        = "adminuser"
  network_interface_ids = ["/subscriptions/x/nic"]
  secure_boot_enabled   = false
  vtpm_enabled          = false
  os_disk {
    caching                  = "ReadWrite"
    storage_account_type     = "Standard_LRS"
    security_encryption_type = "VMGuestStateOnly"
  }
}

# expect: azure-virtual-machine-host-encryption-off
resource "azurerm_linux_virtual_machine" "virtual_machine_host_encryption_off" {
  name                  = "example-machine"
  resource_group_name   = "rg"
  location              = "westeurope"
  size                  = "Standard_NC40ads_H100_v5"
  admin_username        = "adminuser"
  network_interface_ids = ["/subscriptions/x/nic"]
  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
}

# expect: azure-virtual-machine-secure-boot-off
resource "azurerm_linux_virtual_machine" "virtual_machine_secure_boot_off" {
  name                  = "example-machine"
  resource_group_name   = "rg"
  location              = "westeurope"
  size                  = "Standard_NC40ads_H100_v5"
  admin_username        = "adminuser"
  network_interface_ids = ["/subscriptions/x/nic"]
  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
}

# expect: azure-virtual-machine-confidential-vm-not-configured
resource "azurerm_windows_virtual_machine" "virtual_machine_confidential_vm_not_configured_2" {
  name                  = "example-machine"
  resource_group_name   = "rg"
  location              = "westeurope"
  size                  = "Standard_DC8as_v5"
  admin_username        = "adminuser"
  admin_password        = "P@$$w0rd1234!"
  network_interface_ids = ["/subscriptions/x/nic"]
  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
}

# expect: azure-aks-sensitive-pool-not-confidential
resource "azurerm_kubernetes_cluster_node_pool" "aks_sensitive_pool_not_confidential" {
  name                  = "sensitive"
  kubernetes_cluster_id = "/subscriptions/x/aks"
  vm_size               = "Standard_DS2_v2"
  node_count            = 1
  node_labels = {
    sensitivity = "confidential"
  }
  tags = {
    Environment = "Production"
  }
}

# expect: azure-aks-node-pool-fips-off
resource "azurerm_kubernetes_cluster_node_pool" "aks_node_pool_fips_off" {
  name                  = "gpu"
  kubernetes_cluster_id = "/subscriptions/x/aks"
  vm_size               = "Standard_NC24ads_A100_v4"
  fips_enabled          = false
}

# expect: azure-aks-node-pool-public-ip
resource "azurerm_kubernetes_cluster_node_pool" "aks_node_pool_public_ip" {
  name                   = "gpu"
  kubernetes_cluster_id  = "/subscriptions/x/aks"
  vm_size                = "Standard_NC24ads_A100_v4"
  node_public_ip_enabled = true
}

# expect: azure-aks-sensitive-pool-not-confidential
resource "azurerm_kubernetes_cluster_node_pool" "aks_sensitive_pool_not_confidential_2" {
  name                  = "inference"
  kubernetes_cluster_id = "/subscriptions/x/aks"
  vm_size               = "Standard_D8s_v5"
  workload_runtime      = "OCIContainer"
  node_labels = {
    workload = "sensitive-inference"
  }
}

# expect: azure-aks-gpu-pool-not-confidential
resource "azurerm_kubernetes_cluster_node_pool" "aks_gpu_pool_not_confidential" {
  name                  = "gpu"
  kubernetes_cluster_id = "/subscriptions/x/aks"
  vm_size               = "Standard_NC24ads_A100_v4"
}

# expect: azure-container-group-not-confidential
resource "azurerm_container_group" "container_group_not_confidential" {
  name                = "example-continst"
  location            = "westeurope"
  resource_group_name = "rg"
  ip_address_type     = "Public"
  dns_name_label      = "aci-label"
  os_type             = "Linux"
  container {
    name   = "inference"
    image  = "mcr.microsoft.com/azuredocs/aci-helloworld:latest"
    cpu    = "0.5"
    memory = "1.5"
    ports {
      port     = 443
      protocol = "TCP"
    }
  }
}

# expect: azure-container-apps-all-traffic-to-newest-revision
resource "azurerm_container_app" "container_apps_all_traffic_to_newest_revision" {
  name                         = "llm"
  container_app_environment_id = "/subscriptions/x/env"
  resource_group_name          = "rg"
  revision_mode                = "Single"
  template {
    container {
      name   = "llm"
      image  = "example.azurecr.io/llm:1"
      cpu    = 0.25
      memory = "0.5Gi"
    }
  }
  ingress {
    external_enabled = true
    target_port      = 8000
    traffic_weight {
      latest_revision = true
      percentage      = 100
    }
  }
}

# expect: azure-container-group-not-confidential
resource "azurerm_container_group" "container_group_not_confidential_2" {
  name                = "llm-inference"
  location            = "westeurope"
  resource_group_name = "rg"
  os_type             = "Linux"
  sku                 = "Standard"
  container {
    name   = "vllm"
    image  = "example.azurecr.io/vllm:0.5"
    cpu    = "4"
    memory = "16"
  }
}
