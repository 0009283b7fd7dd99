"""Read one directory's configuration: its declarations, merged over its files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from terrafirm.sources.hcl.bounded import read_bounded
from terrafirm.sources.hcl.declarations import LABELS, ModuleConfig
from terrafirm.sources.hcl.links import LEADS_OUT, leads_out
from terrafirm.sources.hcl.nodes import Name, walk
from terrafirm.sources.hcl.parse import parse_file
from terrafirm.sources.hcl.syntax import Block, Body, Fault, SourceFile

#: Bytes a configuration file may have; a larger one is not evaluated.
MAX_FILE_BYTES = 4 * 1024 * 1024
SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")


def config_files(directory: Path) -> list[Path]:
    """The configuration files of a directory in Terraform's loading order; a ``.tofu`` file hides its ``.tf`` twin."""
    try:
        with os.scandir(directory) as entries:
            names = sorted(entry.name for entry in entries if not entry.is_dir(follow_symlinks=False))
    except OSError:
        return []
    found = [
        name for name in names if name.endswith(SUFFIXES) and not name.startswith((".", "#")) and not name.endswith("~")
    ]
    hidden = {name.replace(".tofu", ".tf") for name in found if ".tofu" in name}
    return [directory / name for name in found if name not in hidden or ".tofu" in name]


def is_override(name: str) -> bool:
    """Whether a file's declarations are merged over those of the other files."""
    base = name.removesuffix(".json").removesuffix(".tf").removesuffix(".tofu")
    return base == "override" or base.endswith("_override")


def load(directory: Path, shown: str, homes: Iterable[str] = ()) -> ModuleConfig:
    """Read and merge a directory's files; what cannot be read is in ``faults``.

    Links may lead to what lies below ``homes``; anywhere without them.
    """
    config = ModuleConfig(directory, shown)
    overrides: list[Body] = []
    for path in config_files(directory):
        name = f"{shown}/{path.name}" if shown not in ("", ".") else path.name
        if homes and leads_out(path, homes):
            config.faults.append(Fault(name, 0, 0, LEADS_OUT))
            continue
        body = _read(path, name, config)
        if body is None:
            continue
        if is_override(path.name):
            overrides.append(body)
        else:
            _declare(config, body)
    for body in overrides:
        _override(config, body)
    return config


def load_file(path: Path, shown: str) -> ModuleConfig:
    """Read one file as if it were alone in its directory."""
    config = ModuleConfig(path.parent, shown)
    body = _read(path, f"{shown}/{path.name}" if shown not in ("", ".") else path.name, config)
    if body is not None:
        _declare(config, body)
    return config


def from_text(text: str, directory: Path, shown: str) -> ModuleConfig:
    """The configuration that ``text`` alone makes."""
    config = ModuleConfig(directory, shown)
    _declare(config, _parsed(SourceFile(shown, text), config, is_json=text.lstrip().startswith("{")))
    return config


def declare_missing(config: ModuleConfig, *, resources: bool) -> None:
    """Declare every variable (and resource) that is referred to but not declared, without anything in it."""
    stack = [block.body for block in [*config.resources.values(), *config.calls.values(), *config.outputs.values()]]
    attributes = list(config.locals.values())
    while stack:
        body = stack.pop()
        attributes.extend(body.attributes.values())
        stack.extend(block.body for block in body.blocks)
    for attribute in attributes:
        for node in walk(attribute.expr):
            if not isinstance(node, Name) or not node.steps or not isinstance(node.steps[0], str):
                continue
            labels = (node.steps[0],) if node.root == "var" else (node.root, node.steps[0])
            empty = Block("variable", labels, Body(), attribute.file, node.start, node.end, node.end)
            if node.root == "var":
                config.variables.setdefault(node.steps[0], empty)
            elif resources and _RESOURCE_TYPE.fullmatch(node.root):
                config.resources.setdefault(("managed", node.root, node.steps[0]), empty)


def _read(path: Path, shown: str, config: ModuleConfig) -> Body | None:
    try:
        text = read_bounded(path, MAX_FILE_BYTES).decode("utf-8")
    except OSError as error:
        config.faults.append(Fault(shown, 0, 0, f"cannot be read: {error.strerror or error}"))
        return None
    except UnicodeDecodeError as error:
        config.faults.append(Fault(shown, 1, 1, f"is not valid UTF-8 (byte {error.start}): save it as UTF-8"))
        return None
    return _parsed(SourceFile(shown, text), config, is_json=path.name.endswith(".json"))


def _parsed(file: SourceFile, config: ModuleConfig, *, is_json: bool) -> Body:
    config.files.append(file)
    if is_json:
        from terrafirm.sources.hcl.json_syntax import parse_json_file

        body, faults = parse_json_file(file)
    else:
        body, faults = parse_file(file)
    config.faults.extend(faults)
    return body


_RESOURCE_TYPE = re.compile(r"[a-z0-9]+_[a-z0-9_]+")

_MODES = {"resource": "managed", "data": "data", "ephemeral": "ephemeral"}


def _declare(config: ModuleConfig, body: Body) -> None:
    config.faults.extend(_misplaced(body))
    for block in body.blocks:
        kind, labels = block.type, block.labels
        if kind in _MODES and len(labels) == 2:
            _add(config, config.resources, (_MODES[kind], *labels), block)
        elif kind == "variable" and len(labels) == 1:
            _add(config, config.variables, labels[0], block)
        elif kind == "output" and len(labels) == 1:
            _add(config, config.outputs, labels[0], block)
        elif kind == "module" and len(labels) == 1:
            _add(config, config.calls, labels[0], block)
        elif kind == "locals":
            for name, attribute in block.body.attributes.items():
                if config.locals.setdefault(name, attribute) is not attribute:
                    where = attribute.file.position(attribute.start)
                    why = f'Duplicate local value definition: "{name}" was declared before'
                    config.faults.append(Fault(attribute.file.path, *where, why))
        elif kind == "provider":
            config.providers.append(block)
        elif kind == "terraform":
            config.settings.append(block)


def _misplaced(body: Body) -> Iterable[Fault]:
    """What stands at the top of a file and declares nothing, so that it would be passed over in silence."""
    for attribute in body.attributes.values():
        why = f'Unsupported argument: an argument named "{attribute.name}" is not expected outside of blocks'
        yield Fault(attribute.file.path, *attribute.file.position(attribute.start), why)
    for block in body.blocks:
        wanted, found = LABELS.get(block.type), len(block.labels)
        if wanted is None:
            why = f'Unsupported block type: blocks of type "{block.type}" are not expected here'
        elif found < len(wanted):
            why = f"Missing {wanted[found]} for {block.type}: its labels are {_listed(wanted)}"
        elif found > len(wanted):
            why = f"Extraneous label for {block.type}: its labels are {_listed(wanted)}"
        else:
            continue
        yield Fault(block.file.path, *block.file.position(block.start), why)


def _listed(labels: tuple[str, ...]) -> str:
    return " and ".join(labels) or "none"


def _add(config: ModuleConfig, into: dict[Any, Block], key: Any, block: Block) -> None:
    if key in into:
        line, column = block.file.position(block.start)
        name = ".".join(block.labels)
        config.faults.append(Fault(block.file.path, line, column, f'Duplicate {block.type} "{name}": declared before'))
        return
    into[key] = block


def _override(config: ModuleConfig, body: Body) -> None:
    config.faults.extend(_misplaced(Body(body.attributes)))
    for block in body.blocks:
        kind, labels = block.type, block.labels
        target: Block | None = None
        if kind in _MODES and len(labels) == 2:
            target = config.resources.get((_MODES[kind], *labels))
        elif len(labels) == 1:
            tables = {"variable": config.variables, "output": config.outputs, "module": config.calls}
            target = tables[kind].get(labels[0]) if kind in tables else None
        elif kind == "locals":
            config.locals.update(block.body.attributes)
            continue
        if target is not None:
            target.body.attributes.update(block.body.attributes)
            replaced = set(map(_makes, block.body.blocks))
            kept = [inner for inner in target.body.blocks if _makes(inner) not in replaced]
            target.body.blocks = kept + block.body.blocks
        else:
            _declare(config, Body({}, [block]))


def _makes(block: Block) -> str:
    """The type of nested blocks that a block makes: a dynamic one makes those of its label."""
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type
