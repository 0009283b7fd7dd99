"""Read a plan in the form of `terraform show -json`: what will be, what was, and what changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from terrafirm.model.errors import InputError
from terrafirm.model.record import dataclass, field
from terrafirm.model.resource import Inventory, Location, NotEvaluated
from terrafirm.model.value import Sensitive
from terrafirm.sources.plan.changes import Change, Drift, change_of
from terrafirm.sources.plan.configuration import ModuleConfiguration
from terrafirm.sources.plan.resource import PlannedResource
from terrafirm.sources.plan.world import PlannedWorld
from terrafirm.sources.state.dependencies import link
from terrafirm.sources.state.resource import RecordedResource
from terrafirm.sources.state.shown import identity_of, recorded, shown_objects
from terrafirm.sources.state.stream import JsonStream
from terrafirm.sources.state.text import Document, document

#: Members of a plan that are lists.
_LISTS = frozenset({"resource_changes", "deferred_changes", "resource_drift"})


@dataclass(slots=True)
class Plan:
    """A plan. ``planned`` is what will be after apply, ``prior`` what there was after the refresh.

    ``complete`` is false when applying will not reach all that is configured (targeted, deferred or failed).
    ``variables`` are values of the root module; they are marked as secrets, as plans do not say which are.
    """

    planned: Inventory
    prior: Inventory
    changes: list[Change] = field(default_factory=list)
    drift: list[Drift] = field(default_factory=list)
    terraform_version: str = ""
    variables: dict[str, Sensitive] = field(default_factory=dict)
    errored: bool = False
    complete: bool = True


def read(source: Path | bytes, shown: str) -> Inventory:
    """What will be there after a plan is applied. Raises as :func:`read_plan`."""
    return read_plan(source, shown).planned


def read_plan(source: Path | bytes, shown: str) -> Plan:
    """The plan in a file or in memory.

    Raises :class:`InputError` when the text is not JSON or not a plan of a supported format.
    """
    return read_document(document(source, shown))


def read_document(text: Document) -> Plan:
    """The plan in a document."""
    reading = _Reading(text.shown)
    reading.all(text)
    if not reading.saw_changes and reading.saw_planned:
        # another tool has cut the changes out: the planned values are what is left
        reading.again(text, "planned_values")
    if not reading.saw_prior and reading.had_before:
        reading.again(text, "resource_changes")
    return reading.finish()


class _Reading:
    """One plan while it is being read."""

    def __init__(self, shown: str) -> None:
        self.location = Location(shown)
        self.world = PlannedWorld()
        self.plan = Plan(Inventory("plan", shown, files=1), Inventory("state", shown, files=1))
        self.saw_changes = self.saw_planned = self.saw_prior = self.had_before = False
        self.recorded: list[RecordedResource] = []
        self.gone: set[str] = set()
        self.format = ""

    def all(self, text: Document) -> None:
        """Read every member, one resource at a time."""
        stream = JsonStream(text.chunks(), text.shown)
        if stream.peek() != "{":
            raise InputError(f"{text.shown}: a plan is a JSON object: give the output of `terraform show -json PLAN`")
        for key in stream.members():
            self._member(key, stream)
        stream.end()
        if not self.format:
            raise InputError(f"{text.shown}: no format_version: give the output of `terraform show -json PLAN`")

    def _member(self, key: str, stream: JsonStream) -> None:
        if key in _LISTS and stream.peek() not in ("[", "n"):  # Terraform writes null for an empty one
            raise InputError(
                f'{self.location.path}: "{key}" is no list: give the output of `terraform show -json PLAN`'
            )
        if key == "resource_changes" and stream.peek() == "[":
            self.saw_changes = True
            for _ in stream.elements():
                self._change(stream.value())
        elif key == "deferred_changes" and stream.peek() == "[":
            for _ in stream.elements():
                self._deferred(stream.value())
        elif key == "planned_values":
            self.saw_planned = self._skip_values(stream)
        elif key == "prior_state" and stream.peek() == "{":
            self._prior(stream)
        elif key == "resource_drift" and stream.peek() == "[":
            for _ in stream.elements():
                self._drift(stream.value())
        else:
            self._small(key, stream.value())

    def _small(self, key: str, value: Any) -> None:
        plan = self.plan
        if key == "format_version":
            self.format = str(value)
            if self.format.split(".")[0] not in ("0", "1"):
                raise InputError(
                    f"{self.location.path}: plan format {self.format} is not supported: terrafirm reads formats 0 and 1"
                )
        elif key == "configuration" and isinstance(value, dict):
            self.world.configuration = ModuleConfiguration(value.get("root_module"))
        elif key == "terraform_version":
            plan.terraform_version = str(value)
        elif key == "variables" and isinstance(value, dict):
            given = {name: item.get("value") for name, item in value.items() if isinstance(item, dict)}
            plan.variables = {name: Sensitive(item) for name, item in given.items()}
            self.world.given = given
        elif key == "errored":
            plan.errored = value is True
        elif key == "complete":
            plan.complete = value is not False

    def _skip_values(self, stream: JsonStream) -> bool:
        """Pass over ``planned_values``; whether there are resources in it."""
        if stream.peek() != "{":
            stream.value()
            return False
        return sum(1 for _ in shown_objects(stream)) > 0

    def _prior(self, stream: JsonStream) -> None:
        for key in stream.members():
            if key != "values":
                stream.value()
                continue
            self.saw_prior = True
            for raw in shown_objects(stream):
                if "deposed_key" not in raw:
                    self.recorded.append(recorded(raw, self.location))

    def _change(self, raw: Any, deferred: str = "") -> None:
        change = raw.get("change") if isinstance(raw, dict) else None
        if not isinstance(change, dict):
            what = raw.get("address") if isinstance(raw, dict) else None
            why = f"{what or 'an entry of resource_changes'} says nothing of a change: it is not judged"
            self._miss(why)
            return
        described = change_of(raw, deferred)
        self.plan.changes.append(described)
        self.had_before = self.had_before or change.get("before") is not None
        identity = identity_of(raw)
        if not described.remains:
            if not described.deposed:
                self.gone.add(identity.address)
            return
        after = change.get("after")
        resource = PlannedResource(
            identity,
            after if isinstance(after, dict) else {},
            change.get("after_unknown"),
            change.get("after_sensitive"),
            self.location,
            self.world,
        )
        self.world.add(resource)
        self.plan.planned.resources.append(resource)

    def _miss(self, why: str) -> None:
        missed = NotEvaluated(self.location.path, 0, why)
        if missed not in self.plan.planned.not_evaluated:
            self.plan.planned.not_evaluated.append(missed)

    def _deferred(self, raw: Any) -> None:
        if isinstance(raw, dict):
            self.plan.complete = False
            self._change(raw.get("resource_change"), str(raw.get("reason") or "unknown"))

    def _drift(self, raw: Any) -> None:
        change = raw.get("change") if isinstance(raw, dict) else None
        if not isinstance(change, dict):
            return
        sides = []
        for side in ("before", "after"):
            values = change.get(side)
            values = values if isinstance(values, dict) else {}
            sensitive = change.get(f"{side}_sensitive")
            resource = RecordedResource(identity_of(raw), values, sensitive, self.location)
            sides.append({name: resource.get(name) for name in values})
        described = change_of(raw)
        self.plan.drift.append(Drift(described.address, described.type, described.actions, *sides))

    def again(self, text: Document, member: str) -> None:
        """Read one member of the document once more, for what it alone tells in an incomplete plan."""
        stream = JsonStream(text.chunks(), text.shown)
        for key in stream.members():
            if key != member:
                stream.value()
            elif member == "planned_values":
                self._planned_values(stream)
            else:
                for _ in stream.elements():
                    self._before(stream.value())

    def _planned_values(self, stream: JsonStream) -> None:
        for raw in shown_objects(stream):
            values = raw.get("values")
            values = values if isinstance(values, dict) else {}
            resource = PlannedResource(
                identity_of(raw), values, None, raw.get("sensitive_values"), self.location, self.world
            )
            resource.leave_unknown()
            self.world.add(resource)
            self.plan.planned.resources.append(resource)

    def _before(self, raw: Any) -> None:
        change = raw.get("change") if isinstance(raw, dict) else None
        if not isinstance(change, dict) or raw.get("deposed"):
            return
        values = change.get("before")
        if isinstance(values, dict):
            sensitive = change.get("before_sensitive")
            self.recorded.append(RecordedResource(identity_of(raw), values, sensitive, self.location))

    def finish(self) -> Plan:
        """Bring both sides together, and say whether the world is closed."""
        plan, world = self.plan, self.world
        link(self.recorded)
        for resource in self.recorded:
            plan.prior.resources.append(resource)
            address = resource.address
            if not world.has(address) and address not in self.gone:
                # data sources already read, and what a targeted or refresh-only plan leaves as it is
                plan.planned.resources.append(resource)
                world.add_recorded(resource.identity)
        if plan.errored:
            plan.complete = False
            why = "planning failed: the plan holds only what was planned before the error"
            plan.planned.not_evaluated.append(NotEvaluated(self.location.path, 0, why))
        why_open = self._open_because()
        plan.planned.closed, plan.planned.open_because = not why_open, why_open
        return plan

    def _open_because(self) -> str:
        if self.plan.errored:
            return "planning failed before it was complete"
        if not self.plan.complete:
            return "the plan does not cover everything that is configured (it is targeted, or changes are deferred)"
        missing = self._missing()
        return f"{missing} is configured but not in the plan (it is targeted or refresh-only)" if missing else ""

    def _missing(self) -> str:
        """A root resource that must have one instance, and has none in the plan: a sign that older releases lack."""
        if self.world.configuration is None:
            return ""
        for (mode, kind, name), raw in self.world.configuration.resources.items():
            single = "count_expression" not in raw and "for_each_expression" not in raw
            if mode == "managed" and single and not self.world.any_of(f"{kind}.{name}"):
                return f"{kind}.{name}"
        return ""
