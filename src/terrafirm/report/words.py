"""How findings are put into words: values, places, counts, reasons."""

from __future__ import annotations

import json

from terrafirm.model.finding import Because, Finding, Suppression
from terrafirm.model.resource import Location, NotEvaluated


def value(shown: object) -> str:
    """A value as Terraform would write it; markers such as ``(sensitive)`` stand without quotes."""
    if isinstance(shown, str) and shown in ("(sensitive)", "(unknown)", "(known after apply)"):
        return shown
    if shown is None:
        return "null"
    return json.dumps(shown, ensure_ascii=False, default=str)


def reason(because: Because) -> str:
    """The value that decided, in one line without its place."""
    if not because.attribute:
        return because.note or "the resource itself"
    if because.value is None:
        return f"{because.attribute} is {because.note or 'not set'}"
    note = f" ({because.note})" if because.note else ""
    return f"{because.attribute} = {value(because.value)}{note}"


def via(because: Because) -> str:
    """The names that a value passed through on its way, nearest first."""
    return " ← ".join(because.via)


def place(location: Location | NotEvaluated) -> str:
    """``path:line:column`` as far as it is known."""
    if not location.line:
        return location.path
    return f"{location.path}:{location.line}" + (f":{location.column}" if location.column else "")


def held_by(item: Suppression) -> str:
    """What holds a finding back: a comment in the code with its place, or the baseline."""
    until = f", until {item.until}" if item.until else ""
    if item.comment == "baseline":
        return f"{item.comment}{until}"
    return f"{item.comment} comment at {place(item.location)}{until}"


def count(number: int, noun: str) -> str:
    """``1 finding``, ``1,200 findings``."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def equivalents(finding: Finding) -> str:
    """The same check in other tools: ``checkov CKV_AWS_307, prowler ...``."""
    found = finding.rule.equivalents
    return ", ".join(f"{tool} {identifier}" for tool in sorted(found) for identifier in found[tool])


def controls(finding: Finding) -> list[str]:
    """Each control as ``framework/id``."""
    found = finding.rule.controls
    return [f"{framework}/{identifier}" for framework in sorted(found) for identifier in found[framework]]
