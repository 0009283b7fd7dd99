"""Reports written out in every format, kept as files so that a reviewer reads what a user will read."""
