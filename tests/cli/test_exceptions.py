"""Exceptions in the code: which comments hold a finding back, and what is said of those that do not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Invoke

Toy = Callable[..., list[str]]
Write = Callable[..., Path]


@pytest.fixture
def report(invoke: Invoke, toy: Toy, write: Write) -> Callable[..., dict[str, Any]]:
    """What a scan of one file says."""

    def scanned(text: str, name: str = "main_tf") -> dict[str, Any]:
        done = invoke("scan", str(write(**{name: text})), *toy(), "--format", "json")
        found: dict[str, Any] = json.loads(done.out)
        return found

    return scanned


Scanned = Callable[..., dict[str, Any]]
QUEUE = 'resource "aws_sqs_queue" "q" {\n  name = "bad"\n%s\n}\n'


@pytest.mark.parametrize(
    "inside",
    [
        '  tags = {\n    note = "# terrafirm:ignore=toy-queue-name"\n  }',
        "  policy = <<-EOT\n    # terrafirm:ignore=toy-queue-name\n  EOT",
        '  policy = "${replace("a", "#", "}")} # terrafirm:ignore=*"',
        '  policy = "https://example.com//terrafirm:ignore=*"',
    ],
)
def test_text_that_is_no_comment_is_no_exception(report: Scanned, inside: str) -> None:
    found = report(QUEUE % inside)
    assert (len(found["findings"]), len(found["suppressed"])) == (1, 0)


@pytest.mark.parametrize(
    "inside",
    [
        '  policy = "{}" # terrafirm:ignore=toy-queue-name',
        "  policy = <<-EOT\n    it's \"\n  EOT\n  # terrafirm:ignore=toy-queue-name",
        '  redrive_policy = jsonencode({ a = "}" }) /* terrafirm:ignore=toy-* */',
        '  tags = {\n    # terrafirm:ignore=other-rule,toy-queue-name reason="nested"\n    a = "b"\n  }',
    ],
)
def test_a_comment_on_any_line_of_the_resource_is(report: Scanned, inside: str) -> None:
    found = report(QUEUE % inside)
    assert (len(found["findings"]), len(found["suppressed"])) == (0, 1)


def test_a_comment_of_several_lines_may_stand_above(report: Scanned) -> None:
    above = '/*\n   Agreed with the queue\'s owner.\n   terrafirm:ignore=toy-queue-name reason="agreed"\n*/\n'
    (suppressed,) = report(above + QUEUE % "")["suppressed"]
    assert (suppressed["suppression"]["reason"], suppressed["suppression"]["line"]) == ("agreed", 3)


def test_a_comment_behind_the_resource_before_is_not_above(report: Scanned) -> None:
    other = 'resource "aws_sns_topic" "t" {\n} # terrafirm:ignore=toy-queue-name\n'
    assert len(report(other + QUEUE % "")["findings"]) == 1


@pytest.mark.parametrize(
    ("comment", "held"),
    [
        ("# checkov:skip=CKV_OTHER_1,CKV_TOY_1: both are known", True),
        ("# checkov:skip= CKV_TOY_1 : known", True),
        ("# checkov:skip=CKV_OTHER_1: known", False),
        ("# trivy:ignore:TOY-0002 trivy:ignore:TOY-0001", True),
        ("# trivy:ignore:avd-toy-0001", True),
        ("# tfsec:ignore:*", True),
        ("# trivy:ignore:TOY-0001[name=bad]", True),
        ("# trivy:ignore:TOY-0001[name=worse]", False),
        ("# trivy:ignore:TOY-0001[redrive.count=1]", False),
        ("# trivy:ignore:TOY-0001:ws:production", False),
    ],
)
def test_comments_for_other_tools_mean_what_they_mean_there(report: Scanned, comment: str, held: bool) -> None:
    found = report(QUEUE % f"  {comment}")
    assert len(found["suppressed"]) == held
    assert len(found["findings"]) == (not held)


@pytest.mark.parametrize(
    ("comment", "reason", "until"),
    [
        (
            "# terrafirm:ignore=toy-queue-name reason='in single quotes' until='2999-01-31'",
            "in single quotes",
            "2999-01-31",
        ),
        ('# terrafirm: ignore = toy-queue-name reason = "spaced" until = 2999-01-31', "spaced", "2999-01-31"),
        ('# terrafirm:ignore=a-b, toy-queue-name until="2999-01-31" reason="two"', "two", "2999-01-31"),
    ],
)
def test_quotes_and_spaces_do_not_matter(report: Scanned, comment: str, reason: str, until: str) -> None:
    (suppressed,) = report(QUEUE % f"  {comment}")["suppressed"]
    assert (suppressed["suppression"]["reason"], suppressed["suppression"]["until"]) == (reason, until)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# terrafirm:ignore=toy-queue-nam", 'no rule is called "toy-queue-nam"'),
        ("# terrafirm:ignore=toy-queue-nam", 'is "toy-queue-name" meant?'),
        ("# terrafirm:ignore", "the exception names no rule"),
        ("# terrafirm:ignore=toy-queue-name until=31.01.2999", "until=31.01.2999 is no date"),
    ],
)
def test_an_exception_without_effect_is_named_with_its_line(report: Scanned, comment: str, said: str) -> None:
    found = report(QUEUE % f"  {comment}")
    assert len(found["findings"]) == 1
    (note,) = found["notes"]
    assert "main.tf:3: " in note
    assert said in note


def test_json_syntax_has_its_own_comments(report: Scanned) -> None:
    comment = r'"//": "terrafirm:ignore=toy-queue-name reason=\"known\"", '
    text = '{"resource": {"aws_sqs_queue": {"q": {%s"name": "bad", "tags": {"a": "# terrafirm:ignore=*"}}}}}'
    name = "main_tf.json"
    (suppressed,) = report(text % comment, name)["suppressed"]
    assert suppressed["suppression"]["reason"] == "known"
    assert len(report(text % "", name)["findings"]) == 1


def test_several_processes_say_the_same_of_exceptions(invoke: Invoke, toy: Toy, write: Write) -> None:
    directory = str(write(main_tf=QUEUE % "  # terrafirm:ignore=toy-queue-nam"))
    one, two = (
        invoke("scan", directory, *toy(), "--format", "json", "--jobs", n, "--no-cache").out for n in ("1", "2")
    )
    assert json.loads(one)["notes"] == json.loads(two)["notes"] != []
