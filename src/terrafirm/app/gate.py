"""The gate: a plan's planned state judged against its own prior state, or against an earlier report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import terrafirm
from terrafirm.app.measure import measured
from terrafirm.app.owners import owned
from terrafirm.app.pack import roles
from terrafirm.app.read import plan_at, read_targets
from terrafirm.app.scan import ScanOptions, chosen_rules
from terrafirm.app.suppress import Exceptions
from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine, Judged
from terrafirm.engine.shown import shown_value
from terrafirm.engine.world import World
from terrafirm.model.errors import InputError
from terrafirm.model.finding import DriftItem, Finding, Removal, Report
from terrafirm.model.resource import Resource
from terrafirm.model.rule import SEVERITIES
from terrafirm.model.value import strip_marks
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN
from terrafirm.sources.plan.changes import Change
from terrafirm.sources.plan.relocate import relocate
from terrafirm.sources.plan.source import Plan

#: Roles of resources that hold something a deletion loses.
STATEFUL_ROLES = frozenset(
    {"training-data", "model-artifact", "vector-store", "feature-store", "registry", "key", "workspace"}
)
#: Types that hold data whatever they are connected to.
STATEFUL_TYPES = frozenset(
    {
        "aws_s3_bucket", "aws_dynamodb_table", "aws_db_instance", "aws_rds_cluster", "aws_opensearch_domain",
        "aws_ecr_repository", "aws_kms_key", "aws_efs_file_system", "aws_fsx_lustre_file_system",
        "azurerm_storage_account", "azurerm_storage_container", "azurerm_cosmosdb_account", "azurerm_key_vault",
        "azurerm_key_vault_key", "azurerm_container_registry", "google_storage_bucket", "google_bigquery_dataset",
        "google_bigquery_table", "google_sql_database_instance", "google_artifact_registry_repository",
        "google_kms_crypto_key", "google_spanner_instance", "google_filestore_instance",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GateOptions:
    """What a gate is told beyond a scan. ``base`` is an earlier JSON report that replaces the prior state."""

    scan: ScanOptions
    code: Path | None = None
    base: Path | None = None


@dataclass(slots=True)
class _Side:
    """One side of the plan, judged: failures and all verdicts by rule and address."""

    world: World
    failed: dict[tuple[str, str], Judged]
    verdicts: dict[tuple[str, str], object]


def gate(target: str, options: GateOptions) -> Report:
    """Judge both sides of a plan. Raises :class:`terrafirm.model.errors.TerrafirmError`."""
    plan = plan_at(target)
    engine = Engine(chosen_rules(options.scan), roles())
    code = _code(options, target, plan)
    exceptions = Exceptions(engine.rules)
    report = Report(terrafirm.__version__, rules=len(engine.rules), files=1)
    planned, prior = _judged(engine, plan.planned, options), _judged(engine, plan.prior, options)
    _count(report, planned)
    moved = {change.address: change.previous_address for change in plan.changes if change.previous_address}
    findings = [engine.explain(judged, planned.world, code) for judged in planned.failed.values()]
    if options.base is not None:
        changed = _against_report(findings, _base_findings(options.base))
    else:
        changed = [_compared(finding, engine, prior, moved) for finding in findings]
    changed += _gone(engine, plan, planned, prior, moved)
    for finding in changed:
        written = code.get(finding.address)
        suppression = exceptions.match(finding, written) if written is not None else None
        kept = owned(finding, options.scan.owners)
        if suppression is None:
            report.findings.append(kept)
        else:
            report.suppressed.append(replace(suppression, finding=kept))
    report.expired.extend(exceptions.expired)
    report.not_evaluated.extend(plan.planned.not_evaluated)
    report.measures = measured(planned.world, options.scan.thresholds)
    report.drift.extend(_drift(plan))
    report.removals.extend(_removals(plan, engine, prior.world))
    return report


def gate_status(report: Report, fail_on: str, *, allow_not_evaluated: bool = False) -> int:
    """0, or 1 when the change introduces or worsens a finding at or above ``fail_on``, or 2 for what was not judged."""
    if any(item.fatal for item in report.not_evaluated) and not allow_not_evaluated:
        return 2
    if fail_on == "none":
        return 0
    bound = 0 if fail_on == "unknown" else SEVERITIES.index(fail_on)
    caused = (item for item in report.findings if item.change in ("introduced", "worsened"))
    return int(any(SEVERITIES.index(item.severity) >= bound for item in caused))


def _judged(engine: Engine, inventory: Any, options: GateOptions) -> _Side:
    world = world_of(inventory)
    threshold = SEVERITIES.index(options.scan.severity_threshold)
    side = _Side(world, {}, {})
    for judged in engine.judge(world):
        if SEVERITIES.index(judged.compiled.rule.severity) < threshold:
            continue
        key = (judged.compiled.rule.id, judged.resource.address)
        side.verdicts[key] = judged.verdict
        if judged.verdict is FAIL:
            side.failed[key] = judged
    return side


def _count(report: Report, side: _Side) -> None:
    report.resources = sum(1 for item in side.world.inventory.resources if item.mode == "managed")
    report.passes = sum(1 for verdict in side.verdicts.values() if verdict is PASS)
    report.unknowns = sum(1 for verdict in side.verdicts.values() if verdict is UNKNOWN)


def _compared(finding: Finding, engine: Engine, prior: _Side, moved: Mapping[str, str]) -> Finding:
    # Terraform writes the prior state of a moved resource under its new address already; OpenTofu may not
    former = moved.get(finding.address, finding.address)
    before = prior.failed.get((finding.rule.id, finding.address)) or prior.failed.get((finding.rule.id, former))
    if before is None:
        return replace(finding, change="introduced")
    earlier = engine.explain(before, prior.world)
    worse = len(finding.because) > len(earlier.because)
    return replace(finding, change="worsened" if worse else "unchanged")


def _gone(engine: Engine, plan: Plan, planned: _Side, prior: _Side, moved: Mapping[str, str]) -> Iterable[Finding]:
    """Prior failures that no longer stand: fixed, or destroyed together with their resource."""
    now = {before: after for after, before in moved.items()}
    remaining = {resource.address for resource in plan.planned.resources}
    for (rule, address), judged in prior.failed.items():
        current = now.get(address, address)
        if current not in remaining:
            yield replace(engine.explain(judged, prior.world), change="destroyed")
        elif planned.verdicts.get((rule, current), PASS) is PASS:
            yield replace(engine.explain(judged, prior.world), change="fixed", address=current)


def _base_findings(path: Path) -> dict[tuple[str, str], str]:
    """Severity by rule and address of an earlier report. Raises :class:`InputError`."""
    try:
        data = json.loads(path.read_bytes())
        return {(item["rule"], item["address"]): item["severity"] for item in data["findings"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: is no report of terrafirm (--format json): {error}") from error


def _against_report(findings: list[Finding], base: Mapping[tuple[str, str], str]) -> list[Finding]:
    result = []
    for finding in findings:
        before = base.get((finding.rule.id, finding.address))
        if before is None:
            change = "introduced"
        else:
            change = "worsened" if SEVERITIES.index(finding.severity) > SEVERITIES.index(before) else "unchanged"
        result.append(replace(finding, change=change))
    return result


def _code(options: GateOptions, target: str, plan: Plan) -> dict[str, Resource]:
    """The configured resources by address: from ``--code``, else from the directory of the plan.

    The planned resources learn from them what plan JSON leaves out: references through locals.
    """
    place = options.code
    if place is None:
        beside = Path(target).parent
        if target == "-" or not any(beside.glob("*.tf*")):
            return {}
        place = beside
    found: dict[str, Resource] = {}
    for inventory in read_targets([str(place)], options.scan.inputs):
        relocate(plan.planned, inventory)
        for resource in inventory.resources:
            found.setdefault(resource.address, resource)
    return found


def _drift(plan: Plan) -> Iterable[DriftItem]:
    for item in plan.drift:
        if not item.after:
            yield DriftItem("missing", item.address)
            continue
        for name in sorted(set(item.before) | set(item.after)):
            before, after = item.before.get(name), item.after.get(name)
            if strip_marks(before) != strip_marks(after):
                yield DriftItem("changed", item.address, name, shown_value(before), shown_value(after))


def _removals(plan: Plan, engine: Engine, world: World) -> Iterable[Removal]:
    by_address = {resource.address: resource for resource in plan.prior.resources}
    for change in plan.changes:
        if change.mode != "managed" or "delete" not in change.actions:
            continue
        resource = by_address.get(change.previous_address or change.address)
        own = tuple(engine.roles.of(resource, world)) if resource is not None else ()
        if change.type in STATEFUL_TYPES or set(own) & STATEFUL_ROLES:
            yield Removal(change.address, change.type, "replace" if change.replaces else "delete", own, _why(change))


def _why(change: Change) -> str:
    forced = ", ".join(".".join(map(str, path)) for path in change.replace_paths)
    return f"{forced} forces a replacement" if forced else change.action_reason.replace("_", " ")
