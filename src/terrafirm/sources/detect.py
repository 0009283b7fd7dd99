"""Tell what an input is by looking at how it begins."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from terrafirm.model.errors import InputError
from terrafirm.sources.plan.archive import names_in
from terrafirm.sources.state.stream import JsonStream
from terrafirm.sources.state.text import Document, document, encoding_of


class Kind(enum.Enum):
    """What an input holds."""

    DIRECTORY = "a directory"
    CONFIGURATION = "a configuration file"
    PLAN = "a plan in JSON"
    BINARY_PLAN = "a binary plan"
    STATE = "a state"
    SNAPSHOT = "an inventory snapshot"


#: Bytes looked at to tell text from other things.
_HEAD = 4096
_ACCEPTED = (
    "give a directory or file of configuration, the output of `terraform show -json`, a plan, "
    "a state file (format 4) or an inventory snapshot"
)
_CONFIGURATION = re.compile(
    r"(?>\s+|#[^\n]*|//[^\n]*|/\*(?>.*?\*/))*+"
    r"(?:(?:resource|module|variable|terraform|provider|data|locals|output|moved|import|removed|check|ephemeral)\b"
    r"[^\n]*\{|\Z)",
    re.DOTALL,
)
_PLAN_KEYS = frozenset(
    {
        "planned_values", "resource_changes", "resource_drift", "prior_state", "configuration", "output_changes",
        "relevant_attributes", "deferred_changes", "applyable", "complete", "errored",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "resource", "module", "variable", "terraform", "provider", "data", "locals", "output", "moved", "import",
        "removed", "ephemeral", "check", "//",
    }
)  # fmt: skip
_LOOKALIKES = {
    "@level": "the log of a command run with -json: save the plan with -out=FILE and give `terraform show -json FILE`",
    "provider_schemas": "the output of `terraform providers schema -json`",
    "encrypted_data": "an encrypted OpenTofu file: give the output of `tofu show -json`",
    "AWSTemplateFormatVersion": "a CloudFormation template",
    "apiVersion": "a Kubernetes object",
    "modules": "a state of format 3 or older: let Terraform 0.12 or later write it anew",
    "$schema": "a document of another tool",
}


def detect(source: Path | bytes, shown: str = "") -> Kind:
    """The kind of input at a path, or in bytes read from standard input. Only its beginning is read.

    Raises :class:`InputError` that says what it looks like and what is accepted.
    """
    shown = shown or ("<stdin>" if isinstance(source, bytes) else str(source))
    if isinstance(source, Path):
        if source.is_dir():
            return Kind.DIRECTORY
        if not source.exists():
            raise InputError(f"{shown}: there is no such file or directory: {_ACCEPTED}")
        if not source.is_file():
            raise InputError(f'{shown}: is not a regular file: pipe what a program writes into it and give "-"')
    text = document(source, shown)
    head = text.head(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _archive(source, shown)
    if head.startswith(b"\x1f\x8b"):
        raise InputError(f"{shown}: looks like a gzip file: unpack it first; {_ACCEPTED}")
    encoding = encoding_of(head)
    if encoding == "utf-8" and b"\0" in head:
        raise InputError(f"{shown}: looks like a binary file: {_ACCEPTED}")
    start = head.decode(encoding, "replace").lstrip()
    if start.startswith("{"):
        return _json(text)
    named = isinstance(source, Path) and source.suffix in (".tf", ".tofu")
    if named or (start and _CONFIGURATION.match(start)):
        return Kind.CONFIGURATION
    if shown.endswith((".tfvars", ".tfvars.json")):
        raise InputError(f"{shown}: looks like a file of values: give it with --var-file beside what it is for")
    raise InputError(f"{shown}: looks like {_guess(start)}: {_ACCEPTED}")


def _archive(source: Path | bytes, shown: str) -> Kind:
    if "tfplan" in names_in(source, shown):
        return Kind.BINARY_PLAN
    raise InputError(f"{shown}: looks like a zip file without a plan in it: unpack it first; {_ACCEPTED}")


def _json(text: Document) -> Kind:
    """The kind of a JSON object, by the first of its keys that settles it."""
    seen: dict[str, Any] = {}
    for key, stream in _keys(text):
        if key in _LOOKALIKES and not (key == "modules" and seen.get("version") == 4):
            raise InputError(f"{text.shown}: looks like {_LOOKALIKES[key]}; {_ACCEPTED}")
        kind = _by_key(key)
        if kind is not None:
            return kind
        # small members are kept, because some keys settle the kind only together
        value = stream.value()
        seen[key] = value if isinstance(value, (str, int)) else None
        if key == "schema" and isinstance(value, str) and value.startswith("terrafirm.snapshot/"):
            return Kind.SNAPSHOT
    if seen and seen.keys() <= _BLOCKS:
        return Kind.CONFIGURATION
    if "format_version" in seen:
        return Kind.STATE  # `terraform show -json` where there is no state yet
    if "version" in seen and "resources" in seen:
        return Kind.STATE
    keys = ", ".join(list(seen)[:5])
    raise InputError(f"{text.shown}: looks like a JSON object with {keys or 'nothing in it'}: {_ACCEPTED}")


def _keys(text: Document) -> Iterator[tuple[str, JsonStream]]:
    stream = JsonStream(text.chunks(), text.shown)
    for key in stream.members():
        yield key, stream


def _by_key(key: str) -> Kind | None:
    if key in _PLAN_KEYS:
        return Kind.PLAN
    return Kind.STATE if key in ("values", "lineage", "serial") else None


def _guess(start: str) -> str:
    """What text that is none of the accepted kinds seems to be."""
    if not start:
        return "an empty file"
    if start.startswith("["):
        return "a JSON array"
    if "Terraform will perform the following actions" in start or "Terraform used the selected providers" in start:
        return "a plan as text: save it with -out=FILE and give `terraform show -json FILE`"
    if start.startswith("<"):
        return "a document in HTML or XML"
    if re.match(r"(?:---|[\w.-]+:(?:\s|\Z))", start):
        return "a YAML file"
    return "text that is neither configuration nor JSON"
