"""The gate: a plan's planned state judged against its own prior state, or against an earlier report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import terrafirm
from terrafirm.app.measure import measured
from terrafirm.app.pack import rules
from terrafirm.app.plan_code import code_of
from terrafirm.app.read import plan_at
from terrafirm.app.removals import removals
from terrafirm.app.scan import ScanOptions, engine_for
from terrafirm.app.suppress import Exceptions
from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine, Judged
from terrafirm.engine.shown import shown_value
from terrafirm.engine.world import World
from terrafirm.model.errors import InputError
from terrafirm.model.finding import DriftItem, Finding, Measure, Report
from terrafirm.model.record import dataclass, field
from terrafirm.model.resource import Inventory, Resource
from terrafirm.model.rule import SEVERITIES
from terrafirm.model.value import strip_marks
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN, Verdict
from terrafirm.sources.plan.source import Plan

_CAUSED = ("introduced", "worsened")
_GONE = ("fixed", "destroyed")


@dataclass(frozen=True, slots=True)
class GateOptions:
    """What a gate is told beyond a scan. ``base`` is an earlier JSON report that replaces the prior state."""

    scan: ScanOptions
    code: Path | None = None
    base: Path | None = None


@dataclass(frozen=True, slots=True)
class Gated:
    """A gate's report, and the code of the plan by address with the exceptions in it."""

    report: Report
    code: Mapping[str, Resource]
    exceptions: Exceptions


@dataclass(frozen=True, slots=True)
class _Base:
    """An earlier report: severity and number of reasons by rule and address, verdicts of thresholds by measure."""

    findings: Mapping[tuple[str, str], tuple[str, int]]
    measures: Mapping[str, str]


@dataclass(slots=True)
class _Side:
    """One side of the plan, judged: failures, the other verdicts that are to be told, and all verdicts."""

    world: World
    failed: dict[tuple[str, str], Judged] = field(default_factory=dict)
    unknown: dict[tuple[str, str], Judged] = field(default_factory=dict)
    passed: list[Judged] = field(default_factory=list)
    verdicts: dict[tuple[str, str], Verdict] = field(default_factory=dict)


def gate(target: str, options: GateOptions) -> Report:
    """Judge both sides of a plan. Raises :class:`terrafirm.model.errors.TerrafirmError`."""
    return gated(target, options).report


def gated(target: str, options: GateOptions) -> Gated:
    """As :func:`gate`, with what was found of the plan's code."""
    base = read_base(options.base) if options.base is not None else None
    plan = plan_at(target)
    engine = engine_for(options.scan)
    report = Report(terrafirm.__version__, rules=len(engine.rules), files=1)
    code, remarks = code_of(plan, target, options.code, options.scan.inputs)
    report.notes.extend(remarks)
    exceptions = Exceptions(engine.rules, lambda: rules(options.scan.rule_directories))
    planned, prior = _judged(engine, plan.planned, options), _judged(engine, plan.prior, options)
    # Terraform writes the prior state of a moved resource under its new address already; OpenTofu may not
    moved = {change.address: change.previous_address for change in plan.changes if change.previous_address}
    _count(report, planned)
    findings = [engine.explain(judged, planned.world, code) for judged in planned.failed.values()]
    if base is not None:
        changed = [_against_report(finding, base, moved) for finding in findings]
    else:
        changed = [_compared(finding, engine, prior, moved) for finding in findings]
    changed += _gone(engine, plan, planned, prior, moved, code)
    for finding in changed:
        _sort_in(report, finding, code, exceptions)
    _tell_others(report, engine, planned, prior, moved, code, every=options.scan.all_verdicts)
    report.expired.extend(exceptions.expired)
    report.notes.extend(exceptions.notes)
    # evaluation is lazy: what went wrong is complete only after judging
    report.not_evaluated.extend(dict.fromkeys([*plan.planned.not_evaluated, *plan.prior.not_evaluated]))
    report.measures = _measures(planned, prior, base, options.scan.thresholds)
    report.drift.extend(_drift(plan))
    report.removals.extend(removals(plan, engine.roles, prior.world))
    return Gated(report, code, exceptions)


def gate_status(report: Report, fail_on: str, *, allow_not_evaluated: bool = False, unchanged: bool = False) -> int:
    """0, or 1 for what the change introduces or worsens, or 2 for what was not judged.

    It introduces findings at or above ``fail_on``, and thresholds that are missed; with ``unknown`` also verdicts and
    thresholds that are not known any more. With ``unchanged``, what stood before counts like what is introduced.
    """
    if any(item.fatal for item in report.not_evaluated) and not allow_not_evaluated:
        return 2
    if fail_on == "none":
        return 0
    counted = (*_CAUSED, "unchanged") if unchanged else _CAUSED
    missed = [item.verdict for item in report.measures if item.change in counted]
    if FAIL in missed or (fail_on == "unknown" and UNKNOWN in missed):
        return 1
    if fail_on == "unknown" and (report.unknowns if unchanged else report.new_unknowns):
        return 1
    bound = 0 if fail_on == "unknown" else SEVERITIES.index(fail_on)
    caused = (item for item in report.findings if item.change in counted)
    return int(any(SEVERITIES.index(item.severity) >= bound for item in caused))


def read_base(path: Path) -> _Base:
    """An earlier JSON report; findings that its own change removed are not in it. Raises :class:`InputError`."""
    try:
        data = json.loads(path.read_bytes())
        standing = [item for item in data["findings"] if item.get("change") not in _GONE]
        return _Base(
            {(item["rule"], item["address"]): _weight(item) for item in standing},
            {item["name"]: item["verdict"] for item in data.get("measures", ())},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: is no report of terrafirm (--format json): {error}") from error


def _weight(item: Mapping[str, Any]) -> tuple[str, int]:
    if item["severity"] not in SEVERITIES:
        raise ValueError(f"{item['severity']} is no severity")
    return item["severity"], len(item["because"]) if "because" in item else -1


def _judged(engine: Engine, inventory: Inventory, options: GateOptions) -> _Side:
    side = _Side(world_of(inventory))
    threshold = SEVERITIES.index(options.scan.severity_threshold)
    for judged in engine.judge(side.world):
        if SEVERITIES.index(judged.compiled.rule.severity) < threshold:
            continue
        key = (judged.compiled.rule.id, judged.resource.address)
        side.verdicts[key] = judged.verdict
        if judged.verdict is FAIL:
            side.failed[key] = judged
        elif judged.verdict is UNKNOWN:
            side.unknown[key] = judged
        elif options.scan.all_verdicts:
            side.passed.append(judged)
    return side


def _count(report: Report, side: _Side) -> None:
    report.resources = sum(1 for item in side.world.inventory.resources if item.mode == "managed")
    report.passes = sum(1 for verdict in side.verdicts.values() if verdict is PASS)
    report.unknowns = len(side.unknown)


def _compared(finding: Finding, engine: Engine, prior: _Side, moved: Mapping[str, str]) -> Finding:
    former = moved.get(finding.address, finding.address)
    before = prior.failed.get((finding.rule.id, finding.address)) or prior.failed.get((finding.rule.id, former))
    if before is None:
        return replace(finding, change="introduced")
    # a single reason cannot be one more than before, which most findings have
    worse = len(finding.because) > 1 and len(finding.because) > engine.weight(before, prior.world)
    return replace(finding, change="worsened" if worse else "unchanged")


def _against_report(finding: Finding, base: _Base, moved: Mapping[str, str]) -> Finding:
    former = moved.get(finding.address, finding.address)
    before = base.findings.get((finding.rule.id, finding.address)) or base.findings.get((finding.rule.id, former))
    if before is None:
        return replace(finding, change="introduced")
    severity, reasons = before
    worse = SEVERITIES.index(finding.severity) > SEVERITIES.index(severity) or -1 < reasons < len(finding.because)
    return replace(finding, change="worsened" if worse else "unchanged")


def _gone(
    engine: Engine, plan: Plan, planned: _Side, prior: _Side, moved: Mapping[str, str], code: Mapping[str, Resource]
) -> Iterable[Finding]:
    """Prior failures that no longer stand: fixed, or destroyed together with their resource."""
    now = {before: after for after, before in moved.items()}
    remaining = {resource.address for resource in plan.planned.resources}
    for (rule, address), judged in prior.failed.items():
        current = now.get(address, address)
        if current not in remaining:
            yield replace(engine.explain(judged, prior.world), change="destroyed")
        elif planned.verdicts.get((rule, current), PASS) is PASS:
            found = replace(engine.explain(judged, prior.world), change="fixed", address=current)
            written = code.get(current)
            yield found if written is None else replace(found, location=written.location)


def _sort_in(report: Report, finding: Finding, code: Mapping[str, Resource], exceptions: Exceptions) -> None:
    written = code.get(finding.address)
    suppression = exceptions.match(finding, written) if written is not None else None
    if suppression is None:
        report.findings.append(finding)
    else:
        report.suppressed.append(suppression)


def _tell_others(
    report: Report,
    engine: Engine,
    planned: _Side,
    prior: _Side,
    moved: Mapping[str, str],
    code: Mapping[str, Resource],
    *,
    every: bool,
) -> None:
    """The verdicts that are no failures; ``every`` lists them, else they are counted."""
    for (rule, address), judged in planned.unknown.items():
        former = moved.get(address, address)
        before = prior.verdicts.get((rule, address)) or prior.verdicts.get((rule, former))
        new = before is not FAIL and before is not UNKNOWN
        report.new_unknowns += new
        if before is FAIL or every:
            found = replace(engine.explain(judged, planned.world, code), change="introduced" if new else "unchanged")
            if before is FAIL:
                report.notes.append(f"{rule} on {address} fails today; after apply: {found.message}")
            if every:
                report.unknown.append(found)
    report.passed.extend(map(engine.plain, planned.passed))


def _measures(planned: _Side, prior: _Side, base: _Base | None, thresholds: Mapping[str, float]) -> list[Measure]:
    """The planned side's counts, each with what the plan does to its threshold."""
    if base is not None:
        before = base.measures
    else:
        before = {item.name: item.verdict.value for item in measured(prior.world, thresholds)}
    found = []
    for item in measured(planned.world, thresholds):
        change = ""
        if item.threshold is not None:
            earlier, now = before.get(item.name, PASS.value), item.verdict.value
            change = _turn(earlier, now)
        found.append(replace(item, change=change))
    return found


def _turn(before: str, now: str) -> str:
    if before == now:
        return "unchanged"
    if now == PASS.value:
        return "fixed" if before == FAIL.value else "unchanged"
    # missed is worse than perhaps missed, which is worse than reached
    return "unchanged" if before == FAIL.value else "introduced"


def _drift(plan: Plan) -> Iterable[DriftItem]:
    for item in plan.drift:
        if not item.after:
            yield DriftItem("missing", item.address)
            continue
        for name in sorted(set(item.before) | set(item.after)):
            before, after = item.before.get(name), item.after.get(name)
            if strip_marks(before) != strip_marks(after):
                yield DriftItem("changed", item.address, name, shown_value(before), shown_value(after))
