"""Write a plan in JSON of any size, shaped like the ones Terraform writes: `python benchmarks/make_plan.py 10000 FILE`.

Half of the resources are to be created, the others exist: one in ten of those is updated. Every member that
Terraform writes is there: planned values, changes with both sides, prior state and configuration.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from terrafirm.model.provider_schema import Block, resource_block

TYPES = (
    "aws_s3_bucket",
    "aws_s3_bucket_versioning",
    "aws_sagemaker_notebook_instance",
    "aws_sagemaker_endpoint_configuration",
    "aws_security_group",
    "aws_iam_role",
    "aws_kms_key",
    "aws_instance",
    "aws_db_instance",
    "aws_cloudwatch_log_group",
)
PROVIDER = "registry.terraform.io/hashicorp/aws"


def values(block: Block, number: int, *, created: bool) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """An object of a type, with its unknown and its sensitive marks."""
    after: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    sensitive: dict[str, Any] = {}
    for name, attribute in block.attributes.items():
        if attribute.sensitive:
            sensitive[name] = True
        if attribute.computed and created:
            unknown[name] = True
        elif name == "tags":
            after[name] = {"Team": "ml-platform", "CostCentre": f"{number % 40:04}", "Environment": "production"}
        elif attribute.type == "string":
            given = attribute.computed or attribute.required
            after[name] = f"{name}-{number:05}-value-in-production" if given else None
        elif attribute.type == "bool":
            after[name] = number % 3 == 0
        elif attribute.type == "number":
            after[name] = number
        else:
            after[name] = None
    for name, nested in block.blocks.items():
        if nested.nesting not in ("list", "set"):
            after[name] = None
            continue
        inner, inner_unknown, inner_sensitive = values(nested.block, number, created=created)
        keep = nested.min_items > 0 or number % 4 == 0
        after[name] = [inner] if keep else []
        unknown[name] = [inner_unknown] if keep else []
        sensitive[name] = [inner_sensitive] if keep else []
    return after, unknown, sensitive


def resources(count: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each resource as it is planned, and its change."""
    for number in range(count):
        type = TYPES[number % len(TYPES)]
        block = resource_block(type)
        if block is None:
            raise SystemExit(f"no schema of {type}: install terrafirm with its provider schemas")
        created = number % 2 == 0
        after, unknown, sensitive = values(block, number, created=created)
        name = f"this_{number:05}"
        identity = {
            "address": f"{type}.{name}", "mode": "managed", "type": type, "name": name, "provider_name": PROVIDER,
        }  # fmt: skip
        before = None if created else dict(after)
        actions = ["create"] if created else ["update"] if number % 20 == 1 else ["no-op"]
        if before is not None and actions == ["update"]:
            before["tags"] = None
        change = {
            "actions": actions, "before": before, "after": after, "after_unknown": unknown if created else {},
            "before_sensitive": False if created else sensitive, "after_sensitive": sensitive,
        }  # fmt: skip
        planned = {**identity, "schema_version": 0, "values": after, "sensitive_values": sensitive}
        yield planned, {**identity, "change": change}


def configured(count: int) -> Iterator[dict[str, Any]]:
    """The configuration of each resource: some constants and one reference."""
    for number in range(count):
        type = TYPES[number % len(TYPES)]
        key = f"aws_kms_key.this_{number - number % 10 + 6:05}"
        yield {
            "address": f"{type}.this_{number:05}", "mode": "managed", "type": type, "name": f"this_{number:05}",
            "provider_config_key": "aws", "schema_version": 0,
            "expressions": {
                "tags": {"constant_value": {"Team": "ml-platform"}},
                "kms_key_id": {"references": [f"{key}.arn", key]},
            },
        }  # fmt: skip


def write(file: TextIO, count: int) -> None:
    """Write the plan without holding it in memory."""
    file.write('{"format_version":"1.2","terraform_version":"1.11.4","variables":{"region":{"value":"eu-north-1"}},')
    file.write('"planned_values":{"root_module":{"resources":[')
    _elements(file, (planned for planned, _ in resources(count)))
    file.write(']}},"resource_changes":[')
    _elements(file, (change for _, change in resources(count)))
    file.write(
        '],"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"resources":['
    )
    existing = (planned for planned, change in resources(count) if change["change"]["before"] is not None)
    _elements(file, existing)
    file.write(']}}},"configuration":{"provider_config":{"aws":{"name":"aws","full_name":"' + PROVIDER + '"}},')
    file.write('"root_module":{"resources":[')
    _elements(file, configured(count))
    file.write(']}},"timestamp":"2026-01-01T00:00:00Z","applyable":true,"complete":true,"errored":false}\n')


def _elements(file: TextIO, items: Iterator[dict[str, Any]]) -> None:
    for at, item in enumerate(items):
        file.write("," if at else "")
        json.dump(item, file, separators=(",", ":"))


def main() -> None:
    """Write ``argv[1]`` resources to the file ``argv[2]``."""
    if len(sys.argv) != 3 or not sys.argv[1].isdecimal():
        raise SystemExit("usage: python benchmarks/make_plan.py RESOURCES FILE")
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        write(file, int(sys.argv[1]))


if __name__ == "__main__":
    main()
