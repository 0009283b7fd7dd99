mock_provider "kubernetes" {}

variables {
  registries = ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-test/"]
}

run "images_are_pinned_and_come_from_known_registries" {
  command = plan

  assert {
    condition     = kubernetes_validating_admission_policy_v1.this.spec.failure_policy == "Fail" && strcontains(kubernetes_validating_admission_policy_v1.this.spec.validations[1].expression, "['111122223333.dkr.ecr.eu-west-1.amazonaws.com/ai-test/'].exists")
    error_message = "The policy names the registries and fails closed."
  }

  assert {
    condition     = strcontains(kubernetes_validating_admission_policy_v1.this.spec.validations[0].expression, "@sha256:")
    error_message = "Images are pinned by digest."
  }
}

run "violations_are_denied_everywhere_but_in_system_namespaces" {
  command = plan

  assert {
    condition     = contains(kubernetes_manifest.binding.manifest.spec.validationActions, "Deny") && kubernetes_manifest.binding.manifest.spec.matchResources.namespaceSelector.matchExpressions[0].operator == "NotIn"
    error_message = "The binding denies."
  }
}

run "public_registries_are_refused" {
  command = plan

  variables {
    registries = ["docker.io/library/"]
  }

  expect_failures = [var.registries]
}

run "application_namespaces_cannot_be_exempt" {
  command = plan

  variables {
    exempt_namespaces = ["kube-system", "vision"]
  }

  expect_failures = [var.exempt_namespaces]
}
