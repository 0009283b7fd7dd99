mock_provider "kubernetes" {}

variables {
  name                 = "churn"
  namespace            = "churn-serving"
  service_account_name = "workload"
  repository           = "contosomlimages.azurecr.io/prod/churn"
  digest               = "sha256:6f2c1d0e9b8a7f6e5d4c3b2a19080706f5e4d3c2b1a0918273645546372819aa"
  client_namespaces    = ["gateway"]
  labels               = { owner = "churn", data-classification = "confidential", risk-tier = "high" }
}

run "pods_are_restricted" {
  command = plan

  assert {
    condition     = kubernetes_deployment_v1.this["stable"].spec[0].template[0].spec[0].security_context[0].run_as_non_root && kubernetes_deployment_v1.this["stable"].spec[0].template[0].spec[0].security_context[0].seccomp_profile[0].type == "RuntimeDefault"
    error_message = "Pods must not be root and must run under the runtime's seccomp profile."
  }

  assert {
    condition     = kubernetes_deployment_v1.this["stable"].spec[0].template[0].spec[0].container[0].security_context[0].read_only_root_filesystem && !kubernetes_deployment_v1.this["stable"].spec[0].template[0].spec[0].container[0].security_context[0].allow_privilege_escalation && kubernetes_deployment_v1.this["stable"].spec[0].template[0].spec[0].container[0].security_context[0].capabilities[0].drop == tolist(["ALL"])
    error_message = "The container must not write to its root, gain rights or keep capabilities."
  }

  assert {
    condition     = !kubernetes_deployment_v1.this["stable"].spec[0].template[0].spec[0].automount_service_account_token
    error_message = "The pod must not get a token for the API server."
  }
}

run "replicas_are_replaced_one_by_one" {
  command = plan

  assert {
    condition     = kubernetes_deployment_v1.this["stable"].spec[0].strategy[0].rolling_update[0].max_unavailable == "0" && kubernetes_pod_disruption_budget_v1.this.spec[0].max_unavailable == "1"
    error_message = "Capacity must not drop in a release, and by one replica at most in maintenance."
  }

  assert {
    condition     = kubernetes_horizontal_pod_autoscaler_v2.this.spec[0].min_replicas == 3 && kubernetes_horizontal_pod_autoscaler_v2.this.spec[0].max_replicas == 9
    error_message = "Replicas must have a floor and a cap."
  }
}

run "gpu_is_limited" {
  command = plan

  variables {
    resources = { gpus = 1 }
  }

  assert {
    condition     = kubernetes_deployment_v1.this["stable"].spec[0].template[0].spec[0].container[0].resources[0].limits["nvidia.com/gpu"] == "1"
    error_message = "The GPU must be asked for as a limit."
  }
}

run "canary_runs_beside_stable" {
  command = plan

  variables {
    canary_digest = "sha256:aa2c1d0e9b8a7f6e5d4c3b2a19080706f5e4d3c2b1a0918273645546372819aa"
  }

  assert {
    condition     = keys(output.releases) == ["canary", "stable"] && kubernetes_deployment_v1.this["canary"].spec[0].replicas == "1"
    error_message = "The canary must run in one replica beside the stable release."
  }

  assert {
    condition     = kubernetes_service_v1.this.spec[0].selector == tomap({ "app.kubernetes.io/name" = "churn" })
    error_message = "Both releases must answer behind the service."
  }
}

run "only_clients_reach_the_server" {
  command = plan

  assert {
    condition     = kubernetes_service_v1.this.spec[0].type == "ClusterIP" && kubernetes_network_policy_v1.clients.spec[0].ingress[0].from[0].namespace_selector[0].match_labels["kubernetes.io/metadata.name"] == "gateway"
    error_message = "The server must be reachable from its clients' namespaces only."
  }
}

run "tagged_image_is_refused" {
  command = plan

  variables {
    digest = "latest"
  }

  expect_failures = [var.digest]
}

run "single_replica_is_refused" {
  command = plan

  variables {
    replicas = { min = 1 }
  }

  expect_failures = [var.replicas]
}

run "default_namespace_is_refused" {
  command = plan

  variables {
    namespace = "default"
  }

  expect_failures = [var.namespace]
}
