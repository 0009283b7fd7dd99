# A whole environment: every Azure module, wired by outputs. Nothing here is repeated by hand but names and people.

provider "azurerm" {
  features {}
}

locals {
  name            = "contoso-ml"
  location        = "northeurope"
  subscription_id = "6b1f2c3d-0a4e-4d55-9c1b-2f7f0e6a9d10"
  tenant_id       = "3f0c9a52-7d6b-4b0e-8a55-0b8c4f1e2d33"

  tags = {
    owner               = "ml-platform"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}

resource "azurerm_resource_group" "this" {
  name     = "rg-${local.name}"
  location = local.location
  tags     = local.tags
}

module "guardrails" {
  source = "../../../guardrails"

  name              = local.name
  scope_id          = "/subscriptions/${local.subscription_id}"
  allowed_locations = [local.location, "westeurope"]
  allowed_models    = ["gpt-4o"]
}

module "network" {
  source = "../../../network"

  name                         = local.name
  resource_group_name          = azurerm_resource_group.this.name
  location                     = local.location
  tags                         = local.tags
  ddos_protection_plan_id      = "/subscriptions/${local.subscription_id}/resourceGroups/rg-shared/providers/Microsoft.Network/ddosProtectionPlans/contoso"
  egress_fqdns                 = ["packages.example.com", "models.example.com"]
  runner_network               = { id = "/subscriptions/${local.subscription_id}/resourceGroups/rg-runners/providers/Microsoft.Network/virtualNetworks/contoso-ml-runners", address_prefix = "10.80.0.0/24" }
  encryption_key               = module.keys.keys["audit"]
  log_analytics_workspace_id   = module.audit_archive.log_analytics_workspace_id
  log_analytics_workspace_guid = module.audit_archive.log_analytics_workspace_guid
}

module "keys" {
  source = "../../../keys"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tenant_id                  = local.tenant_id
  tags                       = local.tags
  keys                       = { audit = {}, training-data = {}, models = {} }
  key_managers               = ["8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51"]
  private_endpoint_subnet_id = module.network.subnet_ids["endpoints"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id
}

module "audit_archive" {
  source = "../../../audit-archive"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  subscription_id            = local.subscription_id
  encryption_key             = module.keys.keys["audit"]
  private_endpoint_subnet_id = module.network.subnet_ids["endpoints"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  security_contact           = { email = "security@contoso.example", phone = "+46812345678" }
}

module "training_data" {
  source = "../../../training-data"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  encryption_key             = module.keys.keys["training-data"]
  private_endpoint_subnet_id = module.network.subnet_ids["data"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id

  readers = {
    training = module.training.identity_principal_id
    sealed   = module.confidential_training.identity_principal_id
    features = module.feature_store.identity_principal_id
  }
}

module "feature_store" {
  source = "../../../feature-store"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  encryption_key             = module.keys.keys["training-data"]
  private_endpoint_subnet_id = module.network.subnet_ids["data"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id
  sources                    = { lake = module.training_data.storage_account_id }
  consumers                  = { training = module.training.identity_principal_id }
}

module "pii_inspection" {
  source = "../../../pii-inspection"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  key_vault_id               = module.keys.key_vault_id
  private_endpoint_subnet_id = module.network.subnet_ids["endpoints"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id
  action_group_id            = module.audit_archive.action_group_id
}

module "training" {
  source = "../../../training"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  encryption_key             = module.keys.keys["training-data"]
  container_registry_id      = module.model_registry.registry_id
  private_endpoint_subnet_id = module.network.subnet_ids["endpoints"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id
  training_data              = { lake = module.training_data.storage_account_id }
}

module "confidential_training" {
  source = "../../../confidential-training"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  key_vault_id               = module.keys.key_vault_id
  subnet_id                  = module.network.subnet_ids["training"]
  private_endpoint_subnet_id = module.network.subnet_ids["endpoints"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id
  image_version              = "22.04.202502270"
  admin_public_key           = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEo0k9Q2w6m1h3b8u5Yd7xqzJpVtLr4nKc0aWsGfTyHj break-glass"
  platform_attestation_uri   = "https://sharedneu.neu.attest.azure.net"
  orchestrator_object_id     = "0d9f4b7a-2c31-4f57-9d7e-6b1a8c5e3f20"
}

module "workbench" {
  source = "../../../workbench"

  name                = local.name
  resource_group_name = azurerm_resource_group.this.name
  location            = local.location
  tags                = local.tags
  tenant_id           = local.tenant_id
  workspace_id        = module.training.workspace_id
  workspace_name      = module.training.workspace_name
  instances           = { wb-alva = { user_object_id = "c4e5d6f7-1a2b-4c3d-8e9f-0a1b2c3d4e52" } }
}

module "model_registry" {
  source = "../../../model-registry"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  replica_location           = "westeurope"
  tags                       = local.tags
  encryption_key             = module.keys.keys["models"]
  private_endpoint_subnet_id = module.network.subnet_ids["endpoints"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id

  access = {
    dev = { writers = { training = module.training.identity_principal_id } }
    prod = {
      readers = {
        serving = module.serving.identity_principal_id
        cluster = module.gpu_cluster.kubelet_principal_id
      }
      writers = { release = "5d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f55" }
    }
  }
  signers = { release = "5d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f55" }
}

module "gpu_cluster" {
  source = "../../../gpu-cluster"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  tenant_id                  = local.tenant_id
  encryption_key             = module.keys.keys["models"]
  node_subnet_id             = module.network.subnet_ids["serving"]
  control_subnet_id          = module.network.subnet_ids["control"]
  admin_groups               = ["8d2a1f70-5c3e-4f6b-9b0d-7a1e2c3d4f51"]
  registry_login_server      = module.model_registry.login_server
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id
}

module "serving" {
  source = "../../../serving"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  image                      = "contosomlimages.azurecr.io/prod/churn@sha256:6f2c1d0e9b8a7f6e5d4c3b2a19080706f5e4d3c2b1a0918273645546372819aa"
  revision                   = "v12"
  stable_revision            = "v11"
  subnet_id                  = module.network.subnet_ids["apps"]
  gateway_prefix             = module.network.subnet_prefixes["gateway"]
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id
  action_group_id            = module.audit_archive.action_group_id
  rollback_action_group_id   = module.audit_archive.action_group_id
}

module "vector_store" {
  source = "../../../vector-store"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  encryption_key             = module.keys.keys["models"]
  private_endpoint_subnet_id = module.network.subnet_ids["endpoints"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id
  readers                    = { serving = module.serving.identity_principal_id }
}

module "openai" {
  source = "../../../azure-openai"

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  key_vault_id               = module.keys.key_vault_id
  private_endpoint_subnet_id = module.network.subnet_ids["endpoints"]
  private_dns_zone_ids       = module.network.private_dns_zone_ids
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id
  action_group_id            = module.audit_archive.action_group_id
  deployments                = { chat = { model = "gpt-4o", version = "2024-11-20", capacity = 50 } }
}

module "gateway" {
  source = "../.."

  name                       = local.name
  resource_group_name        = azurerm_resource_group.this.name
  location                   = local.location
  tags                       = local.tags
  tenant_id                  = local.tenant_id
  gateway_subnet_id          = module.network.subnet_ids["gateway"]
  ingress_subnet_id          = module.network.subnet_ids["ingress"]
  publisher                  = { name = "Contoso ML platform", email = "ml-platform@contoso.example" }
  host_name                  = "models.contoso.example"
  audience                   = "api://models.contoso.example"
  consumers                  = { support-desk = "5b0f3f0a-64f5-4d0e-9a35-0d3f1c2b4a61" }
  openai                     = { id = module.openai.id, host_name = module.openai.host_name }
  model_server               = { endpoint = module.serving.endpoint, client_certificate_secret_id = "https://contoso-ml-kv.vault.azure.net/secrets/gateway-client" }
  log_analytics_workspace_id = module.audit_archive.log_analytics_workspace_id

  tls_certificate = {
    key_vault_id = module.keys.key_vault_id
    secret_id    = "https://contoso-ml-kv.vault.azure.net/secrets/models"
  }
}
