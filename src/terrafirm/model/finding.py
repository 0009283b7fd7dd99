"""What a scan reports: findings with their reasons, and the report that holds them."""

from __future__ import annotations

from terrafirm.model.footprint import Footprint
from terrafirm.model.record import dataclass, field
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.model.rule import Rule
from terrafirm.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Because:
    """One value that decided a verdict. ``value`` is as shown to people: never a secret."""

    attribute: str
    value: object
    location: Location
    via: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's verdict on one resource. ``root`` is the directory of the root module, where configuration was read."""

    rule: Rule
    verdict: Verdict
    address: str
    type: str
    location: Location
    message: str
    because: tuple[Because, ...] = ()
    severity: str = ""
    roles: tuple[str, ...] = ()
    owner: str = ""
    priority: int = 0
    fingerprint: str = ""
    source: str = ""
    change: str = ""
    root: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding that an exception in the code holds back."""

    finding: Finding
    reason: str
    until: str
    comment: str
    location: Location


@dataclass(frozen=True, slots=True)
class DriftItem:
    """One difference between the code's side and what really is. ``turns`` are the rules whose verdict it changes.

    ``kind`` is ``unmanaged``, ``missing`` or ``changed``; values are as shown to people.
    """

    kind: str
    address: str
    attribute: str = ""
    code: object = None
    live: object = None
    turns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """A stateful asset that a plan destroys (``action`` ``delete``) or makes anew (``replace``), and what is lost."""

    address: str
    type: str
    action: str
    roles: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """How many resources do what a measure asks. ``threshold`` is the organization's percentage, where it set one.

    ``change`` says what a comparison found: ``introduced`` where the threshold was reached before and is not now,
    ``unchanged``, or ``fixed``; empty where nothing was compared.
    """

    name: str
    title: str
    responsibility: str
    met: int
    missed: int
    unknown: int
    threshold: float | None = None
    change: str = ""

    @property
    def verdict(self) -> Verdict:
        """Whether the share is at the threshold, whatever the unknown ones turn out to be."""
        total = self.met + self.missed + self.unknown
        if self.threshold is None or not total or 100 * self.met >= self.threshold * total:
            return Verdict.PASS
        return Verdict.UNKNOWN if 100 * (self.met + self.unknown) >= self.threshold * total else Verdict.FAIL


@dataclass(slots=True)
class Report:
    """Everything one run says.

    ``expired`` are exceptions in the code that no longer hold; ``notes`` are remarks on the run
    itself; ``reads`` notes what was looked at (see :class:`terrafirm.model.resource.Inventory`). ``new_unknowns``
    counts the verdicts that a comparison found unknown and that were not so before.
    """

    version: str
    resources: int = 0
    files: int = 0
    rules: int = 0
    findings: list[Finding] = field(default_factory=list)
    passed: list[Finding] = field(default_factory=list)
    unknown: list[Finding] = field(default_factory=list)
    suppressed: list[Suppression] = field(default_factory=list)
    expired: list[Suppression] = field(default_factory=list)
    not_evaluated: list[NotEvaluated] = field(default_factory=list)
    passes: int = 0
    unknowns: int = 0
    reads: Footprint = field(default_factory=dict)
    drift: list[DriftItem] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    new_unknowns: int = 0
