"""The sample of findings can be drawn again, and the judged page keeps its promise."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tools.precision_sample import draw, rows, verdicts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "precision.md"


def finding(rule: str, name: str, line: int) -> dict[str, Any]:
    return {
        "rule": rule,
        "address": f"aws_s3_bucket.{name}",
        "path": "main.tf",
        "line": line,
        "because": [{"attribute": "acl", "path": "variables.tf", "line": 7}],
    }


REPORT = {"findings": [finding(rule, f"b{at}", at) for rule in ("open", "unlogged") for at in range(20)]}


def test_findings_that_look_the_same_count_once() -> None:
    twice = {"findings": REPORT["findings"] + REPORT["findings"]}
    assert rows("lake", twice) == rows("lake", REPORT)
    assert len(rows("lake", REPORT)) == 40


def test_row_says_where_the_value_was_set() -> None:
    assert rows("lake", {"findings": [finding("open", "raw", 3)]})[0].text() == (
        "| lake | open | `aws_s3_bucket.raw` | main.tf:3 (by variables.tf:7) |  |  |"
    )


def test_same_seed_draws_the_same_sample_and_another_seed_another() -> None:
    found = rows("lake", REPORT)
    assert draw(found, 7, 6, 4) == draw(list(reversed(found)), 7, 6, 4)
    assert draw(found, 7, 6, 4) != draw(found, 8, 6, 4)


def test_no_rule_fills_the_sample() -> None:
    drawn = draw(rows("lake", REPORT), 7, 200, 4)
    assert Counter(row.rule for row in drawn) == {"open": 4, "unlogged": 4}


def test_at_least_98_of_100_judged_findings_are_true() -> None:
    found = [verdict for _, verdict in verdicts(PAGE.read_text(encoding="utf-8"))]
    assert len(found) == 200
    assert found.count("true") / len(found) >= 0.98
