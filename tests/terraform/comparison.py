"""Compare what `terrafirm show` says of a configuration with what Terraform planned for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Comparison:
    """Differences between both sides; `compared` counts the values that Terraform knows."""

    compared: int = 0
    wrong: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    early: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)


def compare(shown: dict[str, Any], plan: dict[str, Any]) -> Comparison:
    """`wrong`: both know, and differ. `undecided`: only Terraform knows. `early`: only terrafirm knows."""
    result = Comparison()
    ours = {resource["address"]: resource for resource in shown["resources"]}
    planned = {
        change["address"]: change["change"]
        for change in plan.get("resource_changes", [])
        if change["mode"] == "managed" and change["change"]["actions"] != ["delete"]
    }
    result.missing = sorted(set(planned) - set(ours))
    result.invented = sorted(set(ours) - set(planned))
    for address in sorted(set(planned) & set(ours)):
        unknown = {tuple(item["path"]): item["why"] for item in ours[address]["unknown"]}
        change = planned[address]
        values, after = ours[address]["values"], change["after"] or {}
        for name in sorted(set(after) | set(change["after_unknown"])):
            flag = change["after_unknown"].get(name, False)
            _walk(result, address, (name,), values.get(name), after.get(name), flag, unknown)
    return result


def _walk(
    result: Comparison, address: str, at: Path, mine: Any, theirs: Any, flag: Any, unknown: dict[Path, str]
) -> None:
    where = f"{address}.{'.'.join(map(str, at))}"
    if at in unknown:
        _walk_unknown(result, where, unknown[at], theirs, flag)
        return
    if flag is True:
        if not any(path[: len(at)] == at for path in unknown):
            result.early.append(f"{where} = {mine!r}"[:300])
        return
    if isinstance(theirs, dict) and isinstance(mine, dict):
        for name in sorted(set(theirs) | set(mine) | (set(flag) if isinstance(flag, dict) else set())):
            inner = flag.get(name, False) if isinstance(flag, dict) else False
            _walk(result, address, (*at, name), mine.get(name), theirs.get(name), inner, unknown)
        return
    if isinstance(theirs, list) and isinstance(mine, list):
        is_open = any(path[: len(at)] == at for path in unknown)
        if len(theirs) == len(mine):
            _walk_items(result, address, at, mine, theirs, flag, unknown, is_open=is_open)
            return
        if is_open:
            _open_size(result, where, mine, theirs, flag)
            return
    result.compared += 1
    if not _same(mine, theirs):
        result.wrong.append(f"{where}: {mine!r}; Terraform: {theirs!r}"[:300])


def _walk_unknown(result: Comparison, where: str, why: str, theirs: Any, flag: Any) -> None:
    count = 0 if flag is True or why.startswith("sensitive") else _leaves(theirs)
    if count:
        result.compared += count
        result.undecided.append(f"{where}: {why}; Terraform: {theirs!r}"[:300])


def _open_size(result: Comparison, where: str, mine: list[Any], theirs: list[Any], flag: Any) -> None:
    """A set with unknown elements has no certain size: some of them may be the same."""
    if not _has_true(flag):
        result.compared += _leaves(theirs)
        result.undecided.append(f"{where}: {mine!r}; Terraform: {theirs!r}"[:300])


def _walk_items(
    result: Comparison,
    address: str,
    at: Path,
    mine: list[Any],
    theirs: list[Any],
    flag: Any,
    unknown: dict[Path, str],
    *,
    is_open: bool,
) -> None:
    """Compare by position; where that fails and elements are partly unknown, as sets, whose order is open then."""

    def look(own: int, other: int) -> Comparison:
        tried = Comparison()
        inner = flag[other] if isinstance(flag, list) and other < len(flag) else False
        _walk(tried, address, (*at, own), mine[own], theirs[other], inner, unknown)
        return tried

    found = [look(position, position) for position in range(len(mine))]
    if is_open and any(item.wrong for item in found):
        left = list(range(len(mine)))
        found = []
        for other in range(len(theirs)):
            own = next((own for own in left if not look(own, other).wrong), left[0])
            left.remove(own)
            found.append(look(own, other))
    for item in found:
        result.compared += item.compared
        result.wrong += item.wrong
        result.undecided += item.undecided
        result.early += item.early


def _has_true(flag: Any) -> bool:
    if isinstance(flag, (dict, list)):
        return any(map(_has_true, flag.values() if isinstance(flag, dict) else flag))
    return flag is True


def _same(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, bool) or isinstance(theirs, bool):
        return mine is theirs
    if isinstance(mine, (int, float, Decimal)) and isinstance(theirs, (int, float, Decimal)):
        return float(mine) == float(theirs)
    # an absent block list is null in plans of some nestings and empty in others
    return bool(mine == theirs) or (not mine and not theirs and {type(mine), type(theirs)} <= {list, type(None)})


def _leaves(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_leaves(item) for item in value.values())
    if isinstance(value, list):
        return sum(_leaves(item) for item in value)
    return int(value is not None)


def report(result: Comparison) -> Iterator[str]:
    """The differences as lines, worst first."""
    for kind in ("wrong", "missing", "invented", "undecided", "early"):
        for line in getattr(result, kind):
            yield f"{kind}: {line}"
