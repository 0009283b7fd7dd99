"""Documents are read piece by piece, and the pieces fit together wherever the text is cut."""

import json
from decimal import Decimal

import pytest

from terrafirm.model.errors import InputError
from terrafirm.sources.state.stream import JsonStream
from terrafirm.sources.state.text import document

DOCUMENT = {
    "list": [1, -20, 3.25, 1e3, True, None, 'text with "quotes" and \\ and \u00e9'],
    "object": {"nested": {"empty": {}, "none": []}},
    "number": 123456789,
    "last": "x",
}


def _chunks(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 10_000])
@pytest.mark.parametrize("indent", [None, 2])
def test_the_size_of_the_pieces_does_not_matter(size: int, indent: int | None) -> None:
    text = json.dumps(DOCUMENT, indent=indent)
    stream = JsonStream(_chunks(text, size), "d")
    assert {key: stream.value() for key in stream.members()} == DOCUMENT
    stream.end()
    stream = JsonStream(_chunks(json.dumps(DOCUMENT["list"]), size), "d")
    assert [stream.value() for _ in stream.elements()] == DOCUMENT["list"]


def test_numbers_are_exact() -> None:
    stream = JsonStream(["[0.1, 2.0, 9007199254740993]"], "d")
    values = stream.value()
    assert values == [Decimal("0.1"), 2, 9007199254740993]
    assert [type(value) for value in values] == [Decimal, int, int]


@pytest.mark.parametrize("size", [1, 5, 10_000])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1,\n "b" 2}', "d:2: not valid JSON: : was expected"),
        ('{"a": 1,\n "b": [1, 2}', "d:2: not valid JSON"),
        ('{"a": 1,\n "b": "cut', "d:2: the JSON ends too early"),
        ('{"a": 1,\n', "d:2: the JSON ends too early"),
        ('{"a": {"x": 1, \n "y": tru', "d:2: "),
    ],
)
def test_faults_are_told_by_line(text: str, said: str, size: int) -> None:
    stream = JsonStream(_chunks(text, size), "d")
    with pytest.raises(InputError) as refused:
        {key: stream.value() for key in stream.members()}
    assert said in str(refused.value)


def test_bytes_that_are_not_text_are_refused() -> None:
    with pytest.raises(InputError, match="not valid utf-8"):
        list(document(b'{"a": "\xff\xfe"}', "d").chunks())
