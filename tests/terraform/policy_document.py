"""Data sources whose stand-ins answer truly, since they compute and ask no cloud: AWS and Google policies."""

import json
import zlib
from collections.abc import Callable, Iterable
from typing import Any

Document = dict[str, Any]

STATEMENT_LISTS = (
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
)
READ_MEMBERS = ("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource")


def with_aws_policy(config: dict[str, Any]) -> dict[str, Any]:
    """The known configuration of aws_iam_policy_document with its results."""
    own = {
        "Version": config.get("version") or "2012-10-17",
        "Id": config.get("policy_id"),
        "Statement": [_statement(block) for block in config.get("statement") or ()],
    }
    merged: Document = {"Version": "", "Id": None, "Statement": []}
    for document in [
        *map(_read, config.get("source_policy_documents") or ()),
        own,
        *map(_read, config.get("override_policy_documents") or ()),
    ]:
        merged["Version"] = max(merged["Version"], document["Version"] or "")
        merged["Id"] = document["Id"] or merged["Id"]
        for statement in document["Statement"]:
            _put(merged["Statement"], statement)
    written = {key: merged[key] for key in ("Version", "Id", "Statement") if merged[key]}
    return config | {
        "json": _html_safe(json.dumps(written, indent=2, ensure_ascii=False)),
        "minified_json": _compact(written),
    }


def _read(text: str | None) -> Document:
    """A document given as text: its lists of one condition value and its booleans become text, numbers go."""
    document = json.loads(text or "{}")
    if not isinstance(document.get("Statement", []), list):
        raise TypeError("json: cannot unmarshal object into Go struct field iamPolicyDoc.Statement")
    statements = []
    for given in document.get("Statement", []):
        statement = {key: given[key] for key in READ_MEMBERS if given.get(key) not in (None, "")}
        for key in ("Principal", "NotPrincipal"):
            if given.get(key) == {}:
                continue
            if key in given:
                statement[key] = _read_principals(given[key])
        conditions: dict[str, dict[str, Any]] = {}
        for test, variables in sorted(given.get("Condition", {}).items()):
            for variable, values in sorted(variables.items()):
                if isinstance(values, bool):
                    values = str(values).lower()
                if isinstance(values, str | list):
                    one = isinstance(values, list) and len(values) == 1
                    conditions.setdefault(test, {})[variable] = values[0] if one else values
        if conditions:
            statement["Condition"] = conditions
        statements.append(statement)
    return {"Version": document.get("Version"), "Id": document.get("Id"), "Statement": statements}


def _read_principals(given: Any) -> Any:
    if isinstance(given, str) or given in ({"*": "*"}, {"*": ["*"]}):
        return "*"
    return {
        kind: sorted(names, reverse=True) if isinstance(names, list) else names for kind, names in sorted(given.items())
    }


def _put(statements: list[Document], new: Document) -> None:
    """A statement of the same Sid is replaced; a statement without one is added."""
    for position, old in enumerate(statements):
        if new.get("Sid") and old.get("Sid") == new["Sid"]:
            statements[position] = new
            return
    statements.append(new)


def _statement(block: dict[str, Any]) -> Document:
    found: Document = {"Sid": block["sid"]} if block.get("sid") else {}
    found["Effect"] = block.get("effect") or "Allow"
    for name, key in STATEMENT_LISTS:
        if block.get(name):
            items = sorted(block[name], reverse=True)
            if "Resource" in key:
                items = [item.replace("&{", "${") for item in items]
            found[key] = items[0] if len(items) == 1 else items
    for name, key in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if block.get(name):
            found[key] = _principals(block[name])
    conditions: dict[str, dict[str, list[str]]] = {}
    for condition in _by_hash(block.get("condition") or (), _condition_text):
        values = [value.replace("&{", "${") for value in condition["values"]]
        conditions.setdefault(condition["test"], {}).setdefault(condition["variable"], []).extend(values)
    if conditions:
        found["Condition"] = {
            test: {name: of[name][0] if len(of[name]) == 1 else of[name] for name in sorted(of)}
            for test, of in sorted(conditions.items())
        }
    return found


def _principals(blocks: list[dict[str, Any]]) -> Any:
    """``*`` alone stands for everybody; otherwise the identifiers by type, block after block."""
    if len(blocks) == 1 and blocks[0]["type"] == "*" and blocks[0]["identifiers"] == ["*"]:
        return "*"
    by_type: dict[str, Any] = {}
    for block in _by_hash(blocks, _principal_text):
        names = [name.replace("&{", "${") for name in sorted(block["identifiers"], reverse=True)]
        if block["type"] in by_type:
            former = by_type[block["type"]]
            by_type[block["type"]] = (former if isinstance(former, list) else [former]) + names
        else:
            by_type[block["type"]] = names[0] if len(names) == 1 else names
    return dict(sorted(by_type.items()))


def with_google_policy(config: dict[str, Any]) -> dict[str, Any]:
    """The known configuration of google_iam_policy with its result."""
    bindings: dict[tuple[Any, ...], Document] = {}
    for block in config.get("binding") or ():
        given = (block.get("condition") or [{}])[0]
        texts = [given.get(name) or "" for name in ("expression", "title", "description")]
        binding: Document = {}
        if block.get("condition"):
            binding["condition"] = {key: given[key] for key in ("description", "expression", "title") if given[key]}
        binding |= {"members": [], "role": block["role"]}
        key = (block["role"], bool(block.get("condition")), *texts)
        members = bindings.setdefault(key, binding)["members"]
        members.extend(block["members"])
        members.sort()
    document: Document = {}
    if config.get("audit_config"):
        document["auditConfigs"] = [
            {
                "auditLogConfigs": [_log_config(log) for log in _by_hash(block["audit_log_configs"], _log_text)],
                "service": block["service"],
            }
            for block in _by_hash(config["audit_config"], _audit_text)
        ]
    if bindings:
        document["bindings"] = [bindings[key] for key in sorted(bindings)]
    return config | {"policy_data": _compact(document)}


def _log_config(block: dict[str, Any]) -> Document:
    exempted = _by_hash(block.get("exempted_members") or (), "{};".format)
    return ({"exemptedMembers": exempted} if exempted else {}) | {"logType": block["log_type"]}


def _by_hash(items: Iterable[Any], text: Callable[[Any], str]) -> list[Any]:
    """Elements of a set as the plugin SDK lists them: by the decimal digits of their hash."""
    return sorted(items, key=lambda item: str(zlib.crc32(text(item).encode())))


def _set_text(items: Iterable[str]) -> str:
    return "{" + "".join(f"{item};" for item in _by_hash(items, "{};".format)) + "};"


def _principal_text(block: dict[str, Any]) -> str:
    return f"identifiers:{_set_text(block['identifiers'])}type:{block['type']};"


def _condition_text(block: dict[str, Any]) -> str:
    values = "".join(f"{value};" for value in block["values"])
    return f"test:{block['test']};values:({values});variable:{block['variable']};"


def _log_text(block: dict[str, Any]) -> str:
    return f"exempted_members:{_set_text(block.get('exempted_members') or ())}log_type:{block['log_type']};"


def _audit_text(block: dict[str, Any]) -> str:
    logs = "".join(f"<{_log_text(log)}>;" for log in _by_hash(block["audit_log_configs"], _log_text))
    return f"audit_log_configs:{{{logs}}};service:{block['service']};"


def _compact(document: Document) -> str:
    return _html_safe(json.dumps(document, separators=(",", ":"), ensure_ascii=False))


def _html_safe(text: str) -> str:
    """The escapes of Go's JSON encoder."""
    for letter in "&<>\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


COMPUTED = {"aws_iam_policy_document": with_aws_policy, "google_iam_policy": with_google_policy}
"""How each such data source fills in its configuration."""
