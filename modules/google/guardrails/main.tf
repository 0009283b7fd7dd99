# Boolean constraints, all enforced. They hold for every project below the parent, whoever owns it and however it is managed.
locals {
  enforced_constraints = toset([
    # Compute: hardened boot, central SSH identities, no serial console, no nested hypervisor, no default network.
    "compute.disableGuestAttributesAccess",
    "compute.disableNestedVirtualization",
    "compute.disableSerialPortAccess",
    "compute.disableVpcExternalIpv6",
    "compute.requireOsLogin",
    "compute.requireShieldedVm",
    "compute.skipDefaultNetworkCreation",
    # Identity: workloads use attached or federated identities, never exported keys or the default accounts.
    "iam.automaticIamGrantsForDefaultServiceAccounts",
    "iam.disableServiceAccountKeyCreation",
    "iam.disableServiceAccountKeyUpload",
    # Storage: never public, IAM only.
    "storage.publicAccessPrevention",
    "storage.uniformBucketLevelAccess",
    # Notebooks: no root, no download, no public address, patched on schedule.
    "ainotebooks.disableFileDownloads",
    "ainotebooks.disableRootAccess",
    "ainotebooks.requireAutoUpgradeSchedule",
    "ainotebooks.restrictPublicIp",
    # Serving: callers are always authenticated; SQL stores never have a public address.
    "run.managed.requireInvokerIam",
    "sql.restrictPublicIp",
  ])

  # Services that hold training data, features, models or prompts and support customer-managed keys.
  cmek_services = [
    "aiplatform.googleapis.com",
    "artifactregistry.googleapis.com",
    "bigquery.googleapis.com",
    "container.googleapis.com",
    "dialogflow.googleapis.com",
    "discoveryengine.googleapis.com",
    "logging.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "storage.googleapis.com",
  ]
}

resource "google_org_policy_policy" "enforced" {
  for_each = local.enforced_constraints

  name   = "${var.parent}/policies/${each.key}"
  parent = var.parent

  spec {
    inherit_from_parent = false

    rules {
      enforce = "TRUE"
    }
  }
}

resource "google_org_policy_policy" "no_external_addresses" {
  name   = "${var.parent}/policies/compute.vmExternalIpAccess"
  parent = var.parent

  spec {
    inherit_from_parent = false

    rules {
      deny_all = "TRUE"
    }
  }
}

resource "google_org_policy_policy" "locations" {
  name   = "${var.parent}/policies/gcp.resourceLocations"
  parent = var.parent

  spec {
    inherit_from_parent = false

    rules {
      values {
        allowed_values = [for region in sort(var.regions) : "in:${region}-locations"]
      }
    }
  }
}

resource "google_org_policy_policy" "customer_managed_keys" {
  name   = "${var.parent}/policies/gcp.restrictNonCmekServices"
  parent = var.parent

  spec {
    inherit_from_parent = false

    rules {
      values {
        denied_values = local.cmek_services
      }
    }
  }
}

# Keys come from the projects whose administrators are separated from the users of the data.
resource "google_org_policy_policy" "key_projects" {
  name   = "${var.parent}/policies/gcp.restrictCmekCryptoKeyProjects"
  parent = var.parent

  spec {
    inherit_from_parent = false

    rules {
      values {
        allowed_values = [for project in sort(var.key_projects) : "projects/${project}"]
      }
    }
  }
}

resource "google_org_policy_policy" "members" {
  name   = "${var.parent}/policies/iam.allowedPolicyMemberDomains"
  parent = var.parent

  spec {
    inherit_from_parent = false

    rules {
      values {
        allowed_values = sort(var.customer_ids)
      }
    }
  }
}

resource "google_org_policy_policy" "tls" {
  name   = "${var.parent}/policies/gcp.restrictTLSVersion"
  parent = var.parent

  spec {
    inherit_from_parent = false

    rules {
      values {
        denied_values = ["TLS_VERSION_1", "TLS_VERSION_1_1"]
      }
    }
  }
}

# Services answer inside the network or behind the gateway, never on a public address of their own.
resource "google_org_policy_policy" "run_ingress" {
  name   = "${var.parent}/policies/run.allowedIngress"
  parent = var.parent

  spec {
    inherit_from_parent = false

    rules {
      values {
        allowed_values = ["internal", "internal-and-cloud-load-balancing"]
      }
    }
  }
}

# Models that nobody has assessed cannot be called or deployed.
resource "google_org_policy_policy" "models" {
  name   = "${var.parent}/policies/vertexai.allowedModels"
  parent = var.parent

  spec {
    inherit_from_parent = false

    rules {
      values {
        allowed_values = sort(var.allowed_models)
      }
    }
  }
}
