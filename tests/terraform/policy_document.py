"""The one data source whose stand-in answers truly: ``aws_iam_policy_document`` computes and asks no cloud."""

import json
from typing import Any

Document = dict[str, Any]

TYPE = "aws_iam_policy_document"


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
    document: Document = {"Version": config.get("version") or "2012-10-17"}
    if config.get("policy_id"):
        document["Id"] = config["policy_id"]
    document["Statement"] = statements
    compact = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    indented = json.dumps(document, indent=2, ensure_ascii=False)
    return config | {"json": _html_safe(indented), "minified_json": _html_safe(compact)}


def _statements(document: Document) -> list[Document]:
    found = document.get("Statement", [])
    return found if isinstance(found, list) else [found]


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
    return found | ({"Condition": conditions} if conditions else {})


def _principals(blocks: list[dict[str, Any]]) -> Any:
    """``*`` alone stands for everybody; otherwise the identifiers by type."""
    if len(blocks) == 1 and blocks[0]["type"] == "*" and blocks[0]["identifiers"] == ["*"]:
        return "*"
    by_type: dict[str, list[str]] = {}
    for block in blocks:
        by_type.setdefault(block["type"], []).extend(block["identifiers"])
    return {kind: _one_or_sorted(identifiers) for kind, identifiers in by_type.items()}


def _one_or_sorted(items: list[str]) -> Any:
    return items[0] if len(items) == 1 else sorted(items, reverse=True)


def _one_or_all(items: list[str]) -> Any:
    return items[0] if len(items) == 1 else list(items)


def _html_safe(text: str) -> str:
    """The escapes of Go's JSON encoder."""
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
