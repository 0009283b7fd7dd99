locals {
  # Add-ons that call AWS, with the service account that does.
  addon_identities = {
    vpc-cni                         = { service_account = "aws-node", policy = "AmazonEKS_CNI_Policy" }
    amazon-cloudwatch-observability = { service_account = "cloudwatch-agent", policy = "CloudWatchAgentServerPolicy" }
  }
}

# Nodes need these to become ready.
resource "aws_eks_addon" "before_nodes" {
  for_each = {
    # Enforces NetworkPolicy objects in the kernel of each node; without it they are only words.
    vpc-cni                = jsonencode({ enableNetworkPolicy = "true" })
    kube-proxy             = null
    eks-pod-identity-agent = null
  }

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  configuration_values        = each.value
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = var.tags

  dynamic "pod_identity_association" {
    for_each = each.key == "vpc-cni" ? [each.key] : []

    content {
      service_account = local.addon_identities[each.key].service_account
      role_arn        = aws_iam_role.addon[each.key].arn
    }
  }
}

# These need nodes to become ready.
resource "aws_eks_addon" "after_nodes" {
  for_each = toset(["amazon-cloudwatch-observability", "coredns", "eks-node-monitoring-agent"])

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = var.tags

  dynamic "pod_identity_association" {
    for_each = each.key == "amazon-cloudwatch-observability" ? [each.key] : []

    content {
      service_account = local.addon_identities[each.key].service_account
      role_arn        = aws_iam_role.addon[each.key].arn
    }
  }

  depends_on = [aws_eks_node_group.this]
}

resource "aws_eks_pod_identity_association" "this" {
  for_each = var.pod_roles

  cluster_name    = aws_eks_cluster.this.name
  namespace       = split("/", each.key)[0]
  service_account = split("/", each.key)[1]
  role_arn        = each.value
  tags            = var.tags
}
