"""The document that the data source ``aws_iam_policy_document`` composes, merged and ordered as its provider does.

Source: internal/service/iam/policy_document_data_source.go and policy_model.go in
github.com/hashicorp/terraform-provider-aws.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from terrafirm.model.value import Unknown, Value, bare
from terrafirm.sources.hcl.sdk_sets import in_hash_order

if TYPE_CHECKING:
    from terrafirm.sources.hcl.scope import DataSource

#: Members of a statement in the order in which the provider writes them; it drops all others.
_MEMBERS = (
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
)
_TEXTS = ("Sid", "Effect")
_PRINCIPALS = (("Principal", "principals"), ("NotPrincipal", "not_principals"))
#: Members of a statement that are sets of strings, by argument, and whether policy variables stand in them.
_LISTS = (
    ("Action", "actions", False),
    ("NotAction", "not_actions", False),
    ("Resource", "resources", True),
    ("NotResource", "not_resources", True),
)


class _Refused(Exception):
    """The provider fails on a document that it is given."""


def policy_document(instance: DataSource) -> Value:
    """The document as a value, unknown parts inside; unknown as a whole where the number of statements is."""
    try:
        return _composed(instance)
    except _Refused as error:
        return Unknown(str(error), "error")


def _composed(instance: DataSource) -> Value:
    own = bare(instance["statement"])
    sources, overrides = (
        _documents(instance, name) for name in ("source_policy_documents", "override_policy_documents")
    )
    for part in (own, sources, overrides):
        if type(part) is Unknown:
            return part
    version = bare(instance["version"])
    current = {
        "Version": version if type(version) is str else "2012-10-17",
        "Id": bare(instance["policy_id"]),
        "Statement": [_statement(block) for block in own or ()],
    }
    result: dict[str, Value] = {"Version": ""}
    statements: list[Value] = []
    for document in (*sources, current, *overrides):
        # a later version wins over an older one wherever it stands, and the last name over the others
        result["Version"] = max(result["Version"], _text(document, "Version"))
        if name := _text(document, "Id"):
            result["Id"] = name
        for statement in document["Statement"]:
            _merge(statements, statement)
    if statements:
        result["Statement"] = statements
    return result


def _text(document: dict[str, Value], key: str) -> str:
    value = document.get(key)
    return value if type(value) is str else ""


def _merge(statements: list[Value], new: Value) -> None:
    """A statement takes the place of one of the same Sid; one without is added."""
    sid = new.get("Sid") if isinstance(new, dict) else None
    for position, old in enumerate(statements):
        if sid and isinstance(old, dict) and old.get("Sid") == sid:
            statements[position] = new
            return
    statements.append(new)


# -- documents that are given as text ---------------------------------------------------------------


def _documents(instance: DataSource, name: str) -> Value:
    given = bare(instance[name])
    if type(given) is Unknown:
        return given
    found: list[Value] = []
    for item in given or ():
        text = bare(item)
        if type(text) is Unknown:
            if text.document is None:
                return text
            found.append(_document(text.document, name))
        elif text:
            try:
                found.append(_document(json.loads(text), name))
            except (ValueError, RecursionError) as error:
                raise _Refused(f"{name} holds text that is not JSON") from error
    return found


def _document(given: Value, name: str) -> dict[str, Value]:
    value = bare(given)
    if type(value) is Unknown:
        return {"Statement": [value]}
    if not isinstance(value, dict):
        raise _Refused(f"{name} holds JSON that is not an object")
    statements = bare(_member(value, "Statement"))
    if type(statements) is Unknown:
        statements = [statements]
    elif not isinstance(statements, (list, tuple, type(None))):
        raise _Refused(f'{name} holds a document whose "Statement" is not a list')
    return {
        "Version": bare(_member(value, "Version")),
        "Id": bare(_member(value, "Id")),
        "Statement": [_read_statement(item) for item in statements or ()],
    }


def _member(value: dict[str, Value], name: str) -> Value:
    """A member of a JSON object, whose name Go reads in upper and lower case alike."""
    if name in value:
        return value[name]
    wanted = name.lower()
    return next((found for key, found in value.items() if str(key).lower() == wanted), None)


def _read_statement(given: Value) -> Value:
    statement = bare(given)
    if not isinstance(statement, dict):
        return statement
    result: dict[str, Value] = {}
    for name in _MEMBERS:
        value = bare(_member(statement, name))
        if value is None or (value == "" and name in _TEXTS):
            continue
        if type(value) is not Unknown:
            if name in ("Principal", "NotPrincipal"):
                value = _read_principals(value)
            elif name == "Condition":
                value = _read_conditions(value)
            if isinstance(value, dict) and not value:
                continue
        result[name] = value
    return result


def _read_principals(value: Value) -> Value:
    if isinstance(value, str):
        return "*"
    if not isinstance(value, dict):
        raise _Refused("a policy document has a principal that is neither text nor an object")
    found: dict[str, Value] = {}
    for kind in sorted(value):
        identifiers = bare(value[kind])
        if isinstance(identifiers, (list, tuple)):
            identifiers = _descending([bare(item) for item in identifiers])
        found[kind] = identifiers
    return _everybody(found)


def _read_conditions(value: Value) -> Value:
    if not isinstance(value, dict):
        raise _Refused("a policy document has a condition that is not an object")
    found: dict[str, dict[str, Value]] = {}
    for test, variables in value.items():
        keys = bare(variables)
        if not isinstance(keys, dict):
            return keys
        for variable, given in keys.items():
            values = _read_values(bare(given))
            if values is not None:
                found.setdefault(test, {})[variable] = values
    return _ordered(found)


def _read_values(given: Value) -> Value:
    """The values of a condition; null where the provider drops them, as it does with numbers."""
    if type(given) is bool:
        return "true" if given else "false"
    if isinstance(given, (list, tuple)):
        return _one_or_all([bare(item) for item in given])
    return given if type(given) is str or type(given) is Unknown else None


# -- statements that are written as blocks ----------------------------------------------------------


def _statement(block: Value) -> Value:
    block = bare(block)
    if type(block) is Unknown:
        return block
    statement: dict[str, Value] = {}
    if bare(block.get("sid")):
        statement["Sid"] = bare(block["sid"])
    effect = bare(block.get("effect"))
    statement["Effect"] = "Allow" if effect is None or _is_left_out(effect) else effect
    for key, name, has_variables in _LISTS:
        items = _strings(block.get(name), has_variables)
        if items is not None:
            statement[key] = items
    for key, name in _PRINCIPALS:
        principals = bare(block.get(name))
        if principals is not None and (type(principals) is Unknown or len(principals)):
            statement[key] = principals if type(principals) is Unknown else _principals(principals)
    conditions = bare(block.get("condition"))
    if conditions is not None and (type(conditions) is Unknown or len(conditions)):
        statement["Condition"] = conditions if type(conditions) is Unknown else _conditions(conditions)
    return statement


def _is_left_out(value: Value) -> bool:
    return type(value) is Unknown and value.kind == "computed"


def _strings(value: Value, has_variables: bool) -> Value:
    """One string, or several in the provider's (descending) order; ``None`` when nothing is set."""
    value = bare(value)
    if value is None or type(value) is Unknown:
        return value
    items = _descending([bare(item) for item in value])
    if has_variables:
        items = list(map(_policy_variables, items))
    return _one_or_all(items) if items else None


def _descending(items: list[Value]) -> list[Value]:
    return sorted(items, reverse=True) if all(type(item) is str for item in items) else items


def _one_or_all(items: list[Value]) -> Value:
    return items[0] if len(items) == 1 else items


def _policy_variables(item: Value) -> Value:
    """``&{aws:username}`` is how Terraform code spells the policy variable ``${aws:username}``."""
    return item.replace("&{", "${") if type(item) is str else item


def _principals(blocks: Iterable[Value]) -> Value:
    """Identifiers by type: sorted within a block, the blocks of a type in the order of their set."""
    found: dict[str, Value] = {}
    for block in map(bare, in_hash_order(blocks)):
        kind, identifiers = bare(block.get("type")), bare(block.get("identifiers"))
        if type(kind) is not str or type(identifiers) is Unknown:
            return kind if type(kind) is Unknown else identifiers
        items = list(map(_policy_variables, _descending([bare(item) for item in identifiers or ()])))
        found[kind] = [*_listed(found[kind]), *items] if kind in found else _one_or_all(items)
    return _everybody({kind: found[kind] for kind in sorted(found)})


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _everybody(principals: dict[str, Value]) -> Value:
    """``*`` where all of anybody is meant; the identifiers by type otherwise."""
    return "*" if list(principals) == ["*"] and principals["*"] in ("*", ["*"]) else principals


def _conditions(blocks: Iterable[Value]) -> Value:
    """Values by test and variable; several blocks on one variable are one."""
    found: dict[str, dict[str, Value]] = {}
    for test, variable, values in _by_variable(blocks):
        if type(test) is not str or type(variable) is not str:
            return test if type(test) is Unknown else variable
        of_test = found.setdefault(test, {})
        former = of_test.get(variable)
        if type(former) is Unknown or type(values) is Unknown:
            of_test[variable] = former if type(former) is Unknown else values
        else:
            of_test[variable] = [*(former or ()), *map(_policy_variables, values)]
    return _ordered(
        {
            test: {name: item if type(item) is Unknown else _one_or_all(item) for name, item in variables.items()}
            for test, variables in found.items()
        }
    )


def _by_variable(blocks: Iterable[Value]) -> Iterator[tuple[Value, Value, Value]]:
    for block in map(bare, in_hash_order(blocks)):
        values = bare(block.get("values"))
        known = values if type(values) is Unknown else [bare(item) for item in values or ()]
        yield bare(block.get("test")), bare(block.get("variable")), known


def _ordered(conditions: dict[str, dict[str, Value]]) -> dict[str, dict[str, Value]]:
    return {test: dict(sorted(variables.items())) for test, variables in sorted(conditions.items())}
