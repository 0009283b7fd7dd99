"""The scan: read targets, judge them, apply inline exceptions, make the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import terrafirm
from terrafirm.app.measure import measured, together
from terrafirm.app.owners import owner_of
from terrafirm.app.pack import is_checkov, roles, rules
from terrafirm.app.read import read_targets, undeclared
from terrafirm.app.suppress import Exceptions
from terrafirm.app.worlds import world_of
from terrafirm.engine.judge import Engine, Judged
from terrafirm.engine.world import World
from terrafirm.model.errors import UsageError
from terrafirm.model.finding import Report
from terrafirm.model.record import dataclass, field
from terrafirm.model.resource import Inventory, NotEvaluated
from terrafirm.model.rule import CATEGORIES, SEVERITIES, Rule
from terrafirm.model.rule_set import RuleSet
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN
from terrafirm.rulepack.controls import control_ids
from terrafirm.sources.hcl.inputs import Inputs


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """What a scan is told: which rules, which inputs, how much to report."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rule_directories: tuple[Path, ...] = ()
    inputs: Inputs = field(default_factory=Inputs)
    all_verdicts: bool = False
    severity_threshold: str = "low"
    severities: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)


Progress = Callable[[str], None]


def scan(
    targets: list[str], options: ScanOptions, progress: Progress = lambda _: None, part: tuple[int, int] = (0, 1)
) -> Report:
    """Judge everything at ``targets``. Raises :class:`terrafirm.model.errors.TerrafirmError`.

    ``part`` (number, of how many) narrows the root modules of directories, for scans in several processes.
    """
    engine = engine_for(options)
    if not engine.rules and "*" not in options.ignore:  # which is a way to say so
        raise UsageError("what is selected is ignored, too: no rule is left to judge by")
    report = Report(terrafirm.__version__, rules=len(engine.rules))
    exceptions = Exceptions(engine.rules, lambda: rules(options.rule_directories))
    configured = False
    for inventory in read_targets(targets, options.inputs, part):
        configured = configured or inventory.kind == "hcl"
        progress(inventory.path)
        add(report, inventory, engine, options, exceptions)
    report.expired.extend(exceptions.expired)
    report.notes.extend(exceptions.notes)
    if configured:
        report.not_evaluated.extend(undeclared(options.inputs))
    return report


def engine_for(options: ScanOptions) -> Engine:
    """What judges by the chosen rules, and names the owners that the settings give."""
    return Engine(chosen_rules(options), roles(), lambda rule: owner_of(rule, options.owners))


def chosen_rules(options: ScanOptions) -> RuleSet:
    """The rules of a scan with the severities that the settings give them.

    Raises :class:`UsageError` for settings of rules that there are not.
    """
    found = rules(options.rule_directories, options.select, options.ignore)
    if options.severities or options.owners:
        _check_names(options)
    if not options.severities:
        return found
    return RuleSet.of(replace(rule, severity=_severity(rule, options.severities)) for rule in found)


def _severity(rule: Rule, settings: Mapping[str, str]) -> str:
    return next((settings[name] for name in (rule.id, *rule.aliases) if name in settings), rule.severity)


def _check_names(options: ScanOptions) -> None:
    """Raise :class:`UsageError` for a severity or an owner of what does not exist: a typing error would go unseen."""
    from difflib import get_close_matches

    known = {name for rule in rules(options.rule_directories) for name in (rule.id, *rule.aliases)}
    for setting, names, also in (
        ("severities", options.severities, frozenset[str]()),
        ("owners", options.owners, control_ids()["csa-ai"] | set(CATEGORIES)),
    ):
        for name in names:
            if name not in known and name not in also and not is_checkov(name):
                near = get_close_matches(name, known | also, 1)
                hint = f'; is "{near[0]}" meant?' if near else ""
                raise UsageError(f'settings: {setting}: there is no "{name}"{hint}')


def judges(options: ScanOptions, *, checkov: bool = False) -> Callable[[str], bool]:
    """Whether a scan with these options judges by a rule, named by id; ``checkov`` where checkov runs beside it."""
    bound = SEVERITIES.index(options.severity_threshold)
    found = {rule.id for rule in chosen_rules(options) if SEVERITIES.index(rule.severity) >= bound}
    whole = checkov and not (options.select or options.ignore or bound)
    return lambda name: name in found or (whole and is_checkov(name))


def add(report: Report, inventory: Inventory, engine: Engine, options: ScanOptions, exceptions: Exceptions) -> None:
    """Judge one inventory into the report."""
    world = world_of(inventory)
    threshold = SEVERITIES.index(options.severity_threshold)
    for judged in engine.judge(world):
        if SEVERITIES.index(judged.compiled.rule.severity) < threshold:
            continue
        _sort_in(report, judged, world, engine, options, exceptions)
    report.measures = together(report.measures, measured(world, options.thresholds))
    report.resources += sum(1 for resource in inventory.resources if resource.mode == "managed")
    report.files += inventory.files
    report.reads.update(inventory.reads)
    # evaluation is lazy: what went wrong is complete only after judging
    report.not_evaluated.extend(_new(inventory.not_evaluated, report.not_evaluated))


def _sort_in(
    report: Report, judged: Judged, world: World, engine: Engine, options: ScanOptions, exceptions: Exceptions
) -> None:
    if judged.verdict is PASS:
        report.passes += 1
        if options.all_verdicts:
            report.passed.append(engine.plain(judged))
        return
    if judged.verdict is not FAIL:
        report.unknowns += 1
        if options.all_verdicts:
            report.unknown.append(engine.explain(judged, world))
        return
    finding = engine.explain(judged, world)
    suppression = exceptions.match(finding, judged.resource)
    if suppression is None:
        report.findings.append(finding)
    else:
        report.suppressed.append(suppression)


def _new(found: list[NotEvaluated], known: list[NotEvaluated]) -> Iterator[NotEvaluated]:
    seen = {(item.path, item.line, item.why) for item in known}
    for item in found:
        if (item.path, item.line, item.why) not in seen:
            yield item


def exit_status(report: Report, fail_on: str, *, allow_not_evaluated: bool = False) -> int:
    """0 clean, 1 findings at or above ``fail_on`` or a missed threshold, 2 something could not be read or judged."""
    if any(item.fatal for item in report.not_evaluated) and not allow_not_evaluated:
        return 2
    if fail_on == "none":
        return 0
    if fail_on == "unknown" and report.unknowns:
        return 1
    missed = [item.verdict for item in report.measures]
    if FAIL in missed or (fail_on == "unknown" and UNKNOWN in missed):
        return 1
    bound = 0 if fail_on == "unknown" else SEVERITIES.index(fail_on)
    return int(any(SEVERITIES.index(finding.severity) >= bound for finding in report.findings))
