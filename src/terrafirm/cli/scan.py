"""``terrafirm scan``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from terrafirm.cli.options import engine_option, input_options, read_inputs, rule_options
from terrafirm.cli.output import output_options, write_outputs
from terrafirm.cli.progress import progress_line
from terrafirm.model.footprint import state

if TYPE_CHECKING:
    from terrafirm.app.scan import Progress, ScanOptions
    from terrafirm.model.finding import Report
    from terrafirm.model.footprint import Footprint


@click.command("scan")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@output_options
@input_options
@rule_options
@engine_option
@click.option("--write-baseline", metavar="FILE", help="Write all findings into FILE as accepted for now.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to share root modules."
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write cached results.")
@click.option("--quiet", is_flag=True, help="No progress, no summary of a clean run.")
def scan_command(paths: tuple[str, ...], **given: Any) -> int:
    """Judge Terraform configuration, plans and states.

    PATH is a directory of configuration, a plan (JSON or binary), a state, or "-" for standard input; each is
    detected by its content. The default is the current directory.

    \b
    Exit status:
      0  nothing at or above --fail-on
      1  findings at or above --fail-on
      2  bad usage, or something could not be read or judged
      3  a fault of terrafirm's own

    \b
    Examples:
      terrafirm scan infra/
      terrafirm scan plan.json --format sarif --output json=report.json
      terraform show -json tfplan | terrafirm scan -
    """
    from terrafirm.app.baseline import apply_baseline, write_baseline
    from terrafirm.app.scan import exit_status, judges
    from terrafirm.app.settings import settings_for

    targets = list(paths) or ["."]
    seen = None if _is_once(given) else _looked_at(targets, given)
    settings = settings_for(targets[0], given["config"]).merged(given)
    packs = {("stamps", name): state("stamps", name) for name in settings.rules}
    options = settings.scan_options(read_inputs(given["variables"], given["var_files"], given["workspace"]))
    both = given["engine"] == "checkov"
    if both:
        from terrafirm.app.checkov_engine import own_options, scan_with_checkov

        judged = own_options(options)
    else:
        judged = options
    with progress_line(enabled=not given["quiet"] and sys.stderr.isatty()) as progress:
        report = _scan(targets, judged, progress, given["jobs"])
    if both:
        scan_with_checkov(report, targets, options)
    if given["baseline"]:
        apply_baseline(Path(given["baseline"]), report, judges(judged, checkov=both))
    if given["write_baseline"]:
        write_baseline(Path(given["write_baseline"]), report)
    text = write_outputs(report, given, quiet=given["quiet"], default_format=settings.format)
    status = exit_status(report, settings.fail_on, allow_not_evaluated=settings.allow_not_evaluated)
    if seen is not None and all(Path(target).is_dir() for target in targets):
        from terrafirm.app.outcome import keep

        keep(sys.argv[1:], text, status, seen | packs | report.reads)
    return status


def _is_once(given: dict[str, Any]) -> bool:
    """Whether a scan does more than print, or asks another program, so that its outcome is not to be given again."""
    return bool(given["no_cache"] or given["outputs"] or given["write_baseline"]) or given["engine"] != "terrafirm"


def _looked_at(targets: list[str], given: dict[str, Any]) -> Footprint:
    """What a scan of directories looks at besides what their configuration names, as it is before the scan."""
    from terrafirm.app.outcome import own_footprint
    from terrafirm.app.settings import settings_places

    files = [*given["var_files"], *([given["baseline"]] if given["baseline"] else [])]
    places = list(settings_places(targets[0], given["config"]))
    files += map(str, places)
    tops = {str(place.parent / ".git") for place in places}  # where the search for settings ends
    seen = {("tree", target): state("tree", target) for target in targets}
    seen |= {("exists", top): state("exists", top) for top in tops}
    return own_footprint() | seen | {("content", file): state("content", file) for file in files}


def _scan(targets: list[str], options: ScanOptions, progress: Progress, jobs: int) -> Report:
    if jobs > 1 and all(Path(target).is_dir() for target in targets):
        from terrafirm.app.processes import scan_in_processes

        return scan_in_processes(targets, options, progress, jobs=jobs)
    from terrafirm.app.scan import scan

    return scan(targets, options, progress)
