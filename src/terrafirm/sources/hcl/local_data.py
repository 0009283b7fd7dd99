"""Data sources that only compute: their results are known without asking a cloud."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from terrafirm.model.value import TSet, Unknown, Value, bare, first_unknown, strip_marks
from terrafirm.sources.hcl.aws_policy import policy_document
from terrafirm.sources.hcl.sdk_sets import in_hash_order

if TYPE_CHECKING:
    from terrafirm.sources.hcl.scope import DataSource


def compute_locally(instance: DataSource, name: str) -> tuple[bool, Value]:
    """Whether attribute ``name`` of this data source can be computed here, and its value."""
    compute = _COMPUTED.get((instance.type, name))
    if compute is None:
        return False, None
    return True, compute(instance)


def _aws_policy_json(instance: DataSource) -> Value:
    return _as_json(policy_document(instance), lambda document: json.dumps(document, indent=2, ensure_ascii=False))


def _aws_policy_minified(instance: DataSource) -> Value:
    return _as_json(
        policy_document(instance), lambda document: json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    )


def _as_json(document: Value, write: Callable[[Value], str]) -> Value:
    if type(document) is Unknown:
        return document.derived(type="string", not_null=True)
    unknown = first_unknown(document)
    if unknown is not None:
        return Unknown(
            unknown.why, unknown.kind, type="string", not_null=True, prefix="{", document=document, refs=unknown.refs
        )
    return write(strip_marks(document)).translate(_ESCAPED)


#: What Go's JSON encoder escapes beyond what Python's does.
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def _google_policy(instance: DataSource) -> Value:
    """Bindings of a role and condition are one; audit configurations stand in the order of their set.

    Source: google/services/resourcemanager/data_source_google_iam_policy.go in
    github.com/hashicorp/terraform-provider-google.
    """
    blocks, audited = bare(instance["binding"]), bare(instance["audit_config"])
    for part in (blocks, audited):
        if type(part) is Unknown:
            return part.derived(type="string", not_null=True)
    document: dict[str, Value] = {}
    if audited:
        document["auditConfigs"] = list(map(_audit_config, in_hash_order(map(_completed, audited))))
    bindings: dict[tuple[str, ...], dict[str, Value]] = {}
    for block in map(bare, blocks or ()):
        binding = _binding(block)
        condition = binding.get("condition", {})
        texts = (binding["role"], bool(condition), *(condition.get(name) for name in _CONDITION))
        key = tuple(f"unknown {id(text)}" if type(text) is Unknown else str(text or "") for text in texts)
        former = bindings.setdefault(key, binding)
        if former is not binding:
            former["members"] = _all_members(former["members"], binding["members"])
    if bindings:
        document["bindings"] = [bindings[key] for key in sorted(bindings)]
    return _as_json(document, lambda found: json.dumps(found, separators=(",", ":"), ensure_ascii=False))


#: What tells the conditions of bindings apart, in the order of its weight.
_CONDITION = ("expression", "title", "description")


def _binding(block: dict[str, Value]) -> dict[str, Value]:
    binding: dict[str, Value] = {}
    condition = bare(block.get("condition"))
    if condition:
        binding["condition"] = _set_members(bare(condition[0]), *sorted(_CONDITION))
    members = bare(block.get("members"))
    binding["members"] = members if type(members) is Unknown else _ascending([bare(item) for item in members or ()])
    binding["role"] = bare(block.get("role"))
    return binding


def _all_members(one: Value, other: Value) -> Value:
    unknown = next((members for members in (one, other) if type(members) is Unknown), None)
    return unknown if unknown is not None else _ascending([*one, *other])


def _ascending(items: list[Value]) -> list[Value]:
    return sorted(items) if all(type(item) is str for item in items) else items


def _completed(block: Value) -> Value:
    """The provider reads a set that is not given as an empty one, which counts in the order."""
    block = bare(block)
    logs = bare(block.get("audit_log_configs"))
    if type(logs) is not TSet:
        return block
    given = [{**bare(log), "exempted_members": bare(log).get("exempted_members") or TSet()} for log in logs]
    return {**block, "audit_log_configs": TSet(given)}


def _audit_config(block: dict[str, Value]) -> dict[str, Value]:
    logs = bare(block.get("audit_log_configs"))
    config: dict[str, Value] = {}
    if logs is not None and (type(logs) is Unknown or len(logs)):
        config["auditLogConfigs"] = logs if type(logs) is Unknown else list(map(_log_config, in_hash_order(logs)))
    return config | _set_members(block, "service")


def _log_config(block: Value) -> dict[str, Value]:
    block = bare(block)
    exempted = bare(block.get("exempted_members"))
    config: dict[str, Value] = {}
    if exempted is not None and (type(exempted) is Unknown or len(exempted)):
        config["exemptedMembers"] = exempted if type(exempted) is Unknown else in_hash_order(map(bare, exempted))
    named = _set_members(block, "log_type")
    return config | ({"logType": named["log_type"]} if named else {})


def _set_members(block: dict[str, Value], *names: str) -> dict[str, Value]:
    """Those members of a block that are neither null nor empty."""
    found = {name: bare(block.get(name)) for name in names}
    return {name: value for name, value in found.items() if value is not None and value != ""}


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
