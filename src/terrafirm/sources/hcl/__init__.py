"""Terraform configuration: parsing and evaluation."""
