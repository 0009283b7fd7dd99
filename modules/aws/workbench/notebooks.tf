resource "aws_sagemaker_notebook_instance_lifecycle_configuration" "this" {
  name     = "${var.name}-idle"
  on_start = base64encode(templatefile("${path.module}/stop-when-idle.sh.tftpl", { idle_minutes = var.idle_minutes }))
  tags     = var.tags
}

resource "aws_sagemaker_notebook_instance" "this" {
  for_each = var.notebooks

  name                   = "${var.name}-${each.key}"
  instance_type          = each.value
  role_arn               = aws_iam_role.this.arn
  platform_identifier    = "notebook-al2023-v1"
  subnet_id              = var.subnet_ids[0]
  security_groups        = var.security_group_ids
  direct_internet_access = "Disabled"
  root_access            = "Disabled"
  kms_key_id             = var.kms_key_arn
  volume_size            = 50
  lifecycle_config_name  = aws_sagemaker_notebook_instance_lifecycle_configuration.this.name
  tags                   = var.tags

  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}
