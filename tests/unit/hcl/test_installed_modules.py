"""Installed modules are taken as Terraform takes them: not where the call asks for another source or version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from terrafirm.sources.hcl.inputs import Inputs
from terrafirm.sources.hcl.installed import without_secrets
from terrafirm.sources.hcl.source import read
from terrafirm.sources.hcl.versions import excludes


def evaluated(root: Path, call: str, entry: dict[str, str]) -> tuple[list[str], list[str]]:
    """The addresses and the reasons that a root module has whose manifest has one entry."""
    place = root / ".terraform" / "modules" / "net"
    place.mkdir(parents=True)
    (place / "main.tf").write_text('resource "aws_vpc" "this" {\n  cidr_block = "10.0.0.0/16"\n}\n', encoding="utf-8")
    (root / "main.tf").write_text(f'module "net" {{\n  {call}\n}}\n', encoding="utf-8")
    listed = {
        "Modules": [{"Key": "", "Source": "", "Dir": "."}, {"Key": "net", "Dir": ".terraform/modules/net", **entry}]
    }
    (place.parent / "modules.json").write_text(json.dumps(listed), encoding="utf-8")
    (inventory,) = read(root, "root", Inputs())
    return [resource.address for resource in inventory.resources], [item.why for item in inventory.not_evaluated]


REGISTRY = "registry.terraform.io/terraform-aws-modules/vpc/aws"


@pytest.mark.parametrize(
    ("call", "entry"),
    [
        ('source = "terraform-aws-modules/vpc/aws"\n  version = "~> 5.0"', {"Source": REGISTRY, "Version": "5.8.1"}),
        (
            'source = "terraform-aws-modules/vpc/aws//modules/x"\n  version = ">= 5.0, != 5.9.0"',
            {"Source": f"{REGISTRY}//modules/x", "Version": "5.8.1"},
        ),
        ('source = "terraform-aws-modules/vpc/aws"', {"Source": "registry.opentofu.org/terraform-aws-modules/vpc/aws"}),
        ('source = "app.terraform.io/corp/vpc/aws"', {"Source": "app.terraform.io/corp/vpc/aws", "Version": "1.0.0"}),
        ('source = "github.com/corp/vpc?ref=v1"', {"Source": "git::https://github.com/corp/vpc.git?ref=v1"}),
        ('source = "git@example.com:corp/vpc.git"', {"Source": "git::ssh://git@example.com/corp/vpc.git"}),
    ],
)
def test_what_fits_the_call_is_evaluated(tmp_path: Path, call: str, entry: dict[str, str]) -> None:
    assert evaluated(tmp_path, call, entry) == (["module.net.aws_vpc.this"], [])


@pytest.mark.parametrize(
    ("call", "entry", "said"),
    [
        (
            'source = "terraform-aws-modules/vpc/aws"\n  version = "~> 6.0"',
            {"Source": REGISTRY, "Version": "5.8.1"},
            'its installed version 5.8.1 does not meet "~> 6.0"; fetch it with: terraform -chdir=root init',
        ),
        (
            'source = "corp/vpc/aws"\n  version = "5.8.1"',
            {"Source": REGISTRY, "Version": "5.8.1"},
            f'what is installed for it was fetched from "{REGISTRY}", not from "corp/vpc/aws"',
        ),
    ],
)
def test_what_the_call_no_longer_asks_for_is_not(tmp_path: Path, call: str, entry: dict[str, str], said: str) -> None:
    addresses, (why,) = evaluated(tmp_path, call, entry)
    assert addresses == []
    assert said in why


@pytest.mark.parametrize(
    ("constraint", "version", "out"),
    [
        ("1.2.3", "1.2.3", False),
        ("= 1.2.3", "1.2.4", True),
        ("!= 1.2.3", "1.2.3", True),
        (">= 1.2, < 2.0", "1.9.9", False),
        (">= 1.2, < 2.0", "2.0.0", True),
        ("<= 1.2", "1.2.0", False),
        ("> 1.2", "1.2.0", True),
        ("~> 1.2", "1.9.0", False),
        ("~> 1.2", "2.0.0", True),
        ("~> 1.2.0", "1.3.0", True),
        ("~> 1.2.4", "1.2.3", True),
        ("v1.2.3", "1.2.3", False),
        (">= 1.2.0-beta1", "1.0.0", False),
        (">= 1.2", "1.0.0-rc1", False),
        ("whatever", "1.0.0", False),
        ("", "1.0.0", False),
    ],
)
def test_a_version_is_refused_only_where_it_certainly_does_not_meet_the_constraint(
    constraint: str, version: str, out: bool
) -> None:
    assert excludes(constraint, version) is out


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("git::https://me:hunter2@example.com/x.git?ref=v1", "git::https://***@example.com/x.git?ref=v1"),
        ("git::https://glpat0123456789abcdefgh@example.com/x.git", "git::https://***@example.com/x.git"),
        ("git::ssh://git@example.com/x.git?sshkey=aGVsbG8=&ref=v1", "git::ssh://git@example.com/x.git?sshkey=***&ref=v1"),
        ("s3::https://s3.amazonaws.com/b/m.zip?aws_access_key_secret=abc", "s3::https://s3.amazonaws.com/b/m.zip?aws_access_key_secret=***"),
        ("terraform-aws-modules/vpc/aws", "terraform-aws-modules/vpc/aws"),
    ],
)  # fmt: skip
def test_no_message_shows_the_secret_in_a_source(source: str, shown: str) -> None:
    assert without_secrets(source) == shown


def test_the_report_does_not_either(tmp_path: Path) -> None:
    call = 'source = "git::https://me:hunter2@example.com/x.git"'
    (tmp_path / "main.tf").write_text(f'module "m" {{\n  {call}\n}}\n', encoding="utf-8")
    (inventory,) = read(tmp_path, "root", Inputs())
    (why,) = [item.why for item in inventory.not_evaluated]
    assert "example.com/x.git" in why
    assert "hunter2" not in why
