"""Values as reports show them: plain data, short, without secrets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from terrafirm.model.value import Sensitive, TSet, Unknown, Value

#: Characters of a string that are shown.
MAX_TEXT = 120
#: Elements of a collection that are shown.
MAX_ITEMS = 10


def shown_value(value: Value, depth: int = 0) -> Any:
    """A JSON-able form of ``value``: unknown and sensitive parts are named as such."""
    if isinstance(value, Sensitive):
        return "(sensitive)"
    if isinstance(value, Unknown):
        return "(unknown)"
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return value if len(value) <= MAX_TEXT else value[: MAX_TEXT - 1] + "…"
    if depth >= 4:
        return "…"
    if isinstance(value, dict):
        return {str(key): shown_value(item, depth + 1) for key, item in list(value.items())[:MAX_ITEMS]}
    if isinstance(value, (list, tuple, TSet)):
        return [shown_value(item, depth + 1) for item in list(value)[:MAX_ITEMS]]
    return str(value)
