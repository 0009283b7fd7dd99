terraform {
  required_version = ">= 1.9"

  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 3.4"
    }
  }
}

provider "kubernetes" {
  config_path    = "~/.kube/config"
  config_context = "ai-prod"
}

module "image_admission" {
  source = "../.."

  registries = ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-prod/"]
}
