"""Cut text into what readers take for characters, as Terraform counts them."""

from __future__ import annotations

import re
from functools import cache


def _class(ranges: str) -> str:
    return "".join("-".join(re.escape(chr(int(point, 16))) for point in span.split("-")) for span in ranges.split())


@cache
def _pattern() -> re.Pattern[str]:
    """The grammar of clusters (github.com/apparentlymart/go-textseg v15, after Unicode annex 29) as one expression."""
    from terrafirm.sources.hcl.functions import grapheme_table as table

    prepend, control = _class(table.PREPEND), _class(table.CONTROL)
    extend, spacing = _class(table.EXTEND), _class(table.SPACINGMARK)
    picture = _class(table.EXTENDED_PICTOGRAPHIC)
    leading, vowel, trailing = "\u1100-\u115f\ua960-\ua97c", "\u1160-\u11a7\ud7b0-\ud7c6", "\u11a8-\u11ff\ud7cb-\ud7fb"
    open_syllable = "".join(chr(point) for point in range(0xAC00, 0xD7A4, 28))
    joined = rf"\u200d(?:[{picture}][{extend}]*)?"
    extension = rf"(?:[{extend}{spacing}]|{joined})*"
    closed = rf"(?![{open_syllable}])[\uac00-\ud7a3]"
    hangul = (
        rf"(?:[{leading}]+(?:(?:[{open_syllable}]?[{vowel}]+|{closed})[{trailing}]*|[{open_syllable}])?"
        rf"|[{open_syllable}][{vowel}]*[{trailing}]*|[{vowel}]+[{trailing}]*|{closed}[{trailing}]*|[{trailing}]+){extension}"
    )
    emoji = rf"[{picture}][{extend}]*{extension}"
    joiner = rf"\u200d[\u200d{extend}{spacing}]*"
    flag = rf"[\U0001f1e6-\U0001f1ff]{{1,2}}{extension}"
    other = rf"[^\r\n{control}\ufffd{prepend}][\u200d{extend}{spacing}]*"
    whole = f"(?:{hangul}|{emoji}|{joiner}|{flag}|{other})"
    return re.compile(rf"\r\n|[{prepend}]+{whole}?|{whole}|[\s\S]")


def clusters(text: str) -> list[str]:
    """The grapheme clusters of ``text``, which joined are ``text`` again."""
    if text.isascii() and "\r" not in text:
        return list(text)
    return _pattern().findall(text)


def count_clusters(text: str) -> int:
    """How many grapheme clusters ``text`` has."""
    if text.isascii():
        return len(text) - (text.count("\r\n") if "\r" in text else 0)
    return sum(1 for _ in _pattern().finditer(text))
