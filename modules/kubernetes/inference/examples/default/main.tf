provider "kubernetes" {
  config_path = "~/.kube/config"
}

module "namespace" {
  source = "../../../namespace"

  name   = "churn-serving"
  quota  = { gpus = 10 }
  egress = { private-endpoints = { cidr = "10.64.48.0/20" } }
  labels = local.labels
}

module "inference" {
  source = "../.."

  name                 = "churn"
  namespace            = module.namespace.name
  service_account_name = module.namespace.service_account_name
  repository           = "contosomlimages.azurecr.io/prod/churn"
  digest               = "sha256:6f2c1d0e9b8a7f6e5d4c3b2a19080706f5e4d3c2b1a0918273645546372819aa"

  resources         = { cpu = 4, memory_gib = 32, gpus = 1 }
  tolerations       = { sku = "gpu" }
  client_namespaces = ["gateway"]
  labels            = local.labels
}

locals {
  labels = {
    owner               = "churn"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
