"""The verbs of ``format``. Expectations obtained from Terraform 1.15.5."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from terrafirm.model.types import number_text
from terrafirm.model.value import Value
from terrafirm.sources.hcl.functions.go_numbers import float512
from tests.unit.functions.directory import result

D = Decimal


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("%v", 1_000_000, "1e+06"),
        ("%v", 123_456, "123456"),
        ("%v", 1_234_567, "1.234567e+06"),
        ("%v", [1, None], "[1,null]"),
        ("%#v", "x", '"x"'),
        ("%q", 'a"<', '"a\\"\\u003c"'),
        ("%05d", -42, "-0042"),
        ("%-5d|", 42, "42   |"),
        ("%+d", 5, "+5"),
        ("%8.3d|", 5, "     005|"),
        ("%.d", 0, ""),
        ("%#x", 255, "0xff"),
        ("%x", -255, "-ff"),
        ("%#08x", 255, "0x0000ff"),
        ("%b", 5, "101"),
        ("%e", D("12345.678"), "1.234568e+04"),
        ("%.2f", D("1.005"), "1.00"),
        ("%.1f", D("0.35"), "0.3"),
        ("%.0f", D("2.5"), "2"),
        ("%08.2f|", D("-3.14159"), "-0003.14|"),
        ("%g", D("0.00001"), "1e-05"),
        ("%.3g", D("1234.5678"), "1.23e+03"),
        ("%.10g", 100_000, "100000"),
        ("%010s|", "hi", "00000000hi|"),
        ("%.2s|", "héllo", "hé|"),
        ("%3s|", "👨\u200d👩\u200d👧", "  👨\u200d👩\u200d👧|"),
        ("%5[1]d|", 3, "    3|"),
        ("%t", "false", "false"),
        ("100%% %s", "x", "100% x"),
    ],
)
def test_a_verb_writes_as_terraform_does(template: str, value: Value, expected: str) -> None:
    assert result("format", template, value) == expected


def test_arguments_are_taken_by_number() -> None:
    assert result("format", "%[2]s %[1]s %s", "a", "b") == "b a b"


def test_formatlist_repeats_single_values() -> None:
    assert result("formatlist", "%s, %s!", "Hi", ("Ann", "Bob")) == ["Hi, Ann!", "Hi, Bob!"]


@pytest.mark.parametrize(
    ("quotient", "text"),
    [
        (Fraction(10, 4), "2.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "0." + "3" * 154 + "5"),
    ],
)
def test_a_quotient_has_the_digits_that_a_512_bit_float_needs(quotient: Fraction, text: str) -> None:
    assert number_text(float512(quotient)) == text
