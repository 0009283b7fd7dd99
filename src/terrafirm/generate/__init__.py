"""The scaffold: answers and blueprints in, the files of a hardened Terraform repository out."""
