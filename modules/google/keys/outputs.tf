output "key_ids" {
  description = "Ids of the encryption keys by purpose. They are read from the grants, so that whoever refers to a key waits until its users may use it."
  value       = { for name, binding in google_kms_crypto_key_iam_binding.users : name => binding.crypto_key_id }
}

output "signing_keys" {
  description = "Signing keys by purpose: the id of the version that signs and its public key (PEM)."
  value = {
    for name, version in data.google_kms_crypto_key_version.signing : name => {
      version_id     = version.name
      public_key_pem = version.public_key[0].pem
    }
  }
}

output "key_ring_id" {
  description = "Id of the key ring."
  value       = google_kms_key_ring.this.id
}
