"""Compile what ``require`` and ``where`` say to conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terrafirm.engine.combine import All, AnyOf, Constant, NoneOf, Quantified, When
from terrafirm.engine.companions import Exists, Exposed, Granted, Refers, Related
from terrafirm.engine.judgement import Condition
from terrafirm.engine.leaf import Leaf
from terrafirm.engine.paths import parse_path
from terrafirm.engine.pods import Containers, Pods
from terrafirm.model.verdict import Verdict


def compile_conditions(spec: Mapping[str, Any]) -> Condition:
    """The condition that a ``require`` or ``where`` mapping means (already validated by the rule pack)."""
    parts = tuple(_compile(key, value) for key, value in spec.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _compile(key: str, value: Any) -> Condition:
    if isinstance(value, Verdict):
        return Constant(value)
    builder = _WORDS.get(key)
    return _leaf(key, value) if builder is None else builder(value)


#: What a leaf may say beside its operators.
MODIFIERS = frozenset({"absent", "computed", "hidden"})


def _leaf(path: str, spec: Mapping[str, Any]) -> Leaf:
    operators = tuple((name, operand) for name, operand in spec.items() if name not in MODIFIERS)
    computed = Verdict(spec["computed"]) if "computed" in spec else None
    hidden = bool(spec.get("hidden"))
    return Leaf(path, parse_path(path), operators, Verdict(spec.get("absent", "fail")), computed, hidden)


def _list(value: Any) -> tuple[Condition, ...]:
    return tuple(compile_conditions(item) for item in (value if isinstance(value, list) else [value]))


def _quantified(every: bool, spec: Mapping[str, Any]) -> Quantified:
    path = spec["in"]
    computed = Verdict(spec["computed"]) if "computed" in spec else None
    inner = compile_conditions(spec["require"])
    return Quantified(every, path, parse_path(path), inner, Verdict(spec["absent"]), computed)


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (() if value is None else (value,))


def _related(spec: Mapping[str, Any]) -> Related:
    via = tuple(parse_path(path) for path in _strings(spec["via"]))
    inner = compile_conditions(spec["require"]) if spec.get("require") else All(())
    every = spec.get("quantifier") == "each"
    outside = Verdict(spec.get("outside", "unknown"))
    same = tuple((parse_path(theirs), parse_path(ours)) for theirs, ours in spec.get("same", {}).items())
    return Related(
        _strings(spec["type"]), via, inner, Verdict(spec["absent"]), _strings(spec.get("to")), every, outside, same
    )


def _refers(spec: Mapping[str, Any]) -> Refers:
    inner = compile_conditions(spec["require"]) if spec.get("require") else All(())
    outside = Verdict(spec.get("outside", "unknown"))
    return Refers(
        _strings(spec["type"]),
        parse_path(spec["via"]),
        inner,
        Verdict(spec["absent"]),
        outside,
        _strings(spec.get("to")),
    )


def _exists(spec: Mapping[str, Any]) -> Exists:
    inner = compile_conditions(spec["require"]) if spec.get("require") else All(())
    outside = Verdict(spec.get("outside", "unknown"))
    return Exists(_strings(spec["type"]), inner, Verdict(spec["absent"]), outside)


def _when(spec: Mapping[str, Any]) -> When:
    return When(compile_conditions(spec["if"]), compile_conditions(spec["then"]))


_WORDS: dict[str, Any] = {
    "all": lambda value: All(_list(value)),
    "any": lambda value: AnyOf(_list(value)),
    "none": lambda value: NoneOf(_list(value)),
    "each": lambda value: _quantified(True, value),
    "some": lambda value: _quantified(False, value),
    "related": _related,
    "refers": _refers,
    "exists": _exists,
    "when": _when,
    "exposed": lambda _: Exposed(),
    "granted": lambda spec: Granted(spec["right"], _strings(spec["to"])),
    "pods": lambda value: Pods(All(_list(value))),
    "containers": lambda value: Containers(All(_list(value))),
}

#: The words of ``require``: every other key is an attribute path.
WORDS = frozenset(_WORDS)
