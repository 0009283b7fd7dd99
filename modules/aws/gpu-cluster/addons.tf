locals {
  addons = {
    # Enforces NetworkPolicy objects in the kernel of each node; without it they are only words.
    vpc-cni = jsonencode({ enableNetworkPolicy = "true" })

    kube-proxy                      = null
    eks-pod-identity-agent          = null
    eks-node-monitoring-agent       = null
    coredns                         = null
    amazon-cloudwatch-observability = null
  }

  # Add-ons that call AWS, with the service account that does.
  addon_identities = {
    vpc-cni                         = { service_account = "aws-node", policy = "AmazonEKS_CNI_Policy" }
    amazon-cloudwatch-observability = { service_account = "cloudwatch-agent", policy = "CloudWatchAgentServerPolicy" }
  }
}

resource "aws_eks_addon" "this" {
  for_each = local.addons

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  configuration_values        = each.value
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = var.tags

  dynamic "pod_identity_association" {
    for_each = contains(keys(local.addon_identities), each.key) ? [local.addon_identities[each.key]] : []

    content {
      service_account = pod_identity_association.value.service_account
      role_arn        = aws_iam_role.addon[each.key].arn
    }
  }
}

resource "aws_eks_pod_identity_association" "this" {
  for_each = var.pod_roles

  cluster_name    = aws_eks_cluster.this.name
  namespace       = split("/", each.key)[0]
  service_account = split("/", each.key)[1]
  role_arn        = each.value
  tags            = var.tags
}
