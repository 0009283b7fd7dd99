locals {
  name = "images-by-digest-from-known-registries"

  # A literal list in CEL. The validation of the variable keeps quotes and backslashes out of it.
  registries = "[${join(", ", [for registry in sort(var.registries) : "'${registry}'"])}]"
}

# Judged by the API server itself: no webhook that can be down, and Fail closes the door when an expression cannot be evaluated.
resource "kubernetes_validating_admission_policy_v1" "this" {
  metadata = {
    name = local.name
  }

  spec = {
    failure_policy = "Fail"

    match_constraints = {
      resource_rules = [{
        api_groups   = [""]
        api_versions = ["v1"]
        operations   = ["CREATE", "UPDATE"]
        resources    = ["pods", "pods/ephemeralcontainers"]
      }]
    }

    variables = [{
      name       = "images"
      expression = "(object.spec.containers + (has(object.spec.initContainers) ? object.spec.initContainers : []) + (has(object.spec.ephemeralContainers) ? object.spec.ephemeralContainers : [])).map(c, c.image)"
    }]

    validations = [
      {
        expression = "variables.images.all(image, image.matches('@sha256:[0-9a-f]{64}$'))"
        message    = "Images are named by digest: a tag can move after review."
      },
      {
        expression = "variables.images.all(image, ${local.registries}.exists(registry, image.startsWith(registry)))"
        message    = "Images come from the registries of signed builds."
      },
    ]

    audit_annotations = [{
      key              = "images"
      value_expression = "variables.images.join(', ')"
    }]
  }
}

resource "kubernetes_manifest" "binding" {
  manifest = {
    apiVersion = "admissionregistration.k8s.io/v1"
    kind       = "ValidatingAdmissionPolicyBinding"

    metadata = {
      name = local.name
    }

    spec = {
      policyName        = local.name
      validationActions = ["Deny", "Audit"]

      matchResources = {
        namespaceSelector = {
          matchExpressions = [{
            key      = "kubernetes.io/metadata.name"
            operator = "NotIn"
            values   = sort(var.exempt_namespaces)
          }]
        }
      }
    }
  }

  depends_on = [kubernetes_validating_admission_policy_v1.this]
}
