"""Read YAML strictly: YAML 1.2 booleans, no duplicate keys, no objects, positions in errors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from terrafirm.model.errors import RuleError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """PyYAML's safe loader with the YAML 1.2 core schema."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9]\d*)\.\d+$"), list("-0123456789"))


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            key = str(key_node.value)
        if key in result:
            line = key_node.start_mark.line + 1
            raise RuleError(str(loader.name), line, f'the key "{key}" is given twice')
        result[key] = loader.construct_object(value_node, deep=True)
    return result


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(text: str, shown: str) -> Any:
    """The document in ``text``; raises :class:`RuleError` with the line of what is wrong."""
    loader = _Loader(text)
    loader.name = shown
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise RuleError(shown, mark.line + 1 if mark else 0, str(problem)) from error
    finally:
        loader.dispose()


def read_yaml_file(path: Path, shown: str) -> Any:
    """The document in a file; raises :class:`RuleError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(shown, 0, f"cannot be read: {error}") from error
    return read_yaml(text, shown)


def line_of(text: str, key: str) -> int:
    """The line (from 1) on which a top-level ``key`` stands, 0 when it does not."""
    match = re.search(rf"(?m)^{re.escape(key)}:", text)
    return text.count("\n", 0, match.start()) + 1 if match else 0
