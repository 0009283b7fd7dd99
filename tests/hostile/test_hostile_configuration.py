"""Hostile configuration ends in a clear message and exit status 2, within bounds, and prints no secret."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.bounded import terrafirm


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int
    report: dict[str, Any]
    text: str
    errors: str


def scan(directory: Path, *arguments: str) -> Outcome:
    """Scan in a process of its own with bounded memory and time."""
    done = terrafirm("show", str(directory), *arguments, cache=directory.parent / "cache")
    report = json.loads(done.stdout) if done.stdout.startswith("{") else {}
    return Outcome(done.returncode, report, done.stdout, done.stderr)


def write(directory: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


def reasons(outcome: Outcome) -> str:
    return "\n".join(f"{item['path']}:{item['line']}: {item['why']}" for item in outcome.report["not_evaluated"])


def test_a_broken_file_is_named_with_its_line_and_the_rest_is_still_read(tmp_path: Path) -> None:
    good = 'resource "aws_sqs_queue" "q" {\n  name = "ok"\n}\n'
    files = {"good.tf": good, "bad.tf": 'resource "x" "y" {\n  a =\n}\n'}
    outcome = scan(write(tmp_path / "t", files))
    assert outcome.status == 2
    assert "bad.tf:2: Invalid expression" in reasons(outcome)
    assert outcome.report["resources"][0]["values"]["name"] == "ok"


def test_modules_that_call_each_other_in_a_ring_are_named(tmp_path: Path) -> None:
    ring = {f"m{at}/main.tf": f'module "next" {{\n  source = "../m{(at + 1) % 10}"\n}}\n' for at in range(10)}
    outcome = scan(write(tmp_path / "t", {**ring, "main.tf": 'module "a" {\n  source = "./m0"\n}\n'}))
    assert outcome.status == 2
    assert "calls itself, directly or through other modules" in reasons(outcome)


def test_huge_expansions_are_cut_off(tmp_path: Path) -> None:
    text = """
    resource "aws_sqs_queue" "each" {
      for_each = toset([for i in range(10000000) : tostring(i)])
      name     = each.key
    }
    resource "aws_sqs_queue" "count" {
      count = 100000000
    }
    """
    outcome = scan(write(tmp_path / "t", {"main.tf": text}))
    assert outcome.status == 2
    assert "range" in reasons(outcome)
    assert "more than 5000" in reasons(outcome)


def test_nested_loops_and_doubling_text_are_cut_off(tmp_path: Path) -> None:
    doubling = "".join(f'  d{at + 1} = "{("${local.d" + str(at) + "}") * 16}"\n' for at in range(8))
    text = (
        "locals {\n  a = [for i in range(1000) : [for j in range(1000) : [for k in range(1000) : k]]]\n"
        f'  d0 = "{"x" * 64}"\n{doubling}}}\n'
        'resource "aws_sqs_queue" "q" {\n  delay_seconds = length(local.a)\n  name = local.d8\n}\n'
    )
    outcome = scan(write(tmp_path / "t", {"main.tf": text}))
    unknown = {item["path"][0]: item["why"] for item in outcome.report["resources"][0]["unknown"]}
    assert "elements" in unknown["delay_seconds"]
    assert "characters" in unknown["name"]


def test_values_that_multiply_by_reference_are_cut_off(tmp_path: Path) -> None:
    levels = "".join(f"  l{at + 1} = [{', '.join([f'local.l{at}'] * 10)}]\n" for at in range(12))
    text = (
        f"locals {{\n  l0 = [1, 2, 3]\n{levels}}}\n"
        'resource "aws_sqs_queue" "q" {\n  name = jsonencode(local.l12)\n'
        "  tags = { a = length(flatten(local.l11)) }\n}\n"
    )
    outcome = scan(write(tmp_path / "t", {"main.tf": text}))
    assert outcome.status == 2
    assert "has more than 500000 elements" in reasons(outcome)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../../../etc/passwd", "outside/passwd"])
def test_files_outside_the_scanned_directory_are_not_read(tmp_path: Path, path: str) -> None:
    text = f'resource "aws_ssm_parameter" "p" {{\n  name  = "x"\n  type  = "String"\n  value = file("{path}")\n}}\n'
    directory = write(tmp_path / "t", {"main.tf": text})
    (directory / "outside").symlink_to("/etc")
    outcome = scan(directory)
    assert outcome.status == 2
    assert "lies outside the scanned directory" in reasons(outcome)
    assert "root:" not in outcome.text + outcome.errors


def test_a_module_behind_a_link_that_leaves_the_directory_is_not_read(tmp_path: Path) -> None:
    queue = 'resource "aws_sqs_queue" "q" {\n  name = "secret-name"\n}\n'
    elsewhere = write(tmp_path / "elsewhere", {"main.tf": queue})
    directory = write(tmp_path / "t", {"main.tf": 'module "m" {\n  source = "./inside"\n}\n'})
    (directory / "inside").symlink_to(elsewhere)
    outcome = scan(directory)
    assert outcome.status == 2
    assert "symbolic link" in reasons(outcome)
    assert "secret-name" not in outcome.text


@pytest.mark.parametrize(
    "text",
    [
        "locals {\n  a = " + "[" * 5000 + "]" * 5000 + "\n}\n",
        "locals {\n  a = " + "(" * 5000 + "1" + ")" * 5000 + "\n}\n",
        "locals {\n  a = " + "!" * 20000 + "true\n}\n",
        "a {\n" * 3000 + "}\n" * 3000,
        "locals {\n  a = " + '"${' * 2000 + "1" + '}"' * 2000 + "\n}\n",
    ],
    ids=["brackets", "parentheses", "negations", "blocks", "templates"],
)
def test_deep_nesting_is_refused(tmp_path: Path, text: str) -> None:
    outcome = scan(write(tmp_path / "t", {"main.tf": text}))
    assert outcome.status == 2
    assert "nested deeper" in reasons(outcome)


def test_fifty_megabytes_on_one_line_are_refused(tmp_path: Path) -> None:
    outcome = scan(write(tmp_path / "t", {"main.tf": 'locals {\n  a = "' + "x" * 50_000_000 + '"\n}\n'}))
    assert outcome.status == 2
    assert "larger than" in reasons(outcome)


def test_a_catastrophic_pattern_takes_linear_time(tmp_path: Path) -> None:
    text = f'resource "aws_sqs_queue" "q" {{\n  fifo_queue = can(regex("^(a+)+$", "{"a" * 5000}!"))\n}}\n'
    outcome = scan(write(tmp_path / "t", {"main.tf": text}))
    assert outcome.report["resources"][0]["values"]["fifo_queue"] is False


def test_a_yaml_alias_bomb_is_refused(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for one, other in zip("bcdefghi", "abcdefgh", strict=True):
        bomb += f"{one}: &{one} [{', '.join([f'*{other}'] * 9)}]\n"
    decoded = 'yamldecode(file("${path.module}/bomb.yaml"))'
    text = f'resource "aws_sqs_queue" "q" {{\n  delay_seconds = length({decoded}.i)\n}}\n'
    outcome = scan(write(tmp_path / "t", {"main.tf": text, "bomb.yaml": bomb}))
    assert outcome.status == 2
    assert "yamldecode" in reasons(outcome)


def test_sensitive_values_are_never_shown(tmp_path: Path) -> None:
    text = """
    variable "secret" {
      default   = "hunter2"
      sensitive = true
    }
    resource "aws_db_instance" "db" {
      instance_class = "db.t3.micro"
      username       = "user-${var.secret}"
      password       = "literal-secret"
      identifier     = upper(var.secret)
      tags           = { a = var.secret }
    }
    """
    outcome = scan(write(tmp_path / "t", {"main.tf": text}))
    shown = outcome.text + outcome.errors
    assert not [secret for secret in ("hunter2", "HUNTER2", "literal-secret") if secret in shown]


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    directory = write(tmp_path / "t", {"ok.tf": "locals {\n  a = 1\n}\n"})
    (directory / "bad.tf").write_bytes(b"\xff\xfe\x00locals")
    outcome = scan(directory)
    assert outcome.status == 2
    assert "bad.tf" in reasons(outcome)
    assert "UTF-8" in reasons(outcome)


def test_references_in_a_circle_end(tmp_path: Path) -> None:
    text = 'locals {\n  a = local.b\n  b = local.a\n}\nresource "aws_sqs_queue" "q" {\n  name = local.a\n}\n'
    outcome = scan(write(tmp_path / "t", {"main.tf": text}))
    assert outcome.status == 2
    assert "refers to itself" in reasons(outcome)


def test_a_pipe_or_a_device_in_place_of_values_is_not_read(tmp_path: Path) -> None:
    tree = write(tmp_path / "t", {"main.tf": 'module "m" {\n  source = "a/b/c"\n}\n'})
    os.mkfifo(tree / "terraform.tfvars")
    (tree / "x.auto.tfvars").symlink_to("/dev/zero")
    (tree / ".terraform" / "modules").mkdir(parents=True)
    os.mkfifo(tree / ".terraform" / "modules" / "modules.json")
    outcome = scan(tree)
    assert outcome.status == 2
    assert "terraform.tfvars:0: cannot be read: not a regular file" in reasons(outcome)
    assert "x.auto.tfvars:0: is a symbolic link that leaves the scanned directory" in reasons(outcome)


@pytest.mark.parametrize("place", ["5", "null", '["x"]', '"a\\u0000b"'])
def test_a_module_manifest_of_the_wrong_shape_installs_nothing(tmp_path: Path, place: str) -> None:
    manifest = '{"Modules": [{"Key": "m", "Dir": ' + place + "}]}"
    call = 'module "m" {\n  source = "a/b/c"\n}\n'
    outcome = scan(write(tmp_path / "t", {"main.tf": call, ".terraform/modules/modules.json": manifest}))
    assert outcome.status == 2
    assert "main.tf:1: module.m is not evaluated" in reasons(outcome)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("a" + "[0]" * 100_000, "in a row"),
        ("9" * 1_000_000, "Invalid number literal"),
        ("<<EOT\n" + "%{if true}" * 20_000 + "%{endif}" * 20_000 + "\nEOT\n", "nested deeper"),
    ],
    ids=["indexes", "digits", "directives"],
)
def test_an_endless_expression_is_named(tmp_path: Path, expression: str, why: str) -> None:
    outcome = scan(write(tmp_path / "t", {"main.tf": f"locals {{\n  x = {expression}\n}}\n"}))
    assert outcome.status == 2
    assert why in reasons(outcome)


def test_a_sensitive_module_source_is_not_shown(tmp_path: Path) -> None:
    variable = 'variable "p" {\n  sensitive = true\n  default   = "hunter2secret"\n}\n'
    outcome = scan(write(tmp_path / "t", {"main.tf": variable + 'module "m" {\n  source = var.p\n}\n'}))
    assert "its source is sensitive" in reasons(outcome)
    assert "hunter2" not in outcome.text + outcome.errors


OUTSIDE = 'resource "aws_sqs_queue" "outside" {\n  name = "kept-elsewhere"\n}\n'


@pytest.mark.parametrize("name", ["main.tf", "main.tofu", "main.tf.json", "terraform.tfvars", "x.auto.tfvars"])
def test_a_file_behind_a_link_that_leaves_the_directory_is_not_read(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"elsewhere/a": OUTSIDE})
    directory = write(tmp_path / "t", {"own.tf": 'variable "v" {\n  default = 1\n}\n'})
    (directory / name).symlink_to("../elsewhere/a")
    outcome = scan(directory)
    assert outcome.status == 2
    assert f"{name}:0: is a symbolic link that leaves the scanned directory: not read" in reasons(outcome)
    assert "kept-elsewhere" not in outcome.text


def test_a_link_within_the_repository_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"shared/a.tf": OUTSIDE, ".git/HEAD": "", "envs/prod/own.tf": ""})
    (tmp_path / "envs" / "prod" / "a.tf").symlink_to("../../shared/a.tf")
    outcome = scan(tmp_path / "envs" / "prod")
    assert (outcome.status, len(outcome.report["resources"])) == (0, 1)


def test_the_selected_workspace_is_no_way_to_read_files(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere": "kept-elsewhere"})
    text = 'resource "aws_sqs_queue" "q" {\n  name = terraform.workspace\n}\n'
    directory = write(tmp_path / "t", {"main.tf": text, ".terraform/x": ""})
    (directory / ".terraform" / "environment").symlink_to("../../elsewhere")
    assert "kept-elsewhere" not in scan(directory).text


@pytest.mark.parametrize(
    ("first", "step"),
    [
        ('"aaaaaaaaaa"', '"${P}${P}"'),
        ('"aaaaaaaaaa"', "<<EOT\n${P}${P}\nEOT"),
        ('"aaaaaaaaaa"', '"%{ for x in [1, 2, 3] }${P}%{ endfor }"'),
        ("var.x", '"${P}-${P}"'),
        ("random_id.r.hex", '"${P}aaaaaaaaaa${P}"'),
        ("random_id.r.hex", 'format("%s%s", P, P)'),
        ("[var.x]", "concat(P, P)"),
    ],
)
def test_what_doubles_sixty_times_ends(tmp_path: Path, first: str, step: str) -> None:
    steps = "".join(f"  l{at} = {step.replace('P', f'local.l{at - 1}')}\n" for at in range(1, 61))
    text = (
        f'variable "x" {{}}\nresource "random_id" "r" {{\n  byte_length = 4\n}}\nlocals {{\n  l0 = {first}\n{steps}}}\n'
        'resource "aws_sqs_queue" "q" {\n  name = "${jsonencode(local.l60)}"\n}\n'
    )
    outcome = scan(write(tmp_path / "t", {"main.tf": text}))
    queue = next(item for item in outcome.report["resources"] if item["address"] == "aws_sqs_queue.q")
    assert queue["values"]["name"] is None
    if first.startswith('"'):
        assert outcome.status == 2
        assert "text of more than" in reasons(outcome)


@pytest.mark.parametrize("command", ["show", "scan"])
def test_dynamic_blocks_within_each_other_end(tmp_path: Path, command: str) -> None:
    text = """
locals {
  many = range(1000)
}
resource "aws_wafv2_web_acl" "acl" {
  name = "acl"
  dynamic "rule" {
    for_each = local.many
    content {
      name     = rule.value
      priority = rule.value
      dynamic "action" {
        for_each = local.many
        content {
          dynamic "allow" {
            for_each = local.many
            content {}
          }
        }
      }
    }
  }
}
"""
    directory = write(tmp_path / "t", {"main.tf": text})
    done = terrafirm(command, str(directory), cache=tmp_path / "cache")
    assert done.returncode == 2
    assert "dynamic blocks within each other make more than 10000" in " ".join(done.stdout.split())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every directory")
def test_a_directory_that_may_not_be_listed_is_named(tmp_path: Path) -> None:
    directory = write(tmp_path / "t", {"main.tf": OUTSIDE, "closed/main.tf": OUTSIDE})
    (directory / "closed").chmod(0)
    try:
        outcome = scan(directory)
    finally:
        (directory / "closed").chmod(0o700)
    assert outcome.status == 2
    assert "closed:0: cannot be listed" in reasons(outcome)
