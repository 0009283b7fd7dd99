"""Functions on RFC 3339 timestamps; the clock itself is unknown."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from terrafirm.model.value import Unknown, Value
from terrafirm.sources.hcl.functions.contract import ArgumentError, CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.declare import expect, pure

_RFC3339 = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|([+-])(\d\d):(\d\d))", re.ASCII)
_DURATION = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_UNITS = {"ns": 1, "us": 10**3, "µs": 10**3, "μs": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOKEN = re.compile(r"''|'(?:[^']|'')*'|'|([A-Za-z])\1*|[^A-Za-z']+")


class Moment(NamedTuple):
    """A timestamp: local date and time without fraction, nanoseconds, offset from UTC in minutes."""

    local: datetime
    nanoseconds: int
    offset: int

    @property
    def instant(self) -> tuple[datetime, int]:
        """What timestamps are compared by."""
        return self.local - timedelta(minutes=self.offset), self.nanoseconds


def days_in(year: int, month: int) -> int:
    """Days of a month in the Gregorian calendar, also of year 0."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def parse(text: str) -> Moment:
    """A timestamp; raises :class:`FunctionError`, as do the years before 1, which Python cannot hold."""
    match = _RFC3339.fullmatch(text)
    if match is None:
        raise FunctionError("not a valid RFC3339 timestamp")
    year, month, day, hour, minute, second = (int(match.group(at)) for at in range(1, 7))
    offset = 0
    if match.group(9):
        hours, minutes = int(match.group(10)), int(match.group(11))
        if hours > 23 or minutes > 59:
            raise FunctionError("not a valid RFC3339 timestamp: timezone out of range")
        offset = (hours * 60 + minutes) * (-1 if match.group(9) == "-" else 1)
    nanoseconds = int((match.group(7) or "0")[:9].ljust(9, "0"))
    try:
        return Moment(datetime(year, month, day, hour, minute, second), nanoseconds, offset)
    except ValueError as error:
        raise FunctionError(f"not a valid RFC3339 timestamp: {error}") from error


def _zone(offset: int, colon: str = ":") -> str:
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 60:02d}{colon}{abs(offset) % 60:02d}"


def write(moment: Moment) -> str:
    """A timestamp in RFC 3339 without fraction."""
    return f"{moment.local:%Y-%m-%dT%H:%M:%S}".rjust(19, "0") + ("Z" if moment.offset == 0 else _zone(moment.offset))


def parse_duration(text: str) -> int:
    """Nanoseconds of a duration such as ``1h30m``, ``-1.5h``; raises :class:`FunctionError`."""
    body = text[1:] if text[:1] in ("-", "+") else text
    if body == "0":
        return 0
    total, at = Fraction(0), 0
    while match := _DURATION.match(body, at):
        total += int(Fraction(match.group(1)) * _UNITS[match.group(2)]) if match.group(1) != "." else 0
        at = match.end()
    if at != len(body) or not body:
        raise FunctionError(f'time: invalid duration "{text}"')
    if total >= 1 << 63:
        raise FunctionError(f'time: invalid duration "{text}": out of range')
    return -int(total) if text.startswith("-") else int(total)


def _timeadd(timestamp: str, duration: str) -> Value:
    moment = parse(timestamp)
    seconds, nanoseconds = divmod(moment.nanoseconds + parse_duration(duration), 10**9)
    try:
        return write(Moment(moment.local + timedelta(seconds=seconds), nanoseconds, moment.offset))
    except OverflowError as error:
        raise FunctionError("the year is out of range") from error


def _timecmp(first: str, second: str) -> Value:
    moments = []
    for name, text in (("timestamp_a", first), ("timestamp_b", second)):
        try:
            moments.append(parse(text).instant)
        except (FunctionError, OverflowError) as error:
            raise ArgumentError(name, str(error)) from error
    return (moments[0] > moments[1]) - (moments[0] < moments[1])


def _formatdate(pattern: str, timestamp: str) -> Value:
    try:
        moment = parse(timestamp)
    except FunctionError as error:
        raise ArgumentError("time", str(error)) from error
    out: list[str] = []
    for match in _TOKEN.finditer(pattern):
        token = match.group()
        if token == "''":
            out.append("'")
        elif token[0] == "'":
            if len(token) == 1 or token[-1] != "'":
                raise ArgumentError("format", "unterminated literal '")
            out.append(token[1:-1].replace("''", "'"))
        else:
            out.append(_verb(token, moment) if match.group(1) else token)
    return "".join(out)


def _verb(token: str, moment: Moment) -> str:
    """What one run of equal letters stands for; raises :class:`ArgumentError` for a run without meaning."""
    local, size = moment.local, len(token)
    letter = token[0]
    numbers = {
        "M": local.month,
        "D": local.day,
        "h": local.hour,
        "H": local.hour % 12 or 12,
        "m": local.minute,
        "s": local.second,
    }
    if letter in numbers and size <= 2:
        return f"{numbers[letter]:0{size}d}"
    zone, digits = _zone(moment.offset), _zone(moment.offset, "")
    utc = moment.offset == 0
    names = {
        "YY": f"{local.year % 100:02d}",
        "YYYY": f"{local.year:04d}",
        "MMM": MONTHS[local.month - 1][:3],
        "MMMM": MONTHS[local.month - 1],
        "EEE": WEEKDAYS[local.weekday()][:3],
        "EEEE": WEEKDAYS[local.weekday()],
        "AA": "AM" if local.hour < 12 else "PM",
        "aa": "am" if local.hour < 12 else "pm",
        "Z": "Z" if utc else zone,
        "ZZZ": "UTC" if utc else digits,
        "ZZZZ": digits,
        "ZZZZZ": zone,
    }
    if token not in names:
        raise ArgumentError("format", f'invalid date format verb "{token}"')
    return names[token]


def _clock(name: str, why: str) -> Function:
    def function(args: list[Value], context: CallContext) -> Value:
        expect(args, 0)
        return Unknown(f"{name}() {why}", "impure", type="string", not_null=True)

    return function


_STRINGS = (("timestamp", "string"), ("duration", "string"))

FUNCTIONS: dict[str, Function] = {
    "formatdate": pure(("format", "string"), ("time", "string"))(_formatdate),
    "plantimestamp": _clock("plantimestamp", "is the time of the plan"),
    "timeadd": pure(*_STRINGS)(_timeadd),
    "timecmp": pure(("timestamp_a", "string"), ("timestamp_b", "string"), result="number")(_timecmp),
    "timestamp": _clock("timestamp", "is the time of the apply"),
}
