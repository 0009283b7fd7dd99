"""Readers of Terraform configuration, plans, states and snapshots."""
