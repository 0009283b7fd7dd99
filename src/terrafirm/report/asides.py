"""What a report says beside findings: stateful assets that a plan destroys, drift, and notes on the run itself."""

from __future__ import annotations

from terrafirm.model.finding import DriftItem, Measure, Removal, Report
from terrafirm.model.record import dataclass
from terrafirm.model.verdict import Verdict
from terrafirm.report import words

#: The kinds of asides in the order in which readers need them, with their headings.
TITLES = {
    "removal": "Stateful assets that this plan destroys",
    "drift": "Drift: what really is differs from the code",
    "measure": "Measured against your thresholds",
    "note": "Notes",
}


@dataclass(frozen=True, slots=True)
class Aside:
    """One statement; ``kind`` is a key of :data:`TITLES`, ``address`` is empty for notes on the run."""

    kind: str
    address: str
    text: str

    @property
    def sentence(self) -> str:
        """The statement with its subject."""
        return f"{self.address} {self.text}" if self.address else self.text


def asides(report: Report) -> list[Aside]:
    """All statements, removals first, each kind in a stable order."""
    removals = sorted(report.removals, key=lambda item: (item.address, item.action))
    drift = sorted(report.drift, key=lambda item: (item.address, item.attribute, item.kind))
    return [
        *(Aside("removal", item.address, _removal(item)) for item in removals),
        *(Aside("drift", item.address, _drift(item)) for item in drift),
        *(Aside("measure", "", _measure(item)) for item in report.measures if item.threshold is not None),
        *(Aside("note", "", note) for note in report.notes),
    ]


def by_kind(report: Report) -> list[tuple[str, str, list[Aside]]]:
    """Kind, heading and statements of each kind that has any."""
    found = asides(report)
    groups = [(kind, title, [item for item in found if item.kind == kind]) for kind, title in TITLES.items()]
    return [group for group in groups if group[2]]


def _measure(item: Measure) -> str:
    total = item.met + item.missed + item.unknown
    if not total:
        return f"{item.name}: there is nothing to count"
    open_ = f", {item.unknown} not known" if item.unknown else ""
    share = f"{item.met} of {total} {item.title} ({100 * item.met // total} %{open_})"
    what = {Verdict.PASS: "reached", Verdict.FAIL: "missed", Verdict.UNKNOWN: "perhaps missed"}[item.verdict]
    change = {"introduced": ", before this change it was reached", "fixed": ", before this change it was not"}
    return f"{item.name}: {share}; the threshold of {item.threshold:g} % is {what}{change.get(item.change, '')}"


def _removal(item: Removal) -> str:
    what = "is destroyed and made anew" if item.action == "replace" else "is destroyed"
    roles = f", serves as {' and '.join(role.replace('_', ' ') for role in item.roles)}" if item.roles else ""
    return f"{what} ({item.type}{roles})" + (f": {item.reason}" if item.reason else "")


def _drift(item: DriftItem) -> str:
    turns = f"; it turns {', '.join(item.turns)}" if item.turns else ""
    if item.kind == "missing":
        return f"is in the code, but does not exist{turns}"
    if item.kind == "unmanaged":
        return f"exists, but is not in the code{turns}"
    return f"{item.attribute} is {words.value(item.live)}, in the code {words.value(item.code)}{turns}"
