"""Letter case as Go's standard library has it."""

from __future__ import annotations

import re

from terrafirm.sources.hcl.normal_form import composed

#: What Unicode calls white space; Python's own idea adds four ASCII separators.
WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)

# Go's strings.Title starts a word after white space and after ASCII that is no letter, digit or underscore
_ASCII_WORD = re.compile(r"(?<![0-9A-Za-z_])[a-z]")


def upper(text: str) -> str:
    """Text in upper case, character by character, with no character becoming two."""
    return text.upper() if text.isascii() else composed("".join(map(_upper_one, text)))


def lower(text: str) -> str:
    """Text in lower case, character by character, regardless of neighbours."""
    return text.lower() if text.isascii() else composed("".join(map(_lower_one, text)))


def title(text: str) -> str:
    """Text with the first letter of each word in title case."""
    if text.isascii():
        return _ASCII_WORD.sub(lambda match: match.group().upper(), text)
    found: list[str] = []
    former = " "
    for letter in text:
        found.append(_title_one(letter) if _separates(former) else letter)
        former = letter
    return composed("".join(found))


def _upper_one(letter: str) -> str:
    changed = letter.upper()
    if len(changed) == 1:
        return changed
    # letters whose full mapping is longer: the simple mapping is the title case one, where there is one
    changed = letter.title()
    return changed if len(changed) == 1 else letter


def _lower_one(letter: str) -> str:
    changed = letter.lower()
    return changed if len(changed) == 1 else changed[0]


def _title_one(letter: str) -> str:
    changed = letter.title()
    return changed if len(changed) == 1 else letter


def _separates(letter: str) -> bool:
    if letter < "\x80":
        return not (letter.isalnum() or letter == "_")
    return letter in WHITE_SPACE
