"""The JSON Schema of rule files, for completion in editors; the loader's own checks say more."""

from __future__ import annotations

from typing import Any

from terrafirm.model.rule import CATEGORIES, SEVERITIES
from terrafirm.rulepack.grammar import LIST_WORDS, OPERATORS, POLICY_KEYS, REQUIRED, VERDICTS, WORD_KEYS

_TEXT = {"type": "string", "minLength": 1}
_IDS = {"type": "object", "additionalProperties": {"type": "array", "items": _TEXT, "minItems": 1}}
_VERDICT = {"enum": list(VERDICTS)}


def rule_schema() -> dict[str, Any]:
    """The schema (JSON Schema 2020-12)."""
    case = {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "terrafirm rule",
        "type": "object",
        "required": list(REQUIRED),
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)+$"},
            "title": {"type": "string", "maxLength": 80},
            "severity": {"enum": list(SEVERITIES)},
            "category": {"enum": list(CATEGORIES)},
            "controls": {**_IDS, "required": ["csa-ai"]},
            "equivalents": _IDS,
            "differs": _TEXT,
            "aliases": {"type": "array", "items": _TEXT},
            "status": {"enum": ["stable", "preview", "deprecated"]},
            "since": _TEXT,
            "fixable": {"type": "object"},
            "why": _TEXT,
            "fix": {"type": "string", "pattern": "\\.\\s*$"},
            "refs": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^https://"}},
            "select": _select(),
            "require": {"$ref": "#/$defs/condition"},
            "cases": {
                "type": "object",
                "required": list(VERDICTS),
                "additionalProperties": False,
                "properties": {name: case for name in VERDICTS},
            },
        },
        "$defs": {"condition": _condition(), "leaf": _leaf()},
    }


def _select() -> dict[str, Any]:
    types = {"oneOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
    narrowed = {
        "type": "object",
        "required": ["type"],
        "additionalProperties": False,
        "properties": {
            "type": types,
            "where": {"$ref": "#/$defs/condition"},
            "role": types,
            "mode": {"enum": ["managed", "data"]},
        },
    }
    return {"oneOf": [*types["oneOf"], narrowed]}


def _condition() -> dict[str, Any]:
    inner = {"$ref": "#/$defs/condition"}
    words: dict[str, Any] = {
        name: {"oneOf": [inner, {"type": "array", "items": inner, "minItems": 1}]} for name in sorted(LIST_WORDS)
    }
    for name, (required, optional) in WORD_KEYS.items():
        properties: dict[str, Any] = {name: {} for name in sorted(required | optional)}
        properties.update({part: inner for part in ("require", "if", "then") if part in properties})
        properties.update({part: _VERDICT for part in ("absent", "computed", "outside") if part in properties})
        words[name] = {
            "type": "object",
            "required": sorted(required),
            "additionalProperties": False,
            "properties": properties,
        }
    return {
        "type": "object",
        "minProperties": 1,
        "properties": words,
        "additionalProperties": {"$ref": "#/$defs/leaf"},
    }


def _leaf() -> dict[str, Any]:
    properties: dict[str, Any] = {name: {} for name in OPERATORS}
    policy = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {name: {} for name in sorted(POLICY_KEYS)},
    }
    properties.update(
        {"grants": policy, "statement": policy, "present": {"type": "boolean"}, "literal": {"const": False}}
    )
    properties.update({"absent": _VERDICT, "computed": _VERDICT, "hidden": {"const": True}})
    return {
        "type": "object",
        "required": ["absent"],
        "minProperties": 2,
        "additionalProperties": False,
        "properties": properties,
    }
