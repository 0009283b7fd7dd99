"""The rules of a run, found by what they select; each is made when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import overload

from terrafirm.model.record import dataclass
from terrafirm.model.rule import Rule


@dataclass(frozen=True, slots=True)
class Head:
    """What must be known of a rule before it is needed."""

    id: str
    path: str
    status: str
    mode: str
    types: Sequence[str]


class RuleSet(Sequence[Rule]):
    """Rules in their order. A run looks at the few that select a resource it has."""

    def __init__(self, heads: Iterable[Head], rules: Iterable[Rule | Callable[[], Rule]]) -> None:
        self.heads = list(heads)
        self._rules = list(rules)
        self._by_type: dict[tuple[str, str], list[int]] = {}
        for at, head in enumerate(self.heads):
            for name in head.types:
                self._by_type.setdefault((head.mode, name), []).append(at)

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> RuleSet:
        """The set of rules that are made already."""
        known = list(rules)
        heads = (Head(rule.id, rule.path, rule.status, rule.select.mode, rule.select.types) for rule in known)
        return cls(heads, known)

    def __len__(self) -> int:
        return len(self.heads)

    @overload
    def __getitem__(self, at: int) -> Rule: ...
    @overload
    def __getitem__(self, at: slice) -> RuleSet: ...
    def __getitem__(self, at: int | slice) -> Rule | RuleSet:
        if isinstance(at, slice):
            return RuleSet(self.heads[at], self._rules[at])
        found = self._rules[at]
        if not isinstance(found, Rule):
            found = self._rules[at] = found()
        return found

    def where(self, holds: Callable[[Head], bool]) -> RuleSet:
        """The rules whose head is as wanted."""
        if all(map(holds, self.heads)):
            return self
        chosen = [(head, rule) for head, rule in zip(self.heads, self._rules, strict=True) if holds(head)]
        return RuleSet([head for head, _ in chosen], [rule for _, rule in chosen])

    def joined(self, other: RuleSet) -> RuleSet:
        """These rules, then the others."""
        return RuleSet([*self.heads, *other.heads], [*self._rules, *other._rules])

    def selecting(self, mode: str, name: str) -> Sequence[int]:
        """The places of the rules that select resources of a mode and type."""
        return self._by_type.get((mode, name), ())
