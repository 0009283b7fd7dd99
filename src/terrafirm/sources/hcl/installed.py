"""What ``terraform init`` installed: its manifest, and whether Terraform would still take it for a call."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from terrafirm.model.record import dataclass
from terrafirm.sources.hcl.bounded import read_bounded
from terrafirm.sources.hcl.nodes import Lit
from terrafirm.sources.hcl.syntax import Block
from terrafirm.sources.hcl.versions import excludes

#: Bytes the module manifest may have.
MAX_MANIFEST_BYTES = 10 * 1024 * 1024
#: A user with a password, or a token in their place: https://developer.hashicorp.com/terraform/language/modules/sources
_USER = re.compile(r"(?<=://)([^/@\s]*)@")
_SECRET = re.compile(r"(?<=[?&]sshkey=)[^&]*|(?<=[?&]aws_access_key_secret=)[^&]*|(?<=[?&]aws_access_token=)[^&]*")
#: Characters from which on the name of a user is taken for a token.
_TOKEN = 20
_REGISTRY = re.compile(r"(?:(?P<host>[\w-]+(?:\.[\w-]+)+(?::\d+)?)/)?(?P<rest>[\w-]+/[\w-]+/[\w-]+(?://.*)?)")
_DEFAULT_HOSTS = (None, "registry.terraform.io", "registry.opentofu.org")


@dataclass(frozen=True, slots=True)
class Installed:
    """What the manifest of ``terraform init`` says of a module: where it is, what it was fetched from."""

    directory: str
    source: str
    version: str


def without_secrets(source: str) -> str:
    """A source address without the password, token or key that may stand in it."""

    def user(match: re.Match[str]) -> str:
        return "***@" if ":" in match.group(1) or len(match.group(1)) >= _TOKEN else match.group()

    return _SECRET.sub("***", _USER.sub(user, source))


def stale_because(source: str, block: Block, found: Installed) -> str:
    """Why Terraform would not take the installed module for this call; empty where it would or nobody can tell."""
    wanted, given = _REGISTRY.fullmatch(source), _REGISTRY.fullmatch(found.source)
    if wanted is None or given is None:
        return ""
    hosts = [None if match["host"] in _DEFAULT_HOSTS else match["host"] for match in (wanted, given)]
    if hosts[0] != hosts[1] or wanted["rest"] != given["rest"]:
        return f'what is installed for it was fetched from "{found.source}", not from "{source}"'
    version = block.body.attributes.get("version")
    literal = version.expr.value if version is not None and isinstance(version.expr, Lit) else None
    if isinstance(literal, str) and excludes(literal, found.version):
        return f'its installed version {found.version} does not meet "{literal}"'
    return ""


def manifest(root: Path, note: Callable[[str, Path], None]) -> dict[str, Installed]:
    """What is installed for a root module, by the manifest's keys; ``note`` is told of the file that was looked at."""
    path = root / ".terraform" / "modules" / "modules.json"
    note("content", path)
    try:
        found = json.loads(read_bounded(path, MAX_MANIFEST_BYTES))
        listed = {
            entry["Key"]: Installed(entry["Dir"], str(entry.get("Source", "")), str(entry.get("Version", "")))
            for entry in found["Modules"]
            if isinstance(entry["Dir"], str) and "\0" not in entry["Dir"]
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        listed = {}
    return listed or {"": Installed(".", "", "")}
