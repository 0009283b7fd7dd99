"""Verify that a run task request comes from HCP Terraform.

Source: HashiCorp's "Run tasks integration API": ``X-TFC-Task-Signature`` is the hexadecimal HMAC-SHA512 of the body.
"""

from __future__ import annotations

import hashlib
import hmac

HEADER = "X-TFC-Task-Signature"


def signature(body: bytes, key: bytes) -> str:
    """The signature of a body."""
    return hmac.new(key, body, hashlib.sha512).hexdigest()


def is_signed(body: bytes, given: str, key: bytes) -> bool:
    """Whether ``given`` is the body's signature; the time taken does not tell how much of it is right."""
    return hmac.compare_digest(signature(body, key).encode(), given.encode("utf-8", "replace"))
