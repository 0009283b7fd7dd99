output "endpoints" {
  description = "Addresses of the accounts language and content-safety, which resolve to private endpoints inside the network."
  value       = { for name, account in azurerm_cognitive_account.this : name => "https://${account.custom_subdomain_name}.cognitiveservices.azure.com" }
}

output "account_ids" {
  description = "Resource ids of the accounts language and content-safety."
  value       = { for name, account in azurerm_cognitive_account.this : name => account.id }
}

output "pseudonym_key_id" {
  description = "Versionless id of the key that wraps pseudonym keys."
  value       = azurerm_key_vault_key.pseudonyms.versionless_id
}
