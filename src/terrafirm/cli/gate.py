"""``terrafirm gate``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from terrafirm.cli.options import engine_option, input_options, read_inputs, rule_options
from terrafirm.cli.output import output_options, write_outputs
from terrafirm.model.errors import UsageError


@click.command("gate")
@click.argument("plan")
@output_options
@rule_options
@input_options
@engine_option
@click.option("--code", metavar="DIR", help="The configuration the plan was made of.  [default: the plan's directory]")
@click.option("--base", metavar="REPORT", help="Compare with an earlier JSON report instead of the plan's prior state.")
@click.option("--fail-on-unchanged", is_flag=True, help="Let unchanged findings decide the exit status, too.")
@click.option("--quiet", is_flag=True, help="Print nothing when the change introduces and worsens nothing.")
def gate_command(plan: str, **given: Any) -> int:
    """Judge what a plan changes: a pull request's gate.

    Both sides of PLAN are judged, and each finding is introduced, worsened, unchanged, fixed or destroyed. Only
    introduced and worsened findings decide the exit status. With the code at hand, findings carry its lines, and
    exceptions written in it hold.

    \b
    Examples:
      terraform plan -out tfplan && terraform show -json tfplan > plan.json
      terrafirm gate plan.json --fail-on high --output markdown=comment.md
    """
    from terrafirm.app.baseline import apply_baseline
    from terrafirm.app.gate import GateOptions, gate_status, gated
    from terrafirm.app.scan import judges
    from terrafirm.app.settings import settings_for

    for option in ("code", "base"):
        if given[option] and not Path(given[option]).exists():
            raise UsageError(f"--{option} {given[option]}: there is no such file or directory")
    settings = settings_for(plan, given["config"]).merged(given)
    inputs = read_inputs(given["variables"], given["var_files"], given["workspace"])
    code = Path(given["code"]) if given["code"] else None
    base = Path(given["base"]) if given["base"] else None
    options = settings.scan_options(inputs)
    both = given["engine"] == "checkov"
    if both:
        from terrafirm.app.checkov_engine import own_options
        from terrafirm.app.checkov_gate import gate_with_checkov

        judged = own_options(options)
        done = gated(plan, GateOptions(judged, code, base))
        gate_with_checkov(done, plan, options, base)
    else:
        judged = options
        done = gated(plan, GateOptions(judged, code, base))
    report = done.report
    if given["baseline"]:
        apply_baseline(Path(given["baseline"]), report, judges(judged, checkov=both))
    caused = any(item.change in ("introduced", "worsened") for item in report.findings)
    if caused or report.not_evaluated or not given["quiet"]:
        write_outputs(report, given, quiet=given["quiet"], default_format=settings.format)
    return gate_status(
        report,
        settings.fail_on,
        allow_not_evaluated=settings.allow_not_evaluated,
        unchanged=given["fail_on_unchanged"],
    )
