terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.69"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

# expect: aws-sagemaker-endpoint-all-at-once, aws-sagemaker-endpoint-without-rollback-alarms
resource "aws_sagemaker_endpoint" "sagemaker_endpoint_all_at_once" {
  name                 = "my-endpoint"
  endpoint_config_name = "my-config"
  tags = {
    Name = "foo"
  }
}

resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_without_rollback_alarms_ec" {
  name = "my-endpoint-config"
  production_variants {
    variant_name           = "variant-1"
    model_name             = "model"
    initial_instance_count = 2
    instance_type          = "ml.t2.medium"
  }
}

# expect: aws-sagemaker-endpoint-without-rollback-alarms
resource "aws_sagemaker_endpoint" "sagemaker_endpoint_without_rollback_alarms" {
  name                 = "my-endpoint"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.sagemaker_endpoint_without_rollback_alarms_ec.name
  deployment_config {
    blue_green_update_policy {
      traffic_routing_configuration {
        type                     = "CANARY"
        wait_interval_in_seconds = 600
        canary_size {
          type  = "CAPACITY_PERCENT"
          value = 10
        }
      }
    }
  }
}

# expect: aws-sagemaker-endpoint-all-at-once
resource "aws_sagemaker_endpoint" "sagemaker_endpoint_all_at_once_2" {
  endpoint_config_name = "my-config"
  deployment_config {
    blue_green_update_policy {
      traffic_routing_configuration {
        type                     = "ALL_AT_ONCE"
        wait_interval_in_seconds = 0
      }
    }
    auto_rollback_configuration {
      alarms {
        alarm_name = "errors"
      }
    }
  }
}

variable "sagemaker_endpoint_all_at_once_3_routing" {
  default = "ALL_AT_ONCE"
}

# expect: aws-sagemaker-endpoint-all-at-once
resource "aws_sagemaker_endpoint" "sagemaker_endpoint_all_at_once_3" {
  endpoint_config_name = "my-config"
  deployment_config {
    blue_green_update_policy {
      termination_wait_in_seconds = 0
      traffic_routing_configuration {
        type                     = var.sagemaker_endpoint_all_at_once_3_routing
        wait_interval_in_seconds = 60
      }
    }
  }
}

# expect: aws-sagemaker-endpoint-config-without-data-capture
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_without_data_capture" {
  name = "my-endpoint-config"
  production_variants {
    variant_name           = "variant-1"
    model_name             = "model"
    initial_instance_count = 1
    instance_type          = "ml.t2.medium"
  }
}

# expect: aws-sagemaker-endpoint-config-without-data-capture
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_without_data_capture_2" {
  name        = "my-endpoint-config"
  kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/1234"
  production_variants {
    model_name             = "model"
    initial_instance_count = 2
    instance_type          = "ml.g5.xlarge"
  }
  data_capture_config {
    enable_capture              = false
    initial_sampling_percentage = 100
    destination_s3_uri          = "s3://capture"
    capture_options {
      capture_mode = "Input"
    }
  }
}

# expect: aws-sagemaker-endpoint-config-without-data-capture
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_without_data_capture_3" {
  name = "my-endpoint-config"
  production_variants {
    model_name             = "model"
    initial_instance_count = 2
    instance_type          = "ml.g5.xlarge"
  }
  data_capture_config {
    initial_sampling_percentage = 100
    destination_s3_uri          = "s3://capture"
    capture_options {
      capture_mode = "Input"
    }
  }
}

# expect: aws-sagemaker-endpoint-config-ssm-access
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_ssm_access" {
  production_variants {
    model_name             = "model"
    initial_instance_count = 2
    instance_type          = "ml.g5.xlarge"
    enable_ssm_access      = true
  }
}

# expect: aws-sagemaker-endpoint-config-ssm-access
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_ssm_access_2" {
  production_variants {
    model_name             = "model"
    initial_instance_count = 2
    instance_type          = "ml.g5.xlarge"
  }
  shadow_production_variants {
    model_name             = "model2"
    initial_instance_count = 2
    instance_type          = "ml.g5.xlarge"
    enable_ssm_access      = true
  }
}

# expect: aws-sagemaker-endpoint-config-single-instance
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_single_instance" {
  production_variants {
    model_name             = "model"
    initial_instance_count = 1
    instance_type          = "ml.g5.xlarge"
  }
}

variable "sagemaker_endpoint_config_single_instance_2_instances" {
  type    = number
  default = 1
}

# expect: aws-sagemaker-endpoint-config-single-instance
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_single_instance_2" {
  production_variants {
    model_name             = "model"
    initial_instance_count = var.sagemaker_endpoint_config_single_instance_2_instances
    instance_type          = "ml.g5.xlarge"
  }
}

# expect: aws-sagemaker-endpoint-config-single-instance
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_single_instance_3" {
  production_variants {
    model_name    = "model"
    instance_type = "ml.g5.xlarge"
    managed_instance_scaling {
      status             = "ENABLED"
      min_instance_count = 1
      max_instance_count = 4
    }
  }
}

# expect: aws-sagemaker-endpoint-config-core-dump-without-own-key
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_core_dump_without_own_key" {
  production_variants {
    model_name             = "model"
    initial_instance_count = 2
    instance_type          = "ml.g5.xlarge"
    core_dump_config {
      destination_s3_uri = "s3://dumps/"
    }
  }
}

# expect: aws-sagemaker-endpoint-config-async-output-without-own-key
resource "aws_sagemaker_endpoint_configuration" "sagemaker_endpoint_config_async_output_without_own_key" {
  production_variants {
    model_name             = "model"
    initial_instance_count = 2
    instance_type          = "ml.g5.xlarge"
  }
  async_inference_config {
    output_config {
      s3_output_path = "s3://out/"
    }
  }
}

# expect: aws-sagemaker-model-image-not-pinned, aws-sagemaker-model-image-outside-ecr
resource "aws_sagemaker_model" "sagemaker_model_image_not_pinned" {
  name               = "my-model"
  execution_role_arn = "arn:aws:iam::123456789012:role/r"
  primary_container {
    image = "docker.io/vllm/vllm-openai:latest"
  }
}

# expect: aws-sagemaker-model-image-outside-ecr
resource "aws_sagemaker_model" "sagemaker_model_image_outside_ecr" {
  name               = "my-model"
  execution_role_arn = "arn:aws:iam::123456789012:role/r"
  primary_container {
    image = "registry.corp.example/models/llm:1.2"
    image_config {
      repository_access_mode = "Platform"
    }
  }
}

# expect: aws-sagemaker-model-hub-token-in-environment
resource "aws_sagemaker_model" "sagemaker_model_hub_token_in_environment" {
  execution_role_arn = "arn:aws:iam::123456789012:role/r"
  primary_container {
    image = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"
    environment = {
      HF_TOKEN = "hf_aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567"
    }
  }
}

# expect: aws-sagemaker-model-secret-in-environment
resource "aws_sagemaker_model" "sagemaker_model_secret_in_environment" {
  execution_role_arn = "arn:aws:iam::123456789012:role/r"
  container {
    image = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"
    environment = {
      DB_PASSWORD = "SuperSecret123!"
    }
  }
}

# expect: aws-sagemaker-model-image-not-pinned
resource "aws_sagemaker_model" "sagemaker_model_image_not_pinned_2" {
  execution_role_arn = "arn:aws:iam::123456789012:role/r"
  primary_container {
    image = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:latest"
  }
}

variable "sagemaker_model_secret_in_environment_2_openai_key" {
  default = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"
}

# expect: aws-sagemaker-model-secret-in-environment
resource "aws_sagemaker_model" "sagemaker_model_secret_in_environment_2" {
  execution_role_arn = "arn:aws:iam::123456789012:role/r"
  primary_container {
    image = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    environment = {
      OPENAI_API_KEY = var.sagemaker_model_secret_in_environment_2_openai_key
    }
  }
}

# expect: aws-sagemaker-domain-iam-sign-in
resource "aws_sagemaker_domain" "sagemaker_domain_iam_sign_in" {
  domain_name = "example"
  auth_mode   = "IAM"
  vpc_id      = "vpc-1"
  subnet_ids  = ["subnet-1"]
  default_user_settings {
    execution_role = "arn:aws:iam::123456789012:role/r"
  }
}

# expect: aws-sagemaker-domain-shares-outputs-unencrypted
resource "aws_sagemaker_domain" "sagemaker_domain_shares_outputs_unencrypted" {
  domain_name = "example"
  auth_mode   = "SSO"
  vpc_id      = "vpc-1"
  subnet_ids  = ["subnet-1"]
  default_user_settings {
    execution_role = "arn:aws:iam::123456789012:role/r"
    sharing_settings {
      notebook_output_option = "Allowed"
      s3_output_path         = "s3://shared"
    }
  }
}

# expect: aws-sagemaker-domain-docker-access
resource "aws_sagemaker_domain" "sagemaker_domain_docker_access" {
  domain_name = "example"
  auth_mode   = "SSO"
  vpc_id      = "vpc-1"
  subnet_ids  = ["subnet-1"]
  default_user_settings {
    execution_role = "arn:aws:iam::123456789012:role/r"
  }
  domain_settings {
    docker_settings {
      enable_docker_access = "ENABLED"
    }
  }
}

# expect: aws-sagemaker-training-job-without-network-isolation
resource "aws_sagemaker_training_job" "sagemaker_training_job_without_network_isolation" {
  training_job_name = "example"
  role_arn          = "arn:aws:iam::123456789012:role/r"
  algorithm_specification {
    training_input_mode = "File"
    training_image      = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"
  }
  output_data_config {
    s3_output_path = "s3://bucket/output/"
  }
  resource_config {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 30
  }
  stopping_condition {
    max_runtime_in_seconds = 3600
  }
}

# expect: aws-sagemaker-training-job-output-without-own-key
resource "aws_sagemaker_training_job" "sagemaker_training_job_output_without_own_key" {
  training_job_name        = "example"
  role_arn                 = "arn:aws:iam::123456789012:role/r"
  enable_network_isolation = true
  algorithm_specification {
    training_input_mode = "File"
    training_image      = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"
  }
  output_data_config {
    s3_output_path = "s3://bucket/output/"
  }
  resource_config {
    instance_type     = "ml.m5.large"
    instance_count    = 1
    volume_size_in_gb = 30
    volume_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/1234"
  }
}

# expect: aws-sagemaker-training-job-remote-debug
resource "aws_sagemaker_training_job" "sagemaker_training_job_remote_debug" {
  training_job_name = "example"
  role_arn          = "arn:aws:iam::123456789012:role/r"
  algorithm_specification {
    training_input_mode = "File"
    algorithm_name      = "alg"
  }
  remote_debug_config {
    enable_remote_debug = true
  }
  output_data_config {
    s3_output_path = "s3://bucket/output/"
  }
  resource_config {
    instance_type  = "ml.p4d.24xlarge"
    instance_count = 2
  }
}

# expect: aws-sagemaker-training-job-without-network-isolation
resource "aws_sagemaker_training_job" "sagemaker_training_job_without_network_isolation_2" {
  training_job_name        = "example"
  role_arn                 = "arn:aws:iam::123456789012:role/r"
  enable_network_isolation = false
  algorithm_specification {
    training_input_mode = "File"
    algorithm_name      = "alg"
  }
  output_data_config {
    s3_output_path = "s3://bucket/output/"
  }
}

# expect: aws-sagemaker-tuning-job-without-network-isolation
resource "aws_sagemaker_hyper_parameter_tuning_job" "sagemaker_tuning_job_without_network_isolation" {
  name = "example"
  config {
    strategy = "Bayesian"
    resource_limits {
      max_parallel_training_jobs = 1
    }
  }
  training_job_definition {
    role_arn = "arn:aws:iam::123456789012:role/r"
    algorithm_specification {
      training_image      = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"
      training_input_mode = "File"
    }
    output_data_config {
      s3_output_path = "s3://b/out"
    }
    resource_config {
      instance_count    = 1
      instance_type     = "ml.m5.large"
      volume_size_in_gb = 30
    }
    stopping_condition {
      max_runtime_in_seconds = 3600
    }
  }
}

# expect: aws-sagemaker-tuning-job-output-without-own-key
resource "aws_sagemaker_hyper_parameter_tuning_job" "sagemaker_tuning_job_output_without_own_key" {
  name = "example"
  config {
    strategy = "Bayesian"
    resource_limits {
      max_parallel_training_jobs = 1
    }
  }
  training_job_definitions {
    definition_name          = "one"
    role_arn                 = "arn:aws:iam::123456789012:role/r"
    enable_network_isolation = true
    algorithm_specification {
      training_image      = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"
      training_input_mode = "File"
    }
    output_data_config {
      s3_output_path = "s3://b/out"
    }
    resource_config {
      instance_count    = 1
      instance_type     = "ml.m5.large"
      volume_size_in_gb = 30
    }
    stopping_condition {
      max_runtime_in_seconds = 3600
    }
  }
}

# expect: aws-sagemaker-labeling-job-output-without-own-key
resource "aws_sagemaker_labeling_job" "sagemaker_labeling_job_output_without_own_key" {
  label_attribute_name = "label"
  labeling_job_name    = "my-labeling-job"
  role_arn             = "arn:aws:iam::123456789012:role/r"
  human_task_config {
    number_of_human_workers_per_data_object = 1
    task_description                        = "d"
    task_time_limit_in_seconds              = 3600
    task_title                              = "t"
    workteam_arn                            = "arn:aws:sagemaker:us-west-2:394669845002:workteam/public-crowd/default"
  }
  input_config {
    data_source {
      s3_data_source {
        manifest_s3_uri = "s3://b/manifest"
      }
    }
  }
  output_config {
    s3_output_path = "s3://b/output"
  }
}

# expect: aws-sagemaker-tuning-job-volume-without-own-key
resource "aws_sagemaker_hyper_parameter_tuning_job" "sagemaker_tuning_job_volume_without_own_key" {
  name = "example"
  config {
    strategy = "Bayesian"
    resource_limits {
      max_parallel_training_jobs = 1
    }
  }
  training_job_definition {
    role_arn = "arn:aws:iam::123456789012:role/r"
    algorithm_specification {
      training_image      = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"
      training_input_mode = "File"
    }
    output_data_config {
      s3_output_path = "s3://b/out"
      kms_key_id     = "alias/a"
    }
    resource_config {
      instance_count    = 1
      instance_type     = "ml.m5.large"
      volume_size_in_gb = 30
    }
    stopping_condition {
      max_runtime_in_seconds = 3600
    }
  }
}

# expect: aws-sagemaker-workforce-open-to-all-addresses
resource "aws_sagemaker_workforce" "sagemaker_workforce_open_to_all_addresses" {
  workforce_name = "example"
  cognito_config {
    client_id = "client"
    user_pool = "pool"
  }
}

# expect: aws-sagemaker-workforce-open-to-all-addresses
resource "aws_sagemaker_workforce" "sagemaker_workforce_open_to_all_addresses_2" {
  workforce_name = "example"
  oidc_config {
    authorization_endpoint = "https://example.com"
    client_id              = "example"
    client_secret          = "example"
    issuer                 = "https://example.com"
    jwks_uri               = "https://example.com"
    logout_endpoint        = "https://example.com"
    token_endpoint         = "https://example.com"
    user_info_endpoint     = "https://example.com"
  }
  source_ip_config {
    cidrs = ["0.0.0.0/0"]
  }
}

# expect: aws-sagemaker-notebook-lifecycle-remote-script
resource "aws_sagemaker_notebook_instance_lifecycle_configuration" "sagemaker_notebook_lifecycle_remote_script" {
  name     = "foo"
  on_start = base64encode("#!/bin/bash\ncurl -fsSL https://get.example.com/install.sh | sh\n")
}

# expect: aws-sagemaker-notebook-lifecycle-secret
resource "aws_sagemaker_notebook_instance_lifecycle_configuration" "sagemaker_notebook_lifecycle_secret" {
  name = "foo"
  on_create = base64encode(<<-EOT
    #!/bin/bash
    export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
    export WANDB_API_KEY=0123456789abcdef0123456789abcdef01234567
  EOT
  )
}

# expect: aws-sagemaker-notebook-lifecycle-remote-script
resource "aws_sagemaker_notebook_instance_lifecycle_configuration" "sagemaker_notebook_lifecycle_remote_script_2" {
  name = "foo"
  on_start = base64encode(<<-EOT
    #!/bin/bash
    set -e
    wget -qO- http://mirror.example.com/setup.sh | sudo bash
  EOT
  )
}

# expect: aws-sagemaker-studio-lifecycle-remote-script
resource "aws_sagemaker_studio_lifecycle_config" "sagemaker_studio_lifecycle_remote_script" {
  studio_lifecycle_config_name     = "example"
  studio_lifecycle_config_app_type = "JupyterServer"
  studio_lifecycle_config_content  = base64encode("curl -s https://x.example/i.sh | bash")
}

# expect: aws-sagemaker-notebook-lifecycle-remote-script
resource "aws_sagemaker_notebook_instance_lifecycle_configuration" "sagemaker_notebook_lifecycle_remote_script_3" {
  name     = "foo"
  on_start = base64encode("#!/bin/bash\nbash <(curl -s https://x.example/i.sh)\n")
}

# expect: aws-sagemaker-notebook-lifecycle-secret
resource "aws_sagemaker_notebook_instance_lifecycle_configuration" "sagemaker_notebook_lifecycle_secret_2" {
  name     = "foo"
  on_start = base64encode("#!/bin/bash\necho 'password=Sup3rS3cret!' > /home/ec2-user/.my.cnf\nexport DB_PASSWORD=hunter2hunter2\n")
}

# expect: aws-sagemaker-model-package-policy-public
resource "aws_sagemaker_model_package_group_policy" "sagemaker_model_package_policy_public" {
  model_package_group_name = "group"
  resource_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sagemaker:*"
      Resource  = "*"
    }]
  })
}
