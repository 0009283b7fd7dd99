locals {
  # Each policy denies a resource for which `deny_when` holds. Field names are the aliases of the resource providers.
  policies = {
    locations = {
      title = "Resources stay in the approved regions"
      mode  = "Indexed"
      deny_when = { allOf = [
        { field = "location", notIn = sort(var.allowed_locations) },
        { field = "location", notEquals = "global" },
      ] }
    }
    tags = {
      title = "AI resources name their owner, data classification and risk tier"
      mode  = "Indexed"
      deny_when = { allOf = [
        { field = "type", in = [
          "Microsoft.CognitiveServices/accounts",
          "Microsoft.ContainerService/managedClusters",
          "Microsoft.MachineLearningServices/workspaces",
          "Microsoft.Search/searchServices",
          "Microsoft.Storage/storageAccounts",
        ] },
        { anyOf = [for tag in ["owner", "data-classification", "risk-tier"] : { field = "tags['${tag}']", exists = "false" }] },
      ] }
    }
    ai-private = {
      title = "AI services answer on private addresses only"
      mode  = "Indexed"
      deny_when = { anyOf = [for type in ["Microsoft.CognitiveServices/accounts", "Microsoft.MachineLearningServices/workspaces", "Microsoft.Search/searchServices"] : { allOf = [
        { field = "type", equals = type },
        { field = "${type}/publicNetworkAccess", notEquals = "Disabled" },
      ] }] }
    }
    ai-keyless = {
      title = "AI services accept Entra identities, not keys"
      mode  = "Indexed"
      deny_when = { anyOf = [for type in ["Microsoft.CognitiveServices/accounts", "Microsoft.MachineLearningServices/workspaces/computes", "Microsoft.Search/searchServices"] : { allOf = [
        { field = "type", equals = type },
        { field = "${type}/disableLocalAuth", notEquals = true },
      ] }] }
    }
    models = {
      title = "Only approved language models are deployed"
      mode  = "All"
      deny_when = { allOf = [
        { field = "type", equals = "Microsoft.CognitiveServices/accounts/deployments" },
        { field = "Microsoft.CognitiveServices/accounts/deployments/model.name", notIn = sort(var.allowed_models) },
      ] }
    }
    model-region = {
      title = "Prompts are processed in the region of the account"
      mode  = "All"
      deny_when = { allOf = [
        { field = "type", equals = "Microsoft.CognitiveServices/accounts/deployments" },
        { field = "Microsoft.CognitiveServices/accounts/deployments/sku.name", notIn = ["Standard", "ProvisionedManaged"] },
      ] }
    }
    storage = {
      title = "Storage accepts no account keys, no public blobs and no old TLS"
      mode  = "Indexed"
      deny_when = { allOf = [
        { field = "type", equals = "Microsoft.Storage/storageAccounts" },
        { anyOf = [
          { field = "Microsoft.Storage/storageAccounts/allowSharedKeyAccess", notEquals = false },
          { field = "Microsoft.Storage/storageAccounts/allowBlobPublicAccess", notEquals = false },
          { field = "Microsoft.Storage/storageAccounts/minimumTlsVersion", notIn = ["TLS1_2", "TLS1_3"] },
        ] },
      ] }
    }
    vaults = {
      title = "Vaults cannot be purged and use roles"
      mode  = "Indexed"
      deny_when = { allOf = [
        { field = "type", equals = "Microsoft.KeyVault/vaults" },
        { anyOf = [
          { field = "Microsoft.KeyVault/vaults/enablePurgeProtection", notEquals = true },
          { field = "Microsoft.KeyVault/vaults/enableRbacAuthorization", notEquals = true },
        ] },
      ] }
    }
    clusters = {
      title = "Kubernetes clusters are private and have no local accounts"
      mode  = "Indexed"
      deny_when = { allOf = [
        { field = "type", equals = "Microsoft.ContainerService/managedClusters" },
        { anyOf = [
          { field = "Microsoft.ContainerService/managedClusters/disableLocalAccounts", notEquals = true },
          { field = "Microsoft.ContainerService/managedClusters/apiServerAccessProfile.enablePrivateCluster", notEquals = true },
        ] },
      ] }
    }
    machines = {
      title = "Network interfaces have no public address"
      mode  = "Indexed"
      deny_when = { allOf = [
        { field = "type", equals = "Microsoft.Network/networkInterfaces" },
        { not = { field = "Microsoft.Network/networkInterfaces/ipconfigurations[*].publicIpAddress.id", notLike = "*" } },
      ] }
    }
  }
}
