"""What a plan does to the findings of checkov: both of its sides are judged in one run."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from terrafirm.app.checkov_engine import Merge, record_key, run_checkov
from terrafirm.app.gate import Gated
from terrafirm.app.scan import ScanOptions
from terrafirm.model.errors import UsageError
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.sources.detect import Kind, detect
from terrafirm.sources.plan.binary import as_json


def gate_with_checkov(gated: Gated, target: str, options: ScanOptions, base: Path | None) -> None:
    """Add to a gate's report (made with ``all_verdicts``) what checkov finds, with what the plan does to it.

    checkov judges both sides of the plan in one run: the planned values, and the prior state in the form of a plan.
    Raises as :func:`terrafirm.app.checkov_engine.scan_with_checkov`, and :class:`UsageError` for a plan on standard
    input.
    """
    if target == "-":
        raise UsageError("--engine checkov: give the plan as a file, not through standard input")
    with tempfile.TemporaryDirectory(prefix="terrafirm-") as folder:
        planned, prior = Path(folder, "planned.json"), Path(folder, "prior.json")
        _write_sides(target, planned, prior)
        said = run_checkov(["--file", str(planned), str(prior)], "terraform_plan")
    before = {record_key(item): item for item in said.failed if item["file_path"].endswith("prior.json")}
    after = {record_key(item): item for item in said.failed if item["file_path"].endswith("planned.json")}
    known = set(before) if base is None else _base_keys(base)
    merge = _GateMerge(gated, target, options, said.categories)
    for key, item in after.items():
        merge.sort_in(item, "unchanged" if key in known else "introduced")
    remaining = {address for _, address, path in said.passed if path.endswith("planned.json")}
    remaining.update(address for _, address in after)
    for key, item in before.items():
        if key in after:
            continue
        if key[1] not in remaining:
            merge.sort_in(item, "destroyed")
        elif (*key, "/planned.json") in said.passed:
            merge.sort_in(item, "fixed")
    merge.merge.close(said.categories)
    if said.unread:
        why = "checkov could not parse this plan, so none of its checks looked at it"
        gated.report.not_evaluated.append(NotEvaluated(target, 0, why))
    if not options.all_verdicts:
        gated.report.passed.clear()
        gated.report.unknown.clear()


class _GateMerge:
    """Sorts records into the report at their place in the code, where ``checkov:skip=`` comments hold."""

    def __init__(self, gated: Gated, target: str, options: ScanOptions, categories: Mapping[str, str]) -> None:
        self.gated, self.target, self.categories = gated, target, categories
        self.merge = Merge(gated.report, options)

    def sort_in(self, item: Mapping[str, Any], change: str) -> None:
        """One failed check."""
        written = self.gated.code.get(record_key(item)[1])
        place = written.location if written is not None else Location(self.target)
        finding = self.merge.one(item, place, change, self.categories)
        if finding is None:
            return
        held = self.gated.exceptions.match(finding, written, "checkov") if written is not None else None
        if held is None:
            self.gated.report.findings.append(finding)
        else:
            self.gated.report.suppressed.append(held)


def _write_sides(target: str, planned: Path, prior: Path) -> None:
    """The plan as it is, and its prior state in the form of a plan that changes nothing. Raises :class:`InputError`."""
    path = Path(target)
    text = as_json(path, target) if detect(path, target) is Kind.BINARY_PLAN else path.read_bytes()
    planned.write_bytes(text)
    document = json.loads(text)
    values = (document.get("prior_state") or {}).get("values") or {"root_module": {}}
    kept = {name: document.get(name) for name in ("format_version", "terraform_version", "configuration")}
    prior.write_text(json.dumps({**kept, "planned_values": values, "resource_changes": []}), encoding="utf-8")


def _base_keys(path: Path) -> set[tuple[str, str]]:
    """The checks and addresses of checkov's findings in an earlier JSON report."""
    data = json.loads(path.read_bytes())
    found = ((item["rule"], item["address"]) for item in data["findings"] if item["rule"].startswith("checkov-"))
    return {(rule.removeprefix("checkov-").upper(), address) for rule, address in found}
