"""Read directories of configuration: find the root modules, evaluate them, list their resources."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from terrafirm.model.footprint import SKIPPED
from terrafirm.model.resource import Inventory, NotEvaluated
from terrafirm.sources.hcl import nodes
from terrafirm.sources.hcl.config import config_files, declare_missing, from_text, load_file
from terrafirm.sources.hcl.declarations import ModuleConfig
from terrafirm.sources.hcl.files import FileAccess
from terrafirm.sources.hcl.inputs import Inputs, read_inputs
from terrafirm.sources.hcl.locate import is_local
from terrafirm.sources.hcl.module import Module
from terrafirm.sources.hcl.resource import HclResource
from terrafirm.sources.hcl.run import ConfigCache, LimitReached, Run, allow_deep_recursion
from terrafirm.sources.hcl.syntax import Fault


def directories(start: Path) -> Iterator[Path]:
    """Every directory at or below ``start`` with configuration files, links not followed."""
    for folder, folders, names in os.walk(start):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        if any(name.endswith((".tf", ".tf.json", ".tofu", ".tofu.json")) for name in names):
            path = Path(folder)
            if config_files(path):
                yield path


def read(start: Path, shown: str, inputs: Inputs, part: tuple[int, int] = (0, 1)) -> Iterator[Inventory]:
    """One inventory for each root module at or below ``start``: every directory that no other one calls.

    ``part`` (number, of how many) narrows it to every so-manieth root, for scans in several processes.
    """
    allow_deep_recursion()
    start = Path(os.path.normpath(start.absolute()))
    cache = ConfigCache()
    configs = {path: cache.get(path, _shown(start, shown, path)) for path in directories(start)}
    called = _called(configs)
    roots = [config for path, config in configs.items() if path not in called]
    for config in roots[part[0] :: part[1]]:
        yield read_root(config, cache, start, inputs)


def read_one(start: Path, shown: str, inputs: Inputs) -> Inventory:
    """The root module that ``start`` itself is, whoever else calls it."""
    allow_deep_recursion()
    start = Path(os.path.normpath(start.absolute()))
    cache = ConfigCache()
    return read_root(cache.get(start, _shown(start, shown, start)), cache, start, inputs)


def _shown(start: Path, shown: str, path: Path) -> str:
    relative = os.path.relpath(path, start)
    return os.path.normpath(f"{shown}/{relative}") if shown not in ("", ".") else os.path.normpath(relative)


def _called(configs: dict[Path, ModuleConfig]) -> set[Path]:
    """Directories called as modules by others; a ring of callers nobody calls from outside keeps its first one."""
    callees = {path: set(_local_calls(path, config)) - {path} for path, config in configs.items()}
    called = {callee for found in callees.values() for callee in found}
    reached: set[Path] = set()
    for path in [path for path in configs if path not in called]:
        _reach(path, callees, reached)
    for path in configs:
        if path not in reached:
            called.discard(path)
            _reach(path, callees, reached)
    return called


def _reach(path: Path, callees: dict[Path, set[Path]], reached: set[Path]) -> None:
    stack = [path]
    while stack:
        current = stack.pop()
        if current not in reached:
            reached.add(current)
            stack.extend(callees.get(current, ()))


def _local_calls(path: Path, config: ModuleConfig) -> Iterable[Path]:
    for block in config.calls.values():
        source = block.body.attributes.get("source")
        expr = source.expr if source is not None else None
        if isinstance(expr, nodes.Lit) and isinstance(expr.value, str) and is_local(expr.value):
            yield Path(os.path.normpath(path / expr.value))


def read_root(config: ModuleConfig, cache: ConfigCache, start: Path, inputs: Inputs) -> Inventory:
    """Evaluate one root module."""
    files = FileAccess(config.directory, [start, config.directory], cache.contents)
    run = Run(files, cache, config.shown or ".", inputs.workspace)
    faults = read_inputs(run, config, inputs)
    root = Module(run, config)
    _missing_variables(root)
    inventory = Inventory("hcl", config.shown or ".")
    try:
        for instance in root.instances():
            inventory.resources.append(HclResource(instance))
    except LimitReached as error:
        run.note(None, 0, str(error))
        run.open(str(error))
    inventory.not_evaluated = run.not_evaluated
    inventory.reads = run.files.reads
    for module_config in _reached_configs(root):
        if _is_apart(module_config.directory, start):
            run.files.note("configuration", module_config.directory)
        faults.extend(module_config.faults)
        inventory.files += len(module_config.files)
    inventory.not_evaluated.extend(_as_not_evaluated(fault) for fault in faults)
    if faults:
        run.open(f"{faults[0].path} could not be read")
    inventory.closed, inventory.open_because = not run.open_because, run.open_because
    return inventory


#: Stands for the directory of text that has none; nothing below it can be read.
_NOWHERE = Path(os.devnull) / "text"


def _is_apart(directory: Path, start: Path) -> bool:
    """Whether a module's directory is not among those that a walk below ``start`` finds, which follows no links."""
    if not directory.is_relative_to(start):
        return True
    reached = Path(os.path.realpath(start)) / directory.relative_to(start)
    return os.path.realpath(directory) != str(reached) or not SKIPPED.isdisjoint(directory.relative_to(start).parts)


def read_text(text: str, shown: str, *, excerpt: bool = False) -> Inventory:
    """The inventory of configuration text that stands in no directory (standard input, a rule's case).

    Variables that it refers to without declaring them have no value. In an ``excerpt`` resources that it refers to
    without declaring them are taken to be declared elsewhere.
    """
    allow_deep_recursion()
    cache = ConfigCache()
    config = from_text(text, _NOWHERE, shown)
    cache.put(_NOWHERE, config)
    declare_missing(config, resources=excerpt)
    return read_root(config, cache, _NOWHERE, Inputs())


def root_of_text(text: str, shown: str, directory: Path = _NOWHERE) -> Module:
    """The root module that configuration text makes in ``directory``, with nothing evaluated yet."""
    allow_deep_recursion()
    run = Run(FileAccess(directory, [directory]), ConfigCache())
    return Module(run, from_text(text, directory, shown))


def read_file(path: Path, shown: str, inputs: Inputs) -> Inventory:
    """The inventory of one configuration file, judged by itself: its world is open, as it has siblings or may have."""
    allow_deep_recursion()
    path = path.absolute()
    cache = ConfigCache()
    folder = os.path.dirname(shown)  # noqa: PTH120 - a display name, not a file
    config = load_file(path, folder)
    cache.put(path.parent, config)
    inventory = read_root(config, cache, path.parent, inputs)
    if len(config_files(path.parent)) > 1:
        inventory.closed, inventory.open_because = False, "only one file of its directory is scanned"
    return inventory


def _as_not_evaluated(fault: Fault) -> NotEvaluated:
    return NotEvaluated(fault.path, fault.line, fault.why, fault.column)


def _missing_variables(root: Module) -> None:
    """A directory with a required variable that has no value waits for a caller, who may add what it lacks.

    One that configures a backend or a provider is a root module all the same: nobody calls it.
    """
    if root.config.is_root_like:
        return
    for name, block in root.config.variables.items():
        if "default" not in block.body.attributes and name not in root.run.values:
            root.run.lenient = True
            root.run.open(f'variable "{name}" has no value')


def _reached_configs(root: Module) -> list[ModuleConfig]:
    found: dict[Path, ModuleConfig] = {}
    stack = [root]
    while stack:
        module = stack.pop()
        found.setdefault(module.config.directory, module.config)
        for name in module.config.calls:
            children = module.children(name)
            if isinstance(children, dict):
                stack.extend(children.values())
    return list(found.values())
