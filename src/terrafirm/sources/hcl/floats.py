"""Arithmetic on fractions as cty does it: in 512-bit floats."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction

from terrafirm.model.value import Value, number

#: 512 bits are about 154 significant decimal digits: so many are tried before more.
_LEAST_DIGITS = 150


def computed(compute: Callable[[Fraction, Fraction], Fraction], left: int | Decimal, right: int | Decimal) -> Value:
    """What ``compute`` gives for two numbers."""
    return _shortest(compute(_float(left), _float(right)))


def modulo(left: int | Decimal, right: int | Decimal) -> Value:
    """What is left of ``left`` after a division that is rounded towards zero."""
    one, other = _float(left), _float(right)
    return _shortest(one - _rounded(other * int(_rounded(one / other))))


def _float(value: int | Decimal) -> Fraction:
    """The number that cty computes with."""
    return Fraction(value) if type(value) is int else _rounded(Fraction(value))


def _shortest(value: Fraction) -> Value:
    """The shortest decimal that stands for the same 512-bit float as ``value``, as Go writes it."""
    wanted = _rounded(value)
    if wanted.denominator == 1:
        return wanted.numerator
    for digits in range(_LEAST_DIGITS, _LEAST_DIGITS + 10):
        context = Context(prec=digits)
        text = context.divide(Decimal(wanted.numerator), Decimal(wanted.denominator))
        if _rounded(Fraction(text)) == wanted:
            break
    return number(text.normalize(context))


def _rounded(value: Fraction) -> Fraction:
    """The nearest fraction with a 512-bit mantissa (ties to even)."""
    if not value:
        return value
    sign = -1 if value < 0 else 1
    top, bottom = abs(value.numerator), value.denominator
    shift = 512 - (top.bit_length() - bottom.bit_length())
    scaled = Fraction(top << shift, bottom) if shift >= 0 else Fraction(top, bottom << -shift)
    if scaled >= 1 << 512:
        scaled, shift = scaled / 2, shift - 1
    return Fraction(sign * round(scaled)) / (Fraction(2) ** shift)
