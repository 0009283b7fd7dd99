data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  # By name, so that grants to the role can be read in the plan.
  role_arn = "arn:${local.partition}:iam::${local.account_id}:role/${var.name}-workbench"
}

resource "aws_sagemaker_domain" "this" {
  domain_name                   = var.name
  auth_mode                     = "SSO"
  vpc_id                        = var.vpc_id
  subnet_ids                    = var.subnet_ids
  app_network_access_type       = "VpcOnly"
  app_security_group_management = "Customer"
  kms_key_id                    = var.kms_key_arn
  tag_propagation               = "ENABLED"
  tags                          = var.tags

  domain_settings {
    execution_role_identity_config = "USER_PROFILE_NAME"
    security_group_ids             = var.security_group_ids

    docker_settings {
      enable_docker_access = "DISABLED"
    }
  }

  default_user_settings {
    execution_role      = aws_iam_role.this.arn
    security_groups     = var.security_group_ids
    auto_mount_home_efs = "Disabled"

    # Shared notebook output has carried more training data out of teams than any bucket.
    sharing_settings {
      notebook_output_option = "Disabled"
    }

    space_storage_settings {
      default_ebs_storage_settings {
        default_ebs_volume_size_in_gb = 20
        maximum_ebs_volume_size_in_gb = 200
      }
    }

    jupyter_lab_app_settings {
      app_lifecycle_management {
        idle_settings {
          lifecycle_management        = "ENABLED"
          idle_timeout_in_minutes     = var.idle_minutes
          min_idle_timeout_in_minutes = 60
          max_idle_timeout_in_minutes = 480
        }
      }
    }

    code_editor_app_settings {
      app_lifecycle_management {
        idle_settings {
          lifecycle_management        = "ENABLED"
          idle_timeout_in_minutes     = var.idle_minutes
          min_idle_timeout_in_minutes = 60
          max_idle_timeout_in_minutes = 480
        }
      }
    }

    # Canvas sends data to services that the network tiers do not cover.
    canvas_app_settings {
      direct_deploy_settings {
        status = "DISABLED"
      }

      model_register_settings {
        status = "DISABLED"
      }
    }
  }

  default_space_settings {
    execution_role  = aws_iam_role.this.arn
    security_groups = var.security_group_ids
  }

  retention_policy {
    home_efs_file_system = "Retain"
  }
}

resource "aws_sagemaker_user_profile" "this" {
  for_each = var.users

  domain_id                      = aws_sagemaker_domain.this.id
  user_profile_name              = each.key
  single_sign_on_user_identifier = "UserName"
  single_sign_on_user_value      = each.value
  tags                           = var.tags
}
