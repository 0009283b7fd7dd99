"""Functions of the time provider."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from terrafirm.model.types import Type
from terrafirm.model.value import Value, number
from terrafirm.sources.hcl.functions.contract import ArgumentError, Function, FunctionError
from terrafirm.sources.hcl.functions.dates import MONTHS, WEEKDAYS, Moment, parse, parse_duration, write
from terrafirm.sources.hcl.functions.declare import pure, whole

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBERS = ("year", "year_day", "day", "month", "weekday", "hour", "minute", "second", "iso_year", "iso_week")
_CALENDAR: dict[str, Type] = {**dict.fromkeys(_NUMBERS, "number"), "month_name": "string", "weekday_name": "string"}
_HOUR, _MINUTE, _SECOND = 3600 * 10**9, 60 * 10**9, 10**9
_DURATION = ("hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds")


def _calendar(local: datetime) -> dict[str, Value]:
    iso = local.isocalendar()
    return {
        "year": local.year,
        "year_day": local.timetuple().tm_yday,
        "day": local.day,
        "month": local.month,
        "month_name": MONTHS[local.month - 1],
        "weekday": local.isoweekday() % 7,
        "weekday_name": WEEKDAYS[local.weekday()],
        "hour": local.hour,
        "minute": local.minute,
        "second": local.second,
        "iso_year": iso.year,
        "iso_week": iso.week,
    }


def _rfc3339_parse(timestamp: str) -> Value:
    try:
        moment = parse(timestamp)
    except FunctionError as error:
        raise ArgumentError("timestamp", f'"{timestamp}" is not a valid RFC3339 timestamp') from error
    since = moment.local.replace(tzinfo=UTC) - _EPOCH - timedelta(minutes=moment.offset)
    return {**_calendar(moment.local), "unix": since // timedelta(seconds=1)}


def _unix_timestamp_parse(seconds: Value) -> Value:
    try:
        local = (_EPOCH + timedelta(seconds=whole(seconds, "unix_timestamp"))).replace(tzinfo=None)
    except OverflowError as error:
        raise FunctionError("the timestamp is out of range") from error
    return {**_calendar(local), "rfc3339": write(Moment(local, 0, 0))}


def _duration_parse(duration: str) -> Value:
    try:
        total = parse_duration(duration)
    except FunctionError as error:
        raise ArgumentError("duration", f'"{duration}" is not a valid duration string') from error
    found: dict[str, Value] = {}
    for name, unit in zip(_DURATION, (_HOUR, _MINUTE, _SECOND), strict=False):
        size = abs(total)
        # a float as Go computes it: the whole part and the fraction apart
        share = size // unit + size % unit / unit
        found[name] = number(Decimal(repr(-share if total < 0 else share)))
    sign = -1 if total < 0 else 1
    found["milliseconds"], found["microseconds"] = sign * (abs(total) // 10**6), sign * (abs(total) // 10**3)
    return {**found, "nanoseconds": total}


FUNCTIONS: dict[str, Function] = {
    "provider::time::duration_parse": pure(
        ("duration", "string"), result=("object", dict.fromkeys(_DURATION, "number"), {})
    )(_duration_parse),
    "provider::time::rfc3339_parse": pure(
        ("timestamp", "string"), result=("object", {**_CALENDAR, "unix": "number"}, {})
    )(_rfc3339_parse),
    "provider::time::unix_timestamp_parse": pure(
        ("unix_timestamp", "number"), result=("object", {**_CALENDAR, "rfc3339": "string"}, {})
    )(_unix_timestamp_parse),
}
