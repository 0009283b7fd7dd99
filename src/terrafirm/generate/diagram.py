"""The picture in the README: who calls what and where data goes, from declared flows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from terrafirm.generate.catalogue import ModulePart, templates
from terrafirm.model.record import dataclass
from terrafirm.rulepack.strict_yaml import read_yaml_file

_FLOWS = "_shared/flows.yaml"
_TITLES = {
    "edge": "Edge: the only way in from the internet",
    "serving": "Serving",
    "models": "Models",
    "training": "Training",
    "data": "Data",
    "foundation": "Foundation",
}


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow: a call from who asks to who answers (``call``), or data from where it comes to where it goes."""

    source: str
    target: str
    label: str
    call: bool

    @property
    def text(self) -> str:
        """The arrow in Mermaid: dotted for a call."""
        arrow = "-. " if self.call else "-- "
        return f'{_id(self.source)} {arrow}"{self.label}" {".->" if self.call else "-->"} {_id(self.target)}'


def diagram(cloud: str, parts: Iterable[ModulePart]) -> str:
    """A flowchart in Mermaid of the modules of a composition, by tier, and of what stands outside."""
    tiers: dict[str, list[ModulePart]] = {}
    for part in parts:
        tiers.setdefault(part.tier, []).append(part)
    drawn = flows(cloud, {part.name for members in tiers.values() for part in members})
    raw = _raw()
    used = {end for flow in drawn for end in (flow.source, flow.target)}
    lines = ["flowchart LR"]
    lines += [f'  {_id(name)}(["{title}"])' for name, title in raw["actors"].items() if name in used]
    lines += _tier("edge", tiers.get("edge", []), "  ")
    lines.append(f'  subgraph private["{raw["private"][cloud]}"]')
    for tier in _TITLES:
        if tier not in ("edge", "foundation"):
            lines += _tier(tier, tiers.get(tier, []), "    ")
    lines.append("  end")
    lines += _tier("foundation", tiers["foundation"], "  ")
    lines += [f"  {flow.text}" for flow in drawn]
    lines.append('  private -- "logs" --> audit_archive')
    lines.append('  keys -. "encrypt" .-> private')
    return "\n".join(lines)


def flows(cloud: str, names: set[str]) -> list[Flow]:
    """The declared flows that hold among modules of a cloud."""
    there = names | set(_raw()["actors"])
    return [
        Flow(item["from"], item["to"], item.get("call") or item["data"], "call" in item)
        for item in _raw()["flows"]
        if {item["from"], item["to"]} <= there
        and cloud in item.get("on", (cloud,))
        and item.get("without") not in names
    ]


@cache
def _raw() -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml_file(templates() / _FLOWS, f"templates/{_FLOWS}")
    return found


def _tier(tier: str, members: list[ModulePart], pad: str) -> list[str]:
    if not members:
        return []
    nodes = [f'{pad}  {part.label}["{part.name}"]' for part in members]
    return [f'{pad}subgraph tier_{tier}["{_TITLES[tier]}"]', *nodes, f"{pad}end"]


def _id(name: str) -> str:
    return name.replace("-", "_")
