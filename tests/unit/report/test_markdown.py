"""The comment: updated in place, within the limit, what matters first."""

from __future__ import annotations

from dataclasses import replace

from terrafirm.model.finding import Report
from terrafirm.model.resource import NotEvaluated
from terrafirm.report.formats import render
from terrafirm.report.markdown import MARKER, MAX_LENGTH
from tests.golden.hostile import hostile_report
from tests.golden.toy import NOTEBOOK, empty_report, gate_report, scan_report


def test_the_comment_starts_with_its_marker() -> None:
    for report in (scan_report(), gate_report(), empty_report(), hostile_report()):
        assert render("markdown", report).startswith(f"{MARKER}\n")


def _many(count: int, change: str = "") -> list[object]:
    return [
        replace(NOTEBOOK, address=f"module.größe.aws_sagemaker_notebook_instance.n[{number}]", change=change)
        for number in range(count)
    ]


def test_a_huge_report_stays_within_the_limit_and_says_how_much_is_left_out() -> None:
    for changes in (("",), ("introduced", "unchanged"), ("unchanged", "fixed")):
        report = Report("1.2.3", findings=[item for change in changes for item in _many(3_000, change)])  # type: ignore[misc]
        report.not_evaluated = [NotEvaluated(f"broken{number}.tf", 1, "x" * 5_000) for number in range(500)]
        text = render("markdown", report)
        assert len(text.encode("utf-8")) <= MAX_LENGTH
        shown = text.count("aws_sagemaker_notebook_instance.n[")
        assert f"{3_000 * len(changes) - shown:,} more findings left out here**" in text
        assert "500 places could not be read or judged" in text


def test_a_hostile_report_stays_within_the_limit() -> None:
    assert len(render("markdown", hostile_report()).encode("utf-8")) <= MAX_LENGTH
    long = tuple("&@#`" * size for size in range(1, 400))
    assert len(render("markdown", hostile_report(long)).encode("utf-8")) <= MAX_LENGTH


def test_introduced_and_worsened_come_first_and_old_findings_are_folded() -> None:
    text = render("markdown", gate_report())
    titles = ["Introduced by", "Worsened by", "<b>Unchanged", "<b>Fixed by", "<b>Gone with"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert text.splitlines()[2] == "### terrafirm: 2 introduced, 1 worsened, 1 unchanged, 1 fixed"


def test_destroyed_assets_are_called_out_before_any_finding() -> None:
    text = render("markdown", gate_report())
    assert text.index("#### Stateful assets that this plan destroys (1)") < text.index("Introduced by")
    assert "`aws_s3_bucket.data` is destroyed and made anew" in text


def test_every_fold_is_closed() -> None:
    for report in (scan_report(), gate_report(), hostile_report()):
        lines = render("markdown", report).splitlines()
        assert sum(line.startswith("<details>") for line in lines) == lines.count("</details>")
