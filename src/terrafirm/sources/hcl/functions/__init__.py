"""Terraform's built-in functions on the values of :mod:`terrafirm.model.value`."""

from __future__ import annotations

from terrafirm.sources.hcl.functions.contract import CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.registry import FUNCTIONS, call

__all__ = ["FUNCTIONS", "CallContext", "Function", "FunctionError", "call"]
