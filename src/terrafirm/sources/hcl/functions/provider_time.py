"""Functions of the time provider."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from terrafirm.model.types import Type
from terrafirm.model.value import Value, number
from terrafirm.sources.hcl.functions.contract import Function, FunctionError
from terrafirm.sources.hcl.functions.dates import parse, parse_duration, write_utc
from terrafirm.sources.hcl.functions.declare import pure, whole

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CALENDAR = (
    "year", "year_day", "day", "month", "month_name", "weekday", "weekday_name", "hour", "minute", "second",
    "iso_year", "iso_week", "unix",
)  # fmt: skip
_NAMES = frozenset(("month_name", "weekday_name"))
_TIME: Type = ("object", {name: "string" if name in _NAMES else "number" for name in _CALENDAR}, {})
_RFC3339: Type = ("object", {**_TIME[1]}, {})
_UNIX: Type = ("object", {**_TIME[1], "rfc3339": "string"}, {})
_UNITS = {"hours": 3600 * 10**9, "minutes": 60 * 10**9, "seconds": 10**9, "milliseconds": 10**6, "microseconds": 10**3}
_DURATION: Type = ("object", dict.fromkeys((*_UNITS, "nanoseconds"), "number"), {})


def _calendar(local: datetime) -> dict[str, Value]:
    iso = local.isocalendar()
    return {
        "year": local.year,
        "year_day": local.timetuple().tm_yday,
        "day": local.day,
        "month": local.month,
        "month_name": local.strftime("%B"),
        "weekday": local.isoweekday() % 7,
        "weekday_name": local.strftime("%A"),
        "hour": local.hour,
        "minute": local.minute,
        "second": local.second,
        "iso_year": iso.year,
        "iso_week": iso.week,
    }


def _rfc3339_parse(timestamp: str) -> Value:
    moment = parse(timestamp)
    unix = (moment.local.replace(tzinfo=UTC) - timedelta(minutes=moment.offset) - _EPOCH) // timedelta(seconds=1)
    return {**_calendar(moment.local), "unix": unix}


def _unix_timestamp_parse(seconds: Value) -> Value:
    try:
        local = _EPOCH + timedelta(seconds=whole(seconds, "unix_timestamp"))
    except OverflowError as error:
        raise FunctionError("the timestamp is out of range") from error
    result = {**_calendar(local), "rfc3339": write_utc(local)}
    return result


def _duration_parse(duration: str) -> Value:
    nanoseconds = parse_duration(duration)
    found: dict[str, Value] = {name: number(Decimal(nanoseconds) / unit) for name, unit in _UNITS.items()}
    for name in ("milliseconds", "microseconds"):
        found[name] = int(Decimal(nanoseconds) / _UNITS[name])
    return {**found, "nanoseconds": nanoseconds}


FUNCTIONS: dict[str, Function] = {
    "provider::time::duration_parse": pure(("duration", "string"), result=_DURATION)(_duration_parse),
    "provider::time::rfc3339_parse": pure(("timestamp", "string"), result=_RFC3339)(_rfc3339_parse),
    "provider::time::unix_timestamp_parse": pure(("unix_timestamp", "number"), result=_UNIX)(_unix_timestamp_parse),
}
