"""Version constraints of modules, as far as it takes to tell that an installed version does not meet one.

Source: https://developer.hashicorp.com/terraform/language/expressions/version-constraints
"""

from __future__ import annotations

import re

_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")
_PART = re.compile(r"(=|!=|>=|<=|>|<|~>)?\s*(\S+)")

_Segments = tuple[int, ...]


def excludes(constraint: str, version: str) -> bool:
    """Whether a version certainly does not meet a constraint; not where either cannot be read or is a prerelease."""
    found = _VERSION.fullmatch(version.strip())
    if found is None or found.group(2):
        return False
    return any(_rules_out(part.strip(), _segments(found.group(1))) for part in constraint.split(","))


def _rules_out(part: str, version: _Segments) -> bool:
    match = _PART.fullmatch(part)
    wanted = _VERSION.fullmatch(match.group(2)) if match else None
    if match is None or wanted is None or wanted.group(2):
        return False
    bound, given = _segments(wanted.group(1)), wanted.group(1).count(".") + 1
    operator = match.group(1) or "="
    if operator == "~>":
        return version < bound or version[: given - 1] != bound[: given - 1]
    holds = {
        "=": version == bound,
        "!=": version != bound,
        ">": version > bound,
        ">=": version >= bound,
        "<": version < bound,
        "<=": version <= bound,
    }
    return not holds[operator]


def _segments(text: str) -> _Segments:
    numbers = [int(item[:9]) for item in text.split(".")][:6]
    return tuple(numbers + [0] * (6 - len(numbers)))
