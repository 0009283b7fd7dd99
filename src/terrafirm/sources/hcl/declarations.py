"""What one directory declares: variables, locals, outputs, resources, calls."""

from __future__ import annotations

from pathlib import Path

from terrafirm.model.record import dataclass, field
from terrafirm.sources.hcl.syntax import Attribute, Block, Fault, SourceFile

#: What the labels of each top-level block are, in Terraform and OpenTofu.
LABELS = {
    "resource": ("type", "name"),
    "data": ("type", "name"),
    "ephemeral": ("type", "name"),
    "action": ("type", "name"),
    "variable": ("name",),
    "output": ("name",),
    "module": ("name",),
    "provider": ("name",),
    "check": ("name",),
    "locals": (),
    "terraform": (),
    "moved": (),
    "removed": (),
    "import": (),
}


@dataclass(slots=True)
class ModuleConfig:
    """The declarations of one directory. Keys of ``resources`` are (mode, type, name)."""

    directory: Path
    shown: str
    variables: dict[str, Block] = field(default_factory=dict)
    locals: dict[str, Attribute] = field(default_factory=dict)
    outputs: dict[str, Block] = field(default_factory=dict)
    resources: dict[tuple[str, str, str], Block] = field(default_factory=dict)
    calls: dict[str, Block] = field(default_factory=dict)
    providers: list[Block] = field(default_factory=list)
    settings: list[Block] = field(default_factory=list)
    files: list[SourceFile] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_root_like(self) -> bool:
        """Whether it configures a backend or a provider, as root modules do."""
        backend = any(inner.type in ("backend", "cloud") for block in self.settings for inner in block.body.blocks)
        return backend or any(block.body.attributes for block in self.providers)
