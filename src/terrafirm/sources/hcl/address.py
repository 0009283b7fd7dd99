"""How instance keys are written in addresses."""

from __future__ import annotations

from typing import Final

from terrafirm.model.value import Value

#: Stands for the key of an instance whose ``count`` or ``for_each`` is not known.
ANY_KEY: Final = "*"


def instance_suffix(key: Value) -> str:
    """The bracketed key of an instance address, as Terraform writes it."""
    if key is None:
        return ""
    if type(key) is int or key is ANY_KEY:
        return f"[{key}]"
    escaped = (
        str(key)
        .replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
    )
    return '["' + escaped.replace("${", "$${").replace("%{", "%%{") + '"]'
