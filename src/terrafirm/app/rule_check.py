"""Check rule files: cases, pinned conditions, and that types, attributes and controls exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from terrafirm.app.pack import roles
from terrafirm.app.rule_cases import run_cases, unpinned
from terrafirm.engine.manifests import schema_of
from terrafirm.engine.paths import parse_path
from terrafirm.engine.pods import CONTAINERS, pod_path
from terrafirm.model.errors import RuleError, UsageError
from terrafirm.model.provider_schema import Block, data_source_block, resource_block
from terrafirm.model.record import dataclass
from terrafirm.model.rule import Rule
from terrafirm.rulepack.controls import control_ids
from terrafirm.rulepack.grammar import LIST_WORDS, WORD_KEYS
from terrafirm.rulepack.load import parse_rule, rule_id, to_rule
from terrafirm.rulepack.locate import rule_files, shipped


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What is wrong with a rule file; nothing when it obeys every law."""

    path: str
    cases: int
    problems: tuple[str, ...]


def check_paths(paths: list[Path]) -> Iterator[RuleResult]:
    """Check every rule file at or below ``paths`` (the shipped pack when there are none).

    Raises :class:`UsageError` for a path without rules.
    """
    for pack, path in _files(paths or [shipped("rules")]):
        shown = f"{pack.name}/{path.relative_to(pack).as_posix()}"
        try:
            raw = parse_rule(path.read_text(encoding="utf-8"), shown, rule_id(path.relative_to(pack)))
        except (RuleError, OSError, UnicodeDecodeError) as error:
            yield RuleResult(shown, 0, (str(error),))
            continue
        yield check_rule(to_rule(raw))


def _files(paths: list[Path]) -> Iterator[tuple[Path, Path]]:
    """Each rule file with the pack directory it belongs to (the parent of the provider's directory)."""
    for path in paths:
        absolute = path.resolve()
        if not absolute.exists():
            raise UsageError(f"{path}: there is no such file or directory of rules")
        pack = next((parent for parent in [absolute, *absolute.parents] if parent.name == "rules"), None)
        if absolute.is_file():
            yield (pack or absolute.parents[2]), absolute
        else:
            root = pack or absolute
            found = [file for file in rule_files(root) if file.is_relative_to(absolute)]
            if not found:
                raise UsageError(f"{path}: there are no rules in it: a rule is a file PROVIDER/SERVICE/PROBLEM.yaml")
            yield from ((root, file) for file in found)


def check_rule(rule: Rule) -> RuleResult:
    """Every law of the format that needs more than the file's grammar."""
    problems = [*_unknown_names(rule), *_unknown_controls(rule), *_shows_secrets(rule)]
    results = list(run_cases(rule, roles()))
    problems.extend(f"case {item.kind}/{item.name}: {item.problem}" for item in results if item.problem)
    if not any(item.problem for item in results):
        problems.extend(unpinned(rule, roles()))
    return RuleResult(rule.path, len(results), tuple(problems))


_NAMES_SECRETS = re.compile(r"secret|token|password|credential")


def _shows_secrets(rule: Rule) -> Iterator[str]:
    """A rule about secrets in the code must not print them."""
    if _NAMES_SECRETS.search(rule.id):
        for spec in (rule.require, rule.select.where):
            for path, leaf in _matching_leaves(spec):
                if not leaf.get("hidden"):
                    yield f"{path}: add hidden: true, as the value may be the secret itself"


def _matching_leaves(spec: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(spec, Mapping):
        for key, value in spec.items():
            if isinstance(value, Mapping) and "matches" in value:
                yield key, value
            else:
                yield from _matching_leaves(value)
    elif isinstance(spec, list):
        for item in spec:
            yield from _matching_leaves(item)


def _unknown_controls(rule: Rule) -> Iterator[str]:
    known = control_ids()
    for framework, ids in rule.controls.items():
        if framework not in known:
            yield f"controls: there is no framework {framework}"
            continue
        for control in ids:
            if control not in known[framework]:
                yield f"controls: {framework} has no {control}"


def _unknown_names(rule: Rule) -> Iterator[str]:
    for name in rule.select.types:
        schema = data_source_block(name) if rule.select.mode == "data" else schema_of(name)
        if schema is None:
            yield f"select: no provider has the type {name}"
            continue
        for spec in (rule.require, rule.select.where):
            yield from _unknown_paths(spec, (schema,), name)


def _unknown_paths(spec: Mapping[str, Any], schemas: tuple[Any, ...], owner: str) -> Iterator[str]:
    for key, value in spec.items():
        if key in LIST_WORDS:
            inner_schemas, inner_owner = _pod_schemas(key, schemas, owner) if key in _POD_WORDS else (schemas, owner)
            for item in value if isinstance(value, list) else [value]:
                yield from _unknown_paths(item, inner_schemas, inner_owner)
        elif key == "when":
            yield from _unknown_paths(value["if"], schemas, owner)
            yield from _unknown_paths(value["then"], schemas, owner)
        elif key in ("each", "some"):
            inner = [found for found in (_at(schema, value["in"]) for schema in schemas) if found is not None]
            if not inner:
                yield f"{owner} has no {value['in']}"
            else:
                yield from _unknown_paths(value["require"], tuple(inner), f"{owner}.{value['in']}")
        elif key in WORD_KEYS:
            yield from _unknown_in_companion(key, value, schemas, owner)
        elif all(_at(schema, key) is None for schema in schemas):
            yield f"{owner} has no {key}"


_POD_WORDS = frozenset({"pods", "containers"})


def _pod_schemas(word: str, schemas: tuple[Any, ...], owner: str) -> tuple[tuple[Any, ...], str]:
    """What ``pods`` or ``containers`` look at: inside the type ``owner``, or (``containers``) inside a pod spec."""
    inside_pods = owner.endswith(".pods")
    pods = schemas if inside_pods else tuple(_at(schema, pod_path(owner)) for schema in schemas)
    if word == "pods":
        return tuple(found for found in pods if found is not None), f"{owner}.pods"
    found = tuple(_at(pod, name) for pod in pods if pod is not None for name in CONTAINERS)
    return found, f"{owner}.containers"


def _unknown_in_companion(key: str, value: Mapping[str, Any], schemas: tuple[Any, ...], owner: str) -> Iterator[str]:
    types = value.get("type", [])
    for name in types if isinstance(types, list) else [types]:
        schema = resource_block(name)
        if schema is None:
            yield f"{key}: no provider has the type {name}"
            continue
        if key == "related":
            for via in value["via"] if isinstance(value["via"], list) else [value["via"]]:
                if _at(schema, via) is None:
                    yield f"{name} has no {via}"
            for theirs, ours in value.get("same", {}).items():
                if _at(schema, theirs) is None:
                    yield f"{name} has no {theirs}"
                if all(_at(found, ours) is None for found in schemas):
                    yield f"{owner} has no {ours}"
        if value.get("require"):
            yield from _unknown_paths(value["require"], (schema,), name)
    if key == "refers" and all(_at(schema, value["via"]) is None for schema in schemas):
        yield f"{owner} has no {value['via']}"


#: Stands for a place whose inside no schema describes: maps, dynamic values, decoded text.
_FREE = object()


def _at(schema: Any, path: str) -> Any:
    """What stands at a path: a block, a type, :data:`_FREE`, or ``None`` when the schema has no such path."""
    current = schema
    for segment in parse_path(path):
        if current is _FREE:
            return _FREE
        current = _step(current, segment.name)
        if current is None:
            return None
        if segment.decoders:
            current = _FREE
    return current


def _step(current: Any, name: str) -> Any:
    if name == "@" or name.isdigit():
        return current
    if isinstance(current, Block):
        if name in current.blocks:
            return current.blocks[name].block
        attribute = current.attributes.get(name)
        if attribute is None:
            return None
        return Block(attribute.nested.attributes, {}) if attribute.nested is not None else _of_type(attribute.type)
    if isinstance(current, list):
        if current[0] == "object":
            return _of_type(current[1][name]) if name in current[1] else None
        if current[0] == "map":
            return _of_type(current[1])
        return _step(_of_type(current[1]), name)
    return None


def _of_type(found: Any) -> Any:
    return _FREE if found == "dynamic" else found
