"""Terraform itself takes every module: canonical format, valid examples, passing tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.modules.examples import EXAMPLES, MODULES, ROOT, name_of
from tests.terraform.harness import Terraform


def test_every_file_is_in_canonical_format(terraform: Terraform) -> None:
    assert terraform.fmt_check(ROOT / "modules") == []


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_an_example_is_valid_and_plans(terraform: Terraform, example: Path) -> None:
    terraform.init(example)
    assert [item for item in terraform.validate(example) if item.severity == "error"] == []
    assert terraform.plan(example)["planned_values"]


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_passes_its_own_tests(terraform: Terraform, module: Path) -> None:
    assert list(module.glob("tests/*.tftest.hcl"))
    terraform.init(module)
    done = terraform.test(module)
    assert done.passed, done.output
