"""Reports: one module per output format, each a function of one Report value."""
