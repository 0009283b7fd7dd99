"""A step with wildcards picks the keys of a map, and decoders reach into lists."""

from __future__ import annotations

from typing import Any

import pytest

from terrafirm.engine.paths import find, parse_path


class Values:
    """A resource with one map and one list."""

    def get(self, name: str) -> Any:
        data = {"username": "ml", "DB_PASSWORD": "a", "token": "b", "tls.key": "c"}
        return {"data": data, "values": ["a: 1", "a: 2"], "empty": {}}.get(name)


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("data.*", ["ml", "a", "b", "c"]),
        ("data.*pass*", ["a"]),
        ("data.*key", ["c"]),
        ("data.*nothing*", [None]),
        ("empty.*", [None]),
        ("values|yaml.a", [1, 2]),
    ],
)
def test_values_at_a_path(path: str, values: list[Any]) -> None:
    assert [found.value for found in find(Values(), parse_path(path))] == values


def test_the_path_names_the_key_that_matched() -> None:
    assert [found.path for found in find(Values(), parse_path("data.*pass*"))] == [("data", "DB_PASSWORD")]
