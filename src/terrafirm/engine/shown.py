"""Values as reports show them: plain data, short, without secrets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from terrafirm.model.value import Sensitive, TSet, Unknown, Value

#: Characters of a string that are shown.
MAX_TEXT = 120
#: Elements of a collection that are shown.
MAX_ITEMS = 10


def _known_pieces(value: Unknown) -> str:
    """What is known of a text, with an ellipsis for each piece that is not; empty where nothing is."""
    pieces = value.parts or ((value.prefix, value) if value.prefix else ())
    text = "".join(piece if isinstance(piece, str) else "…" for piece in pieces)
    return shortened(text) if text.strip("…") else ""


def shortened(text: str) -> str:
    """A text of at most :data:`MAX_TEXT` characters."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def shown_value(value: Value, depth: int = 0) -> Any:
    """A JSON-able form of ``value``: unknown and sensitive parts are named as such."""
    if isinstance(value, Sensitive):
        return "(sensitive)"
    if isinstance(value, Unknown):
        return _known_pieces(value) or "(unknown)"
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return shortened(value)
    if depth >= 4:
        return "…"
    if isinstance(value, dict):
        return {str(key): shown_value(item, depth + 1) for key, item in list(value.items())[:MAX_ITEMS]}
    if isinstance(value, (list, tuple, TSet)):
        return [shown_value(item, depth + 1) for item in list(value)[:MAX_ITEMS]]
    return str(value)
