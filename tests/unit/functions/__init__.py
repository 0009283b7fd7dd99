"""Claims about the built-in functions."""
