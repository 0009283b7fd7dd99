"""Neutralising keeps ordinary text as it is and shows what could act."""

from __future__ import annotations

from terrafirm.report import neutral


def test_ordinary_text_is_not_touched() -> None:
    text = 'module.größe.aws_s3_bucket.模型["a"] = arn:aws:s3:::models/*'
    assert neutral.printable(text) == text


def test_what_could_act_is_shown_not_dropped() -> None:
    assert neutral.printable("a\x1b[31m\n\t\x9b\u202e\U000e0041") == "a\\x1b[31m\\n\\t\\x9b\\u202e\\U000e0041"


def test_lines_survive_where_lines_are_wanted() -> None:
    assert neutral.printable_lines("a\n\tb\x07\n") == "a\n    b\\x07"


def test_a_log_line_never_starts_as_a_command() -> None:
    assert (
        neutral.log_lines("a::b\n  ::error::x\n\x1b[1m::debug::y") == "a::b\n  \u2236:error::x\n\x1b[1m\u2236:debug::y"
    )


def test_markdown_code_survives_any_backticks() -> None:
    assert neutral.markdown_code("a") == "`a`"
    assert neutral.markdown_code("a``b`") == "``` a``b` ```"
    assert neutral.markdown_block("```\nx") == "````\n```\nx\n````"


def test_a_number_in_a_spreadsheet_stays_a_number() -> None:
    assert neutral.csv_cell("12") == "12"
    assert neutral.csv_cell("-12") == "'-12"


def test_only_web_addresses_are_links() -> None:
    assert neutral.link("https://docs.example.org/a?b=c#d") == "https://docs.example.org/a?b=c#d"
    for address in ("javascript:alert(1)", "https://a b", 'https://a"', "https://a>", "data:text/html,x", "//host"):
        assert neutral.link(address) == ""
