"""The form of Unicode text that Terraform's values have."""

from __future__ import annotations


def composed(text: str) -> str:
    """Text in normal form C: cty normalizes every string."""
    if text.isascii():
        return text
    from unicodedata import normalize  # most configurations need none of it

    return normalize("NFC", text)
