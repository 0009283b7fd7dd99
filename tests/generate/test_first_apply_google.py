"""The commands of the first steps on Google Cloud make what the code of the environments names."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from terrafirm.generate.answers import checked
from tests.generate.repositories import hcl_values, rendering

#: Stands in for the Google Cloud CLI in a project where nothing is made yet, and writes down what it was asked.
RECORDER = """#!{python}
import json, os, sys
with open(os.environ["RECORD"], "a") as record:
    record.write(json.dumps(sys.argv[1:]) + "\\n")
sys.exit(1 if "describe" in sys.argv else 0)
"""
GIVEN = {"project": "answers", "project_prefix": "acme-answers", "location": "us-central1", "environments": "dev,prod"}


def option(command: list[str], name: str) -> str:
    """The word after an option."""
    return command[command.index(name) + 1]


@pytest.fixture
def files() -> dict[str, str]:
    return rendering(checked("rag", "google", GIVEN))


@pytest.fixture
def asked(files: dict[str, str], tmp_path: Path) -> list[list[str]]:
    """What the block of the README asks of the CLI."""
    (block,) = (text for text in re.findall(r"^```sh\n(.*?)^```$", files["README.md"], re.M | re.S) if "_store" in text)
    command = tmp_path / "gcloud"
    command.write_text(RECORDER.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)
    record = tmp_path / "record"
    environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "RECORD": str(record)}
    subprocess.run(["bash", "-c", block], env=environment, check=True, capture_output=True, timeout=60)
    return [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]


def test_the_store_is_the_one_that_each_backend_names(files: dict[str, str], asked: list[list[str]]) -> None:
    for environment in ("dev", "prod"):
        backend = re.search(r'backend "gcs" \{\n(.*?)\n  \}', files[f"environments/{environment}/backend.tf"], re.S)
        assert backend is not None
        named = hcl_values(backend[1] + "\n")
        (updated,) = (
            words for words in asked if words[:4] == ["storage", "buckets", "update", f"gs://{named['bucket']}"]
        )
        assert option(updated, "--default-encryption-key") == named["kms_encryption_key"]
        assert {"--versioning", "--public-access-prevention", "--uniform-bucket-level-access"} <= set(updated)
        project = named["kms_encryption_key"].split("/")[1]
        created = next(words for words in asked if words[:3] == ["kms", "keys", "create"] and project in words)
        ring, location = option(created, "--keyring"), option(created, "--location")
        key = f"projects/{project}/locations/{location}/keyRings/{ring}/cryptoKeys/{created[3]}"
        assert key == named["kms_encryption_key"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", option(created, "--next-rotation-time"))


def test_its_use_is_logged_where_the_archive_keeps_usage_logs(files: dict[str, str], asked: list[list[str]]) -> None:
    module = files["modules/audit-archive/access-logs.tf"]
    assert '"${var.project_id}-${var.name}-${purpose}"' in module
    targets = {option(words, "--log-bucket") for words in asked if "--log-bucket" in words}
    assert targets == {f"gs://acme-answers-{name}-answers-{name}-access-logs" for name in ("dev", "prod")}


def test_what_is_there_is_not_made_again(files: dict[str, str], asked: list[list[str]]) -> None:
    for number, words in enumerate(asked):
        if "create" in words:
            assert "describe" in asked[number - 1]
