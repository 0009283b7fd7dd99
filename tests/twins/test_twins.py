"""Insecure infrastructure is reported where it is insecure; on its hardened twin the whole pack is silent."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from terrafirm.model.verdict import FAIL, PASS
from tests.terraform.harness import Terraform
from tests.twins.twins import FOLDER, THEMES, expected, judged


@pytest.mark.parametrize("theme", THEMES)
def test_the_whole_pack_is_silent_on_the_hardened_twin(theme: str) -> None:
    verdicts, not_evaluated = judged(FOLDER / theme / "hardened")
    assert not not_evaluated
    assert not [(address, rule) for address, rule, verdict in verdicts if verdict is FAIL]


@pytest.mark.parametrize("theme", THEMES)
def test_every_expected_problem_is_reported_at_its_resource(theme: str) -> None:
    verdicts, not_evaluated = judged(FOLDER / theme / "insecure")
    wanted = [(address, rule) for address, rules in expected(theme).items() for rule in rules]
    assert not not_evaluated
    assert wanted
    assert not [problem for problem in wanted if (*problem, FAIL) not in verdicts]


@pytest.mark.parametrize("theme", THEMES)
def test_the_hardened_twin_passes_rules_that_its_insecure_twin_fails(theme: str) -> None:
    wanted = {rule for rules in expected(theme).values() for rule in rules}
    verdicts, _ = judged(FOLDER / theme / "hardened")
    passed = {rule for _, rule, verdict in verdicts if verdict is PASS}
    assert len(wanted & passed) >= len(wanted) / 3


@pytest.mark.parametrize("kind", ["hardened", "insecure"])
@pytest.mark.parametrize("theme", THEMES)
def test_terraform_accepts_the_twin(theme: str, kind: str, terraform: Terraform, tmp_path: Path) -> None:
    directory = tmp_path / theme
    shutil.copytree(FOLDER / theme / kind, directory)
    terraform.init(directory, backend=False)
    assert not terraform.validate(directory)
    assert not terraform.fmt_check(directory)
