"""terrafirm: keeps AI infrastructure on firm ground."""

__version__ = "0.1.0"
