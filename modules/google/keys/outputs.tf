output "key_ids" {
  description = "Ids of the encryption keys by purpose. They are read from the grants, so that whoever refers to a key waits until its users may use it."
  value       = { for name, binding in google_kms_crypto_key_iam_binding.users : name => binding.crypto_key_id }
}

output "signing_key_ids" {
  description = "Ids of the signing keys by purpose."
  value       = { for name, binding in google_kms_crypto_key_iam_binding.signers : name => binding.crypto_key_id }
}

output "key_ring_id" {
  description = "Id of the key ring."
  value       = google_kms_key_ring.this.id
}
