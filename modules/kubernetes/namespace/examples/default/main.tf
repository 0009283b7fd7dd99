provider "kubernetes" {
  config_path = "~/.kube/config"
}

module "namespace" {
  source = "../.."

  name = "churn-serving"

  quota              = { gpus = 4 }
  ingress_namespaces = ["gateway"]
  egress             = { private-endpoints = { cidr = "10.64.48.0/20" } }

  readers   = ["ml-support"]
  deployers = ["churn-release"]

  workload_identity = { "azure.workload.identity/client-id" = "5b0f3f0a-64f5-4d0e-9a35-0d3f1c2b4a61" }

  labels = {
    owner               = "churn"
    data-classification = "confidential"
    risk-tier           = "high"
  }
}
