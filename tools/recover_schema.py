"""Recover a provider schema, as `terraform providers schema -json` prints it, from prebuilt CDKTF bindings.

usage: python -m tools.recover_schema [--protocol 6] WHEEL OUT.json[.gz]

The bindings are published as wheels (cdktn_provider_NAME, before that cdktf_cdktf_provider_NAME) and are
generated from the provider's schema, so most of it can be read back. Lost are `sensitive`, most of
`write_only`, item limits above one, and the depth of blocks that contain themselves.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tools.recovery.archive import modules
from tools.recovery.rebuild import Rebuilder
from tools.recovery.source import KINDS, read, release

Json = dict[str, Any]


def recover(wheel: Path, *, protocol: int) -> Json:
    """The schema document, with source, version and counts of open points under `x_meta`."""
    schema: Json = {kind: {} for kind in KINDS.values()} | {"provider": {"version": 0, "block": {}}}
    notes: Counter[str] = Counter()
    named: tuple[str, str] | None = None
    for typescript in modules(wheel).values():
        module = read(typescript)
        named = named or (release(typescript) if module.constructs else None)
        rebuilder = Rebuilder(module, notes, nested_attributes=protocol >= 6)
        for construct in module.constructs:
            recovered = {"version": 0, "block": rebuilder.construct(construct)}
            if construct.kind == "provider":
                schema["provider"] = recovered
            else:
                schema[construct.kind][construct.type_name] = recovered
    if named is None:
        raise ValueError(wheel.name)
    complete_wafv2(schema["resource_schemas"])
    source, version = named
    about = {"source": source, "version": version, "package": wheel.name, "open": dict(+notes)}
    schemas = {f"registry.terraform.io/{source}": schema}
    return {"format_version": "1.0", "provider_schemas": schemas, "x_meta": about}


def complete_wafv2(resources: Json) -> None:
    """Give AWS WAF rules the statement of aws_wafv2_web_acl_rule: the generator writes `any` for theirs."""
    blocks = resources.get("aws_wafv2_web_acl_rule", {}).get("block", {}).get("block_types", {})
    for name in ("aws_wafv2_web_acl", "aws_wafv2_rule_group"):
        rule = resources.get(name, {}).get("block", {}).get("block_types", {}).get("rule", {}).get("block", {})
        if "statement" in blocks and rule.get("attributes", {}).pop("statement", None):
            once = {"nesting_mode": "list", "min_items": 1, "max_items": 1}
            rule.setdefault("block_types", {})["statement"] = blocks["statement"] | once


def main(arguments: list[str]) -> int:
    """Write the schema recovered from one wheel."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--protocol", type=int, choices=(5, 6), default=5, help="the provider's plugin protocol; 6 for helm"
    )
    options = parser.parse_args(arguments)
    document = recover(options.wheel, protocol=options.protocol)
    data = json.dumps(document, separators=(",", ":"), sort_keys=True).encode()
    options.out.write_bytes(gzip.compress(data, 9, mtime=0) if options.out.suffix == ".gz" else data)
    sys.stdout.write(json.dumps(document["x_meta"]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
