locals {
  # The application that a token was issued to: azp in tokens of version 2, appid in version 1. Validation has passed
  # by the time this runs, so one of them is there.
  consumer = "@(((Jwt)context.Variables[\"token\"]).Claims.GetValueOrDefault(\"azp\", ((Jwt)context.Variables[\"token\"]).Claims.GetValueOrDefault(\"appid\", context.Request.IpAddress)))"

  # Who may call, and how often: the same in front of every API.
  admission = <<-XML
    <validate-azure-ad-token tenant-id="${var.tenant_id}" header-name="Authorization" failed-validation-httpcode="401" output-token-variable-name="token">
      <client-application-ids>
        ${join("", [for id in values(var.consumers) : "<application-id>${id}</application-id>"])}
      </client-application-ids>
      <audiences>
        <audience>${var.audience}</audience>
      </audiences>
    </validate-azure-ad-token>
    <rate-limit-by-key calls="${var.limits.requests_per_minute}" renewal-period="60" counter-key='${local.consumer}' />
  XML
}
