"""Answers are taken or refused with the reason; what is taken arrives unchanged in every file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terrafirm.generate.answers import Answers, checked, is_asked, read_answers, read_saved
from terrafirm.generate.questions import BY_NAME, ENVIRONMENTS, QUESTIONS, RETENTION_DAYS
from terrafirm.model.errors import TerrafirmError, UsageError
from tests.generate.repositories import CLOUDS, default_rendering, hcl, hcl_values, put, rendering
from tests.generate.test_escape import HOSTILE

SETTINGS = settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


#: The same as the patterns with look-ahead, which from_regex cannot draw from, for most of what they allow.
SHAPES = {
    "project": r"[a-z][a-z0-9]{2,5}(-[a-z0-9]{1,4})?",
    "organization": r"[a-z][a-z0-9]{1,9}(-[a-z0-9]{1,4}){0,2}",
    "owner": r"[a-z][a-z0-9]{1,9}(-[a-z0-9]{1,8}){0,3}",
    "project_prefix": r"[a-z][a-z0-9]{3,8}(-[a-z0-9]{1,4}){0,2}",
    "domain": r"([a-z0-9]{1,5}(-[a-z0-9]{1,3})?\.){1,3}[a-z]{2,6}",
    "repository": r"[A-Za-z0-9][A-Za-z0-9-]{0,10}/[A-Za-z0-9_.-]{1,20}",
    "default_branch": r"[A-Za-z0-9_][A-Za-z0-9_./-]{0,20}[A-Za-z0-9_]",
}


def answer(name: str, cloud: str) -> st.SearchStrategy[str]:
    """Answers that a question takes, the strange ones too."""
    question = BY_NAME[name]
    if question.several:
        return st.sets(st.sampled_from(ENVIRONMENTS), min_size=1).map(lambda chosen: ",".join(sorted(chosen)))
    pattern = question.pattern if isinstance(question.pattern, str) else question.pattern[cloud]
    shape = re.compile(SHAPES.get(name, pattern))
    return st.from_regex(shape, fullmatch=True).filter(lambda text: question.refusal(text, cloud) is None)


@st.composite
def accepted(draw: st.DrawFn, cloud: str) -> Answers:
    """A complete set of answers that go together."""
    values: dict[str, str] = {}
    for question in QUESTIONS:
        if is_asked(question, cloud, values):
            values[question.name] = draw(answer(question.name, cloud))
    try:
        return checked("mlops-platform", cloud, values)
    except UsageError as clash:
        assert any(why in str(clash) for why in ("must differ", "is the account of", "is the subscription of"))
        return checked("mlops-platform", cloud, {"description": values["description"]})


@pytest.mark.parametrize("cloud", CLOUDS)
@SETTINGS
@given(st.data())
def test_every_file_can_be_read_whatever_is_answered(cloud: str, data: st.DataObject) -> None:
    answers = data.draw(accepted(cloud))
    files = rendering(answers)
    for path, text in files.items():
        if path.endswith((".tf", ".tfvars")):
            hcl(text)
        elif path.endswith((".yml", ".yaml")):
            assert isinstance(yaml.safe_load(text), dict)
        elif path.endswith(".toml"):
            tomllib.loads(text)
    for environment in answers.environments:
        values = hcl_values(files[f"environments/{environment}/terraform.tfvars"])
        assert values["environment"] == environment
        for name in ("project", "owner", "risk_tier", "data_classification"):
            if name in values:
                assert values[name] == answers.values[name]
    assert yaml.safe_load(files[".terrafirm-answers.yaml"])["answers"] == answers.values
    if ".github/workflows/terraform.yml" in files:
        pushed = yaml.safe_load(files[".github/workflows/terraform.yml"])[True]["push"]
        assert pushed == {"branches": [answers.values["default_branch"]]}


@pytest.mark.parametrize("cloud", CLOUDS)
@SETTINGS
@given(st.sampled_from(sorted(BY_NAME)), HOSTILE)
def test_a_hostile_answer_is_refused_or_harmless(cloud: str, name: str, text: str) -> None:
    try:
        answers = checked("training", cloud, {name: text})
    except UsageError as refused:
        assert str(refused).startswith(f"{name}: ")
        assert " is refused: " in str(refused)
        assert str(refused).isprintable()
        return
    if name not in answers.values:
        return
    files = rendering(answers)
    assert files.keys() == rendering(checked("training", cloud, {})).keys() or name in ("ci", "environments")
    assert yaml.safe_load(files[".terrafirm-answers.yaml"])["answers"][name] == text


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("project", 'x" { }', "lower-case letters"),
        ("project", "${aws_iam_role.admin.arn}", "lower-case letters"),
        ("project", "%{ for x in y }", "lower-case letters"),
        ("project", "ab\ncd", "lower-case letters"),
        ("project", "provider", '"provider" is reserved'),
        ("project", "null-data", '"null" is reserved'),
        ("project", "schöner", "lower-case letters"),
        ("project", "ab", "3 to 11"),
        ("project", "abc\n", "3 to 11"),
        ("description", "two\nlines", "one line"),
        ("description", "\x1b[31mred", "one line"),
        ("description", "right\u202eleft", "U+202E is a control or format character"),
        ("description", "- a list", "begins with a letter"),
        ("location", "us-east-1; rm -rf /", "own name of a region"),
        ("second_location", "eu-west-1", "must differ"),
        ("environments", "dev,stage", "one or more of dev, test and prod"),
        ("environments", "dev,dev", "names something twice"),
        ("environments", "", "one or more of"),
        ("contact_email", "x@y", "an e-mail address"),
        ("contact_email", '"x y"@example.com', "an e-mail address"),
        ("domain", "EXAMPLE.com", "a domain name"),
        ("repository", "acme/../other", "organization/name"),
        ("repository", "acme/..", "organization/name"),
        ("repository", "@acme/x", "organization/name"),
        ("default_branch", "main$(id)", "a branch name"),
        ("default_branch", "a..b", "a branch name"),
        ("dev_account_id", "12345", "12 digits"),
        ("dev_account_id", "١٢٣٤٥٦٧٨٩٠١٢", "12 digits"),
        ("prod_account_id", "111122223333", "account of dev already"),
        ("retention_days", "30", "one of 365"),
    ],
)
def test_the_reason_is_told(name: str, text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=re.escape(reason)):
        checked("training", "aws", {name: text})


def test_an_unknown_question_is_told() -> None:
    with pytest.raises(UsageError, match='"colour" is no question; they are project, description'):
        checked("training", "aws", {"colour": "red"})


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_default_is_taken(cloud: str) -> None:
    answers = checked("training", cloud, {})
    assert set(answers.values) == {question.name for question in QUESTIONS if question.asked_on(cloud)}


def test_an_environment_left_out_is_not_asked_about() -> None:
    answers = checked("training", "aws", {"environments": "prod"})
    assert "prod_account_id" in answers.values
    assert "dev_account_id" not in answers.values
    assert answers.within("prod")["account_id"] == answers.values["prod_account_id"]


def test_every_retention_is_one_that_log_groups_know() -> None:
    """CloudWatch Logs takes these periods only: PutRetentionPolicy in the API reference."""
    known = {1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}
    assert set(map(int, RETENTION_DAYS)) <= known


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "project: lab\nenvironments: [dev, prod]\nretention_days: 731\n"),
        ("a.json", '{"project": "lab", "environments": ["dev", "prod"], "retention_days": 731}'),
        ("a.toml", 'project = "lab"\nenvironments = ["dev", "prod"]\nretention_days = 731\n'),
    ],
)
def test_answers_come_from_yaml_json_and_toml(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_answers(tmp_path / name) == {"project": "lab", "environments": "dev,prod", "retention_days": "731"}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.yaml", "project: [1, 2]", "project must be a text"),
        ("a.yaml", "project: true", "project must be a text"),
        ("a.yaml", "- project", "must be a table"),
        ("a.yaml", "project: a\nproject: b", "given twice"),
        ("a.yaml", "project: !!python/object:os.system {}", "a.yaml"),
        ("a.json", "{", "a.json"),
        ("a.json", "[" * 100_000, "a.json"),
        ("a.toml", "project", "a.toml"),
        ("a.yaml", "x" * 70_000, "no file of answers"),
    ],
)
def test_a_file_that_is_no_table_of_answers_is_told(tmp_path: Path, name: str, text: str, reason: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(TerrafirmError, match=re.escape(reason)):
        read_answers(tmp_path / name)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TerrafirmError, match="cannot be read"):
        read_answers(tmp_path / "none.yaml")


def test_the_saved_answers_are_read_back(tmp_path: Path) -> None:
    put(tmp_path, default_rendering("training", CLOUDS[0]))
    saved = read_saved(tmp_path)
    given: Mapping[str, Any] = checked("training", CLOUDS[0], {}).values
    assert (saved.blueprint, saved.cloud, saved.values) == ("training", CLOUDS[0], given)
    assert json.loads(json.dumps(saved.values)) == given


def test_environments_do_not_share_a_subscription() -> None:
    shared = checked("rag", "azure", {}).values["dev_subscription_id"]
    with pytest.raises(UsageError, match="subscription of dev already"):
        checked("rag", "azure", {"prod_subscription_id": shared})
