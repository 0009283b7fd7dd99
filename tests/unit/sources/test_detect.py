"""What an input is shows in its content; its name does not matter."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from terrafirm.model.errors import InputError
from terrafirm.sources.detect import Kind, detect
from terrafirm.sources.plan.source import read_plan
from terrafirm.sources.state.source import read as read_state
from tests.unit.sources.workspace import Workspace, addresses, encoded

PLAN = '{"format_version": "1.2", "terraform_version": "1.11.4", "variables": {}, "resource_changes": []}'


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PLAN, Kind.PLAN),
        ('{"applyable": true, "complete": true, "configuration": {}}', Kind.PLAN),
        ('{"version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "x"}', Kind.STATE),
        ('{"version": 4, "resources": []}', Kind.STATE),
        ('{"format_version": "1.0", "terraform_version": "1.11.4", "values": {}}', Kind.STATE),
        ('{"format_version": "1.0"}', Kind.STATE),
        ('{"schema": "terrafirm.snapshot/1", "resources": []}', Kind.SNAPSHOT),
        ('{"resource": {"aws_s3_bucket": {"b": {}}}}', Kind.CONFIGURATION),
        ('# models\n\n/* and\nmore */ resource "aws_s3_bucket" "b" {\n}', Kind.CONFIGURATION),
        ("locals {\n  a = 1\n}", Kind.CONFIGURATION),
    ],
)
def test_the_content_tells_the_kind(tmp_path: Path, text: str, kind: Kind) -> None:
    path = tmp_path / "input.txt"
    path.write_text(text, "utf-8")
    assert detect(path) is kind
    assert detect(text.encode()) is kind


def test_a_directory_is_one(tmp_path: Path) -> None:
    assert detect(tmp_path) is Kind.DIRECTORY


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_may_be_in_any_encoding_that_shells_write(workspace: Workspace, encoding: str) -> None:
    workspace.write('resource "aws_s3_bucket" "m" { bucket = "modèles" }')
    data = encoded(workspace.plan_json()).decode().encode(encoding)
    assert detect(data) is Kind.PLAN
    (bucket,) = read_plan(data, "p").planned.resources
    assert bucket.get("bucket") == "modèles"


def test_what_terraform_writes_is_recognised(workspace: Workspace) -> None:
    workspace.write('resource "aws_s3_bucket" "m" { bucket = "models" }')
    assert detect(encoded(workspace.plan_json())) is Kind.PLAN
    workspace.apply()
    assert detect(workspace.state_file) is Kind.STATE
    shown = encoded(workspace.terraform.show_state(workspace.directory))
    assert detect(shown) is Kind.STATE
    assert addresses(read_state(shown, "s")) == ["aws_s3_bucket.m"]


def test_a_plan_with_sorted_keys_is_recognised_without_reading_all_of_it() -> None:
    document = json.loads(PLAN) | {"configuration": {"root_module": {}}}
    broken_off = json.dumps(document, sort_keys=True)[:-20]
    assert detect(broken_off.encode()) is Kind.PLAN


def test_a_zip_file_with_a_plan_in_it_is_a_binary_plan() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("tfplan", b"")
    assert detect(buffer.getvalue()) is Kind.BINARY_PLAN


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "an empty file"),
        (b"\x1f\x8b\x08\x00", "a gzip file"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "a binary file"),
        (b"PK\x03\x04 but no more", "a damaged zip file"),
        (b"AWSTemplateFormatVersion: 2010-09-09\n", "a YAML file"),
        (b"<html>", "HTML or XML"),
        (b"[1, 2]", "a JSON array"),
        (b"Hello there", "text that is neither configuration nor JSON"),
        (b"Terraform used the selected providers to generate", "a plan as text"),
        (b'{"@level":"info","@message":"Terraform 1.11.4"}', "the log of a command"),
        (b'{"format_version":"1.0","provider_schemas":{}}', "terraform providers schema"),
        (b'{"serial_":1,"encrypted_data":"x"}', "an encrypted OpenTofu file"),
        (b'{"version":3,"modules":[]}', "a state of format 3"),
        (b'{"name":"x","main":"y"}', "a JSON object with name, main"),
        (b'{"name": oops}', "<stdin>:1: not valid JSON"),
        (b'{"name": "x', "<stdin>:1: the JSON ends too early"),
    ],
)
def test_anything_else_is_refused_by_saying_what_it_looks_like(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as refused:
        detect(data)
    assert said in str(refused.value)
    assert "<stdin>" in str(refused.value)


def test_a_zip_file_without_a_plan_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("main.tf", b"")
    with pytest.raises(InputError, match="without a plan"):
        detect(buffer.getvalue())


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        detect(tmp_path / "none.json")
