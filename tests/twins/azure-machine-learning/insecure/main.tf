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

# expect: azure-ai-foundry-managed-network-disabled
resource "azurerm_ai_foundry" "ai_foundry_managed_network_disabled" {
  name                = "exampleaihub"
  location            = "westeurope"
  resource_group_name = "rg"
  storage_account_id  = "/subscriptions/x/sa"
  key_vault_id        = "/subscriptions/x/kv"
  managed_network {
    isolation_mode = "Disabled"
  }
  identity {
    type = "SystemAssigned"
  }
}

# expect: azure-ai-foundry-no-customer-managed-key
resource "azurerm_ai_foundry" "ai_foundry_no_customer_managed_key" {
  name                = "exampleaihub"
  location            = "westeurope"
  resource_group_name = "rg"
  storage_account_id  = "/subscriptions/x/sa"
  key_vault_id        = "/subscriptions/x/kv"
  identity {
    type = "SystemAssigned"
  }
}

# expect: azure-ai-foundry-managed-network-disabled
resource "azurerm_ai_foundry" "ai_foundry_managed_network_disabled_2" {
  name                  = "exampleaihub"
  location              = "westeurope"
  resource_group_name   = "rg"
  storage_account_id    = "/subscriptions/x/sa"
  key_vault_id          = "/subscriptions/x/kv"
  public_network_access = "Disabled"
  identity {
    type = "SystemAssigned"
  }
}

# expect: azure-machine-learning-workspace-managed-network-disabled
resource "azurerm_machine_learning_workspace" "machine_learning_workspace_managed_network_disabled" {
  name                    = "example-workspace"
  location                = "westeurope"
  resource_group_name     = "rg"
  application_insights_id = "/subscriptions/x/ai"
  key_vault_id            = "/subscriptions/x/kv"
  storage_account_id      = "/subscriptions/x/sa"
  identity {
    type = "SystemAssigned"
  }
}

# expect: azure-machine-learning-workspace-v1-legacy-mode
resource "azurerm_machine_learning_workspace" "machine_learning_workspace_v1_legacy_mode" {
  name                    = "example-workspace"
  location                = "westeurope"
  resource_group_name     = "rg"
  application_insights_id = "/subscriptions/x/ai"
  key_vault_id            = "/subscriptions/x/kv"
  storage_account_id      = "/subscriptions/x/sa"
  v1_legacy_mode_enabled  = true
  identity {
    type = "SystemAssigned"
  }
}

# expect: azure-machine-learning-workspace-managed-network-disabled
resource "azurerm_machine_learning_workspace" "machine_learning_workspace_managed_network_disabled_2" {
  name                    = "example-workspace"
  location                = "westeurope"
  resource_group_name     = "rg"
  application_insights_id = "/subscriptions/x/ai"
  key_vault_id            = "/subscriptions/x/kv"
  storage_account_id      = "/subscriptions/x/sa"
  managed_network {
    isolation_mode = "Disabled"
  }
  identity {
    type = "SystemAssigned"
  }
}

# expect: azure-machine-learning-workspace-no-customer-managed-key
resource "azurerm_machine_learning_workspace" "machine_learning_workspace_no_customer_managed_key" {
  name                    = "example-workspace"
  location                = "westeurope"
  resource_group_name     = "rg"
  application_insights_id = "/subscriptions/x/ai"
  key_vault_id            = "/subscriptions/x/kv"
  storage_account_id      = "/subscriptions/x/sa"
  identity {
    type = "SystemAssigned"
  }
}

# expect: azure-machine-learning-workspace-outbound-unrestricted
resource "azurerm_machine_learning_workspace" "machine_learning_workspace_outbound_unrestricted" {
  name                    = "example-workspace"
  location                = "westeurope"
  resource_group_name     = "rg"
  application_insights_id = "/subscriptions/x/ai"
  key_vault_id            = "/subscriptions/x/kv"
  storage_account_id      = "/subscriptions/x/sa"
  managed_network {
    isolation_mode = "AllowInternetOutbound"
  }
  identity {
    type = "SystemAssigned"
  }
}

# expect: azure-machine-learning-compute-public-ip
resource "azurerm_machine_learning_compute_cluster" "machine_learning_compute_public_ip" {
  name                          = "example"
  location                      = "West Europe"
  vm_priority                   = "LowPriority"
  vm_size                       = "Standard_DS2_v2"
  machine_learning_workspace_id = "/subscriptions/x/ws"
  subnet_resource_id            = "/subscriptions/x/subnet"
  scale_settings {
    min_node_count                       = 0
    max_node_count                       = 1
    scale_down_nodes_after_idle_duration = "PT30S"
  }
  identity {
    type = "SystemAssigned"
  }
}

# expect: azure-machine-learning-compute-ssh-open
resource "azurerm_machine_learning_compute_cluster" "machine_learning_compute_ssh_open" {
  name                          = "example"
  location                      = "West Europe"
  vm_priority                   = "Dedicated"
  vm_size                       = "Standard_NC24ads_A100_v4"
  machine_learning_workspace_id = "/subscriptions/x/ws"
  ssh_public_access_enabled     = true
  node_public_ip_enabled        = true
  scale_settings {
    min_node_count                       = 0
    max_node_count                       = 1
    scale_down_nodes_after_idle_duration = "PT30S"
  }
  ssh {
    admin_username = "admin"
    key_value      = "ssh-rsa AAA"
  }
}

# expect: azure-machine-learning-compute-ssh-password
resource "azurerm_machine_learning_compute_cluster" "machine_learning_compute_ssh_password" {
  name                          = "example"
  location                      = "West Europe"
  vm_priority                   = "Dedicated"
  vm_size                       = "Standard_NC24ads_A100_v4"
  machine_learning_workspace_id = "/subscriptions/x/ws"
  scale_settings {
    min_node_count                       = 0
    max_node_count                       = 1
    scale_down_nodes_after_idle_duration = "PT30S"
  }
  ssh {
    admin_username = "admin"
    admin_password = "P@ssw0rd1234!"
  }
}

# expect: azure-machine-learning-compute-public-ip
resource "azurerm_machine_learning_compute_instance" "machine_learning_compute_public_ip_2" {
  name                          = "example"
  machine_learning_workspace_id = "/subscriptions/x/ws"
  virtual_machine_size          = "STANDARD_DS2_V2"
}

# expect: azure-machine-learning-inference-cluster-without-tls
resource "azurerm_machine_learning_inference_cluster" "machine_learning_inference_cluster_without_tls" {
  name                          = "example"
  location                      = "westeurope"
  cluster_purpose               = "FastProd"
  kubernetes_cluster_id         = "/subscriptions/x/aks"
  machine_learning_workspace_id = "/subscriptions/x/ws"
}

# expect: azure-machine-learning-datastore-account-key
resource "azurerm_machine_learning_datastore_blobstorage" "machine_learning_datastore_account_key" {
  name                 = "example-datastore"
  workspace_id         = "/subscriptions/x/ws"
  storage_container_id = "/subscriptions/x/sc"
  account_key          = azurerm_storage_account.machine_learning_datastore_account_key_example.primary_access_key
}

resource "azurerm_storage_account" "machine_learning_datastore_account_key_example" {
  name                     = "workspacestorageaccount"
  location                 = "westeurope"
  resource_group_name      = "rg"
  account_tier             = "Standard"
  account_replication_type = "GRS"
}

# expect: azure-machine-learning-datastore-account-key
resource "azurerm_machine_learning_datastore_blobstorage" "machine_learning_datastore_account_key_2" {
  name                 = "example-datastore"
  workspace_id         = "/subscriptions/x/ws"
  storage_container_id = "/subscriptions/x/sc"
  account_key          = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYg=="
}
