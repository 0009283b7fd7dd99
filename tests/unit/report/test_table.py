"""The table: fits the terminal, marks the expression, hides nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from terrafirm.model.finding import Because, Report
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.report.formats import render
from terrafirm.report.layout import cells
from tests.golden.hostile import hostile_report
from tests.golden.toy import LOGS, NOTEBOOK, gate_report, scan_report


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_the_terminal_unless_it_is_a_path(width: int) -> None:
    for report in (scan_report(), gate_report(), hostile_report()):
        for line in render("table", report, width=width).splitlines():
            assert cells(line) <= width or (len(line.split()) == 1 and cells(line) < 300), line[:80]


def _marked(text: str, column: int, end: int, width: int = 80) -> str:
    """What the carets stand under."""
    place = Location("main.tf", 7, column, 7, end, text)
    item = replace(LOGS, location=place, because=(Because("x", 1, place),))
    lines = render("table", Report("1", findings=[item]), width=width).splitlines()
    number = next(index for index, line in enumerate(lines) if line.strip(" │^") == "" and "^" in line)
    carets = lines[number]
    under, used = "", 0
    for character in lines[number - 1]:
        if carets[used : used + 1] == "^":
            under += character
        used += cells(character)
    return under


def test_carets_stand_under_the_expression() -> None:
    assert _marked("  retention_in_days = 7", 23, 24) == "7"
    assert _marked("\t\tkey = var.key # 鍵", 9, 16) == "var.key"
    assert _marked('  name = "模型 größe" # x', 10, 20) == '"模型 größe"'
    assert _marked("a = \x1b[31mb", 5, 11) == "\\x1b[31mb"


def test_a_very_long_line_is_cut_around_the_expression() -> None:
    line = f"{'a' * 50_000} = var.key {'b' * 50_000}"
    assert _marked(line, 50_004, 50_011) == "var.key"
    assert _marked("x = " + "y" * 100_000, 5, 100_005).startswith("yyyy")


def test_an_expression_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    place = Location("main.tf", 21, 10, 24, 3, "policy = jsonencode({")
    text = render("table", Report("1", findings=[replace(LOGS, location=place, because=(Because("p", 1, place),))]))
    assert "       │          ^^^^^^^^^^^^" in text.splitlines()


def test_the_way_of_a_value_is_told() -> None:
    text = render("table", Report("1", findings=[NOTEBOOK]), width=80)
    assert 'because  root_access = "Enabled"' in text
    assert "via var.root ← module.lab.root" in text
    assert "main.tf:4:13" in text


def test_everything_that_was_not_evaluated_is_listed() -> None:
    items = [NotEvaluated(f"f{number}.tf", number + 1, f"reason {number}") for number in range(300)]
    text = render("table", Report("1", not_evaluated=items))
    for number in range(300):
        assert f"f{number}.tf:{number + 1}: reason {number}\n" in text
    assert "The scan is not complete" in text


def test_a_scan_that_could_read_everything_is_not_called_incomplete() -> None:
    report = Report("1", not_evaluated=[NotEvaluated("a.tf", 1, "a note", fatal=False)])
    text = render("table", report)
    assert "(note) a.tf:1: a note" in text
    assert "not complete" not in text


def test_unknown_verdicts_are_counted_with_a_hint() -> None:
    assert "3 verdicts not known (list them with --all-verdicts)" in render("table", Report("1", unknowns=3))


def test_fixed_findings_are_not_counted_as_standing() -> None:
    text = render("table", gate_report())
    assert "4 findings: 3 high, 1 low" in text
    assert "2 introduced, 1 worsened, 1 fixed, 1 destroyed" in text
