"""What HCP Terraform shows of a judged plan: a status, a message, and an outcome for each finding.

Source: HashiCorp's "Run tasks integration API", request body of the callback; a body should stay under 1 MB.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from terrafirm.model.rule import SEVERITIES
from terrafirm.report import neutral

#: Findings shown one by one; the rest is counted.
MAX_OUTCOMES = 60
#: Outcomes sent with one request.
BATCH = 20
_MAX_LISTED = 20
_LEVEL = {"critical": "error", "high": "error", "medium": "warning", "low": "info"}
_CAUSED = ("introduced", "worsened")


def result(status: str, message: str, url: str = "", outcomes: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The JSON:API document of a callback. ``status`` is ``running``, ``passed`` or ``failed``."""
    attributes = {"status": status, "message": neutral.clip(neutral.printable(message), 500)}
    if neutral.link(url):
        attributes["url"] = url
    data: dict[str, Any] = {"type": "task-results", "attributes": attributes}
    if outcomes:
        data["relationships"] = {"outcomes": {"data": outcomes}}
    return {"data": data}


def message(report: Mapping[str, Any]) -> str:
    """One line on a gate's JSON report."""
    findings = report["findings"]
    counts = {name: sum(item["change"] == name for item in findings) for name in (*_CAUSED, "unchanged", "fixed")}
    text = ", ".join(f"{number} {name}" for name, number in counts.items())
    worst = [name for name in reversed(SEVERITIES) if any(_is_caused(item, name) for item in findings)]
    if worst:
        text += f" (worst: {worst[0]})"
    missed = len(report["not_evaluated"])
    return f"{text}; {missed} not evaluated" if missed else text


def outcomes(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was not judged first, then what the plan causes, worst first, then what it destroys."""
    found = [*_not_evaluated(report)]
    caused = [item for item in report["findings"] if item["change"] in _CAUSED]
    caused.sort(key=lambda item: (-SEVERITIES.index(item["severity"]), item["address"], item["rule"]))
    found += [_finding(item) for item in caused[:MAX_OUTCOMES]]
    if len(caused) > MAX_OUTCOMES:
        text = f"{len(caused) - MAX_OUTCOMES} more findings: run terrafirm gate on the plan to see them"
        found.append(_outcome("more-findings", text, "", {"Status": [{"label": "Left out", "level": "warning"}]}))
    return [*found, *_removals(report)]


def _is_caused(item: Mapping[str, Any], severity: str) -> bool:
    return item["change"] in _CAUSED and item["severity"] == severity


def _finding(item: Mapping[str, Any]) -> dict[str, Any]:
    severity = item["severity"]
    lines = [f"**{neutral.markdown(item['title'])}**", "", f"Resource: {neutral.markdown_code(item['address'])}", ""]
    # attribute names say where to look; values of the plan are left out: this text leaves for another system
    names = sorted({because["attribute"] for because in item["because"] if because["attribute"]})
    if names:
        lines += [f"Decided by: {', '.join(map(neutral.markdown_code, names))}", ""]
    if item.get("remediation"):
        lines += [f"**Fix:** {neutral.markdown(item['remediation'])}", ""]
    controls = [f"{name} {control}" for name, ids in sorted(item["controls"].items()) for control in ids]
    if controls:
        lines.append(f"Controls: {neutral.markdown(', '.join(controls))}")
    tags = {
        "Status": [{"label": item["change"].capitalize(), "level": "error"}],
        "Severity": [{"label": severity.capitalize(), "level": _LEVEL[severity]}],
        "Rule": [{"label": item["rule"]}],
    }
    return _outcome(item["fingerprint"], f"{item['rule']}: {item['address']}", "\n".join(lines), tags)


def _not_evaluated(report: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    items = report["not_evaluated"]
    if items:
        lines = [f"- {neutral.markdown(neutral.clip(item['why'], 500))}" for item in items[:_MAX_LISTED]]
        if len(items) > _MAX_LISTED:
            lines.append(f"- and {len(items) - _MAX_LISTED} more")
        tags = {"Status": [{"label": "Not evaluated", "level": "error"}]}
        yield _outcome("not-evaluated", f"{len(items)} not evaluated", "\n".join(lines), tags)


def _removals(report: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    items = report.get("removals", [])
    if items:
        lines = [f"- {item['action']} {neutral.markdown_code(item['address'])}" for item in items[:_MAX_LISTED]]
        if len(items) > _MAX_LISTED:
            lines.append(f"- and {len(items) - _MAX_LISTED} more")
        tags = {"Status": [{"label": "Destroys data", "level": "warning"}]}
        yield _outcome("removals", f"{len(items)} stateful assets destroyed or replaced", "\n".join(lines), tags)


def _outcome(name: str, description: str, body: str, tags: dict[str, Any]) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "outcome-id": name,
        "description": neutral.clip(neutral.printable(description), 300),
        "tags": tags,
    }
    if body:
        attributes["body"] = body
    return {"type": "task-result-outcomes", "attributes": attributes}
