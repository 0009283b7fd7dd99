"""What the tests render, and how they read it back."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from terrafirm.app.new import controls_by_type, rendered
from terrafirm.generate.answers import Answers, checked
from terrafirm.generate.catalogue import blueprints
from terrafirm.generate.rendering import render_repository
from terrafirm.sources.hcl.declarations import ModuleConfig
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.module import Module
from terrafirm.sources.hcl.parse import parse_file
from terrafirm.sources.hcl.run import Run
from terrafirm.sources.hcl.syntax import Body, SourceFile
from tests.modules.inputs import plain

#: Every blueprint on every cloud that it is made for.
MADE = [(blueprint.name, cloud) for blueprint in blueprints().values() for cloud in blueprint.clouds]
CLOUDS = sorted({cloud for _, cloud in MADE})

_controls = cache(controls_by_type)


@cache
def default_rendering(blueprint: str, cloud: str) -> dict[str, str]:
    """The files of a blueprint with the default answers."""
    return rendered(checked(blueprint, cloud, {}))


def rendering(answers: Answers) -> dict[str, str]:
    """The files that answers give, but for the evidence: that is what the rules say of these files."""
    return render_repository(answers, _controls(), {})


def hcl(text: str) -> Body:
    """The body of a file; fails where our parser refuses any of it."""
    body, faults = parse_file(SourceFile("rendered.tf", text))
    assert not faults, faults
    return body


def hcl_values(text: str) -> dict[str, Any]:
    """The values of the attributes of a file without references, as JSON has them."""
    scope = Module(Run(None, None), ModuleConfig(Path(), "."))  # type: ignore[arg-type]
    return {name: plain(item.expr.ev(Env(scope))) for name, item in hcl(text).attributes.items()}


def put(directory: Path, files: dict[str, str]) -> Path:
    """The files in a directory, byte for byte."""
    for path, text in files.items():
        place = directory / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
    return directory
