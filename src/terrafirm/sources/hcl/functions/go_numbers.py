"""Write numbers as Go's fmt and math/big do."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from terrafirm.model.record import dataclass
from terrafirm.model.value import number

#: Bits of the floats that Terraform computes in.
_BITS = 512
#: Decimal digits that always tell one 512-bit float from its neighbours.
_MOST_DIGITS = 157
_EXACT = Context(prec=20_000, Emax=MAX_EMAX, Emin=MIN_EMIN)
_PREFIXES = {"b": "0b", "o": "0", "x": "0x", "X": "0X"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Flags, width and precision of a formatting verb; ``None`` where not given."""

    mode: str
    flags: str = ""
    width: int | None = None
    precision: int | None = None


def integer(value: int, layout: Layout) -> str:
    """An integer in the base that ``b``, ``d``, ``o``, ``x`` or ``X`` stands for."""
    digits = format(abs(value), layout.mode)
    prefix = _PREFIXES.get(layout.mode, "") if "#" in layout.flags else ""
    if layout.precision is not None:
        if layout.precision == 0 and value == 0:
            return ""
        digits = digits.rjust(layout.precision, "0")
    zeros = layout.precision is None
    return _padded(_sign(value < 0, layout), prefix + digits, layout, zeros=zeros, keep=len(prefix))


def general(value: int | Decimal) -> str:
    """The shortest form of a number, with an exponent where Go's ``%g`` has one."""
    return real(value, Layout("g"))


def real(value: int | Decimal, layout: Layout) -> str:
    """A number as ``e``, ``E``, ``f``, ``g`` or ``G`` writes it."""
    mode = layout.mode.lower()
    if mode == "g" and layout.precision is None:
        digits, point = _shortest(value)
        body = _general(digits, point, len(digits), 6)
    elif mode == "g":
        precision = layout.precision or 1
        digits, point = _significant(value, precision)
        threshold = len(digits) if precision > len(digits) >= point else precision
        body = _general(digits, point, precision, threshold)
    elif mode == "e":
        places = 6 if layout.precision is None else layout.precision
        digits, point = _significant(value, places + 1)
        body = _scientific(digits, point, places)
    else:
        body = _fixed(value, 6 if layout.precision is None else layout.precision)
    if layout.mode.isupper():
        body = body.upper()
    return _padded(_sign(value < 0, layout), body, layout, zeros=True)


def _sign(negative: bool, layout: Layout) -> str:
    if negative:
        return "-"
    return "+" if "+" in layout.flags else " " if " " in layout.flags else ""


def _padded(sign: str, body: str, layout: Layout, *, zeros: bool, keep: int = 0) -> str:
    missing = (layout.width or 0) - len(sign) - len(body)
    if missing <= 0:
        return sign + body
    if "-" in layout.flags:
        return sign + body + " " * missing
    if "0" in layout.flags and zeros:
        return sign + body[:keep] + "0" * missing + body[keep:]
    return " " * missing + sign + body


def _binary(value: int | Decimal) -> Decimal:
    """The magnitude as the 512-bit float that Terraform holds, written out in full."""
    if type(value) is int:
        return Decimal(abs(value))
    exact = abs(Fraction(value))
    shift = _BITS - (exact.numerator.bit_length() - exact.denominator.bit_length())
    scaled = exact * Fraction(2) ** shift
    mantissa = round(scaled)
    return _EXACT.scaleb(Decimal(mantissa * 5**shift), -shift) if shift > 0 else Decimal(mantissa << -shift)


def float512(value: Fraction) -> int | Decimal:
    """The number Terraform computes for an exact result: a 512-bit float in its shortest decimal form."""
    if value.denominator == 1 and value.numerator.bit_length() <= _BITS:
        return value.numerator
    shift = _BITS - (abs(value.numerator).bit_length() - value.denominator.bit_length())
    scaled = abs(value) * Fraction(2) ** shift
    if scaled >= 1 << _BITS:
        shift, scaled = shift - 1, scaled / 2
    held = Fraction(round(scaled)) / Fraction(2) ** shift
    half = Fraction(1, 2) / Fraction(2) ** shift
    for digits in range(1, _MOST_DIGITS):
        context = Context(prec=digits, rounding=ROUND_HALF_EVEN, Emax=MAX_EMAX, Emin=MIN_EMIN)
        short = context.divide(Decimal(held.numerator), Decimal(held.denominator))
        if abs(Fraction(short) - held) <= half:
            break
    return number(-short if value < 0 else short)


def _shortest(value: int | Decimal) -> tuple[str, int]:
    """Digits without trailing zeros, and the position of the decimal point after which they start."""
    _, digits, exponent = Decimal(value).as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).lstrip("0")
    point = len(text) + exponent
    text = text.rstrip("0")
    return (text, point) if text else ("", 0)


def _significant(value: int | Decimal, count: int) -> tuple[str, int]:
    """The first ``count`` significant digits, rounded, and the position of the decimal point."""
    held = _binary(value)
    if not held:
        return "", 0
    return _shortest(Context(prec=count, rounding=ROUND_HALF_EVEN, Emax=MAX_EMAX, Emin=MIN_EMIN).plus(held))


def _general(digits: str, point: int, precision: int, threshold: int) -> str:
    exponent = point - 1 if digits else -1
    if digits and (exponent < -4 or exponent >= threshold):
        return _scientific(digits, point, min(precision, len(digits)) - 1)
    if not digits:
        return "0"
    if point <= 0:
        return "0." + "0" * -point + digits
    whole = digits[:point].ljust(point, "0")
    return f"{whole}.{digits[point:]}" if len(digits) > point else whole


def _scientific(digits: str, point: int, places: int) -> str:
    padded = (digits or "0").ljust(places + 1, "0")
    exponent = point - 1 if digits else 0
    fraction = f".{padded[1 : places + 1]}" if places > 0 else ""
    return f"{padded[0]}{fraction}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def _fixed(value: int | Decimal, places: int) -> str:
    held = _binary(value)
    rounded = held.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=_EXACT)
    return f"{rounded:f}"
