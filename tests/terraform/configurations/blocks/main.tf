variable "rules" {
  default = [
    { port = 443, cidrs = ["10.0.0.0/8"] },
    { port = 22, cidrs = ["0.0.0.0/0", "192.168.0.0/16"] },
  ]
}
resource "aws_security_group" "inline" {
  name = "inline"
  dynamic "ingress" {
    for_each = var.rules
    iterator = rule
    content {
      from_port   = rule.value.port
      to_port     = rule.value.port
      protocol    = "tcp"
      cidr_blocks = rule.value.cidrs
      description = "rule ${rule.key}"
    }
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
  lifecycle_rule {
    enabled = true
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    transition {
      days          = 90
      storage_class = "GLACIER"
    }
  }
  lifecycle { ignore_changes = [tags] }
}
resource "aws_wafv2_web_acl" "w" {
  name  = "w"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  dynamic "rule" {
    for_each = { rate = 100, other = 2000 }
    content {
      name     = rule.key
      priority = index(keys({ rate = 1, other = 2 }), rule.key)
      action {
        block {}
      }
      statement {
        rate_based_statement {
          limit              = rule.value
          aggregate_key_type = "IP"
        }
      }
      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "m-${rule.key}"
        sampled_requests_enabled   = false
      }
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "w"
    sampled_requests_enabled   = false
  }
}
resource "google_container_cluster" "c" {
  name     = "c"
  location = "europe-west1"
  private_cluster_config {
    enable_private_nodes    = true
    master_ipv4_cidr_block  = "172.16.0.0/28"
    enable_private_endpoint = true
  }
  dynamic "master_authorized_networks_config" {
    for_each = [["10.0.0.0/8", "10.1.0.0/16"]]
    content {
      dynamic "cidr_blocks" {
        for_each = master_authorized_networks_config.value
        content {
          cidr_block   = cidr_blocks.value
          display_name = "n${cidr_blocks.key}"
        }
      }
    }
  }
}
resource "azurerm_linux_virtual_machine" "vm" {
  name                  = "vm"
  resource_group_name   = "rg"
  location              = "westeurope"
  size                  = "Standard_DC4as_v5"
  admin_username        = "ops"
  network_interface_ids = ["nic"]
  vtpm_enabled          = true
  os_disk {
    caching                  = "ReadWrite"
    storage_account_type     = "Premium_LRS"
    security_encryption_type = "VMGuestStateOnly"
  }
  admin_ssh_key {
    username   = "ops"
    public_key = "ssh-rsa AAAA"
  }
}
resource "kubernetes_deployment_v1" "d" {
  metadata {
    name   = "d"
    labels = { app = "d" }
  }
  spec {
    replicas = 2
    selector {
      match_labels = { app = "d" }
    }
    template {
      metadata {
        labels = { app = "d" }
      }
      spec {
        container {
          name  = "c"
          image = "img@sha256:abc"
          resources {
            limits = { cpu = "1", memory = "1Gi" }
          }
          security_context {
            run_as_non_root = true
            capabilities {
              drop = ["ALL"]
            }
          }
        }
      }
    }
  }
}
