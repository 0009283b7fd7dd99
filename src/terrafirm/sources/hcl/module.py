"""A module instance: its variables, locals, resources and calls, each evaluated when first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from terrafirm.model.types import ConversionError, Type, convert
from terrafirm.model.value import Sensitive, TSet, Unknown, Value, bare
from terrafirm.sources.hcl.address import ANY_KEY, instance_suffix
from terrafirm.sources.hcl.declarations import ModuleConfig
from terrafirm.sources.hcl.env import Env
from terrafirm.sources.hcl.errors import EvalError, LimitReached
from terrafirm.sources.hcl.instance import Instance
from terrafirm.sources.hcl.locate import Located, locate_module
from terrafirm.sources.hcl.outputs import Outputs, value_of_output
from terrafirm.sources.hcl.run import MAX_EXPANSION, MAX_MODULE_DEPTH, Run
from terrafirm.sources.hcl.syntax import Attribute, Block
from terrafirm.sources.hcl.type_syntax import read_type

_BUSY: Final = object()


class Module:
    """One instance of a module. ``address`` is empty for the root, else ``module.a["k"].module.b``."""

    def __init__(
        self,
        run: Run,
        config: ModuleConfig,
        address: str = "",
        *,
        call: Block | None = None,
        caller: Env | None = None,
        path: str = ".",
        depth: int = 0,
        manifest_key: str = "",
        ancestry: tuple[Path, ...] = (),
    ) -> None:
        self.run = run
        self.config = config
        self.address = address
        self.call = call
        self.caller = caller
        self.path_module = path
        self.depth = depth
        self.manifest_key = manifest_key
        self.ancestry = ancestry or (config.directory,)
        self.env = Env(self)
        self._types: dict[str, Type] = {}
        self._variables: dict[str, Value] = {}
        self._locals: dict[str, Value] = {}
        self._outputs: dict[str, Value] = {}
        self._resources: dict[tuple[str, str, str], dict[Any, Instance]] = {}
        self._resource_values: dict[tuple[str, str, str], Value] = {}
        self._calls: dict[str, dict[Any, Module] | Unknown] = {}

    # -- variables ------------------------------------------------------------------------------

    def variable(self, name: str) -> Value:
        """The value of an input variable; raises :class:`EvalError` when it is not declared."""
        value = self._variables.get(name, _BUSY)
        if value is _BUSY:
            if name in self._variables:
                return self._cycle(f"var.{name}")
            block = self.config.variables.get(name)
            if block is None:
                raise EvalError(f'Reference to undeclared input variable: "{name}"')
            self._variables[name] = _BUSY
            value = self.run.bounded(self._compute_variable(name, block), f"var.{name}", block.file, block.start)
            self._variables[name] = value
        return value

    def _compute_variable(self, name: str, block: Block) -> Value:
        attributes = block.body.attributes
        wanted = self.variable_type(name)
        value = self._given(name, block, wanted)
        if bare(value) is None and not self._flag(attributes.get("nullable"), default=True):
            default = attributes.get("default")
            value = None if default is None else self.run.value(default.expr, self.env, default.file)
        try:
            value = convert(value, wanted)
        except ConversionError as error:
            self.run.note(block.file, block.start, f'Invalid value for variable "{name}": {error}')
            value = Unknown(f'the value of variable "{name}" does not fit its type: {error}', "error", type=wanted)
        hidden = any(self._flag(attributes.get(name), default=False) for name in ("sensitive", "ephemeral"))
        return Sensitive(value) if hidden else value

    def variable_type(self, name: str) -> Type:
        """The declared type of an input variable, ``any`` without one or with one that is wrong."""
        if name not in self._types:
            block = self.config.variables.get(name)
            given = None if block is None else block.body.attributes.get("type")
            self._types[name] = "any"
            if given is not None:
                try:
                    self._types[name] = read_type(given.expr, self.env)
                except EvalError as error:
                    self.run.note(given.file, given.expr.start, str(error))
        return self._types[name]

    def _given(self, name: str, block: Block, wanted: Type) -> Value:
        """The value from the caller (or the command line), else the default, else unknown."""
        if self.call is not None and self.caller is not None:
            given = self.call.body.attributes.get(name)
            if given is not None:
                return self.run.value(given.expr, self.caller, given.file)
        elif name in self.run.values:
            return self.run.values[name]
        default = block.body.attributes.get("default")
        if default is not None:
            return self.run.value(default.expr, self.env, default.file)
        if self.call is not None:
            self.run.note(
                self.call.file, self.call.start, f'Missing required argument: "{name}" is not given to {self.address}'
            )
        elif not self.config.is_root_like:
            self.run.open(f'variable "{name}" has no value')
        return Unknown(f'variable "{name}" has no value', "variable", type=wanted)

    def _flag(self, attribute: Attribute | None, *, default: bool) -> bool:
        if attribute is None:
            return default
        value = bare(self.run.value(attribute.expr, self.env, attribute.file))
        return value if type(value) is bool else default

    def _cycle(self, what: str) -> Unknown:
        return Unknown(f"{what} refers to itself", "error")

    # -- locals and outputs ---------------------------------------------------------------------

    def local(self, name: str) -> Value:
        """The value of a local; raises :class:`EvalError` when it is not declared."""
        value = self._locals.get(name, _BUSY)
        if value is _BUSY:
            attribute = self.config.locals.get(name)
            if attribute is None:
                raise EvalError(f'Reference to undeclared local value: "{name}"')
            if name in self._locals:
                self.run.note(
                    attribute.file, attribute.start, f"Self-referencing local value: local.{name} refers to itself"
                )
                return self._cycle(f"local.{name}")
            self._locals[name] = _BUSY
            value = self.run.value(attribute.expr, self.env, attribute.file)
            value = self._locals[name] = self.run.bounded(value, f"local.{name}", attribute.file, attribute.start)
        return value

    def output(self, name: str) -> Value:
        """The value of an output; raises :class:`KeyError` when it is not declared."""
        value = self._outputs.get(name, _BUSY)
        if value is _BUSY:
            if name in self._outputs:
                return self._cycle(f"output.{name}")
            block = self.config.outputs[name]
            self._outputs[name] = _BUSY
            value = value_of_output(self, name, block)
            if self._flag(block.body.attributes.get("sensitive"), default=False):
                value = Sensitive(value)
            self._outputs[name] = self.run.bounded(value, f"output.{name}", block.file, block.start)
        return value

    # -- resources ------------------------------------------------------------------------------

    def resource_value(self, mode: str, type_name: str, name: str) -> Value:
        """What ``type.name`` means in an expression; raises :class:`EvalError` when it is not declared."""
        key = (mode, type_name, name)
        value = self._resource_values.get(key, _BUSY)
        if value is not _BUSY:
            return value
        if key not in self.config.resources:
            what = f"{'data.' if mode == 'data' else ''}{type_name}.{name}"
            raise EvalError(f'Reference to undeclared resource: "{what}" is not declared in this module')
        value = _expansion_value(self.resource_instances(key), self.config.resources[key])
        self._resource_values[key] = value
        return value

    def resource_instances(self, key: tuple[str, str, str]) -> dict[Any, Instance]:
        """The instances of a declared resource by instance key (``None`` for a single one)."""
        found = self._resources.get(key)
        if found is None:
            block = self.config.resources[key]
            # visible while it fills, so that an expansion that refers to itself ends
            found = self._resources[key] = {}
            for instance_key, each, count, why in self.expand(block):
                env = Env(self, None, each, count)
                found[instance_key] = Instance(self, key, block, env, instance_key, why)
        return found

    def instances(self) -> Iterator[Instance]:
        """Every resource instance of this module and of all modules below it."""
        for key in self.config.resources:
            yield from self.resource_instances(key).values()
        for name in self.config.calls:
            children = self.children(name)
            if isinstance(children, dict):
                for child in children.values():
                    yield from child.instances()

    # -- expansion ------------------------------------------------------------------------------

    def expand(self, block: Block) -> Iterator[tuple[Any, tuple[Value, Value] | None, Value, Unknown | None]]:
        """Each instance's key, ``each``, ``count.index`` and, when the expansion is unknown, the reason."""
        attributes = block.body.attributes
        if "count" in attributes and "for_each" in attributes:
            given = attributes["for_each"]
            why = 'Invalid combination of "count" and "for_each": only one may be given; count is taken'
            self.run.note(given.file, given.start, why)
        if "count" in attributes:
            yield from self._expand_count(attributes["count"])
        elif "for_each" in attributes:
            yield from self._expand_for_each(attributes["for_each"])
        elif "enabled" in _lifecycle(block):
            yield from self._expand_enabled(_lifecycle(block)["enabled"])
        else:
            self.run.count_instance()
            yield None, None, None, None

    def _expand_enabled(self, attribute: Attribute) -> Iterator[tuple[Any, None, None, Unknown | None]]:
        value = bare(self.run.value(attribute.expr, self.env, attribute.file))
        if value is False:
            return
        self.run.count_instance()
        yield None, None, None, value if type(value) is Unknown else None

    def _expand_count(self, attribute: Attribute) -> Iterator[tuple[Any, None, Value, Unknown | None]]:
        value = bare(self.run.value(attribute.expr, self.env, attribute.file))
        if type(value) is Unknown:
            index = value.derived(type="number", not_null=True)
            yield ANY_KEY, None, index, value
            return
        try:
            count = convert(value, "number")
        except ConversionError as error:
            self.run.note(attribute.file, attribute.start, f"Incorrect count argument: {error}")
            return
        if type(count) is not int or count < 0:
            self.run.note(
                attribute.file, attribute.start, "Invalid count argument: it must be a whole number, zero or more"
            )
            return
        if count > MAX_EXPANSION:
            too_many = self._too_many(attribute, "count", count)
            yield ANY_KEY, None, too_many.derived(type="number", not_null=True), too_many
            return
        for number in range(count):
            if not self._within_limits(attribute):
                return
            yield number, None, number, None

    def _too_many(self, attribute: Attribute, what: str, found: int) -> Unknown:
        why = f"{what} makes {found} instances, more than {MAX_EXPANSION}: not evaluated one by one"
        self.run.note(attribute.file, attribute.start, why)
        self.run.open(why)
        return Unknown(why, "limit")

    def _within_limits(self, attribute: Attribute) -> bool:
        try:
            self.run.count_instance()
        except LimitReached as error:
            self.run.note(attribute.file, attribute.start, str(error))
            self.run.open(str(error))
            return False
        return True

    def _expand_for_each(self, attribute: Attribute) -> Iterator[tuple[Any, tuple[Value, Value], None, Unknown | None]]:
        marked = self.run.value(attribute.expr, self.env, attribute.file)
        value = bare(marked)
        if type(marked) is Sensitive and type(value) is not Unknown:
            why = "Invalid for_each argument: its value is sensitive, and would show in addresses"
            self.run.note(attribute.file, attribute.start, why)
            value = Unknown(why, "error")
        if type(value) is Unknown:
            key = value.derived(type="string", not_null=True)
            inner = value.type[1] if isinstance(value.type, tuple) and value.type[0] == "map" else None
            yield ANY_KEY, (key, value.derived(type=inner)), None, value
            return
        if isinstance(value, dict):
            pairs = [(key, value[key]) for key in sorted(value)]
        elif type(value) is TSet or (isinstance(value, (tuple, list)) and not value):
            pairs = [(item, item) for item in value]
        else:
            self.run.note(
                attribute.file, attribute.start, "Invalid for_each argument: it must be a map, or a set of strings"
            )
            return
        if len(pairs) > MAX_EXPANSION:
            too_many = self._too_many(attribute, "for_each", len(pairs))
            yield ANY_KEY, (too_many.derived(type="string", not_null=True), too_many), None, too_many
            return
        for key, item in pairs:
            if not self._within_limits(attribute):
                return
            if type(key) is Unknown:
                yield ANY_KEY, (key, item), None, key
            elif type(key) is not str:
                self.run.note(
                    attribute.file, attribute.start, "Invalid for_each set argument: its elements must be strings"
                )
                return
            else:
                yield key, (key, item), None, None

    # -- calls ----------------------------------------------------------------------------------

    def call_value(self, name: str) -> Value:
        """What ``module.name`` means in an expression; raises :class:`EvalError` when there is no such call."""
        if name not in self.config.calls:
            raise EvalError(f'Reference to undeclared module: "module.{name}" is not declared')
        children = self.children(name)
        if isinstance(children, Unknown):
            return children
        values: dict[Any, Value] = {key: child if key is ANY_KEY else Outputs(child) for key, child in children.items()}
        return _expansion_value(values, self.config.calls[name])

    def children(self, name: str) -> dict[Any, Module] | Unknown:
        """The instances of a called module by key, or why there are none to look at."""
        found = self._calls.get(name)
        if found is None:
            block = self.config.calls[name]
            found = self._calls[name] = self._load_children(name, block)
        return found

    def _load_children(self, name: str, block: Block) -> dict[Any, Module] | Unknown:
        step = f"module.{name}"
        located = locate_module(self.run, self, name, block)
        if isinstance(located, str):
            return self._refused(step, block, located)
        if located.directory in self.ancestry:
            return self._refused(step, block, f"{located.shown} calls itself, directly or through other modules")
        if self.depth >= MAX_MODULE_DEPTH:
            return self._refused(step, block, f"modules call each other more than {MAX_MODULE_DEPTH} levels deep")
        children: dict[Any, Module] = {}
        for key, each, count, why_unknown in self.expand(block):
            children[key] = self._child(step, block, located, key, Env(self, None, each, count), why_unknown)
        return children

    def _refused(self, step: str, block: Block, why: str) -> Unknown:
        refused = f"{self._prefixed(step)} is not evaluated"
        self.run.note(block.file, block.start, f"{refused}: {why}")
        self.run.open(refused)
        return Unknown(refused, "module")

    def _child(self, step: str, block: Block, located: Located, key: Any, env: Env, why: Unknown | None) -> Module:
        config = self.run.cache.get(located.directory, located.shown)
        self.run.files.allow(located.directory)
        child = Module(
            self.run,
            config,
            self._prefixed(step) + instance_suffix(key),
            call=block,
            caller=env,
            path=located.path,
            depth=self.depth + 1,
            manifest_key=located.key,
            ancestry=(*self.ancestry, config.directory),
        )
        if why is not None:
            child.unknown_expansion = why.derived()
        return child

    #: What ``module.name`` is worth when its number of instances is unknown.
    unknown_expansion: Unknown = Unknown("the number of instances is not known")

    def _prefixed(self, step: str) -> str:
        return f"{self.address}.{step}" if self.address else step

    @property
    def directory(self) -> Path:
        """Where this module's files are."""
        return self.config.directory


def _expansion_value(instances: dict[Any, Any], block: Block) -> Value:
    """The value that all instances together have in expressions."""
    if ANY_KEY in instances:
        return instances[ANY_KEY].unknown_expansion
    if "count" in block.body.attributes:
        return tuple(instances.values())
    if "for_each" in block.body.attributes:
        return dict(instances)
    return instances.get(None)


def _lifecycle(block: Block) -> dict[str, Attribute]:
    return next((inner.body.attributes for inner in block.body.blocks if inner.type == "lifecycle"), {})
