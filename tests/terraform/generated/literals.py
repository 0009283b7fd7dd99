"""Random Terraform types, and literals and type constraints of them."""

from __future__ import annotations

from random import Random
from typing import Any

Type = Any
"""As in `terrafirm.model.types`; the third part of an object type maps optional names to default texts or None."""

PRIMITIVES = ("string", "number", "bool")
WORDS = ("alpha", "b-c", "x_y", "10", "true", "", "Ünï", "a/b", "null", " sp ", "eu-west-1", "9.50", "A.b")
KEYS = ("a", "b", "team", "cost-center", "Owner", "k8s.io/name")
NUMBERS = ("0", "1", "2", "-3", "2.5", "1e2", "443", "0.1", "123456789012345678", "1.50")
MEMBERS = ("name", "size", "spot", "labels", "rules", "port", "note", "enabled", "cidrs", "tier")


def random_type(random: Random, depth: int) -> Type:
    """A type that a variable may have."""
    chance = random.random()
    if depth <= 0 or chance < 0.35:
        return random.choice(PRIMITIVES)
    if chance < 0.75:
        kind = random.choice(("list", "map", "map", "set"))
        return (kind, random.choice(PRIMITIVES) if kind == "set" else random_type(random, depth - 1))
    members = {name: random_type(random, depth - 1) for name in random.sample(MEMBERS, random.randrange(1, 5))}
    optional: dict[str, str | None] = {}
    for name, inner in members.items():
        if random.random() < 0.5:
            optional[name] = literal(inner, random) if random.random() < 0.6 else None
    return ("object", members, optional)


def constraint(wanted: Type) -> str:
    """The type as a variable's `type` argument writes it."""
    if isinstance(wanted, str):
        return wanted
    if wanted[0] == "tuple":
        return f"tuple([{', '.join(map(constraint, wanted[1]))}])"
    if wanted[0] != "object":
        return f"{wanted[0]}({constraint(wanted[1])})"
    return "object({ " + ", ".join(_member(name, inner, wanted[2]) for name, inner in wanted[1].items()) + " })"


def _member(name: str, inner: Type, optional: dict[str, str | None]) -> str:
    text = constraint(inner)
    if name not in optional:
        return f"{name} = {text}"
    default = optional[name]
    return f"{name} = optional({text})" if default is None else f"{name} = optional({text}, {default})"


def literal(wanted: Type, random: Random, *, whole: bool = False) -> str:
    """A constant expression that converts to the type; `whole` leaves no optional attribute out."""
    if wanted == "any":
        wanted = random.choice(PRIMITIVES)
    if isinstance(wanted, str):
        return _primitive(wanted, random)
    kind = wanted[0]
    if kind == "tuple":
        return "[" + ", ".join(literal(inner, random, whole=whole) for inner in wanted[1]) + "]"
    if kind in ("list", "set"):
        items = [literal(wanted[1], random, whole=whole) for _ in range(random.choice((0, 1, 2, 2, 3)))]
        return "[" + ", ".join(items) + "]"
    if kind == "map":
        keys = random.sample(KEYS, random.choice((0, 1, 2, 2, 3)))
        return _braced(f'"{key}" = {literal(wanted[1], random, whole=whole)}' for key in keys)
    optional = wanted[2]
    given = [name for name in wanted[1] if whole or name not in optional or random.random() < 0.5]
    return _braced(
        f"{name} = {'null' if _nulled(name, optional, random) else literal(wanted[1][name], random, whole=whole)}"
        for name in given
    )


def _nulled(name: str, optional: dict[str, str | None], random: Random) -> bool:
    return name in optional and random.random() < 0.15


def _primitive(wanted: str, random: Random) -> str:
    if wanted == "string":
        return f'"{random.choice(WORDS)}"'
    if wanted == "number":
        return random.choice(NUMBERS) if random.random() < 0.9 else f'"{random.choice(NUMBERS[:3])}"'
    return random.choice(("true", "false")) if random.random() < 0.95 else '"true"'


def _braced(parts: Any) -> str:
    inner = ", ".join(parts)
    return f"{{ {inner} }}" if inner else "{}"


def same(one: Type, other: Type) -> bool:
    """Whether two types are equal but for what is optional in them."""
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    if one[0] != other[0]:
        return False
    if one[0] == "object":
        return one[1].keys() == other[1].keys() and all(same(one[1][name], other[1][name]) for name in one[1])
    if one[0] == "tuple":
        return len(one[1]) == len(other[1]) and all(map(same, one[1], other[1]))
    return same(one[1], other[1])
