"""Plans: what Terraform says it will do, and what it knew before."""
