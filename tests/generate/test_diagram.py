"""The picture in the README shows every module, who calls what, and where data goes."""

from __future__ import annotations

import re

import pytest

from terrafirm.generate.catalogue import blueprints, cloud
from terrafirm.generate.diagram import flows
from tests.generate.repositories import CLOUDS, MADE, default_rendering

each = pytest.mark.parametrize(("blueprint", "cloud_name"), MADE, ids=[f"{name}-{on}" for name, on in MADE])
ARROW = re.compile(r'^  (\w+) (?:-- "[^"]+" -->|-\. "[^"]+" \.->) (\w+)$')


def drawn(blueprint: str, cloud_name: str) -> list[str]:
    readme = default_rendering(blueprint, cloud_name)["README.md"]
    text: str = readme.split("```mermaid\n")[1].split("\n```")[0]
    return text.split("\n")


def nodes(lines: list[str]) -> set[str]:
    """Modules and actors; groups are none."""
    return {found[1] for line in lines if (found := re.match(r'\s+(\w+)(?:\["|\(\[")', line))}


@each
def test_every_module_is_drawn_in_a_tier(blueprint: str, cloud_name: str) -> None:
    lines = drawn(blueprint, cloud_name)
    parts = [*cloud(cloud_name).foundation, *blueprints()[blueprint].modules[cloud_name]]
    modules = {part.replace("-", "_") for part in parts}
    assert modules <= nodes(lines)
    assert lines.count("flowchart LR") == 1
    assert sum(line.lstrip().startswith("subgraph ") for line in lines) == sum(line.strip() == "end" for line in lines)


@each
def test_every_arrow_is_labelled_and_has_both_ends(blueprint: str, cloud_name: str) -> None:
    lines = drawn(blueprint, cloud_name)
    arrows = [line for line in lines if "-->" in line or ".->" in line]
    ends = {end for line in arrows if (found := ARROW.match(line)) for end in found.groups()}
    assert all(ARROW.match(line) for line in arrows)
    assert ends <= nodes(lines) | {"private"}


@each
def test_no_module_stands_alone(blueprint: str, cloud_name: str) -> None:
    lines = drawn(blueprint, cloud_name)
    ends = {end for line in lines if (found := ARROW.match(line)) for end in found.groups()}
    assert nodes(lines) <= ends


def test_every_flow_is_drawn_somewhere() -> None:
    """A flow between modules that no blueprint has together says nothing."""
    seen = {
        (flow.source, flow.target, flow.label)
        for name, on in MADE
        for flow in flows(on, {*cloud(on).foundation, *blueprints()[name].modules[on]})
    }
    declared = {(flow.source, flow.target, flow.label) for on in CLOUDS for flow in flows(on, set(cloud(on).modules))}
    assert declared <= seen


def test_only_the_gateway_stands_at_the_edge() -> None:
    for on in CLOUDS:
        assert [part.name for part in cloud(on).modules.values() if part.tier == "edge"] == ["gateway"]
