"""What each format says is exactly what its golden file shows."""

from __future__ import annotations

import pytest

from tests.golden.write import DIRECTORY, golden

_GOLDEN = dict(golden())


@pytest.mark.parametrize("name", _GOLDEN)
def test_output_is_as_written_down(name: str) -> None:
    assert (DIRECTORY / name).read_text(encoding="utf-8") == _GOLDEN[name]


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in DIRECTORY.iterdir()} == set(_GOLDEN)


def test_output_does_not_depend_on_the_order_in_which_findings_were_made() -> None:
    assert dict(golden(reverse=True)) == _GOLDEN
