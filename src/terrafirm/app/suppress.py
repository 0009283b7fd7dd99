"""Inline exceptions: ``terrafirm:ignore=`` comments, and those written for checkov and trivy."""

from __future__ import annotations

import datetime
import re
from fnmatch import fnmatchcase

from terrafirm.model.finding import Finding, Suppression
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Location, Resource

_OWN = re.compile(r"(?:#|//|/\*)\s*terrafirm:ignore=(?P<ids>[\w.*,-]+)(?P<rest>[^\n]*)")
_CHECKOV = re.compile(r"(?:#|//|/\*)\s*(?:checkov|bridgecrew|cortex):skip=(?P<ids>\w+)(?::(?P<reason>[^\n]*))?")
_TRIVY = re.compile(r"(?:#|//|/\*)\s*(?:trivy|tfsec):ignore:(?P<ids>[\w-]+)(?P<rest>[^\n]*)")
_REASON = re.compile(r'reason="((?:[^"\\]|\\.)*)"')
_UNTIL = re.compile(r"until=(\S+)")
_EXPIRY = re.compile(r":exp:(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class _Comment:
    """One exception comment: the ids it names, for which tool, and where it stands."""

    tool: str
    ids: tuple[str, ...]
    reason: str
    until: str
    line: int
    text: str
    problem: str = ""


class Exceptions:
    """Finds the exception comment that covers a finding; remembers those that have expired."""

    def __init__(self, today: datetime.date | None = None) -> None:
        self.today = today or datetime.datetime.now(tz=datetime.UTC).date()
        self.expired: list[Suppression] = []
        self._comments: dict[tuple[str, int, int], tuple[list[_Comment], int, int]] = {}

    def match(self, finding: Finding, resource: Resource, tool: str = "") -> Suppression | None:
        """The exception that holds the finding back, if one does and has not expired.

        ``tool`` narrows it to comments written for one tool.
        """
        blocks = getattr(resource, "source_blocks", None)
        if blocks is None:
            return None
        for file, start, end in blocks():
            for comment in self._found(file, start, end):
                if (tool and comment.tool != tool) or not _covers(comment, finding):
                    continue
                where = Location(file.path, comment.line, 1, comment.line, 1, comment.text)
                suppression = Suppression(finding, comment.reason, comment.until, comment.tool, where)
                if comment.problem or self._is_over(comment.until):
                    if suppression not in self.expired:
                        self.expired.append(suppression)
                    continue
                return suppression
        return None

    def _is_over(self, until: str) -> bool:
        if not until:
            return False
        try:
            return datetime.date.fromisoformat(until) < self.today
        except ValueError:
            return True

    def _found(self, file: object, start: int, end: int) -> list[_Comment]:
        text: str = file.text  # type: ignore[attr-defined]
        path: str = file.path  # type: ignore[attr-defined]
        key = (path, start, end)
        known = self._comments.get(key)
        if known is None:
            known = self._comments[key] = (_read(text, start, end), start, end)
        return known[0]


def _read(text: str, start: int, end: int) -> list[_Comment]:
    """The comments inside a block and on the comment lines directly above it."""
    top = start
    while top > 0:
        line_start = text.rfind("\n", 0, top - 1) + 1
        line = text[line_start : max(top - 1, line_start)].strip()
        if not line.startswith(("#", "//", "/*")):
            break
        top = line_start
    line_end = text.find("\n", end)
    region = text[top : line_end if line_end != -1 else len(text)]
    if "ignore" not in region and "skip=" not in region:
        return []
    first = text.count("\n", 0, top) + 1
    found = []
    for offset, line in enumerate(region.split("\n")):
        comment = _parse(line, first + offset)
        if comment is not None:
            found.append(comment)
    return found


def _parse(line: str, number: int) -> _Comment | None:
    own = _OWN.search(line)
    if own:
        rest = own.group("rest")
        reason, until = _REASON.search(rest), _UNTIL.search(rest)
        ids = tuple(own.group("ids").split(","))
        text = reason.group(1) if reason else ""
        return _Comment("terrafirm", ids, text, until.group(1) if until else "", number, line)
    skip = _CHECKOV.search(line)
    if skip:
        return _Comment("checkov", (skip.group("ids"),), (skip.group("reason") or "").strip(), "", number, line)
    trivy = _TRIVY.search(line)
    if trivy:
        expiry = _EXPIRY.search(trivy.group("rest"))
        return _Comment("trivy", (trivy.group("ids"),), "", expiry.group(1) if expiry else "", number, line)
    return None


def _covers(comment: _Comment, finding: Finding) -> bool:
    rule = finding.rule
    if comment.tool == "terrafirm":
        names = (rule.id, *rule.aliases)
        return any(fnmatchcase(name, wanted) for wanted in comment.ids for name in names)
    equivalents = [identifier.upper() for identifier in rule.equivalents.get(comment.tool, ())]
    return any(identifier.upper() in equivalents for identifier in comment.ids)
