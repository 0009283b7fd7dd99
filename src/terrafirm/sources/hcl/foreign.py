"""What other tools keep beside Terraform's configuration and no scan of it covers: said, not passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

_STACK = (
    "a Terraform stack is not evaluated: the modules that its components call are judged without the stack's inputs"
)
_TERRAGRUNT = "Terragrunt is not run: scan the plan that it makes (terragrunt run -- show -json PLAN) for its inputs"
_KINDS = {
    ".tfcomponent.hcl": _STACK,
    ".tfstack.hcl": _STACK,
    ".tfdeploy.hcl": _STACK,
    "terragrunt.hcl": _TERRAGRUNT,
    "terragrunt.stack.hcl": _TERRAGRUNT,
}


class Foreign:
    """Files that configure infrastructure in ways that are not evaluated, the first of each kind with their number."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Path, int]] = {}

    def see(self, folder: str, names: Iterable[str]) -> None:
        """Look at the names of a directory's files."""
        for name in names:
            if not name.endswith(".hcl"):
                continue
            for ending, why in _KINDS.items():
                if name.endswith(ending):
                    first, count = self._found.get(why, (Path(folder, name), 0))
                    self._found[why] = first, count + 1
                    break

    def remarks(self) -> Iterator[tuple[Path, str]]:
        """One remark for each kind: the first file, and why it and how many others are not evaluated."""
        for why, (first, count) in self._found.items():
            yield first, why if count == 1 else f"{why} ({count} such files)"
