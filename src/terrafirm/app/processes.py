"""Share the root modules of a large tree among several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from typing import Any

from terrafirm.app.measure import together
from terrafirm.app.report_data import from_data, to_data
from terrafirm.app.scan import Progress, ScanOptions, chosen_rules, scan
from terrafirm.model.errors import TerrafirmError, UsageError
from terrafirm.model.finding import Report
from terrafirm.model.rule import Rule


def scan_in_processes(targets: list[str], options: ScanOptions, progress: Progress, *, jobs: int) -> Report:
    """The report of :func:`terrafirm.app.scan.scan`, made by ``jobs`` processes; findings come in another order.

    Raises :class:`terrafirm.model.errors.TerrafirmError`.
    """
    rules = {rule.id: rule for rule in chosen_rules(options)}
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        parts = [pool.apply_async(_part, (targets, options, (number, jobs))) for number in range(jobs)]
        done = [part.get() for part in parts]
    report: Report | None = None
    for data in done:
        if isinstance(data, str):
            raise UsageError(data)
        if report is None:
            report = from_data(data, rules)
        else:
            _merge(report, data, rules)
        progress(targets[0])
    return report or Report("")


def _part(targets: list[str], options: ScanOptions, part: tuple[int, int]) -> dict[str, Any] | str:
    """One process's share, as plain data, or the message of the error that ended it."""
    try:
        return to_data(scan(targets, options, part=part))
    except TerrafirmError as error:
        return str(error)


def _merge(report: Report, data: Mapping[str, Any], rules: Mapping[str, Rule]) -> None:
    other = from_data(data, rules)
    report.resources += other.resources
    report.files += other.files
    report.passes += other.passes
    report.unknowns += other.unknowns
    report.findings += other.findings
    report.passed += other.passed
    report.unknown += other.unknown
    report.suppressed += other.suppressed
    report.expired += other.expired
    report.not_evaluated += [item for item in other.not_evaluated if item not in report.not_evaluated]
    report.notes += [note for note in other.notes if note not in report.notes]
    report.measures = together(report.measures, other.measures)
    report.reads.update(other.reads)
