"""``terrafirm blueprints``: what `terrafirm new` can write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from terrafirm.generate.catalogue import Blueprint


@click.group("blueprints")
def blueprints_group() -> None:
    """Look at the environments that `terrafirm new` writes.

    \b
    Example:
      terrafirm blueprints list
    """


@blueprints_group.command("list")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def list_blueprints(form: str) -> int:
    """List the blueprints and the clouds that each is made for."""
    from terrafirm.generate.catalogue import blueprints

    found = list(blueprints().values())
    if form == "json":
        click.echo(json.dumps({"blueprints": [_data(item) for item in found]}, indent=2))
        return 0
    for item in found:
        click.echo(f"{item.name:24}{', '.join(item.clouds):22}{item.summary}")
    return 0


@blueprints_group.command("show")
@click.argument("name")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def show_blueprint(name: str, form: str) -> int:
    """What a blueprint is for, its modules on each cloud, and the questions that it asks.

    \b
    Example:
      terrafirm blueprints show rag
    """
    from terrafirm.generate.catalogue import blueprint
    from terrafirm.generate.questions import QUESTIONS

    chosen = blueprint(name)
    if form == "json":
        click.echo(json.dumps({**_data(chosen), "questions": _questions(chosen)}, indent=2))
        return 0
    click.echo(f"{chosen.title} ({chosen.name}, version {chosen.version})\n{chosen.summary}\n")
    for cloud in chosen.clouds:
        click.echo(f"{cloud}: {', '.join(_modules(chosen, cloud))}")
    click.echo(f"\nterrafirm new {chosen.name} DIR --cloud {'|'.join(chosen.clouds)}")
    click.echo("\nQuestions, as options")
    for question in QUESTIONS:
        if asked := [cloud for cloud in chosen.clouds if question.asked_on(cloud)]:
            defaults = " | ".join(dict.fromkeys(question.default_for(cloud) for cloud in asked))
            click.echo(f"  --{question.name.replace('_', '-'):22}{question.text} [{defaults}]")
    return 0


def _data(item: Blueprint) -> dict[str, Any]:
    """A blueprint as listings show it."""
    return {
        "name": item.name,
        "title": item.title,
        "summary": item.summary,
        "version": item.version,
        "clouds": list(item.clouds),
        "modules": {cloud: _modules(item, cloud) for cloud in item.clouds},
    }


def _modules(item: Blueprint, name: str) -> list[str]:
    from terrafirm.generate.catalogue import cloud

    return [*cloud(name).foundation, *item.modules[name]]


def _questions(item: Blueprint) -> list[dict[str, Any]]:
    from terrafirm.generate.questions import QUESTIONS

    return [
        {
            "name": question.name,
            "text": question.text,
            "expects": question.expects,
            "default": {cloud: question.default_for(cloud) for cloud in item.clouds if question.asked_on(cloud)},
        }
        for question in QUESTIONS
        if any(question.asked_on(cloud) for cloud in item.clouds)
    ]
