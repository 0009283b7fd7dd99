# Idioms of GKE modules: a list of pools keyed by name, per-pool maps merged over an "all" entry, blocks that appear
# when an object variable is not null (`x == null ? [] : [x]` and `[""]`), features switched by count, nested
# dynamic blocks, numbers and bools that arrive as strings.

variable "pools" {
  type = list(map(any))
  default = [
    { name = "default", machine_type = "e2-standard-8", min_count = "1", spot = "false" },
    { name = "a3", machine_type = "a3-highgpu-8g", accelerator_count = 8, spot = "true" },
  ]
}
variable "pool_labels" {
  type    = map(map(string))
  default = { all = { env = "prod" }, a3 = { gpu = "h100" } }
}
variable "pool_taints" {
  type    = map(list(object({ key = string, value = string, effect = string })))
  default = { all = [], a3 = [{ key = "nvidia.com/gpu", value = "present", effect = "NO_SCHEDULE" }] }
}
variable "master_authorized_networks" {
  type    = list(object({ cidr_block = string, display_name = optional(string) }))
  default = [{ cidr_block = "10.0.0.0/8" }, { cidr_block = "192.168.0.0/16", display_name = "office" }]
}
variable "private" {
  type    = object({ endpoint = optional(bool, true), nodes = optional(bool, true), master_cidr = optional(string) })
  default = {}
}
variable "database_key" {
  type    = string
  default = null
}
variable "maintenance" {
  type = object({
    daily      = optional(object({ start = string }))
    recurring  = optional(object({ start = string, end = string, rule = string }))
    exclusions = optional(list(object({ name = string, start = string, end = string, scope = optional(string) })), [])
  })
  default = { daily = { start = "03:00" }, exclusions = [{ name = "xmas", start = "2026-12-20T00:00:00Z", end = "2027-01-02T00:00:00Z" }] }
}

locals {
  pools  = { for pool in var.pools : pool["name"] => pool }
  labels = { for name in keys(local.pools) : name => merge(var.pool_labels["all"], lookup(var.pool_labels, name, {})) }
  taints = { for name in keys(local.pools) : name => concat(var.pool_taints["all"], try(var.pool_taints[name], [])) }
  spot   = [for name, pool in local.pools : name if tobool(lookup(pool, "spot", false))]
}

resource "google_container_cluster" "this" {
  name               = "train"
  location           = "europe-west4"
  initial_node_count = 1
  dynamic "private_cluster_config" {
    for_each = var.private.nodes || var.private.endpoint ? [var.private] : []
    content {
      enable_private_nodes    = private_cluster_config.value.nodes
      enable_private_endpoint = private_cluster_config.value.endpoint
      master_ipv4_cidr_block  = private_cluster_config.value.master_cidr
    }
  }
  dynamic "master_authorized_networks_config" {
    for_each = length(var.master_authorized_networks) > 0 ? [""] : []
    content {
      dynamic "cidr_blocks" {
        for_each = var.master_authorized_networks
        iterator = network
        content {
          cidr_block   = network.value.cidr_block
          display_name = coalesce(network.value.display_name, "network-${network.key}")
        }
      }
    }
  }
  dynamic "database_encryption" {
    for_each = var.database_key == null ? [] : [""]
    content {
      state    = "ENCRYPTED"
      key_name = var.database_key
    }
  }
  maintenance_policy {
    dynamic "daily_maintenance_window" {
      for_each = var.maintenance.daily != null && var.maintenance.recurring == null ? [var.maintenance.daily] : []
      content { start_time = daily_maintenance_window.value.start }
    }
    dynamic "maintenance_exclusion" {
      for_each = { for item in var.maintenance.exclusions : item.name => item }
      content {
        exclusion_name = maintenance_exclusion.key
        start_time     = maintenance_exclusion.value.start
        end_time       = maintenance_exclusion.value.end
        dynamic "exclusion_options" {
          for_each = maintenance_exclusion.value.scope == null ? [] : [maintenance_exclusion.value.scope]
          content { scope = exclusion_options.value }
        }
      }
    }
  }
}

resource "google_container_node_pool" "pool" {
  for_each           = local.pools
  name               = each.key
  cluster            = google_container_cluster.this.id
  initial_node_count = lookup(each.value, "autoscaling", true) ? lookup(each.value, "initial_node_count", lookup(each.value, "min_count", 1)) : null
  max_pods_per_node  = lookup(each.value, "max_pods_per_node", null)
  dynamic "autoscaling" {
    for_each = lookup(each.value, "autoscaling", true) ? [each.value] : []
    content {
      min_node_count = contains(keys(autoscaling.value), "total_min_count") ? null : lookup(autoscaling.value, "min_count", 1)
      max_node_count = contains(keys(autoscaling.value), "total_max_count") ? null : lookup(autoscaling.value, "max_count", 100)
    }
  }
  node_config {
    machine_type = lookup(each.value, "machine_type", "e2-medium")
    spot         = contains(local.spot, each.key)
    labels       = local.labels[each.key]
    tags         = compact(["gke", "gke-${each.key}", lookup(each.value, "tag", "")])
    dynamic "guest_accelerator" {
      for_each = lookup(each.value, "accelerator_count", 0) > 0 ? [1] : []
      content {
        type  = lookup(each.value, "accelerator_type", "nvidia-h100-80gb")
        count = each.value["accelerator_count"]
      }
    }
    dynamic "taint" {
      for_each = local.taints[each.key]
      content {
        effect = taint.value.effect
        key    = taint.value.key
        value  = taint.value.value
      }
    }
    shielded_instance_config {
      enable_secure_boot = tobool(lookup(each.value, "secure_boot", "true"))
    }
  }
}

resource "google_compute_firewall" "webhooks" {
  count         = anytrue([for pool in var.pools : lookup(pool, "accelerator_count", 0) != 0]) ? 1 : 0
  name          = substr("gke-${google_container_cluster.this.name}-webhooks", 0, min(36, length("gke-${google_container_cluster.this.name}-webhooks")))
  network       = "default"
  source_ranges = [for network in var.master_authorized_networks : network.cidr_block if can(cidrnetmask(network.cidr_block))]
  allow {
    protocol = "tcp"
    ports    = [for port in [8443, 9443] : tostring(port)]
  }
}
