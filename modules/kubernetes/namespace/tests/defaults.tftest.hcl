mock_provider "kubernetes" {}

variables {
  name   = "churn-serving"
  labels = { owner = "churn", data-classification = "confidential", risk-tier = "high" }
}

run "pods_are_restricted" {
  command = plan

  assert {
    condition     = alltrue([for mode in ["enforce", "audit", "warn"] : kubernetes_namespace_v1.this.metadata[0].labels["pod-security.kubernetes.io/${mode}"] == "restricted"])
    error_message = "Pods must meet the restricted standard."
  }
}

run "nothing_in_and_nothing_out_by_default" {
  command = plan

  assert {
    condition     = toset(kubernetes_network_policy_v1.deny.spec[0].policy_types) == toset(["Ingress", "Egress"]) && length(kubernetes_network_policy_v1.deny.spec[0].ingress) == 0 && length(kubernetes_network_policy_v1.deny.spec[0].egress) == 0
    error_message = "Both directions must be denied."
  }

  assert {
    condition     = kubernetes_network_policy_v1.dns.spec[0].egress[0].to[0].namespace_selector[0].match_labels["kubernetes.io/metadata.name"] == "kube-system"
    error_message = "Names must be resolved by the cluster's DNS only."
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.ingress) == 0 && length(kubernetes_network_policy_v1.egress) == 0
    error_message = "Nothing else may pass unless it is listed."
  }
}

run "accounts_hand_out_no_tokens" {
  command = plan

  assert {
    condition     = !kubernetes_default_service_account_v1.this.automount_service_account_token && !kubernetes_service_account_v1.workload.automount_service_account_token
    error_message = "Tokens must be mounted on purpose only."
  }
}

run "namespace_gets_no_address_of_its_own" {
  command = plan

  assert {
    condition     = kubernetes_resource_quota_v1.this.spec[0].hard["services.loadbalancers"] == "0" && kubernetes_resource_quota_v1.this.spec[0].hard["services.nodeports"] == "0"
    error_message = "Load balancers and node ports must be impossible."
  }

  assert {
    condition     = kubernetes_resource_quota_v1.this.spec[0].hard["requests.nvidia.com/gpu"] == "0"
    error_message = "GPUs must be granted explicitly."
  }
}

run "roles_are_least_privilege" {
  command = plan

  assert {
    condition = alltrue(flatten([for role in [kubernetes_role_v1.reader, kubernetes_role_v1.deployer] : [
      for rule in role.rule : length(setintersection(concat(tolist(rule.resources), tolist(rule.verbs), tolist(rule.api_groups)), ["*", "secrets", "pods/exec", "roles", "rolebindings", "escalate", "bind", "impersonate"])) == 0
    ]]))
    error_message = "No role may read secrets, open shells, grant rights or use wildcards."
  }
}

run "internet_egress_is_refused" {
  command = plan

  variables {
    egress = { everywhere = { cidr = "0.0.0.0/0" } }
  }

  expect_failures = [var.egress]
}

run "weaker_pod_standard_is_refused" {
  command = plan

  variables {
    labels = { owner = "churn", data-classification = "confidential", risk-tier = "high", "pod-security.kubernetes.io/enforce" = "privileged" }
  }

  expect_failures = [var.labels]
}

run "everybody_as_deployer_is_refused" {
  command = plan

  variables {
    deployers = ["system:authenticated"]
  }

  expect_failures = [var.deployers]
}
