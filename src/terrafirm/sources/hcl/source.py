"""Read directories of configuration: find the root modules, evaluate them, list their resources."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from terrafirm.model.footprint import SKIPPED
from terrafirm.model.provider_schema import provider_version
from terrafirm.model.resource import Inventory, NotEvaluated
from terrafirm.model.value import Value, bare
from terrafirm.sources.hcl import nodes
from terrafirm.sources.hcl.config import config_files, declare_missing, from_text, load_file
from terrafirm.sources.hcl.declarations import ModuleConfig
from terrafirm.sources.hcl.decode import names_in
from terrafirm.sources.hcl.errors import LimitReached
from terrafirm.sources.hcl.files import FileAccess
from terrafirm.sources.hcl.foreign import Foreign
from terrafirm.sources.hcl.inputs import Inputs, read_inputs, selected_workspace
from terrafirm.sources.hcl.instance import META, Instance
from terrafirm.sources.hcl.links import home_of
from terrafirm.sources.hcl.locate import is_local
from terrafirm.sources.hcl.module import Module
from terrafirm.sources.hcl.resource import HclResource
from terrafirm.sources.hcl.run import ConfigCache, Run, allow_deep_recursion
from terrafirm.sources.hcl.syntax import Attribute, Fault


def directories(
    start: Path, lost: Callable[[OSError], None] | None = None, foreign: Foreign | None = None
) -> Iterator[Path]:
    """Every directory at or below ``start`` with configuration files, links not followed.

    ``lost`` is told of each that cannot be listed, ``foreign`` of what other tools have there.
    """
    for folder, folders, names in os.walk(start, onerror=lost):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        if foreign is not None:
            foreign.see(folder, names)
        if any(name.endswith((".tf", ".tf.json", ".tofu", ".tofu.json")) for name in names):
            path = Path(folder)
            if config_files(path):
                yield path


def read(start: Path, shown: str, inputs: Inputs) -> Iterator[Inventory]:
    """The inventories of one place; see :func:`read_all`."""
    return read_all([(start, shown)], inputs)


def read_all(places: Iterable[tuple[Path, str]], inputs: Inputs, part: tuple[int, int] = (0, 1)) -> Iterator[Inventory]:
    """One inventory for each root module at or below the places: every directory that no other one there calls.

    Places are directories with the names that reports give them. What was found there and is in no root module comes
    first. ``part`` (number, of how many) narrows it to every so-manieth root, for scans in several processes.
    """
    allow_deep_recursion()
    starts = {Path(os.path.normpath(start.absolute())): shown for start, shown in places}
    cache = ConfigCache(map(home_of, starts))
    configs: dict[Path, ModuleConfig] = {}
    above: dict[Path, Path] = {}
    for start, shown in starts.items():
        aside = Inventory("hcl", shown)
        for path in _found_below(start, shown, aside.not_evaluated):
            configs[path] = cache.get(path, _shown(start, shown, path))
            above.setdefault(path, start)
        if aside.not_evaluated and part[0] == 0:
            yield aside
    called = _called(configs, cache, inputs)
    roots = [config for path, config in configs.items() if path not in called]
    inputs.declared.update(name for config in roots for name in config.variables)
    for config in roots[part[0] :: part[1]]:
        yield read_root(config, cache, above[config.directory], inputs)


def _found_below(start: Path, shown: str, aside: list[NotEvaluated]) -> list[Path]:
    """The directories of configuration below a place; what was passed over there is added to ``aside``."""
    foreign = Foreign()

    def lost(error: OSError) -> None:
        place = _shown(start, shown, Path(error.filename or start))
        aside.append(NotEvaluated(place, 0, f"cannot be listed: {error.strerror or error}"))

    found = list(directories(start, lost, foreign))
    aside.extend(NotEvaluated(_shown(start, shown, path), 0, why, fatal=False) for path, why in foreign.remarks())
    if not found and not any(item.fatal for item in aside):
        aside.append(NotEvaluated(shown, 0, "nothing here is Terraform: no configuration, plan or state"))
    return found


def read_one(start: Path, shown: str, inputs: Inputs) -> Inventory:
    """The root module that ``start`` itself is, whoever else calls it."""
    allow_deep_recursion()
    start = Path(os.path.normpath(start.absolute()))
    cache = ConfigCache([home_of(start)])
    return read_root(cache.get(start, _shown(start, shown, start)), cache, start, inputs)


def _shown(start: Path, shown: str, path: Path) -> str:
    relative = os.path.relpath(path, start)
    return os.path.normpath(f"{shown}/{relative}") if shown not in ("", ".") else os.path.normpath(relative)


def _called(configs: dict[Path, ModuleConfig], cache: ConfigCache, inputs: Inputs) -> set[Path]:
    """Directories called as modules by others; a ring of callers nobody calls from outside keeps its first one."""
    callees = {path: set(_local_calls(path, config, cache, inputs)) - {path} for path, config in configs.items()}
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


def _local_calls(path: Path, config: ModuleConfig, cache: ConfigCache, inputs: Inputs) -> Iterable[Path]:
    for block in config.calls.values():
        source = block.body.attributes.get("source")
        if source is None:
            continue
        expr = source.expr
        value = expr.value if isinstance(expr, nodes.Lit) else _computed_source(source, config, cache, inputs)
        if isinstance(value, str) and is_local(value):
            yield Path(os.path.normpath(path / value))


def _computed_source(source: Attribute, config: ModuleConfig, cache: ConfigCache, inputs: Inputs) -> Value:
    """A module source made of variables and locals (Terraform 1.15), the module taken for a root."""
    run = Run(FileAccess(config.directory, [config.directory], cache.contents), cache, config.shown or ".")
    read_inputs(run, config, inputs)
    return bare(run.value(source.expr, Module(run, config).env, source.file))


def read_root(config: ModuleConfig, cache: ConfigCache, start: Path, inputs: Inputs) -> Inventory:
    """Evaluate one root module."""
    files = FileAccess(config.directory, [start, config.directory], cache.contents)
    workspace = inputs.workspace or selected_workspace(config.directory, files, cache.homes)
    run = Run(files, cache, config.shown or ".", workspace)
    inputs.declared.update(config.variables)
    faults = read_inputs(run, config, inputs)
    root = Module(run, config)
    _missing_variables(root)
    inventory = Inventory("hcl", config.shown or ".")
    strange: set[tuple[str, str]] = set()
    block = None
    try:
        for instance in root.instances():
            inventory.resources.append(HclResource(instance))
            if instance.block is not block:  # instances of one come one after the other
                block = instance.block
                _note_strange(run, instance, strange)
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


def _note_strange(run: Run, instance: Instance, known: set[tuple[str, str]]) -> None:
    """Say, once for each, what a provider whose schema is packed does not have: misspelt, or of another version."""
    kind, block, schema = instance.type, instance.block, instance.schema
    found: list[str] = []
    if schema is None:
        found = [""] if instance.mode != "ephemeral" else []  # few of which are packed
    else:
        found = [
            name
            for name in names_in(block.body)
            if name not in schema.attributes and name not in schema.blocks and name not in META
        ]
    for name in found:
        provider = kind.partition("_")[0]
        version = provider_version(provider)
        if (kind, name) in known or version is None:
            continue
        known.add((kind, name))
        why = f'provider {provider} {version} has no type "{kind}": it is read as it is written'
        if name:
            why = f'{kind} has no argument "{name}" in provider {provider} {version}: it is not looked at'
        place = block.body.attributes.get(name) or block
        run.note(block.file, place.start, why, fatal=False)


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
