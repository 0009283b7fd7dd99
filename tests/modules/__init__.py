"""The hardened modules: what Terraform says of them, and what the pack says of all that they can become."""
