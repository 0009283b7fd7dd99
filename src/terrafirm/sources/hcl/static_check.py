"""References that Terraform refuses before it evaluates anything, so that neither ``try`` nor ``can`` helps.

Source: ``evaluate_valid.go`` in ``internal/terraform`` of github.com/hashicorp/terraform.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from terrafirm.model.provider_schema import Block as SchemaBlock
from terrafirm.model.provider_schema import data_source_block, resource_block
from terrafirm.model.types import from_json
from terrafirm.model.value import Unknown, Value
from terrafirm.sources.hcl import access
from terrafirm.sources.hcl.errors import EvalError
from terrafirm.sources.hcl.loops import For
from terrafirm.sources.hcl.nodes import Lit, Name, walk
from terrafirm.sources.hcl.syntax import Node

if TYPE_CHECKING:
    from terrafirm.sources.hcl.declarations import ModuleConfig
    from terrafirm.sources.hcl.env import Env

_NOT_DECLARED = frozenset({"each", "count", "path", "terraform", "tofu", "self", "ephemeral"})
_SCHEMAS: dict[str, Callable[[str], SchemaBlock | None]] = {"managed": resource_block, "data": data_source_block}


def check_references(node: Node, env: Env) -> None:
    """Raise :class:`EvalError` for a reference below ``node`` to something that is not declared or has no such form.

    Meant for expressions that have failed already: it walks the whole tree.
    """
    bound = set(env.names or ())
    names: list[Name] = []
    for inner in walk(node):
        if isinstance(inner, For):
            bound.update(name for name in (inner.key_name, inner.value_name) if name is not None)
        elif isinstance(inner, Name):
            names.append(inner)
    config = env.module.config
    for name in names:
        if name.root in bound:
            continue
        if config is None:
            raise EvalError(f'Invalid reference: the template\'s variables do not include "{name.root}"')
        if name.root not in _NOT_DECLARED and name.steps:
            _check(name, config)


def _check(name: Name, config: ModuleConfig) -> None:
    declared: dict[str, Mapping[str, Any]] = {"var": config.variables, "local": config.locals, "module": config.calls}
    first = name.steps[0]
    if name.root in declared:
        if first not in declared[name.root]:
            raise EvalError(f'Reference to undeclared {name.root}: "{name.root}.{first}" is not declared')
    elif name.root in ("data", "resource"):
        if len(name.steps) > 1:
            _check_resource("data" if name.root == "data" else "managed", first, name.steps[1], name.steps[2:], config)
    else:
        _check_resource("managed", name.root, first, name.steps[1:], config)


def _check_resource(mode: str, kind: Any, label: Any, steps: tuple[str | Node, ...], config: ModuleConfig) -> None:
    block = config.resources.get((mode, kind, label))
    if block is None:
        raise EvalError(f'Reference to undeclared resource: "{kind}.{label}" is not declared in this module')
    if not steps:
        return
    keyed = isinstance(steps[0], Lit)
    if not keyed and not isinstance(steps[0], str):
        return  # a computed index is no part of the reference: what comes of it is seen when it is evaluated
    multiple = not block.body.attributes.keys().isdisjoint(("count", "for_each"))
    if multiple and not keyed:
        raise EvalError(f"Missing resource instance key: {kind}.{label} has several instances")
    if keyed and not multiple:
        raise EvalError(f"Unexpected resource instance key: {kind}.{label} has a single instance")
    schema = _SCHEMAS[mode](kind)
    if schema is not None:
        _check_steps(f"{kind}.{label}", schema, steps[1:] if keyed else steps)


def _check_steps(what: str, schema: SchemaBlock, steps: tuple[str | Node, ...]) -> None:
    """Follow a reference into the resource as far as its schema and the literal steps tell."""
    name = steps[0] if steps else None
    if not isinstance(name, str) or name in schema.blocks:
        return
    if name not in schema.attributes:
        raise EvalError(f'Unsupported attribute: {what} has no attribute named "{name}"')
    value: Value = Unknown("", type=from_json(schema.attributes[name].type))
    for step in steps[1:]:
        if isinstance(step, str):
            value = access.attribute(value, step)
        elif isinstance(step, Lit):
            value = access.index(value, step.value)
        else:
            return
