locals {
  builds = {
    build   = { buildspec = "buildspec.yml", stage = "dev", role = aws_iam_role.build.arn }
    promote = { buildspec = "promote.yml", stage = "prod", role = aws_iam_role.promote.arn }
  }
}

resource "aws_cloudwatch_log_group" "build" {
  for_each = toset(["build", "promote"])

  name              = "/${var.name}/model-registry/${each.key}"
  kms_key_id        = var.logs_kms_key_arn
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_codebuild_project" "this" {
  for_each = local.builds

  name                   = "${var.name}-${each.key}"
  description            = "Runs ${each.value.buildspec} of the model code."
  service_role           = each.value.role
  encryption_key         = var.kms_key_arn
  build_timeout          = 60
  concurrent_build_limit = 2
  project_visibility     = "PRIVATE"
  badge_enabled          = false
  tags                   = var.tags

  artifacts {
    type                = "CODEPIPELINE"
    encryption_disabled = false
  }

  # Unprivileged: images are built without a Docker daemon (for instance with kaniko or buildah).
  environment {
    type                        = "LINUX_CONTAINER"
    compute_type                = "BUILD_GENERAL1_MEDIUM"
    image                       = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    image_pull_credentials_type = "CODEBUILD"
    privileged_mode             = false

    environment_variable {
      name  = "REPOSITORY"
      value = aws_ecr_repository.this[each.value.stage].repository_url
    }

    environment_variable {
      name  = "MODEL_PACKAGE_GROUP"
      value = aws_sagemaker_model_package_group.this[each.value.stage].model_package_group_name
    }

    environment_variable {
      name  = "SIGNING_PROFILE"
      value = aws_signer_signing_profile.this.arn
    }
  }

  source {
    type         = "CODEPIPELINE"
    buildspec    = each.value.buildspec
    insecure_ssl = false
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.build[each.key].name
    }
  }

  vpc_config {
    vpc_id             = var.vpc_id
    subnets            = var.subnet_ids
    security_group_ids = var.security_group_ids
  }
}

resource "aws_codepipeline" "this" {
  name           = "${var.name}-models"
  role_arn       = aws_iam_role.pipeline.arn
  pipeline_type  = "V2"
  execution_mode = "QUEUED"
  tags           = var.tags

  artifact_store {
    location = module.pipeline_artifacts.name
    type     = "S3"

    encryption_key {
      id   = var.kms_key_arn
      type = "KMS"
    }
  }

  stage {
    name = "Source"

    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["source"]

      configuration = {
        ConnectionArn    = var.source_connection_arn
        FullRepositoryId = var.source_repository
        BranchName       = var.source_branch
      }
    }
  }

  stage {
    name = "Build"

    action {
      name             = "BuildTestScanSign"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      input_artifacts  = ["source"]
      output_artifacts = ["built"]
      configuration    = { ProjectName = aws_codebuild_project.this["build"].name }
    }
  }

  stage {
    name = "Approve"

    action {
      name     = "BusinessApproval"
      category = "Approval"
      owner    = "AWS"
      provider = "Manual"
      version  = "1"

      configuration = {
        NotificationArn = var.alarm_topic_arn
        CustomData      = "Model card, evaluation and risk assessment are complete; promote to production?"
      }
    }
  }

  stage {
    name = "Promote"

    action {
      name            = "Promote"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["built"]
      configuration   = { ProjectName = aws_codebuild_project.this["promote"].name }
    }

    on_failure {
      result = "ROLLBACK"
    }
  }
}

resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.name}-models-failed"
  description = "The model pipeline failed."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.codepipeline"]
    detail-type = ["CodePipeline Pipeline Execution State Change"]
    detail      = { pipeline = ["${var.name}-models"], state = ["FAILED"] }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = var.alarm_topic_arn
}
