"""A report of which every name, path and text tries to do harm where it is shown."""

from __future__ import annotations

from dataclasses import replace

from terrafirm.model.finding import Because, DriftItem, Finding, Removal, Report, Suppression
from terrafirm.model.resource import Location, NotEvaluated
from terrafirm.model.verdict import FAIL, PASS, UNKNOWN
from tests.golden.toy import ROOT_ACCESS

ATTACKS = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred",
    "c1 \x9b31m \x9d0;title\x9c \x85",
    "first\nsecond\r\nthird\rfourth\u2028fifth\u2029sixth\x0b\x0c",
    "::set-output name=token::stolen",
    "a\n::add-mask::x\n::error file=x::y",
    "##[set-output name=token]stolen",
    "##vso[task.setvariable variable=token]stolen",
    "=cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3",
    "+1",
    "\t=1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></script><svg onload=alert(1)>",
    "[click](javascript:alert(1))",
    "![pixel](https://evil.example/p.png)",
    "https://evil.example/ www.evil.example me@evil.example mailto:me@evil.example",
    "@octocat @org/team fixes #1 GH-2 !3 ~label $4 %5 &6",
    "a | b | c\n|---|---|\n| x | y |",
    "<!-- terrafirm --> hidden -->",
    "``` \n```\n# heading\n</details></summary>",
    "` `` ``` ````",
    "user\u202egnp.exe \u2066 \u2069 \u200f \u061c",
    "zero\u200bwidth\u2060join\ufeff\u00ad\U000e0041",
    "nul\x00 del\x7f bad\ufffe\uffff\udc80\ud800",
    "%0A%0D%3A%2C%25",
    "a,b:c,title=x::y",
    "{{ 7*7 }} {% include 'x' %} ${{ github.token }} $(id) `id`",
    "]]> &lt; &amp; &#x0; <![CDATA[ <!ENTITY",
    "\\[bold] [red]rich[/red] \\",
    "../../etc/passwd",
    "//evil.example/share",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "C:\\temp\\x.tf",
    "",
    " ",
    "x" * 5_000,
)


def finding(text: str, **changes: object) -> Finding:
    """A finding that holds ``text`` in every place that scanned input can reach."""
    place = Location(text, 3, 2, 3, 9, f"  {text}")
    because = Because(text, text, place, (text, text), text)
    nested = Because(text, {text: [text, {text: text}]}, replace(place, line=4), (text,))
    made = Finding(
        rule=ROOT_ACCESS,
        verdict=FAIL,
        address=text,
        type=text,
        location=place,
        message=text,
        because=(because, nested, Because("", None, place, (), text)),
        severity="high",
        roles=(text,),
        owner=text,
        fingerprint=text,
        source=text,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def hostile_report(texts: tuple[str, ...] = ATTACKS) -> Report:
    """A report with each text in each place."""
    place = [Location(text, 1, 1, 1, 1, text) for text in texts]
    exceptions = [Suppression(finding(text), text, text, text, where) for text, where in zip(texts, place, strict=True)]
    return Report(
        version="1.2.3",
        resources=1,
        files=1,
        rules=1,
        findings=[finding(text) for text in texts] + [finding(text, change="introduced") for text in texts],
        passed=[finding(text, verdict=PASS) for text in texts],
        unknown=[finding(text, verdict=UNKNOWN) for text in texts],
        suppressed=exceptions,
        expired=exceptions,
        not_evaluated=[NotEvaluated(text, 2, text, 1) for text in texts],
        passes=1,
        unknowns=1,
        drift=[DriftItem("changed", text, text, text, {text: text}, (text,)) for text in texts],
        removals=[Removal(text, text, "delete", (text,), text) for text in texts],
        notes=list(texts),
    )
