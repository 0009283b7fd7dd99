"""What `terrafirm show` says of a configuration is what the real Terraform plans for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from terrafirm.app.show import show
from terrafirm.sources.hcl.inputs import Inputs
from tests.terraform.comparison import Comparison, compare, report
from tests.terraform.harness import Terraform

CONFIGURATIONS = sorted(path for path in (Path(__file__).parent / "configurations").iterdir() if path.is_dir())


def _compared(terraform: Terraform, directory: Path) -> Comparison:
    terraform.init(directory)
    plan = terraform.plan(directory)
    return compare(show([str(directory)], Inputs()), plan)


@pytest.mark.parametrize("directory", CONFIGURATIONS, ids=lambda path: path.name)
def test_no_known_value_differs_from_the_plan(terraform: Terraform, directory: Path) -> None:
    result = _compared(terraform, directory)
    assert not [line for line in report(result) if line.startswith(("wrong", "missing", "invented"))]
    assert result.compared > 0


def test_less_than_two_percent_of_what_terraform_knows_is_unknown(terraform: Terraform) -> None:
    results = [_compared(terraform, directory) for directory in CONFIGURATIONS]
    undecided = sum(len(result.undecided) for result in results)
    assert undecided < 0.02 * sum(result.compared for result in results)
