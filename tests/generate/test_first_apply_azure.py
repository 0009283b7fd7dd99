"""The commands of the first steps on Azure make what the code of the environments names."""

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

#: Stands in for the Azure CLI in a subscription where nothing is made yet, and writes down what it was asked.
RECORDER = """#!{python}
import json, os, sys
words = sys.argv[1:]
with open(os.environ["RECORD"], "a") as record:
    record.write(json.dumps(words) + "\\n")
if "show" in words and "signed-in-user" not in words and "principalId" not in words:
    sys.exit(os.environ["THERE"] != "yes")
print("/made/" + "/".join(words[:2]))
"""
ENVIRONMENTS = ("dev", "prod")


def option(command: list[str], name: str) -> str:
    """The word after an option."""
    return command[command.index(name) + 1]


@pytest.fixture
def files() -> dict[str, str]:
    return rendering(checked("rag", "azure", {"project": "answers", "environments": ",".join(ENVIRONMENTS)}))


def asked(files: dict[str, str], place: Path, *, there: bool) -> list[list[str]]:
    """What the blocks of the README ask of the CLI."""
    every = re.findall(r"^```sh\n(.*?)^```$", files["README.md"], re.M | re.S)
    blocks = [text for text in every if "_store" in text]
    for name, text in (("az", RECORDER.format(python=sys.executable)), ("sleep", "#!/bin/sh\n")):
        (place / name).write_text(text, encoding="utf-8")
        (place / name).chmod(0o755)
    given = {f"{kind}_{name}": f"{kind}-{name}" for kind in ("SUBNET", "PLAN", "APPLY") for name in ENVIRONMENTS}
    environment = {
        "PATH": f"{place}{os.pathsep}{os.environ['PATH']}", "RECORD": str(place / "record"),
        "THERE": "yes" if there else "no", **given,
    }  # fmt: skip
    subprocess.run(["bash", "-c", "".join(blocks)], env=environment, check=True, capture_output=True, timeout=120)
    return [json.loads(line) for line in (place / "record").read_text(encoding="utf-8").splitlines()]


def test_the_store_is_the_one_that_each_backend_names(files: dict[str, str], tmp_path: Path) -> None:
    words = asked(files, tmp_path, there=False)
    for environment in ENVIRONMENTS:
        code = files[f"environments/{environment}/backend.tf"]
        backend = re.search(r'backend "azurerm" \{\n(.*?)\n  \}', code, re.S)
        assert backend is not None
        named = hcl_values(backend[1] + "\n")
        own = [command for command in words if named["subscription_id"] in command]
        (store,) = (command for command in own if command[:3] == ["storage", "account", "create"])
        assert option(store, "--name") == named["storage_account_name"]
        assert option(store, "--resource-group") == named["resource_group_name"]
        assert option(store, "--encryption-key-name") == "tfstate"
        refused = ("--allow-shared-key-access", "--allow-blob-public-access", "--allow-cross-tenant-replication")
        assert [option(store, name) for name in refused] == ["false"] * 3
        assert (option(store, "--default-action"), option(store, "--bypass")) == ("Deny", "None")
        (container,) = (command for command in own if command[:2] == ["storage", "container-rm"])
        assert option(container, "--name") == named["container_name"]
        grants = [command for command in own if "Storage Blob Data Contributor" in command]
        members = [option(command, "--assignee-object-id") for command in grants]
        assert members == [f"PLAN-{environment}", f"APPLY-{environment}"]


def test_the_vault_can_be_neither_purged_nor_reached_from_elsewhere(files: dict[str, str], tmp_path: Path) -> None:
    words = asked(files, tmp_path, there=False)
    vaults = [command for command in words if command[:2] == ["keyvault", "create"]]
    assert len(vaults) == len(ENVIRONMENTS)
    for command in vaults:
        assert (option(command, "--enable-purge-protection"), option(command, "--default-action")) == ("true", "Deny")
    keys = [command for command in words if command[:3] == ["keyvault", "key", "create"]]
    assert {option(command, "--kty") for command in keys} == {"RSA-HSM"}


def test_a_second_run_makes_no_store_vault_key_or_identity(files: dict[str, str], tmp_path: Path) -> None:
    words = asked(files, tmp_path, there=True)
    made = {tuple(command[: command.index("create")]) for command in words if "create" in command}
    # These change nothing the second time.
    assert made == {("group",), ("role", "assignment"), ("storage", "container-rm"), ("lock",)}


def test_a_missing_name_stops_before_anything_is_made(files: dict[str, str], tmp_path: Path) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", files["README.md"], re.M | re.S)
    (block,) = (text for text in blocks if "set -eu" in text)
    command = block + "make_state_store subscription group account '' plan apply\n"
    (tmp_path / "az").write_text("#!/bin/sh\necho asked > $0.record\n", encoding="utf-8")
    (tmp_path / "az").chmod(0o755)
    environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, timeout=60)
    assert not (tmp_path / "az.record").exists()
    assert done.returncode != 0
    assert "the subnet of the runners" in done.stderr
