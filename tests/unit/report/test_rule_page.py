"""A rule's page: executed cases become its examples."""

from __future__ import annotations

from dataclasses import replace

from terrafirm.report.rule_page import example, rule_page
from tests.golden.toy import PUBLIC_BUCKET, ROOT_ACCESS, SHORT_RETENTION


def test_a_short_case_is_shown_as_a_whole_block() -> None:
    assert example(ROOT_ACCESS, "fail") == (
        'resource "aws_sagemaker_notebook_instance" "this" {\n  root_access = "Enabled"\n}'
    )


def test_a_whole_case_is_shown_as_it_is() -> None:
    assert example(PUBLIC_BUCKET, "fail").startswith('resource "aws_s3_bucket_policy" "this" {\n  bucket = "models"')


def test_a_rule_about_data_sources_shows_data_sources() -> None:
    rule = replace(ROOT_ACCESS, select=replace(ROOT_ACCESS.select, mode="data"))
    assert example(rule, "pass").startswith('data "aws_sagemaker_notebook_instance" "this" {')
    assert "Looks at data sources of type" in rule_page(rule)


def test_an_empty_case_still_shows_a_block() -> None:
    assert "# nothing else set" in example(PUBLIC_BUCKET, "pass")
    assert example(ROOT_ACCESS, "nothing of the kind") == ""


def test_avoid_comes_before_prefer_and_empty_sections_are_left_out() -> None:
    page = rule_page(SHORT_RETENTION)
    assert page.index("## Avoid") < page.index("## Prefer") < page.index("## Former ids")
    assert "## Controls" not in page
    assert "## Where it differs" not in page


def test_a_reference_that_is_no_address_is_no_link() -> None:
    page = rule_page(SHORT_RETENTION)
    assert "- <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/>" in page
    assert "- `See the operations handbook`" in page
