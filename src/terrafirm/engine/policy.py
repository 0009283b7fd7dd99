"""Questions about policy documents: IAM and resource policies in AWS's JSON form.

Sources: "IAM JSON policy elements reference" and "How permissions and policies provide access" of the AWS IAM guide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from terrafirm.engine.decoded import decode
from terrafirm.model.value import TSet, Unknown, Value, bare
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict, all_of, any_of, negate, of

#: Condition keys that tie a public statement to known callers, so that it is not public.
_NARROWING = re.compile(
    r"(?i)^(aws:(sourceaccount|sourcearn|sourceowner|sourceorgid|sourceorgpaths|sourcevpc|sourcevpce|sourceip|vpcsourceip"
    r"|principalarn|principalaccount|principalorgid|principalorgpaths|userid|username)"
    r"|kms:recipientattestation:.+|s3:(dataaccesspointarn|dataaccesspointaccount)|kms:(calleraccount|viaservice)|lambda:functionurlauthtype"
    r"|.+:(sub|aud|app|repository))$"
)


def listed(value: Value) -> Value:
    """A value that may stand alone or in a list, as a list."""
    value = bare(value)
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        return [bare(item) for item in value]
    if isinstance(value, TSet):
        return [bare(item) for item in value.items]
    return [value]


def statements(value: Value) -> list[Value] | None:
    """The statements of a policy given as text or object; ``None`` where the document is not known."""
    document = decode(value, "json")
    if type(document) is Unknown or document is None:
        return None
    if not isinstance(document, dict):
        return []
    found = bare(document.get("Statement"))
    return None if type(found) is Unknown else listed(found)


def _grants(value: Value, wanted: Mapping[str, Any]) -> Verdict:
    return _statement(value, {"effect": "Allow", **wanted})


def _statement(value: Value, wanted: Mapping[str, Any]) -> Verdict:
    found = statements(value)
    if found is None:
        return UNKNOWN
    return any_of(matches(item, wanted) for item in found)


def matches(statement: Value, wanted: Mapping[str, Any]) -> Verdict:
    """Whether a statement matches all of :data:`POLICY_KEYS` that are wanted."""
    if type(statement) is Unknown:
        return UNKNOWN
    if not isinstance(statement, dict):
        return FAIL
    return all_of(_TESTS[key](statement, operand) for key, operand in wanted.items())


def _effect(statement: Mapping[str, Value], wanted: str) -> Verdict:
    found = bare(statement.get("Effect"))
    return UNKNOWN if type(found) is Unknown else of(found == wanted)


def _principals(value: Value) -> list[Value] | None:
    """Each principal as ``kind:name``; ``None`` where unknown."""
    value = bare(value)
    if value is None:
        return []
    if type(value) is Unknown:
        return None
    if not isinstance(value, dict):
        return [f"AWS:{item}" if isinstance(item, str) else item for item in listed(value)]
    found: list[Value] = []
    for kind, names in value.items():
        if type(bare(names)) is Unknown:
            found.append(bare(names))
        else:
            found.extend(f"{kind}:{item}" if isinstance(item, str) else item for item in listed(names))
    return found


def _principal(statement: Mapping[str, Value], wanted: Any) -> Verdict:
    if bare(statement.get("NotPrincipal")) is not None:
        # everybody but the named ones
        return of(wanted == "public")
    found = _principals(statement.get("Principal"))
    if found is None:
        return UNKNOWN
    patterns = ["AWS:[*]", "*:[*]"] if wanted == "public" else [wanted] if isinstance(wanted, str) else wanted
    return any_of(_principal_matches(item, patterns) for item in found)


def _principal_matches(item: Value, patterns: list[str]) -> Verdict:
    if type(item) is Unknown:
        return UNKNOWN if not item.prefix else FAIL
    return of(any(fnmatchcase(str(item), pattern) for pattern in patterns))


def _overlaps(pattern: str, action: str) -> bool:
    """Whether two wildcard patterns can name the same action (actions are case-insensitive)."""
    one, other = pattern.lower(), action.lower()
    return fnmatchcase(one, other) or fnmatchcase(other, one)


def _action(statement: Mapping[str, Value], wanted: Any) -> Verdict:
    asked = wanted if isinstance(wanted, list) else [wanted]
    excluded = listed(statement.get("NotAction"))
    if excluded:
        if any(type(item) is Unknown for item in excluded):
            return UNKNOWN
        return of(any(not any(fnmatchcase(item.lower(), str(out).lower()) for out in excluded) for item in asked))
    found = listed(statement.get("Action"))
    return any_of(
        UNKNOWN if type(item) is Unknown else of(any(_overlaps(str(item), want) for want in asked)) for item in found
    )


def _exact_action(statement: Mapping[str, Value], wanted: Any) -> Verdict:
    """Whether the statement's own action text is one of these (``"*"``, ``"s3:*"``), not merely overlaps them."""
    asked = {item.lower() for item in (wanted if isinstance(wanted, list) else [wanted])}
    found = listed(statement.get("Action"))
    return any_of(UNKNOWN if type(item) is Unknown else of(str(item).lower() in asked) for item in found)


def _resource(statement: Mapping[str, Value], wanted: Any) -> Verdict:
    asked = wanted if isinstance(wanted, list) else [wanted]
    excluded = bare(statement.get("NotResource"))
    if excluded is not None:
        return of("*" in asked)
    found = listed(statement.get("Resource"))
    return any_of(_resource_matches(item, asked) for item in found)


def _resource_matches(item: Value, asked: list[str]) -> Verdict:
    if type(item) is Unknown:
        possible = any(
            pattern.startswith(item.prefix) or item.prefix.startswith(pattern.rstrip("*")) for pattern in asked
        )
        return UNKNOWN if possible and not (item.prefix and asked == ["*"]) else FAIL
    return of(any(item == pattern or (pattern != "*" and fnmatchcase(str(item), pattern)) for pattern in asked))


def conditions_of(statement: Mapping[str, Value]) -> Value:
    """The statement's conditions by operator."""
    return bare(statement.get("Condition"))


def _unconditional(statement: Mapping[str, Value], wanted: bool) -> Verdict:
    """Whether no condition ties the statement to known callers."""
    found = conditions_of(statement)
    if type(found) is Unknown:
        return UNKNOWN
    narrowed: list[Verdict] = []
    for operator, keys in (found or {}).items():
        keys = bare(keys)
        if type(keys) is Unknown:
            narrowed.append(UNKNOWN)
        elif isinstance(keys, dict):
            narrowed.extend(_narrows(operator, key, values) for key, values in keys.items())
    verdict = negate(any_of(narrowed))
    return verdict if wanted else negate(verdict)


def _narrows(operator: str, key: str, values: Value) -> Verdict:
    if not _NARROWING.match(key) or "Not" in operator or operator.startswith("Null"):
        return FAIL
    wide = any(isinstance(item, str) and item in ("*", "0.0.0.0/0", "::/0") for item in listed(values))
    return of(not wide)


def _condition(statement: Mapping[str, Value], wanted: Mapping[str, Mapping[str, Any]]) -> Verdict:
    """Whether the statement has, for some operator matching each pattern, the wanted keys with the wanted values."""
    found = conditions_of(statement)
    if type(found) is Unknown:
        return UNKNOWN
    verdicts = []
    for pattern, keys in wanted.items():
        candidates = [bare(value) for operator, value in (found or {}).items() if re.search(pattern, operator)]
        verdicts.append(any_of(_has_keys(candidate, keys) for candidate in candidates))
    return all_of(verdicts)


def _has_keys(candidate: Value, keys: Mapping[str, Any]) -> Verdict:
    if type(candidate) is Unknown:
        return UNKNOWN
    verdicts = []
    for name, values in keys.items():
        given = next((value for key, value in candidate.items() if fnmatchcase(key.lower(), name.lower())), None)
        if given is None:
            verdicts.append(FAIL)
        elif values == "any":
            verdicts.append(PASS)
        else:
            asked = {str(item).lower() for item in (values if isinstance(values, list) else [values])}
            verdicts.append(
                any_of(UNKNOWN if type(item) is Unknown else of(str(item).lower() in asked) for item in listed(given))
            )
    return all_of(verdicts)


_TESTS: dict[str, Callable[[Mapping[str, Value], Any], Verdict]] = {
    "effect": _effect,
    "principal": _principal,
    "action": _action,
    "exact_action": _exact_action,
    "resource": _resource,
    "unconditional": _unconditional,
    "condition": _condition,
}

#: The keys that ``grants`` and ``statement`` understand.
POLICY_KEYS = frozenset(_TESTS)

#: Operators of leaves that hold policy documents.
POLICY: dict[str, Callable[[Value, Any], Verdict]] = {"grants": _grants, "statement": _statement}
