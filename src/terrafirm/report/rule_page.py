"""A rule's page in Markdown: for the documentation, ``terrafirm explain``, SARIF help and the HTML report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import indent

from terrafirm.model.rule import Rule
from terrafirm.report import neutral

_WHOLE = re.compile(r'(?m)^\s*(?:resource|data|module|variable|locals)\b\s*["{]')


def rule_page(rule: Rule) -> str:
    """The page: what the rule looks at, why, how to fix it, an example of either kind, and what it corresponds to."""
    status = "" if rule.status == "stable" else f" · {rule.status}"
    since = f" · since {rule.since}" if rule.since else ""
    parts = [
        f"# {neutral.markdown(rule.title)}",
        f"`{rule.id}` · **{rule.severity}** · {rule.category}{status}{since}",
        f"Looks at {_subject(rule)}.",
        _section("Why", neutral.markdown(rule.why)),
        _section("Fix", neutral.markdown(rule.fix)),
        _example("Avoid", rule, "fail"),
        _example("Prefer", rule, "pass"),
        _section("Controls", _ids(rule.controls)),
        _section("Same check elsewhere", _ids(rule.equivalents)),
        _section("Where it differs", neutral.markdown(" ".join(rule.differs.split()))),
        _section("Former ids", ", ".join(neutral.markdown_code(name) for name in rule.aliases)),
        _section("References", "\n".join(f"- {_reference(url)}" for url in rule.refs)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def example(rule: Rule, kind: str) -> str:
    """The HCL of the rule's first case of this kind, as a whole block; empty when there is none."""
    text = next(iter(rule.cases.get(kind, {}).values()), None)
    if text is None:
        return ""
    if _WHOLE.search(text):
        return text.strip()
    keyword = "data" if rule.select.mode == "data" else "resource"
    body = indent(text.strip(), "  ")
    return f'{keyword} "{rule.select.types[0]}" "this" {{\n{body}\n}}' if body else _empty(keyword, rule)


def _empty(keyword: str, rule: Rule) -> str:
    return f'{keyword} "{rule.select.types[0]}" "this" {{\n  # nothing else set\n}}'


def _example(title: str, rule: Rule, kind: str) -> str:
    text = example(rule, kind)
    return _section(title, neutral.markdown_block(text, "hcl")) if text else ""


def _subject(rule: Rule) -> str:
    kind = "data sources" if rule.select.mode == "data" else "resources"
    types = ", ".join(neutral.markdown_code(name) for name in rule.select.types)
    roles = " or ".join(neutral.markdown(role.replace("_", " ")) for role in rule.select.roles)
    return f"{kind} of type {types}" + (f" that serve as {roles}" if roles else "")


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n{text}" if text else ""


def _ids(groups: Mapping[str, tuple[str, ...]]) -> str:
    return "\n".join(
        f"- {neutral.markdown(name)}: {', '.join(neutral.markdown_code(item) for item in groups[name])}"
        for name in sorted(groups)
        if groups[name]
    )


def _reference(url: str) -> str:
    safe = neutral.link(url)
    return f"<{safe}>" if safe else neutral.markdown_code(url)
