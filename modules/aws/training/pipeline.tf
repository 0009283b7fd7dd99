locals {
  # By name, so that the whole definition can be read in the plan; the pipeline waits for the role.
  execution_role_arn = "arn:${local.partition}:iam::${local.account_id}:role/${var.name}-training"

  pipeline = {
    Version    = "2020-12-01"
    Parameters = [{ Name = "DataPrefix", Type = "String", DefaultValue = "current/" }]
    Steps = [
      {
        Name = "Train"
        Type = "Training"
        Arguments = {
          RoleArn                               = local.execution_role_arn
          EnableNetworkIsolation                = true
          EnableInterContainerTrafficEncryption = true
          HyperParameters                       = var.hyper_parameters
          AlgorithmSpecification                = { TrainingImage = var.image, TrainingInputMode = "FastFile" }
          InputDataConfig = [{
            ChannelName = "train"
            DataSource = {
              S3DataSource = {
                S3DataType             = "S3Prefix"
                S3DataDistributionType = "ShardedByS3Key"
                S3Uri                  = { "Std:Join" = { On = "/", Values = ["s3:/", local.data_bucket, { Get = "Parameters.DataPrefix" }] } }
              }
            }
          }]
          OutputDataConfig  = { S3OutputPath = local.output_path, KmsKeyId = var.artifact_kms_key_arn }
          RemoteDebugConfig = { EnableRemoteDebug = false }
          ResourceConfig = merge(
            { InstanceType = var.instance_type, InstanceCount = var.instance_count, VolumeSizeInGB = var.volume_size_in_gb },
            local.has_local_storage ? {} : { VolumeKmsKeyId = var.kms_key_arn },
          )
          StoppingCondition = { MaxRuntimeInSeconds = var.max_runtime_in_seconds }
          VpcConfig         = { Subnets = var.subnet_ids, SecurityGroupIds = var.security_group_ids }
        }
      },
      # A model is registered, never deployed, by training: somebody else approves it.
      {
        Name = "Register"
        Type = "RegisterModel"
        Arguments = {
          ModelPackageGroupName = var.model_package_group
          ModelApprovalStatus   = "PendingManualApproval"
          InferenceSpecification = {
            Containers                 = [{ Image = var.inference_image, ModelDataUrl = { Get = "Steps.Train.ModelArtifacts.S3ModelArtifacts" } }]
            SupportedContentTypes      = ["application/json"]
            SupportedResponseMIMETypes = ["application/json"]
          }
        }
      },
    ]
  }
}
