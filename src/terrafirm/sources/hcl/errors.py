"""The error of an expression that Terraform would refuse."""

from __future__ import annotations


class EvalError(Exception):
    """Evaluation failed; the message is Terraform's in substance, without a location."""


class LimitReached(Exception):
    """A safety limit was reached; the message says which."""
