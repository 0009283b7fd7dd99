mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "111122223333"
    }
  }
  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }
  mock_data "aws_region" {
    defaults = {
      region = "eu-west-1"
    }
  }
  mock_data "aws_iam_policy_document" {
    defaults = {
      json          = "{}"
      minified_json = "{}"
    }
  }
}

variables {
  name               = "ai-test"
  subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-555555555555"
  logs_kms_key_arn   = "arn:aws:kms:eu-west-1:111122223333:key/00000000-1111-4222-8333-666666666666"
  admin_role_arns    = ["arn:aws:iam::111122223333:role/platform-administration"]

  tags = {
    owner               = "ml-platform"
    risk-tier           = "high"
    data-classification = "confidential"
  }
}

run "the_control_plane_is_private_logged_and_encrypted" {
  command = plan

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "The API answers in the VPC only."
  }

  assert {
    condition     = length(aws_eks_cluster.this.enabled_cluster_log_types) == 5 && aws_eks_cluster.this.encryption_config[0].provider[0].key_arn == var.kms_key_arn
    error_message = "All logs are kept and secrets are encrypted with the given key."
  }

  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API" && !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "Access is by access entries alone."
  }
}

run "nodes_are_bottlerocket_with_guarded_metadata" {
  command = plan

  assert {
    condition     = alltrue([for group in aws_eks_node_group.this : startswith(group.ami_type, "BOTTLEROCKET_")])
    error_message = "Nodes run Bottlerocket."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.this : template.metadata_options[0].http_tokens == "required" && template.metadata_options[0].http_put_response_hop_limit == 1 && template.key_name == null])
    error_message = "IMDSv2 within one hop and no SSH key."
  }

  assert {
    condition     = alltrue(flatten([for template in aws_launch_template.this : [for device in template.block_device_mappings : device.ebs[0].encrypted == "true" && device.ebs[0].kms_key_id == var.kms_key_arn]]))
    error_message = "All volumes are encrypted with the given key."
  }
}

run "network_policies_are_enforced" {
  command = plan

  assert {
    condition     = jsondecode(aws_eks_addon.before_nodes["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "The network plugin enforces NetworkPolicy."
  }
}

run "system_namespaces_are_not_handed_out" {
  command = plan

  variables {
    namespace_role_arns = { kube-system = "arn:aws:iam::111122223333:role/team" }
  }

  expect_failures = [var.namespace_role_arns]
}
