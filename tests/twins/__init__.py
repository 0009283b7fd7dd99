"""Insecure infrastructure and its hardened twins."""
