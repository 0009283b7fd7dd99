"""States: what Terraform recorded, in the file format and as `terraform show -json` prints it."""
