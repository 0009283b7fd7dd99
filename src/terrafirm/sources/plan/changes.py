"""What a plan does to one resource instance."""

from __future__ import annotations

from typing import Any

from terrafirm.model.record import dataclass
from terrafirm.model.value import Value
from terrafirm.sources.state.stream import strings

#: Actions that leave an object behind; ``forget`` and ``delete`` do not.
KEEPS = frozenset({"no-op", "create", "read", "update"})


@dataclass(frozen=True, slots=True)
class Change:
    """The change of one resource instance. ``address`` is the one after the plan; values are in the inventories.

    ``replace_paths`` are the attributes that force a replacement, ``previous_address`` is where a moved resource
    was, ``importing`` the identifier of an object that is brought under management, ``deposed`` the key of an
    object that an interrupted replacement left behind, ``deferred`` why the change waits for a later plan.
    """

    address: str
    mode: str
    type: str
    actions: tuple[str, ...]
    replace_paths: tuple[tuple[str | int, ...], ...] = ()
    action_reason: str = ""
    previous_address: str = ""
    importing: str = ""
    deposed: str = ""
    deferred: str = ""

    @property
    def remains(self) -> bool:
        """Whether Terraform manages the object after apply."""
        return not self.deposed and any(action in KEEPS for action in self.actions)

    @property
    def replaces(self) -> bool:
        """Whether the object is destroyed and made anew."""
        return "delete" in self.actions and "create" in self.actions


@dataclass(frozen=True, slots=True)
class Drift:
    """What the refresh found changed outside of Terraform: top-level attributes before and now.

    ``before`` or ``after`` is empty for an object that was not there; secrets are marked.
    """

    address: str
    type: str
    actions: tuple[str, ...]
    before: dict[str, Value]
    after: dict[str, Value]


def change_of(raw: dict[str, Any], deferred: str = "") -> Change:
    """The change that an element of ``resource_changes`` describes, without values."""
    change = raw.get("change")
    change = change if isinstance(change, dict) else {}
    importing, paths = change.get("importing"), change.get("replace_paths")
    return Change(
        _text(raw.get("address")),
        _text(raw.get("mode")) or "managed",
        _text(raw.get("type")),
        tuple(strings(change.get("actions"))),
        tuple(tuple(path) for path in paths if isinstance(path, list)) if isinstance(paths, list) else (),
        _text(raw.get("action_reason")),
        _text(raw.get("previous_address")),
        _text(importing.get("id")) or "(identity)" if isinstance(importing, dict) else "",
        _text(raw.get("deposed")),
        deferred,
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
