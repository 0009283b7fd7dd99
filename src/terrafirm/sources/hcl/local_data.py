"""Data sources that only compute: their results are known without asking a cloud."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from terrafirm.model.value import TSet, Unknown, Value, bare, first_unknown, strip_marks

if TYPE_CHECKING:
    from terrafirm.sources.hcl.scope import DataSource


def compute_locally(instance: DataSource, name: str) -> tuple[bool, Value]:
    """Whether attribute ``name`` of this data source can be computed here, and its value."""
    compute = _COMPUTED.get((instance.type, name))
    if compute is None:
        return False, None
    return True, compute(instance)


def _aws_policy_json(instance: DataSource) -> Value:
    return _as_json(_aws_policy(instance), lambda document: json.dumps(document, indent=2, ensure_ascii=False))


def _aws_policy_minified(instance: DataSource) -> Value:
    return _as_json(
        _aws_policy(instance), lambda document: json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    )


def _as_json(document: Value, write: Callable[[Value], str]) -> Value:
    if type(document) is Unknown:
        return document.derived(type="string", not_null=True)
    unknown = first_unknown(document)
    if unknown is not None:
        return Unknown(
            unknown.why, unknown.kind, type="string", not_null=True, prefix="{", document=document, refs=unknown.refs
        )
    return write(strip_marks(document)).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _aws_policy(instance: DataSource) -> Value:
    """The document, merged and in the field order of the AWS provider's ``IAMPolicyDoc``."""
    statements: list[Value] = []
    sources = _documents(instance, "source_policy_documents")
    if type(sources) is Unknown:
        return sources
    for document in sources:
        statements.extend(map(_in_order, _listed(document.get("Statement"))))
    own = bare(instance["statement"])
    if type(own) is Unknown:
        return own
    for statement in own or ():
        _merge_statement(statements, _aws_statement(statement))
    overrides = _documents(instance, "override_policy_documents")
    if type(overrides) is Unknown:
        return overrides
    for document in overrides:
        for statement in map(_in_order, _listed(document.get("Statement"))):
            _merge_statement(statements, statement)
    version = bare(instance["version"])
    merged = [*sources, {"Version": version if type(version) is str else "2012-10-17"}, *overrides]
    # a later version wins over an older one wherever it stands, and the last name over the others
    result: dict[str, Value] = {"Version": max(_texts(merged, "Version"))}
    names = _texts([*sources, {"Id": bare(instance["policy_id"])}, *overrides], "Id")
    if names:
        result["Id"] = names[-1]
    if statements:
        result["Statement"] = statements
    return result


def _in_order(statement: Value) -> Value:
    """A statement that was read from text, in the order in which the provider writes its members."""
    if not isinstance(statement, dict):
        return statement
    return {key: statement[key] for key in (*_MEMBERS, *statement) if key in statement}


#: Members of a statement in the order of the provider's ``IAMPolicyStatement``.
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


def _texts(documents: list[dict[str, Value]], key: str) -> list[str]:
    return [document[key] for document in documents if type(document.get(key)) is str and document[key]]


def _merge_statement(statements: list[Value], new: Value) -> None:
    sid = new.get("Sid") if isinstance(new, dict) else None
    for position, old in enumerate(statements):
        if sid and isinstance(old, dict) and old.get("Sid") == sid:
            statements[position] = new
            return
    statements.append(new)


def _documents(instance: DataSource, name: str) -> Value:
    given = bare(instance[name])
    if given is None:
        return []
    if type(given) is Unknown:
        return given
    found: list[Value] = []
    for item in given:
        text = bare(item)
        if type(text) is Unknown:
            if text.document is None:
                return text
            found.append(text.document)
        elif text:
            try:
                document = json.loads(text)
            except ValueError:
                return Unknown(f"{name} holds text that is not JSON", "error")
            if isinstance(document, dict):
                found.append(document)
    return found


def _listed(value: Value) -> list[Value]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _aws_statement(block: dict[str, Value]) -> dict[str, Value]:
    statement: dict[str, Value] = {}
    if bare(block.get("sid")):
        statement["Sid"] = bare(block["sid"])
    effect = bare(block.get("effect"))
    statement["Effect"] = effect if effect is not None and not _provider_default(effect) else "Allow"
    for key, name in _STATEMENT_LISTS:
        items = _strings(block.get(name))
        if items is not None:
            statement[key] = items
    for key, name in (("Principal", "principals"), ("NotPrincipal", "not_principals")):
        principals = bare(block.get(name))
        if type(principals) is Unknown:
            statement[key] = principals
        elif principals:
            statement[key] = _principals(principals)
    conditions = bare(block.get("condition"))
    if type(conditions) is Unknown:
        statement["Condition"] = conditions
    elif conditions:
        statement["Condition"] = _conditions(conditions)
    return statement


_STATEMENT_LISTS = (
    ("Action", "actions"),
    ("NotAction", "not_actions"),
    ("Resource", "resources"),
    ("NotResource", "not_resources"),
)


def _provider_default(value: Value) -> bool:
    return type(value) is Unknown and value.kind == "computed"


def _strings(value: Value) -> Value:
    """One string, or several in the provider's (descending) order; ``None`` when nothing is set."""
    value = bare(value)
    if value is None:
        return None
    if type(value) is Unknown:
        return value
    items = [_policy_variables(bare(item)) for item in value]
    if not items:
        return None
    if len(items) == 1:
        return items[0]
    if all(type(item) is str for item in items):
        return sorted(items, reverse=True)
    return items


def _policy_variables(item: Value) -> Value:
    """``&{aws:username}`` is how Terraform code spells the policy variable ``${aws:username}``."""
    return item.replace("&{", "${") if type(item) is str else item


def _principals(blocks: Iterable[Value]) -> Value:
    merged: dict[str, list[Value]] = {}
    for block in blocks:
        kind = bare(block.get("type"))
        identifiers = bare(block.get("identifiers"))
        if type(kind) is not str or type(identifiers) is Unknown:
            return kind if type(kind) is Unknown else identifiers
        merged.setdefault(kind, []).extend(bare(item) for item in identifiers or ())
    if set(merged) == {"*"} and merged["*"] == ["*"]:
        return "*"
    return {kind: _strings(TSet(items)) for kind, items in sorted(merged.items())}


def _conditions(blocks: Iterable[Value]) -> Value:
    result: dict[str, Any] = {}
    for block in blocks:
        test, variable = bare(block.get("test")), bare(block.get("variable"))
        if type(test) is not str or type(variable) is not str:
            return test if type(test) is Unknown else variable
        values = bare(block.get("values"))
        if type(values) in (list, tuple) and len(values) == 1:
            values = bare(values[0])
        elif type(values) in (list, tuple):
            values = [_policy_variables(bare(item)) for item in values]
        former = result.setdefault(test, {}).get(variable)
        both = type(former) is list and type(values) is list
        result[test][variable] = [*former, *values] if both else _policy_variables(values)
    return {test: dict(sorted(variables.items())) for test, variables in sorted(result.items())}


def _google_policy(instance: DataSource) -> Value:
    document: dict[str, Value] = {}
    bindings = bare(instance["binding"])
    if type(bindings) is Unknown:
        return bindings.derived(type="string", not_null=True)
    listed: list[Value] = []
    for block in bindings or ():
        members = bare(block.get("members"))
        members = [bare(item) for item in members] if type(members) is TSet else members
        binding: dict[str, Value] = {}
        condition = bare(block.get("condition"))
        if condition:
            binding["condition"] = {key: bare(value) for key, value in condition[0].items() if bare(value) is not None}
        binding["members"], binding["role"] = members, bare(block.get("role"))
        listed.append(binding)
    if listed:
        document["bindings"] = listed
    return _as_json(document, lambda found: json.dumps(found, separators=(",", ":"), ensure_ascii=False))


def _partition(instance: DataSource) -> Value:
    return Unknown(
        f"{instance.address}.partition is read from the cloud", "data", type="string", not_null=True, prefix="aws"
    )


def _local_file(instance: DataSource) -> Value:
    from terrafirm.sources.hcl.functions import FunctionError

    filename = bare(instance["filename"])
    if type(filename) is Unknown:
        return filename.derived(type="string", not_null=True)
    try:
        return instance.module.run.files.read(str(filename)).decode("utf-8")
    except (FunctionError, UnicodeDecodeError) as error:
        return Unknown(f"{instance.address}: {error}", "data", type="string")


_COMPUTED: dict[tuple[str, str], Callable[[Any], Value]] = {
    ("aws_iam_policy_document", "json"): _aws_policy_json,
    ("aws_iam_policy_document", "minified_json"): _aws_policy_minified,
    ("google_iam_policy", "policy_data"): _google_policy,
    ("aws_partition", "partition"): _partition,
    ("local_file", "content"): _local_file,
}
