/**
 * # Workbench
 *
 * Personal notebooks: Azure Machine Learning compute instances without root, SSH, local accounts or public address,
 * for one person each who signs in through Entra, stopped when idle and every evening. Their traffic leaves through
 * the workspace's managed network, which knows approved destinations only.
 *
 * The instances are deployed as a template because `azurerm_machine_learning_compute_instance` cannot express root
 * access, single sign-on, patching or idle shutdown. Changing a size or a user needs a new instance: remove it here,
 * delete it in the workspace, add it anew. Files live in the workspace's store.
 */

resource "azurerm_resource_group_template_deployment" "instance" {
  for_each = var.instances

  name                = "${var.name}-workbench-${each.key}"
  resource_group_name = var.resource_group_name
  deployment_mode     = "Incremental"
  tags                = var.tags

  # Tag values are free text; as parameters they are never read as template expressions.
  parameters_content = jsonencode({ tags = { value = var.tags } })

  template_content = jsonencode({
    "$schema"      = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    contentVersion = "1.0.0.0"
    parameters     = { tags = { type = "object" } }
    resources = [{
      type       = "Microsoft.MachineLearningServices/workspaces/computes"
      apiVersion = "2024-10-01"
      name       = "${var.workspace_name}/${each.key}"
      location   = var.location
      tags       = "[parameters('tags')]"

      # This identity has no roles until somebody grants one: code in a notebook acts as its user.
      identity = { type = "SystemAssigned" }

      properties = {
        computeType      = "ComputeInstance"
        computeLocation  = var.location
        description      = "Workbench of one person"
        disableLocalAuth = true

        properties = {
          vmSize = each.value.vm_size

          enableNodePublicIp = false
          enableRootAccess   = false
          enableSSO          = true
          enableOSPatching   = true
          sshSettings        = { sshPublicAccess = "Disabled" }

          applicationSharingPolicy         = "Personal"
          computeInstanceAuthorizationType = "personal"
          personalComputeInstanceSettings = {
            assignedUser = { objectId = each.value.user_object_id, tenantId = var.tenant_id }
          }

          idleTimeBeforeShutdown = "PT${var.idle_minutes}M"
          schedules = {
            computeStartStop = [{
              action      = "Stop"
              status      = "Enabled"
              triggerType = "Cron"
              cron        = { expression = "0 20 * * *", timeZone = "UTC" }
            }]
          }
        }
      }
    }]
  })
}
