/**
 * # Inference
 *
 * A model server on Kubernetes that meets the restricted pod security standard: not root, read-only file system, no
 * capabilities, no service account token, the runtime's seccomp profile, images by digest. Replicas are spread over
 * zones and nodes, scale between a floor and a cap, survive node maintenance, and are replaced one by one. A canary
 * runs beside the stable image on its share of the traffic; `rollout undo` goes back through ten revisions.
 */

locals {
  selector = { "app.kubernetes.io/name" = var.name }
  labels   = merge(var.labels, local.selector)

  # Both releases answer behind one service, so the canary's share is its share of the replicas.
  releases = merge(
    { stable = { digest = var.digest, replicas = var.replicas.min } },
    var.canary_digest == null ? {} : { canary = { digest = var.canary_digest, replicas = 1 } },
  )

  gpus = var.resources.gpus == 0 ? {} : { "nvidia.com/gpu" = tostring(var.resources.gpus) }
  resources = merge({
    cpu                 = tostring(var.resources.cpu)
    memory              = "${var.resources.memory_gib}Gi"
    "ephemeral-storage" = "${var.resources.scratch_gib + 1}Gi"
  }, local.gpus)
}

resource "kubernetes_deployment_v1" "this" {
  for_each = local.releases

  metadata {
    name      = "${var.name}-${each.key}"
    namespace = var.namespace
    labels    = merge(local.labels, { "app.kubernetes.io/component" = each.key })
  }

  # A release on trial may fail without failing the apply; its alert and its removal are the rollback.
  wait_for_rollout = each.key == "stable"

  spec {
    replicas                  = each.value.replicas
    min_ready_seconds         = 30
    progress_deadline_seconds = var.server.startup_seconds + 300
    revision_history_limit    = 10

    selector {
      match_labels = merge(local.selector, { "app.kubernetes.io/component" = each.key })
    }

    strategy {
      type = "RollingUpdate"

      # A new replica answers before an old one goes.
      rolling_update {
        max_surge       = "1"
        max_unavailable = "0"
      }
    }

    template {
      metadata {
        labels = merge(local.labels, { "app.kubernetes.io/component" = each.key })
      }

      spec {
        service_account_name             = var.service_account_name
        automount_service_account_token  = false
        enable_service_links             = false
        host_network                     = false
        host_pid                         = false
        host_ipc                         = false
        share_process_namespace          = false
        termination_grace_period_seconds = 60

        security_context {
          run_as_non_root = true
          run_as_user     = "10001"
          run_as_group    = "10001"
          fs_group        = "10001"

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        container {
          name              = "model"
          image             = "${var.repository}@${each.value.digest}"
          image_pull_policy = "Always"

          security_context {
            privileged                 = false
            allow_privilege_escalation = false
            read_only_root_filesystem  = true
            run_as_non_root            = true
            run_as_user                = "10001"

            capabilities {
              drop = ["ALL"]
            }

            seccomp_profile {
              type = "RuntimeDefault"
            }
          }

          port {
            name           = "http"
            container_port = var.server.port
          }

          # Requests equal limits: a neighbour's load cannot slow answers down, and the pod is evicted last.
          resources {
            requests = local.resources
            limits   = local.resources
          }

          startup_probe {
            period_seconds    = 10
            failure_threshold = ceil(var.server.startup_seconds / 10)

            http_get {
              path = var.server.health_path
              port = "http"
            }
          }

          readiness_probe {
            period_seconds    = 5
            failure_threshold = 3

            http_get {
              path = var.server.health_path
              port = "http"
            }
          }

          liveness_probe {
            period_seconds    = 15
            failure_threshold = 4

            http_get {
              path = var.server.health_path
              port = "http"
            }
          }

          volume_mount {
            name       = "scratch"
            mount_path = "/tmp"
          }
        }

        # The only place to write, gone with the pod.
        volume {
          name = "scratch"

          empty_dir {
            size_limit = "${var.resources.scratch_gib}Gi"
          }
        }

        dynamic "toleration" {
          for_each = var.tolerations

          content {
            key      = toleration.key
            operator = "Equal"
            value    = toleration.value
            effect   = "NoSchedule"
          }
        }

        dynamic "topology_spread_constraint" {
          for_each = toset(["kubernetes.io/hostname", "topology.kubernetes.io/zone"])

          content {
            max_skew           = 1
            topology_key       = topology_spread_constraint.value
            when_unsatisfiable = "ScheduleAnyway"

            label_selector {
              match_labels = local.selector
            }
          }
        }
      }
    }
  }

  lifecycle {
    # The autoscaler owns the number of replicas after the first apply.
    ignore_changes = [spec[0].replicas]
  }
}

resource "kubernetes_service_v1" "this" {
  metadata {
    name      = var.name
    namespace = var.namespace
    labels    = local.labels
  }

  spec {
    type     = "ClusterIP"
    selector = local.selector

    port {
      name        = "http"
      port        = 80
      target_port = "http"
    }
  }
}

resource "kubernetes_horizontal_pod_autoscaler_v2" "this" {
  metadata {
    name      = var.name
    namespace = var.namespace
    labels    = local.labels
  }

  spec {
    min_replicas = var.replicas.min
    max_replicas = var.replicas.max

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = kubernetes_deployment_v1.this["stable"].metadata[0].name
    }

    metric {
      type = "Resource"

      resource {
        name = "cpu"

        target {
          type                = "Utilization"
          average_utilization = 70
        }
      }
    }

    behavior {
      # Loading a model is slow, so capacity that is here stays for ten minutes.
      scale_down {
        stabilization_window_seconds = 600
        select_policy                = "Min"

        policy {
          type           = "Pods"
          value          = 1
          period_seconds = 120
        }
      }
    }
  }
}

resource "kubernetes_pod_disruption_budget_v1" "this" {
  metadata {
    name      = var.name
    namespace = var.namespace
    labels    = local.labels
  }

  spec {
    max_unavailable = "1"

    selector {
      match_labels = local.selector
    }
  }
}

# The namespace denies everything; this lets the clients in, on the one port.
resource "kubernetes_network_policy_v1" "clients" {
  metadata {
    name      = "${var.name}-clients"
    namespace = var.namespace
    labels    = local.labels
  }

  spec {
    policy_types = ["Ingress"]

    pod_selector {
      match_labels = local.selector
    }

    ingress {
      dynamic "from" {
        for_each = var.client_namespaces

        content {
          namespace_selector {
            match_labels = { "kubernetes.io/metadata.name" = from.value }
          }
        }
      }

      ports {
        protocol = "TCP"
        port     = var.server.port
      }
    }
  }
}
