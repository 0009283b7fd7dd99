"""yamldecode: YAML documents as Terraform's own YAML library reads them."""

from __future__ import annotations

import re
from typing import Any

from terrafirm.model.types import ConversionError, number_text, parse_number
from terrafirm.model.value import Sensitive, Unknown, Value, bare
from terrafirm.sources.hcl.functions.contract import CallContext, Function, FunctionError
from terrafirm.sources.hcl.functions.dates import days_in
from terrafirm.sources.hcl.functions.declare import pure, wrap
from terrafirm.sources.hcl.functions.encoding import standard_bytes
from terrafirm.sources.hcl.functions.partial_text import decoded as partly_decoded
from terrafirm.sources.hcl.normal_form import composed

#: Nodes a document may have once its aliases are expanded.
_MAX_NODES = 100_000
_TAG = "tag:yaml.org,2002:"
# the tables of github.com/zclconf/go-cty-yaml: YAML 1.1 words for booleans, YAML 1.2 numbers
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)")
_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[+-]\d\d:\d\d)"
    r"| +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?"
)


class _Reader:
    """Builds a value from parser events."""

    def __init__(self, events: Any, *, timestamps: bool) -> None:
        self._events = iter(events)
        self._timestamps = timestamps
        self._anchors: dict[str, tuple[Value, int]] = {}
        self._pending: list[str] = []
        self.nodes = 0

    def next(self) -> Any:
        """The next event."""
        return next(self._events)

    def value(self, event: Any) -> Value:
        """The value that starts with ``event``."""
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self._alias(event.anchor)
        before = self.nodes
        self._count(1)
        if event.anchor:
            self._pending.append(event.anchor)
        if kind == "ScalarEvent":
            found = self._text(event) if event.tag is None and not event.implicit[0] else self._scalar(event)
        elif kind == "SequenceStartEvent":
            found = self._sequence(event)
        else:
            found = self._mapping(event)
        if event.anchor:
            self._pending.remove(event.anchor)
            self._anchors[event.anchor] = (found, self.nodes - before)
        return found

    def _text(self, event: Any) -> Value:
        """A quoted or block scalar: a string, but Terraform's library reads it like plain text on the way."""
        if not self._timestamps:
            return composed(event.value)
        value = self._scalar(event)
        return None if value is None else _key(value)

    def _scalar(self, event: Any) -> Value:
        return resolve(event.tag, event.value, event.style, timestamps=self._timestamps)

    def _count(self, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > _MAX_NODES:
            raise FunctionError(f"the document has more than the limit of {_MAX_NODES} nodes")

    def _alias(self, anchor: str) -> Value:
        if anchor in self._pending:
            raise FunctionError(f'cannot refer to anchor "{anchor}" from inside its own definition')
        if anchor not in self._anchors:
            raise FunctionError(f'reference to undefined anchor "{anchor}"')
        value, size = self._anchors[anchor]
        self._count(size)
        return value

    def _sequence(self, event: Any) -> Value:
        if event.tag not in (None, f"{_TAG}seq"):
            raise FunctionError(f"can't interpret sequence as {event.tag}")
        found = []
        while type(event := self.next()).__name__ != "SequenceEndEvent":
            found.append(self.value(event))
        return tuple(found)

    def _mapping(self, event: Any) -> Value:
        if event.tag not in (None, f"{_TAG}map"):
            raise FunctionError(f"can't interpret mapping as {event.tag}")
        found: dict[str, Value] = {}
        while type(key := self.next()).__name__ != "MappingEndEvent":
            if type(key).__name__ != "ScalarEvent":
                raise FunctionError("only strings are allowed as mapping keys")
            if key.tag == f"{_TAG}merge" or (key.tag is None and key.value == "<<"):
                _merge(found, self.value(self.next()))
            else:
                found[_key(self._scalar(key))] = self.value(self.next())
        return found


def _merge(found: dict[str, Value], value: Value) -> None:
    """Take over the keys of a mapping; a sequence of mappings is refused, as Terraform 1.15 does."""
    if type(value) is not dict:
        raise FunctionError("cannot merge this value into a mapping")
    found.update(value)


def _key(value: Value) -> str:
    if value is None:
        raise FunctionError("mapping key cannot be null")
    if type(value) is bool:
        return "true" if value else "false"
    return value if type(value) is str else number_text(value)


def resolve(tag: str | None, source: str, style: str | None, *, timestamps: bool = True) -> Value:
    """The value of a scalar by its tag, or by how it looks; raises :class:`FunctionError`."""
    short = (tag or "").removeprefix(_TAG)
    if short not in ("", "str", "bool", "int", "float", "null", "timestamp", "binary") or (
        tag and not tag.startswith(_TAG)
    ):
        raise FunctionError(f'unsupported tag "{tag}"')
    if short == "binary":
        _check_base64(source)
    # only these first characters can start something that is no string
    if short not in ("str", "binary") and (not source or source[0] in "+-0123456789.yYnNtTfFoO~"):
        if style in ("'", '"'):
            return composed(source)
        if source in _WORDS:
            return _WORDS[source]
        return _number_or_time(short, source, timestamps=timestamps)
    return _tagged(short, source)


def _check_base64(source: str) -> None:
    try:
        standard_bytes(source)
    except ValueError as error:
        raise FunctionError(f'cannot parse "{source}" as {_TAG}binary: not valid base64') from error


def _number_or_time(short: str, source: str, *, timestamps: bool) -> Value:
    if _INFINITE.fullmatch(source):
        raise FunctionError("infinite numbers are not supported")
    if short == "" and source in (".nan", ".NaN", ".NAN"):
        raise FunctionError("floating point NaN is not supported")
    if source[0] in "+-.0123456789":
        if timestamps and short in ("", "timestamp") and (time := _timestamp(source)) is not None:
            return time
        if _INTEGER.fullmatch(source) or _FLOAT.fullmatch(source):
            return _number(source)
    return _tagged(short, source)


def _tagged(short: str, source: str) -> Value:
    if short in ("int", "float"):
        return _number(source.replace("_", ""))
    if short in ("bool", "timestamp"):
        raise FunctionError(f'cannot parse "{source}" as {_TAG}{short}')
    return None if short == "null" else composed(source)


def _number(source: str) -> Value:
    try:
        if source[:2] in ("0o", "0x"):
            return int(source, 0)
        return parse_number(source.removeprefix("+"))
    except (ConversionError, ValueError) as error:
        raise FunctionError(f'cannot parse "{source}" as a number') from error


def _timestamp(source: str) -> str | None:
    """A date or time as an RFC 3339 string, ``None`` for anything else."""
    match = _TIME.fullmatch(source)
    if match is None:
        return None
    year, month, day = (int(match.group(at)) for at in (1, 2, 3))
    first = 4 if match.group(4) else 8
    hour, minute, second = (int(match.group(at) or 0) for at in (first, first + 1, first + 2))
    zone = match.group(7) or "Z"
    if not 1 <= month <= 12 or not 1 <= day <= days_in(year, month) or hour > 23 or minute > 59 or second > 59:
        return None
    if zone[1:] == "00:00":
        zone = "Z"
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}{zone}"


def decode(text: str, *, timestamps: bool = True) -> Value:
    """The one document in ``text``; ``timestamps`` says whether dates become RFC 3339 strings or stay as written."""
    import yaml

    events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    reader = _Reader(events, timestamps=timestamps)
    try:
        reader.next()
        if type(reader.next()).__name__ != "DocumentStartEvent":
            raise FunctionError("missing start of document")
        value = reader.value(reader.next())
        reader.next()
        if type(reader.next()).__name__ != "StreamEndEvent":
            raise FunctionError("only a single document is allowed")
    except yaml.YAMLError as error:
        raise FunctionError(" ".join(str(error).split())) from error
    return value


_decode_known = pure(("src", "string"), result=None)(decode)


def _yamldecode(args: list[Value], context: CallContext) -> Value:
    result = _decode_known(args, context)
    plain = bare(args[0])
    if type(bare(result)) is not Unknown:
        return result
    found = partly_decoded(plain, decode, is_json=False) if type(plain) is Unknown else bare(result).derived()
    return wrap(found, type(result) is Sensitive)


FUNCTIONS: dict[str, Function] = {"yamldecode": _yamldecode}
