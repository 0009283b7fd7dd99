"""Functions that only OpenTofu has: what its documentation says they return and refuse."""

from __future__ import annotations

import base64
import gzip

import pytest

from terrafirm.model.value import Value
from terrafirm.sources.hcl.functions import FunctionError
from tests.unit.functions.directory import result

PACKED = base64.b64encode(gzip.compress("größe".encode())).decode()


@pytest.mark.parametrize(
    ("name", "arguments", "wanted"),
    [
        ("urldecode", ("Hello+World%21",), "Hello World!"),
        ("urldecode", ("%E2%98%83",), "\N{SNOWMAN}"),
        ("urldecode", ("foo%2Bbar%20baz",), "foo+bar baz"),
        ("urldecode", ("",), ""),
        ("cidrcontains", ("192.168.2.0/20", "192.168.2.1"), True),
        ("cidrcontains", ("192.168.2.0/20", "192.168.2.0/22"), True),
        ("cidrcontains", ("192.168.2.0/20", "192.126.2.0/18"), False),
        ("cidrcontains", ("10.0.0.0/16", "10.0.0.0/8"), False),
        ("cidrcontains", ("fe80::/48", "fe80::1"), True),
        ("cidrcontains", ("fe80::/48", "fe81::1"), False),
        ("cidrcontains", ("0.0.0.0/0", "203.0.113.7"), True),
        ("base64gunzip", (PACKED,), "größe"),
    ],
)
def test_results(name: str, arguments: tuple[Value, ...], wanted: Value) -> None:
    assert result(name, *arguments) == wanted


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("urldecode", ("100%",), "invalid URL escape"),
        ("urldecode", ("%zz",), "invalid URL escape"),
        ("urldecode", ("%ff",), "not valid UTF-8"),
        ("cidrcontains", ("10.0.0.0/8", "fe80::1"), "address family mismatch"),
        ("cidrcontains", ("10.0.0.0", "10.0.0.1"), "invalid CIDR"),
        ("cidrcontains", ("10.0.0.0/8", "here"), "invalid CIDR"),
        ("base64gunzip", ("!",), "failed to decode base64 data"),
        ("base64gunzip", ("aGVsbG8=",), "failed to gunzip bytes"),
        ("base64gunzip", (base64.b64encode(gzip.compress(b"x" * 100)[:20]).decode(),), "ends too early"),
        ("base64gunzip", (base64.b64encode(gzip.compress(bytes(17 * 1024 * 1024))).decode(),), "longer than the limit"),
    ],
)
def test_refusals(name: str, arguments: tuple[Value, ...], said: str) -> None:
    with pytest.raises(FunctionError, match=said):
        result(name, *arguments)
