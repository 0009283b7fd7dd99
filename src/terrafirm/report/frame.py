"""Code frames: the line of source that decided a finding, cut to size, with the expression marked."""

from __future__ import annotations

from terrafirm.model.finding import Because, Finding
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Location
from terrafirm.report import neutral

_SENSITIVE = "(sensitive)"
_MARGIN = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """A line in three parts, free of control characters; ``marked`` is the expression and may be empty."""

    location: Location
    before: str
    marked: str
    after: str


def frame(finding: Finding, width: int = 160) -> Frame | None:
    """The frame of the expression to blame, at most ``width`` characters; none where source is missing or secret."""
    location = to_blame(finding)
    if not location.text.strip() or not location.line or holds_secret(finding):
        return None
    text = location.text
    start = min(max(location.column - 1, 0), len(text)) if location.column else 0
    same_line = location.end_line in (0, location.line)
    end = location.end_column - 1 if same_line and location.end_column else len(text.rstrip())
    end = min(max(end, start), len(text)) if location.column else start
    before, marked, after = text[:start], text[start:end], text[end:].rstrip()
    return Frame(location, *_cut(_shown(before).lstrip(), _shown(marked), _shown(after), width))


def to_blame(finding: Finding) -> Location:
    """The place of the first value that decided and has a source line, else the finding's own."""
    for because in finding.because:
        if because.location.text and because.location.line:
            return because.location
    return finding.location


def holds_secret(finding: Finding) -> bool:
    """Whether a value that decided is sensitive: its source line may then spell it out."""
    return any(_sensitive(because.value) for because in finding.because)


def lead(finding: Finding) -> Because | None:
    """The value that a frame shows."""
    return next((item for item in finding.because if item.location.text and item.location.line), None)


def _sensitive(value: object) -> bool:
    if isinstance(value, str):
        return value == _SENSITIVE
    if isinstance(value, dict):
        return any(_sensitive(item) for item in value.values())
    return isinstance(value, (list, tuple)) and any(_sensitive(item) for item in value)


def _shown(text: str) -> str:
    return neutral.printable(text.replace("\t", "    "))


def _cut(before: str, marked: str, after: str, width: int) -> tuple[str, str, str]:
    """Keep the marked part in view: cut it last, its surroundings first."""
    room = max(width - min(len(marked), width), _MARGIN)
    if len(before) + len(after) > room:
        ahead = min(len(before), max(room // 2, room - len(after)))
        before = before if ahead == len(before) else "…" + before[len(before) - ahead + 1 :]
        behind = max(room - ahead, 1)
        after = after if len(after) <= behind else after[: behind - 1] + "…"
    longest = max(width - len(before) - len(after), _MARGIN)
    if len(marked) > longest:
        marked = marked[: longest - 1] + "…"
    return before, marked, after
