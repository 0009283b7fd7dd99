"""What `terrafirm show` says of a configuration is what the real Terraform plans for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from terrafirm.app.show import show
from terrafirm.sources.hcl.inputs import Inputs
from tests.terraform.comparison import compare, report
from tests.terraform.harness import Terraform
from tests.terraform.marks import unmarked
from tests.terraform.seen import seen

CONFIGURATIONS = sorted(path for path in (Path(__file__).parent / "configurations").iterdir() if path.is_dir())

Plan = Callable[[Path], dict[str, Any]]

every_configuration = pytest.mark.parametrize("directory", CONFIGURATIONS, ids=lambda path: path.name)


@pytest.fixture(scope="module")
def planned(terraform: Terraform) -> Plan:
    """Terraform's plan of a directory, made once."""

    @cache
    def plan(directory: Path) -> dict[str, Any]:
        terraform.init(directory)
        return terraform.plan(directory)

    return plan


@every_configuration
def test_no_known_value_differs_from_the_plan(planned: Plan, directory: Path) -> None:
    result = compare(show([str(directory)], Inputs()), planned(directory))
    assert not [line for line in report(result) if line.startswith(("wrong", "missing", "invented"))]
    assert result.compared > 0


@every_configuration
def test_no_sensitive_value_differs_from_the_plan(planned: Plan, directory: Path) -> None:
    result = compare(seen(directory), planned(directory))
    assert result.wrong == []


@every_configuration
def test_everything_is_evaluated(directory: Path) -> None:

    assert seen(directory)["not_evaluated"] == []


@every_configuration
def test_what_the_plan_hides_is_hidden(planned: Plan, directory: Path) -> None:
    assert list(unmarked(seen(directory), planned(directory))) == []


def test_less_than_two_percent_of_what_terraform_knows_is_unknown(planned: Plan) -> None:
    results = [compare(show([str(directory)], Inputs()), planned(directory)) for directory in CONFIGURATIONS]
    undecided = sum(len(result.undecided) for result in results)
    assert undecided < 0.02 * sum(result.compared for result in results)
