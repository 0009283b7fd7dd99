"""What a condition is judged in, and the reasons it gives."""

from __future__ import annotations

from typing import Protocol

from terrafirm.engine.paths import Path, Source
from terrafirm.engine.world import World
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Resource
from terrafirm.model.value import Value
from terrafirm.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Reason:
    """One leaf's part in a verdict: the path and value it looked at (on ``resource``), and what it said."""

    resource: Resource
    path: Path
    value: Value
    verdict: Verdict
    sensitive: bool = False
    note: str = ""


@dataclass(slots=True)
class Judgement:
    """What a condition is judged in: the resource, the world around it, and (when wanted) the reasons."""

    resource: Resource
    world: World
    reasons: list[Reason] | None = None


class Condition(Protocol):
    """Something that holds, does not hold, or is not known to."""

    def judge(self, source: Source, base: Path, context: Judgement) -> Verdict:
        """The verdict for ``source``, which stands at ``base`` in the context's resource."""
