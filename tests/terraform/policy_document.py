"""The one data source whose stand-in answers truly: ``aws_iam_policy_document`` computes and asks no cloud."""

import json
from typing import Any

Document = dict[str, Any]

TYPE = "aws_iam_policy_document"
MEMBERS = ("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition")


def with_policy(config: dict[str, Any]) -> dict[str, Any]:
    """The known configuration of the data source with its results, in the field order of the provider."""
    statements: list[Document] = []
    for text in config.get("source_policy_documents") or ():
        statements += _statements(json.loads(text))
    for statement in config.get("statement") or ():
        _put(statements, _statement(statement))
    for text in config.get("override_policy_documents") or ():
        for statement in _statements(json.loads(text)):
            _put(statements, statement)
    own = {"Version": config.get("version") or "2012-10-17", "Id": config.get("policy_id")}
    sources, overrides = (
        [json.loads(text) for text in config.get(name) or ()]
        for name in ("source_policy_documents", "override_policy_documents")
    )
    merged = [*sources, own, *overrides]
    document: Document = {"Version": max(found["Version"] for found in merged if found.get("Version"))}
    names = [found["Id"] for found in merged if found.get("Id")]
    if names:
        document["Id"] = names[-1]
    document["Statement"] = statements
    compact = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    indented = json.dumps(document, indent=2, ensure_ascii=False)
    return config | {"json": _html_safe(indented), "minified_json": _html_safe(compact)}


def _statements(document: Document) -> list[Document]:
    found = document.get("Statement", [])
    listed = found if isinstance(found, list) else [found]
    return [{key: statement[key] for key in MEMBERS if key in statement} for statement in listed]


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
    for name, key in (
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ):
        if block.get(name):
            found[key] = _one_or_sorted(block[name])
    for name, key in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if block.get(name):
            found[key] = _principals(block[name])
    conditions: dict[str, dict[str, Any]] = {}
    for condition in block.get("condition") or ():
        conditions.setdefault(condition["test"], {})[condition["variable"]] = _one_or_all(condition["values"])
    ordered = {test: dict(sorted(conditions[test].items())) for test in sorted(conditions)}
    return found | ({"Condition": ordered} if ordered else {})


def _principals(blocks: list[dict[str, Any]]) -> Any:
    """``*`` alone stands for everybody; otherwise the identifiers by type."""
    if len(blocks) == 1 and blocks[0]["type"] == "*" and blocks[0]["identifiers"] == ["*"]:
        return "*"
    by_type: dict[str, list[str]] = {}
    for block in blocks:
        by_type.setdefault(block["type"], []).extend(block["identifiers"])
    return {kind: _one_or_sorted(identifiers) for kind, identifiers in by_type.items()}


def _one_or_sorted(items: list[str]) -> Any:
    return _one_or_all(sorted(items, reverse=True))


def _one_or_all(items: list[str]) -> Any:
    written = [item.replace("&{", "${") for item in items]
    return written[0] if len(written) == 1 else written


def _html_safe(text: str) -> str:
    """The escapes of Go's JSON encoder."""
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
