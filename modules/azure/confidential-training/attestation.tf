locals {
  # Azure builds the address from the name and the code of the region, which the shared endpoint shows. Known before
  # the service exists, it makes the release policy part of the plan that is reviewed.
  attestation_name = "${replace(var.name, "-", "")}att"
  attestation_uri  = "https://${local.attestation_name}.${split(".", var.platform_attestation_uri)[1]}.attest.azure.net"

  attestation_policy = <<-POLICY
    version=1.0;
    authorizationrules
    {
      [ type=="x-ms-sevsnpvm-is-debuggable", value==false ] => permit();
    };
    issuancerules
    {
    };
  POLICY

  # The service takes policies as unsigned JSON web tokens, whose parts are base64 in the URL alphabet without padding.
  policy_claim   = replace(replace(replace(base64encode(local.attestation_policy), "+", "-"), "/", "_"), "=", "")
  policy_payload = replace(replace(replace(base64encode(jsonencode({ AttestationPolicy = local.policy_claim })), "+", "-"), "/", "_"), "=", "")
  policy_header  = replace(base64encode(jsonencode({ alg = "none" })), "=", "")
}

resource "azurerm_attestation_provider" "this" {
  name                = local.attestation_name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags

  sev_snp_policy_base64 = "${local.policy_header}.${local.policy_payload}."

  lifecycle {
    postcondition {
      condition     = trimsuffix(self.attestation_uri, "/") == local.attestation_uri
      error_message = "platform_attestation_uri must be the shared endpoint of the region in location."
    }
  }
}

resource "azurerm_private_endpoint" "attestation" {
  name                = "${var.name}-att-pe"
  resource_group_name = var.resource_group_name
  location            = var.location
  subnet_id           = var.private_endpoint_subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "standard"
    private_connection_resource_id = azurerm_attestation_provider.this.id
    subresource_names              = ["standard"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [var.private_dns_zone_ids.attestation]
  }
}

# Who asked for a token, and who changed the policy.
resource "azurerm_monitor_diagnostic_setting" "attestation" {
  name                       = "to-log-analytics"
  target_resource_id         = azurerm_attestation_provider.this.id
  log_analytics_workspace_id = var.log_analytics_workspace_id

  enabled_log {
    category_group = "allLogs"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
