"""Inline exceptions: ``terrafirm:ignore=`` comments, and those written for checkov and trivy."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import cached_property

from terrafirm.model.finding import Finding, Suppression
from terrafirm.model.record import dataclass
from terrafirm.model.resource import Location, Resource
from terrafirm.model.rule_set import RuleSet
from terrafirm.model.value import bare
from terrafirm.sources.hcl.comments import above, comments, json_comments

_IDS = r"[\w.*?-]+(?:\s*,\s*[\w.*?-]+)*"
_OWN = re.compile(rf"terrafirm:\s*ignore(?:\s*=\s*(?P<ids>{_IDS}))?(?P<rest>.*)")
_CHECKOV = re.compile(rf"(?:checkov|bridgecrew|cortex):skip=\s*(?P<ids>{_IDS})(?::(?P<reason>.*))?")
#: https://trivy.dev/latest/docs/scanner/misconfiguration/#filter-by-inline-comments
_TRIVY = re.compile(r"(?:trivy|tfsec):ignore:(?P<id>[\w*-]+)(?P<fits>(?:\[[^\]]*\])*)(?P<rest>\S*)")
_REASON = re.compile(r"""reason\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')""")
_UNTIL = re.compile(r"""until\s*=\s*["']?([^\s"']+)""")
_EXPIRY = re.compile(r":exp:(\d{4}-\d\d-\d\d)")
#: An identifier of trivy's: the newer form has no prefix.
_AVD = re.compile(r"(?:AVD-)?([A-Z]+-\d{4})")
_FORM = 'write # terrafirm:ignore=<rule> reason="..." until=YYYY-MM-DD'


@dataclass(frozen=True, slots=True)
class _Comment:
    """One exception comment: the ids it names, for which tool, and where it stands.

    ``fits`` are arguments and the text of the values that they must have for the exception to hold.
    """

    tool: str
    ids: tuple[str, ...]
    reason: str
    until: str
    line: int
    text: str
    fits: tuple[tuple[str, str], ...] = ()


class Exceptions:
    """Finds the exception comment that covers a finding; remembers those that have expired.

    ``notes`` say which comments have no effect because they are written wrongly. ``judged`` are the rules that judge,
    ``pack`` gives all that there are.
    """

    def __init__(
        self,
        judged: RuleSet | None = None,
        pack: Callable[[], RuleSet] | None = None,
        today: datetime.date | None = None,
    ) -> None:
        self.today = today or datetime.datetime.now(tz=datetime.UTC).date()
        self.expired: list[Suppression] = []
        self.notes: list[str] = []
        self._judged = judged
        self._pack = pack
        self._comments: dict[tuple[str, int, int], list[_Comment]] = {}

    def match(self, finding: Finding, resource: Resource, tool: str = "") -> Suppression | None:
        """The exception that holds the finding back, if one does and has not expired.

        ``tool`` narrows it to comments written for one tool.
        """
        blocks = getattr(resource, "source_blocks", None)
        if blocks is None:
            return None
        for file, start, end in blocks():
            for comment in self._found(file, start, end):
                if (tool and comment.tool != tool) or not _covers(comment, finding) or not _fits(comment, resource):
                    continue
                where = Location(file.path, comment.line, 1, comment.line, 1, comment.text)
                suppression = Suppression(finding, comment.reason, comment.until, comment.tool, where)
                if self._is_over(comment.until):
                    if suppression not in self.expired:
                        self.expired.append(suppression)
                    continue
                return suppression
        return None

    def _is_over(self, until: str) -> bool:
        if not until:
            return False
        found = _date(until)
        return found is None or found < self.today

    def _found(self, file: object, start: int, end: int) -> list[_Comment]:
        text: str = file.text  # type: ignore[attr-defined]
        path: str = file.path  # type: ignore[attr-defined]
        key = (path, start, end)
        known = self._comments.get(key)
        if known is None:
            known = self._comments[key] = _read(text, start, end, is_json=path.endswith(".json"))
            for comment in known:
                self._check(comment, path)
        return known

    def _check(self, comment: _Comment, path: str) -> None:
        """Note what keeps a comment of ours from having the effect that its author meant."""
        if comment.tool != "terrafirm":
            return
        wrong = [] if comment.ids else [f"the exception names no rule: {_FORM}"]
        if comment.until and _date(comment.until) is None:
            wrong.append(f"until={comment.until} is no date, so the exception does not hold: {_FORM}")
        wrong += [self._unknown(pattern) for pattern in comment.ids if self._is_unknown(pattern)]
        self.notes.extend(f"{path}:{comment.line}: {item}" for item in wrong)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(head.id for head in self._judged.heads) if self._judged is not None else frozenset()

    @cached_property
    def _names(self) -> list[str]:
        """The names, former ones too, of all rules that there are; most comments are settled without them."""
        return [name for rule in self._pack() for name in (rule.id, *rule.aliases)] if self._pack is not None else []

    def _is_unknown(self, pattern: str) -> bool:
        if self._pack is None or pattern.lower().startswith("checkov-") or pattern in self._ids:
            return False
        if any(fnmatchcase(name, pattern) for name in self._ids):
            return False
        return not any(fnmatchcase(name, pattern) for name in self._names)

    def _unknown(self, pattern: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(pattern, self._names, 1, 0.8)
        meant = f'; is "{near[0]}" meant?' if near else ""
        return f'no rule is called "{pattern}", so the exception holds nothing back{meant}'


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _read(text: str, start: int, end: int, *, is_json: bool) -> list[_Comment]:
    """The exceptions inside a block, behind it, and in the comment lines directly above it."""
    top = start if is_json else above(text, start)
    line_end = text.find("\n", end)
    stop = line_end if line_end != -1 else len(text)
    if text.find("ignore", top, stop) == -1 and text.find("skip=", top, stop) == -1:
        return []
    found: list[_Comment] = []
    for offset, line in (json_comments if is_json else comments)(text, top, stop):
        number = text.count("\n", 0, offset) + 1
        shown = text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0].rstrip("\r")
        found.extend(_parse(line.rstrip("\r"), number, shown))
    return found


def _parse(line: str, number: int, shown: str) -> Iterator[_Comment]:
    """The exceptions that one line of a comment makes."""
    own = _OWN.search(line)
    if own:
        rest = own.group("rest")
        reason, until = _REASON.search(rest), _UNTIL.search(rest)
        text = (reason.group(1) or reason.group(2) or "") if reason else ""
        yield _Comment("terrafirm", _ids(own.group("ids")), text, until.group(1) if until else "", number, shown)
        return
    skip = _CHECKOV.search(line)
    if skip:
        reason_given = (skip.group("reason") or "").removesuffix("*/").strip()
        yield _Comment("checkov", _ids(skip.group("ids")), reason_given, "", number, shown)
        return
    for each in _TRIVY.finditer(line):
        expiry = _EXPIRY.search(each.group("rest"))
        pairs = [pair.partition("=") for pair in each.group("fits").strip("[]").replace("][", ",").split(",") if pair]
        fits = tuple((name.strip(), value.strip()) for name, _, value in pairs)
        if ":ws:" not in each.group("rest"):  # holds in one workspace only
            yield _Comment("trivy", (each.group("id"),), "", expiry.group(1) if expiry else "", number, shown, fits)


def _ids(text: str | None) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",")) if text else ()


def _covers(comment: _Comment, finding: Finding) -> bool:
    rule = finding.rule
    if comment.tool == "terrafirm":
        names = (rule.id, *rule.aliases)
        return any(fnmatchcase(name, wanted) for wanted in comment.ids for name in names)
    tools = ("trivy", "tfsec") if comment.tool == "trivy" else (comment.tool,)  # trivy took tfsec's checks over
    equivalents = [_plain(identifier) for tool in tools for identifier in rule.equivalents.get(tool, ())]
    return any(fnmatchcase(name, _plain(wanted)) for wanted in comment.ids for name in equivalents)


def _plain(identifier: str) -> str:
    upper = identifier.upper()
    avd = _AVD.fullmatch(upper)
    return avd.group(1) if avd else upper


def _fits(comment: _Comment, resource: Resource) -> bool:
    """Whether the resource has the values that a comment asks for: ``trivy:ignore:AVD-AWS-0107[from_port=22]``."""
    return all(_has(resource.get(name.partition(".")[0]), name.split(".")[1:], value) for name, value in comment.fits)


def _has(value: object, path: list[str], wanted: str) -> bool:
    value = bare(value)
    if isinstance(value, (list, tuple)):
        return any(_has(item, path, wanted) for item in value)
    if path:
        return isinstance(value, dict) and _has(value.get(path[0]), path[1:], wanted)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return value is not None and text == wanted.strip("\"'")
