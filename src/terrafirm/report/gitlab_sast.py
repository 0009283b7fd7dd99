"""GitLab's SAST report, schema 15.2.1, for the security dashboard and merge request widget.

Source: sast-report-format.json of GitLab's security-report-schemas (required fields, lengths, formats).
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterator
from typing import Any

from terrafirm.model.finding import Finding, Report
from terrafirm.report import neutral, words
from terrafirm.report.asides import asides
from terrafirm.report.order import (
    GONE,
    in_order,
    is_complete,
    not_evaluated_in_order,
    severity,
)

VERSION = "15.2.1"
SCHEMA_URI = (
    "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/"
    f"v{VERSION}/dist/sast-report-format.json"
)
_NAMESPACE = uuid.UUID("6f2d3c8e-6a50-5f0b-9d0c-1f0f5a9f7f11")
_MAX_NAME, _MAX_SOLUTION, _MAX_TEXT = 255, 7_000, 4_000


def render(report: Report, *, now: datetime.datetime | None = None) -> str:
    """All standing findings; ``now`` (in UTC, default the present) is written as the time of the scan."""
    moment = (now or datetime.datetime.now(datetime.UTC)).strftime("%Y-%m-%dT%H:%M:%S")
    tool = {"id": "terrafirm", "name": "terrafirm", "version": report.version or "0", "vendor": {"name": "terrafirm"}}
    messages = [
        {
            "level": "warn" if item.fatal else "info",
            "value": neutral.printable(f"Not evaluated: {words.place(item)}: {item.why}"),
        }
        for item in not_evaluated_in_order(report.not_evaluated)
    ]
    messages += [{"level": "info", "value": neutral.printable(item.sentence) or "-"} for item in asides(report)]
    document = {
        "version": VERSION,
        "schema": SCHEMA_URI,
        "scan": {
            "analyzer": tool,
            "scanner": tool,
            "type": "sast",
            "start_time": moment,
            "end_time": moment,
            "status": "success" if is_complete(report) else "failure",
            "messages": messages,
        },
        "vulnerabilities": list(_vulnerabilities(report)),
    }
    return neutral.json_text(json.dumps(document, indent=1)) + "\n"


def _vulnerabilities(report: Report) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    for finding in in_order(report.findings):
        if finding.change in GONE:
            continue
        mark = "\0".join((finding.fingerprint, finding.rule.id, finding.address))
        seen[mark] = seen.get(mark, 0) + 1
        name = f"{mark}\0{seen[mark]}".encode("utf-8", "surrogatepass").decode("latin-1")
        yield _vulnerability(finding, str(uuid.uuid5(_NAMESPACE, name)))


def _vulnerability(finding: Finding, identifier: str) -> dict[str, Any]:
    rule, place = finding.rule, finding.location
    signature = neutral.printable(f"{place.path}|{finding.address}|{rule.id}|{finding.fingerprint}")
    location: dict[str, Any] = {"file": neutral.printable(place.path.removeprefix("./")) or "-"}
    if place.line:
        location |= {"start_line": place.line, "end_line": max(place.end_line, place.line)}
    item = {**location, "signatures": [{"algorithm": "scope_offset", "value": signature}]}
    links = [{"url": url} for url in rule.refs if neutral.link(url)]
    return {
        "id": identifier,
        "name": neutral.clip(neutral.printable(rule.title), _MAX_NAME),
        "description": "\n\n".join(_description(finding)),
        "severity": severity(finding).capitalize() if severity(finding) else "Unknown",
        "solution": neutral.clip(neutral.printable(rule.fix), _MAX_SOLUTION),
        "identifiers": list(_identifiers(finding)),
        **({"links": links} if links else {}),
        "location": location,
        "tracking": {"type": "source", "items": [item]},
    }


def _description(finding: Finding) -> Iterator[str]:
    """Paragraphs of GitLab Flavored Markdown."""
    yield f"{neutral.markdown(neutral.clip(finding.message, _MAX_TEXT))}."
    yield f"Resource: {neutral.markdown_code(neutral.clip(finding.address, _MAX_TEXT))}"
    for because in finding.because[:5]:
        reason = neutral.markdown_code(neutral.clip(words.reason(because), _MAX_TEXT))
        place = neutral.markdown_code(neutral.clip(words.place(because.location), _MAX_TEXT))
        yield f"Because {reason} at {place}."
    yield neutral.markdown(finding.rule.why)


def _identifiers(finding: Finding) -> Iterator[dict[str, str]]:
    rule = finding.rule
    yield {"type": "terrafirm_rule", "name": rule.id, "value": rule.id}
    for tool in sorted(rule.equivalents):
        for identifier in rule.equivalents[tool]:
            yield {"type": f"{tool}_id", "name": f"{tool} {identifier}", "value": identifier}
