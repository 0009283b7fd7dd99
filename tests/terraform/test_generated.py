"""On random configurations terrafirm knows what Terraform plans, and claims nothing else. More in README.md."""

from __future__ import annotations

import re

import pytest

from tests.terraform.conformance import Tally, examine
from tests.terraform.generated.modules import generate
from tests.terraform.harness import Terraform

CONFIGURATIONS = 24
"""So many take a minute; `python -m tests.terraform.conformance` compares as many as one likes."""


@pytest.fixture(scope="module")
def tally(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Tally:
    """What the configurations of the first seeds show."""
    tally = Tally()
    for seed in range(CONFIGURATIONS):
        examine(terraform, seed, tmp_path_factory.mktemp(f"seed-{seed}-"), tally)
    return tally


@pytest.mark.slow
def test_no_known_value_is_wrong(tally: Tally) -> None:
    assert tally.given > 2_000
    assert tally.wrong == []


@pytest.mark.slow
def test_no_address_is_missing_or_invented(tally: Tally) -> None:
    assert tally.resources > 1_000
    assert tally.missing == []
    assert tally.invented == []


@pytest.mark.slow
def test_what_terraform_marks_as_sensitive_is_marked(tally: Tally) -> None:
    assert tally.leaked == []


@pytest.mark.slow
def test_less_than_two_percent_of_what_terraform_knows_is_unknown(tally: Tally) -> None:
    assert len(tally.undecided) < 0.02 * tally.given


@pytest.mark.slow
def test_what_terraform_refuses_is_reported_where_it_stands(tally: Tally) -> None:
    assert tally.refused > 10
    # the rest are refusals by type of what is empty, or of what is never evaluated: see README.md
    assert len(tally.unnoticed) < 0.1 * tally.refused


@pytest.mark.slow
def test_terraform_accepts_every_configuration_in_the_end(tally: Tally) -> None:
    assert tally.given_up == []
    assert tally.configurations == CONFIGURATIONS


def test_a_seed_is_always_the_same_configuration() -> None:
    assert [piece.text for piece in generate(7).pieces] == [piece.text for piece in generate(7).pieces]


def test_configurations_hold_what_real_ones_do() -> None:
    text = "\n".join(piece.text for seed in range(10) for piece in generate(seed).pieces)
    for construct in (
        r"optional\(",
        r"count = ",
        r"for_each = ",
        r'dynamic "',
        r"\[\*\]",
        r"\[for ",
        r"%\{ if",
        r"%\{ for",
        r"sensitive = true",
        r'data "',
        r"module\.\w+",
        r"nullable = false",
        r"depends_on",
    ):
        assert re.search(construct, text), construct
