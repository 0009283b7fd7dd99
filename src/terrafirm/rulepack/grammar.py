"""What a rule file may say: keys, operators and their operands, words; every fault names its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from terrafirm.model.errors import RuleError
from terrafirm.model.rule import CATEGORIES, SEVERITIES

REQUIRED = ("id", "title", "severity", "category", "controls", "why", "fix", "refs", "select", "require", "cases")
OPTIONAL = ("equivalents", "differs", "aliases", "status", "since", "fixable")
VERDICTS = ("pass", "fail", "unknown")

_SCALAR = (str, int, float, bool)


def _is_types(value: Any) -> bool:
    return isinstance(value, str) or (_is_list(value) and all(isinstance(item, str) for item in value))


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


#: Operators of a leaf and the test that their operand must satisfy.
OPERATORS: dict[str, Callable[[Any], bool]] = {
    "equals": lambda value: isinstance(value, _SCALAR),
    "in": _is_list,
    "present": lambda value: isinstance(value, bool),
    "matches": lambda value: isinstance(value, str),
    "at_least": _is_number,
    "at_most": _is_number,
    "duration_at_least": lambda value: isinstance(value, str),
    "duration_at_most": lambda value: isinstance(value, str),
    "length_at_least": lambda value: isinstance(value, int),
    "length_at_most": lambda value: isinstance(value, int),
    "subset_of": _is_list,
    "includes": _is_list,
    "within": _is_list,
    "prefix_at_least": lambda value: isinstance(value, int),
    "opens_port": lambda value: _is_list(value) and all(isinstance(port, int) for port in value),
    "literal": lambda value: value is False,
    "grants": lambda value: isinstance(value, dict) and bool(value),
    "statement": lambda value: isinstance(value, dict) and bool(value),
}
POLICY_KEYS = frozenset({"effect", "principal", "action", "exact_action", "resource", "unconditional", "condition"})

#: The words of ``require`` that take a mapping, with their required and optional keys.
WORD_KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "each": (frozenset({"in", "absent", "require"}), frozenset({"computed"})),
    "some": (frozenset({"in", "absent", "require"}), frozenset({"computed"})),
    "related": (frozenset({"type", "via", "absent"}), frozenset({"require", "to", "same", "quantifier", "outside"})),
    "refers": (frozenset({"type", "via", "absent"}), frozenset({"require", "to", "outside"})),
    "exists": (frozenset({"type", "absent"}), frozenset({"require", "outside"})),
    "when": (frozenset({"if", "then"}), frozenset()),
    "exposed": (frozenset({"to"}), frozenset()),
    "granted": (frozenset({"right", "to"}), frozenset()),
}
#: The rights of ``rules/access.yaml``.
RIGHTS = ("read", "write", "invoke")
#: The words that take conditions.
LIST_WORDS = frozenset({"all", "any", "none", "pods", "containers"})


class Checker:
    """Checks one rule's mapping; ``fail`` raises with the file and the line of the key at fault."""

    def __init__(self, path: str, line_of: Callable[[str], int]) -> None:
        self.path = path
        self.line_of = line_of

    def fail(self, key: str, why: str) -> RuleError:
        """The error for a fault under a top-level key."""
        return RuleError(self.path, self.line_of(key), f"{key}: {why}")

    def check(self, raw: Any) -> None:
        """Raise :class:`RuleError` for the first fault."""
        if not isinstance(raw, dict):
            raise RuleError(self.path, 1, "a rule file holds one mapping")
        for key in raw:
            if key not in REQUIRED and key not in OPTIONAL:
                raise self.fail(key, "is not a key of a rule")
        for key in REQUIRED:
            if key not in raw:
                raise RuleError(self.path, 1, f'the key "{key}" is missing')
        self._metadata(raw)
        self._select(raw["select"])
        self.condition(raw["require"], "require")
        self._cases(raw["cases"])

    def _metadata(self, raw: Mapping[str, Any]) -> None:
        for key in ("id", "title", "why", "fix"):
            if not isinstance(raw[key], str) or not raw[key].strip():
                raise self.fail(key, "must be text")
        if raw["severity"] not in SEVERITIES:
            raise self.fail("severity", f"must be one of {', '.join(SEVERITIES)}")
        if raw["category"] not in CATEGORIES:
            raise self.fail("category", f"must be one of {', '.join(CATEGORIES)}")
        if len(raw["title"]) > 80 or raw["title"].lower().startswith("ensure"):
            raise self.fail("title", 'states the problem in at most 80 characters and never begins with "Ensure"')
        if not raw["fix"].strip().endswith("."):
            raise self.fail("fix", "must end with a full stop")
        if not _is_list(raw["refs"]) or not all(
            isinstance(ref, str) and ref.startswith("https://") for ref in raw["refs"]
        ):
            raise self.fail("refs", "must be a list of https addresses")
        for key in ("controls", "equivalents"):
            self._identifiers(key, raw.get(key, {}))
        if not raw["controls"].get("csa-ai"):
            raise self.fail("controls", "must name at least one responsibility of csa-ai")
        if raw.get("status", "stable") not in ("stable", "preview", "deprecated"):
            raise self.fail("status", "must be preview or deprecated")

    def _identifiers(self, key: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise self.fail(key, "must map a name to a list of ids")
        for name, ids in value.items():
            if not _is_list(ids) or not all(isinstance(item, str) for item in ids):
                raise self.fail(key, f"{name}: must be a list of quoted ids")

    def _select(self, select: Any) -> None:
        types = select
        if isinstance(select, dict):
            unknown = set(select) - {"type", "where", "role", "mode"}
            if unknown or "type" not in select:
                raise self.fail(
                    "select", f"takes type, where, role and mode, not {', '.join(sorted(unknown)) or 'nothing'}"
                )
            types = select["type"]
            if "where" in select:
                self.condition(select["where"], "select")
        listed = types if isinstance(types, list) else [types]
        if not listed or not all(isinstance(item, str) for item in listed):
            raise self.fail("select", "must name a resource type, or a list of them")

    def condition(self, spec: Any, key: str) -> None:
        """Check a ``require``-like mapping under the top-level ``key``."""
        if not isinstance(spec, dict) or not spec:
            raise self.fail(key, "must be a mapping of paths and words")
        for name, value in spec.items():
            if name in LIST_WORDS:
                for item in value if isinstance(value, list) else [value]:
                    self.condition(item, key)
            elif name in WORD_KEYS:
                self._word(name, value, key)
            else:
                self._leaf(name, value, key)

    def _word(self, name: str, value: Any, key: str) -> None:
        required, optional = WORD_KEYS[name]
        if not isinstance(value, dict) or not required <= set(value) or not set(value) <= required | optional:
            raise self.fail(
                key,
                f"{name} takes {', '.join(sorted(required))} and optionally {', '.join(sorted(optional)) or 'nothing'}",
            )
        if name == "exposed" and value["to"] != "internet":
            raise self.fail(key, "exposed: to must be internet")
        if name == "granted" and (value["right"] not in RIGHTS or not _is_types(value["to"])):
            raise self.fail(key, f"granted: right must be {', '.join(RIGHTS)}, and to be exposed or types of workloads")
        same = value.get("same", {"": ""})
        if not isinstance(same, dict) or not same or not all(isinstance(item, str) for item in same.values()):
            raise self.fail(key, f"{name}: same must map a path of the other resource to one of this resource")
        for part in ("require", "if", "then"):
            if part in value:
                self.condition(value[part], key)
        self._verdicts(name, value, key)

    def _verdicts(self, name: str, value: Mapping[str, Any], key: str) -> None:
        for part in ("absent", "computed", "outside"):
            if part in value and value[part] not in VERDICTS:
                raise self.fail(key, f"{name}: {part} must be pass, fail or unknown")

    def _leaf(self, path: str, value: Any, key: str) -> None:
        if not isinstance(value, dict):
            raise self.fail(key, f"{path}: a leaf is a mapping of operators")
        used = [name for name in value if name not in ("absent", "computed", "hidden")]
        for name in used:
            if name not in OPERATORS:
                raise self.fail(key, f'{path}: "{name}" is not an operator')
            if not OPERATORS[name](value[name]):
                raise self.fail(key, f"{path}: {name} does not take {value[name]!r}")
            if name in ("grants", "statement") and not set(value[name]) <= POLICY_KEYS:
                raise self.fail(key, f"{path}: {name} takes {', '.join(sorted(POLICY_KEYS))}")
        if not used:
            raise self.fail(key, f"{path}: a leaf needs an operator")
        if value.get("hidden", True) is not True:
            raise self.fail(key, f"{path}: hidden can only be true")
        if "absent" not in value:
            raise self.fail(key, f"{path}: say what absent means (absent: pass, fail or unknown)")
        self._verdicts(path, value, key)

    def _cases(self, cases: Any) -> None:
        if not isinstance(cases, dict) or set(cases) != set(VERDICTS):
            raise self.fail("cases", "must hold pass, fail and unknown cases")
        for verdict, named in cases.items():
            if not isinstance(named, dict) or not named or not all(isinstance(text, str) for text in named.values()):
                raise self.fail("cases", f"{verdict}: must map a name to the body of a resource")
