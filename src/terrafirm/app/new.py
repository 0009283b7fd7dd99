"""Use cases of the scaffold: render a repository, write it, judge what was written."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from terrafirm.app.pack import rules
from terrafirm.app.scan import ScanOptions, exit_status, scan
from terrafirm.app.settings import settings_for
from terrafirm.generate.answers import Answers
from terrafirm.generate.evidence import ControlsByType, Proof
from terrafirm.generate.rendering import render_repository
from terrafirm.generate.writing import write_files
from terrafirm.model.errors import UsageError
from terrafirm.model.finding import Report
from terrafirm.sources.hcl.inputs import Inputs


def controls_by_type() -> ControlsByType:
    """The responsibilities that the pack's rules on each resource type evidence.

    Rules on a role are left out: what they say of a bucket of models is no evidence for a bucket of logs.
    """
    found: dict[str, set[str]] = {}
    for rule in rules():
        for kind in () if rule.select.roles else rule.select.types:
            found.setdefault(kind, set()).update(rule.controls.get("csa-ai", ()))
    return {kind: frozenset(ids) for kind, ids in found.items()}


def rendered(answers: Answers) -> dict[str, str]:
    """The repository that answers ask for, by path; its evidence is what the rules say of its own code."""
    controls = controls_by_type()
    return render_repository(answers, controls, proof_of(render_repository(answers, controls, {})))


def proof_of(files: Mapping[str, str]) -> Proof:
    """The rules that pass on the environments of a rendered repository, by responsibility, module call and type."""
    found: dict[str, dict[str, dict[str, set[str]]]] = {}
    with tempfile.TemporaryDirectory(prefix="terrafirm-") as folder:
        write_files(Path(folder), files, force=False)
        roots = sorted(str(path) for path in Path(folder, "environments").iterdir())
        report = scan(roots, ScanOptions(all_verdicts=True))
    for finding in report.passed:
        call = finding.address.split(".")[1] if finding.address.startswith("module.") else ""
        for responsibility in finding.rule.controls.get("csa-ai", ()):
            kinds = found.setdefault(responsibility, {}).setdefault(call, {})
            kinds.setdefault(finding.type, set()).add(finding.rule.id)
    return {
        responsibility: {call: {kind: frozenset(ids) for kind, ids in kinds.items()} for call, kinds in calls.items()}
        for responsibility, calls in found.items()
    }


def write_new(answers: Answers, directory: Path, *, force: bool) -> dict[str, str]:
    """Write a new repository and return it. Raises :class:`UsageError` where something is in the way."""
    if directory.exists() and not directory.is_dir():
        raise UsageError(f"{directory}: there is a file of that name")
    files = rendered(answers)
    write_files(directory, files, force=force)
    return files


def judged(directory: Path) -> Report:
    """The report on every root module below ``environments/``, by the repository's own settings."""
    roots = sorted(str(path) for path in (directory / "environments").glob("*/") if path.is_dir())
    if not roots:
        raise UsageError(f"{directory}: there is nothing below environments/ to judge")
    return scan(roots, settings_for(str(directory), None).scan_options(Inputs()))


def status(directory: Path, report: Report) -> int:
    """The exit status that the repository's own settings give a report."""
    settings = settings_for(str(directory), None)
    return exit_status(report, settings.fail_on, allow_not_evaluated=settings.allow_not_evaluated)
