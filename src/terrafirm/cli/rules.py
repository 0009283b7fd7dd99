"""``terrafirm rules``: list, show and test rules, start a new one, print the schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from terrafirm.cli.output import listing_format
from terrafirm.model.errors import UsageError
from terrafirm.model.rule import Rule


@click.group("rules")
def rules_group() -> None:
    """Look at the rule pack, test rules, write new ones.

    \b
    Example:
      terrafirm rules list --select "aws-sagemaker-*"
    """


def as_data(rule: Rule) -> dict[str, Any]:
    """A rule as listings show it."""
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "category": rule.category,
        "types": list(rule.select.types),
        "controls": {name: list(ids) for name, ids in rule.controls.items()},
        "equivalents": {name: list(ids) for name, ids in rule.equivalents.items()},
        "differs": rule.differs,
        "status": rule.status,
        "why": rule.why,
        "fix": rule.fix,
        "refs": list(rule.refs),
    }


@rules_group.command("list")
@click.option(
    "--select", multiple=True, metavar="PATTERN", help="Only these rules (id with *, category, responsibility)."
)
@click.option("--rules", "directories", multiple=True, metavar="DIR", help="Also read the rules below DIR.")
@listing_format
def list_rules(select: tuple[str, ...], directories: tuple[str, ...], form: str) -> int:
    """List the rules."""
    from terrafirm.app.pack import rules

    found = sorted(rules([Path(name) for name in directories], select), key=lambda rule: rule.id)
    if form == "json":
        click.echo(json.dumps({"rules": [as_data(rule) for rule in found]}, indent=2))
        return 0
    for rule in found:
        click.echo(f"{rule.severity:9}{rule.category:14}{rule.id:60} {rule.title}")
    click.echo(f"\n{len(found)} rules")
    return 0


@rules_group.command("show")
@click.argument("rule_id")
def show_rule(rule_id: str) -> int:
    """A rule's page: what it looks at, why, how to fix it, examples."""
    from terrafirm.app.pack import rules
    from terrafirm.report.rule_page import rule_page

    for rule in rules():
        if rule.id == rule_id or rule_id in rule.aliases:
            click.echo(rule_page(rule))
            return 0
    raise UsageError(f'there is no rule "{rule_id}": see terrafirm rules list')


@rules_group.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def test_rules(paths: tuple[str, ...]) -> int:
    """Run the cases of rule files and check the laws of the format.

    PATH is a rule file or a directory of them (default: the shipped pack).

    \b
    Example:
      terrafirm rules test rules/aws/sagemaker/
    """
    from terrafirm.app.rule_check import check_paths

    problems = tested = cases = 0
    for result in check_paths([Path(name) for name in paths]):
        tested += 1
        cases += result.cases
        for problem in result.problems:
            problems += 1
            click.echo(f"{result.path}: {problem}")
    click.echo(f"{tested} rules, {cases} cases, {problems} problems")
    return 1 if problems else 0


@rules_group.command("coverage")
@listing_format
def coverage(form: str) -> int:
    """Which AI resource types have rules, and why the others have none."""
    from terrafirm.app.coverage import ai_types, versions

    types = ai_types()
    missing = [item for item in types if not item.rules and not item.reason]
    if form == "json":
        listed = [{"type": item.type, "rules": item.rules, "reason": item.reason} for item in types]
        click.echo(json.dumps({"providers": versions(), "types": listed}, indent=2))
        return 1 if missing else 0
    for item in types:
        click.echo(f"{item.type:70}{item.rules or '':>4}  {item.reason if not item.rules else ''}".rstrip())
    providers = ", ".join(f"{name} {version}" for name, version in versions().items())
    with_rules = sum(1 for item in types if item.rules)
    click.echo(f"\n{len(types)} AI resource types ({providers}): {with_rules} with rules, {len(missing)} unexplained")
    return 1 if missing else 0


@rules_group.command("new")
@click.argument("rule_id")
@click.option("--type", "type_name", required=True, metavar="TYPE", help="The resource type it selects.")
@click.option(
    "--rules", "directory", default="rules", show_default=True, metavar="DIR", help="The pack to write it to."
)
def new_rule(rule_id: str, type_name: str, directory: str) -> int:
    """Start a rule file at PROVIDER/SERVICE/PROBLEM; it fails its test until it is filled in."""
    from terrafirm.app.rule_new import new_rule_file

    click.echo(f"wrote {new_rule_file(Path(directory), rule_id, type_name)}")
    return 0


@rules_group.command("schema")
def schema() -> int:
    """Print the JSON Schema of rule files, for editors."""
    from terrafirm.rulepack.schema import rule_schema

    click.echo(json.dumps(rule_schema(), indent=2))
    return 0
