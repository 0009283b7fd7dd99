"""The operators of a rule's leaves: each looks at one value and says whether it holds.

An operator gets a value that is not null (absence is the leaf's own business) and its operand, and returns a
verdict. An unknown value gives ``UNKNOWN`` unless what is known of it decides.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from terrafirm.model.value import TSet, Unknown, Value, bare
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of, any_of, of

Operator = Callable[[Value, Any], Verdict]


def _equals(value: Value, operand: Any) -> Verdict:
    if type(value) is Unknown:
        return FAIL if isinstance(operand, str) and _excludes(value, operand) else UNKNOWN
    if isinstance(operand, str):
        return of(_text(value) == operand)
    if isinstance(operand, bool):
        return of(_text(value) == ("true" if operand else "false"))
    return of(_number(value) == operand)


def _excludes(value: Unknown, text: str) -> bool:
    """Whether what is known of an unknown string, its beginning or its end, rules this text out."""
    if value.prefix and not text.startswith(value.prefix):
        return True
    end = value.parts[-1] if value.parts else None
    return isinstance(end, str) and not text.endswith(end)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    try:
        return Decimal(str(value).strip())
    except InvalidOperation:
        return None


def _in(value: Value, operand: list[Any]) -> Verdict:
    return any_of(_equals(value, item) for item in operand)


@lru_cache(maxsize=512)
def _pattern(text: str) -> Any:
    import re2

    return re2.compile(text)


def _matches(value: Value, operand: str) -> Verdict:
    if type(value) is Unknown:
        # a pattern that is anchored at the start can be decided by a long enough known prefix alone
        if _in_known_piece(value, operand):
            return PASS
        if operand.startswith("^") and value.prefix:
            plain = re.match(r"\^([\w/:.@ -]*)$", operand.replace("\\.", "."))
            if plain and "." not in operand.replace("\\.", ""):
                wanted = plain.group(1)
                if value.prefix.startswith(wanted):
                    return PASS
                if not wanted.startswith(value.prefix):
                    return FAIL
        return FAIL if _ends_otherwise(value, operand) else UNKNOWN
    return of(_pattern(operand).search(_text(value)) is not None)


def _in_known_piece(value: Unknown, pattern: str) -> bool:
    """Whether the pattern matches inside a known piece of a template, where its anchors mean what they say."""
    last = len(value.parts) - 1
    for position, piece in enumerate(value.parts):
        if type(piece) is not str or ("^" in pattern and position > 0) or ("$" in pattern and position < last):
            continue
        if _pattern(pattern).search(piece):
            return True
    return False


#: Plain text at the end of a pattern, behind something that is none, and the ``$`` after it.
_PLAIN_END = re.compile(r"(?<!\\)((?:[\w/:@ -]|\\\.)+)\$\Z")


def _ends_otherwise(value: Unknown, pattern: str) -> bool:
    """Whether the known end of a text rules out the plain text that a pattern ends with."""
    end = value.parts[-1] if value.parts else None
    plain = _PLAIN_END.search(pattern)
    if plain is None or not isinstance(end, str) or "|" in pattern or "(?" in pattern:
        return False
    wanted = plain.group(1).replace("\\.", ".")
    return not end.endswith(wanted) and not wanted.endswith(end)


def _at_least(value: Value, operand: Any) -> Verdict:
    if type(value) is Unknown:
        return UNKNOWN
    number = _number(value)
    return FAIL if number is None else of(number >= Decimal(str(operand)))


def _at_most(value: Value, operand: Any) -> Verdict:
    if type(value) is Unknown:
        return UNKNOWN
    number = _number(value)
    return FAIL if number is None else of(number <= Decimal(str(operand)))


_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "y": 31536000}
_SIMPLE_DURATION = re.compile(r"(\d+(?:\.\d+)?)([smhdwy]?)\Z")
_ISO_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\Z")
_ISO_UNITS = (31536000, 2592000, 604800, 86400, 3600, 60, 1)


def seconds(text: str) -> Decimal | None:
    """A duration in seconds: ``90d``, ``7776000s``, Go's ``1h30m``, ISO 8601 ``P90D``; ``None`` when it is none."""
    simple = _SIMPLE_DURATION.match(text)
    if simple:
        return Decimal(simple.group(1)) * _UNITS[simple.group(2) or "s"]
    iso = _ISO_DURATION.match(text)
    if iso and text != "P":
        return Decimal(sum(int(part or 0) * unit for part, unit in zip(iso.groups(), _ISO_UNITS, strict=True)))
    parts = re.findall(r"(\d+(?:\.\d+)?)([smhd])", text)
    if parts and "".join(number + unit for number, unit in parts) == text:
        return sum((Decimal(number) * _UNITS[unit] for number, unit in parts), Decimal(0))
    return None


def _duration_at_least(value: Value, operand: str) -> Verdict:
    if type(value) is Unknown:
        return UNKNOWN
    found, bound = seconds(_text(value)), seconds(str(operand))
    return FAIL if found is None or bound is None else of(found >= bound)


def _duration_at_most(value: Value, operand: str) -> Verdict:
    if type(value) is Unknown:
        return UNKNOWN
    found, bound = seconds(_text(value)), seconds(str(operand))
    return FAIL if found is None or bound is None else of(found <= bound)


def _length(value: Value) -> int | None:
    if isinstance(value, (list, tuple, TSet, dict, str)):
        return len(value)
    return None


def _length_at_least(value: Value, operand: int) -> Verdict:
    if type(value) is Unknown:
        return PASS if value.length[0] >= operand or len(value.prefix) >= operand else UNKNOWN
    length = _length(value)
    return FAIL if length is None else of(length >= operand)


def _length_at_most(value: Value, operand: int) -> Verdict:
    if type(value) is Unknown:
        high = value.length[1]
        return PASS if high is not None and high <= operand else UNKNOWN
    length = _length(value)
    return FAIL if length is None else of(length <= operand)


def _items(value: Value) -> list[Value]:
    if isinstance(value, (list, tuple)):
        return [bare(item) for item in value]
    return [bare(item) for item in value.items] if isinstance(value, TSet) else [value]


def _subset_of(value: Value, operand: list[Any]) -> Verdict:
    if type(value) is Unknown:
        return UNKNOWN
    return all_of(_in(item, operand) for item in _items(value))


def _includes(value: Value, operand: list[Any]) -> Verdict:
    if type(value) is Unknown:
        return UNKNOWN
    items = _items(value)
    return all_of(any_of(_covers(item, wanted) for item in items) for wanted in operand)


def _covers(item: Value, wanted: Any) -> Verdict:
    if isinstance(wanted, str) and "*" in wanted and isinstance(item, str):
        return of(fnmatchcase(item, wanted))
    return _equals(item, wanted)


def network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """A CIDR block (a bare address counts as one of full length); ``None`` when the text is none."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None


#: Azure spells the whole internet in words, too.
_EVERYWHERE = {"*": "0.0.0.0/0", "Internet": "0.0.0.0/0", "any": "0.0.0.0/0", "Any": "0.0.0.0/0"}


def _within(value: Value, operand: list[str]) -> Verdict:
    if type(value) is Unknown:
        return UNKNOWN
    found = network(_EVERYWHERE.get(_text(value), _text(value)))
    if found is None:
        return UNKNOWN
    for text in operand:
        outer = network(text)
        if outer is not None and outer.version == found.version and found.subnet_of(outer):  # type: ignore[arg-type]
            return PASS
    return FAIL


def _prefix_at_least(value: Value, operand: int) -> Verdict:
    if type(value) is Unknown:
        return UNKNOWN
    text = _text(value)
    found = network(_EVERYWHERE.get(text, text))
    # a name (a service tag, a prefix list) is no address range at all
    return PASS if found is None else of(found.prefixlen >= operand)


_PORTS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


def _opens_port(value: Value, operand: list[int]) -> Verdict:
    if type(value) is Unknown:
        return UNKNOWN
    text = _text(value).strip()
    if text == "*":
        return PASS
    ports = _PORTS.fullmatch(text)
    if ports is None:
        return FAIL
    first, last = int(ports[1]), int(ports[2] or ports[1])
    return of(any(first <= port <= last for port in operand))


#: Operators that look at each element of a list by itself.
EACH_ELEMENT: dict[str, Operator] = {
    "equals": _equals,
    "in": _in,
    "matches": _matches,
    "at_least": _at_least,
    "at_most": _at_most,
    "duration_at_least": _duration_at_least,
    "duration_at_most": _duration_at_most,
    "within": _within,
    "prefix_at_least": _prefix_at_least,
    "opens_port": _opens_port,
}

#: Operators that look at a list as a whole.
WHOLE: dict[str, Operator] = {
    "length_at_least": _length_at_least,
    "length_at_most": _length_at_most,
    "subset_of": _subset_of,
    "includes": _includes,
}
