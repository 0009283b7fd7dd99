"""Follow the references of a plan's configuration to absolute addresses of resource instances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from terrafirm.model.record import dataclass, field
from terrafirm.model.value import Ref
from terrafirm.sources.plan.configuration import ModuleConfiguration, references, split
from terrafirm.sources.state.address import Index, Key, ModuleStep, Step, joined, module_path, suffix

#: Variables, outputs and arguments that one reference is followed through.
MAX_HOPS = 100
#: Names that are always known while planning, or have no value of their own.
_KNOWN_ROOTS = frozenset({"count", "path", "terraform", "tofu", "self"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a reference stands: the module instance, and the instance keys that ``each`` and ``count`` mean there."""

    path: tuple[ModuleStep, ...]
    key: Key = None
    for_each: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The module instance's address."""
        return ".".join(f"module.{step.name}{suffix(step.key)}" for step in self.path)


@dataclass(slots=True)
class Resolved:
    """What references mean. ``complete`` is false when some cannot be followed, such as those to local values."""

    refs: dict[Ref, None] = field(default_factory=dict)
    complete: bool = True


class Resolver:
    """Resolves references in one plan.

    ``instances`` are the keys of every resource and module call, by its address without the last key.
    """

    __slots__ = ("_instances", "_root")

    def __init__(self, root: ModuleConfiguration, instances: dict[str, list[Key]]) -> None:
        self._root = root
        self._instances = instances

    def scope(self, module: str, mode: str, type: str, name: str, key: Key) -> Scope:
        """The scope of a resource instance's arguments."""
        path = module_path(module)
        resource = self._root.at(path).resources.get((mode, type, name), {})
        return Scope(path, key, tuple(references(resource.get("for_each_expression"))))

    def resolve(self, texts: Iterable[str], scope: Scope, hops: int = 0) -> Resolved:
        """The resources, with paths in them, that references mean in a scope."""
        found = Resolved()
        texts = list(texts)
        if hops > MAX_HOPS:
            found.complete = False
            return found
        for text in texts:
            self._one(text, texts, scope, found, hops)
        return found

    def _one(self, text: str, all_texts: list[str], scope: Scope, found: Resolved, hops: int) -> None:
        parts, root = split(text)
        if root in _KNOWN_ROOTS:
            return
        if root == "each":
            if len(parts) > 1 and parts[1] == "value":
                self._each_value(parts[2:], scope, found, hops)
        elif root == "var":
            self._variable(parts, scope, found, hops)
        elif root == "module":
            self._output(parts, all_texts, scope, found, hops)
        elif root == "data":
            self._resource("data", parts[1:], all_texts, scope, found)
        elif root in ("local", "ephemeral", ""):
            found.complete = False
        else:
            self._resource("managed", parts, all_texts, scope, found)

    def _resource(self, mode: str, parts: list[Step], texts: list[str], scope: Scope, found: Resolved) -> None:
        if len(parts) < 2 or not isinstance(parts[0], str) or not isinstance(parts[1], str):
            return
        kind, name, rest = parts[0], parts[1], parts[2:]
        if (mode, kind, name) not in self._root.at(scope.path).resources:
            return
        base = joined(scope.module, mode, kind, name)
        if rest and isinstance(rest[0], Index):
            address, rest = base + suffix(rest[0].key), rest[1:]
        else:
            address = base + suffix(self._key(base, texts, scope))
        path = tuple(step if isinstance(step, str) else str(step.key) for step in rest)
        found.refs[Ref(address, path)] = None

    def _key(self, base: str, texts: list[str], scope: Scope) -> Key:
        """The instance that an index expression picks: the one with the same key when the index is that key."""
        keys = self._instances.get(base, [])
        indexed = "each.key" in texts or "count.index" in texts
        return scope.key if indexed and scope.key is not None and scope.key in keys else None

    def _variable(self, parts: list[Step], scope: Scope, found: Resolved, hops: int) -> None:
        if not scope.path or len(parts) < 2 or not isinstance(parts[1], str):
            return  # variables of the root module are known while planning
        caller, call = self._caller(scope)
        expressions = call.get("expressions")
        expression = expressions.get(parts[1]) if isinstance(expressions, dict) else None
        self._merge(self.resolve(references(expression), caller, hops + 1), parts[2:], found)

    def _caller(self, scope: Scope) -> tuple[Scope, dict[str, Any]]:
        """The scope of the arguments of the call that made a module instance, and the call."""
        outer, step = scope.path[:-1], scope.path[-1]
        call = self._root.at(outer).calls.get(step.name, {})
        return Scope(outer, step.key, tuple(references(call.get("for_each_expression")))), call

    def _output(self, parts: list[Step], texts: list[str], scope: Scope, found: Resolved, hops: int) -> None:
        name, rest = parts[1] if len(parts) > 1 else "", parts[2:]
        module = self._root.at(scope.path)
        call = module.calls.get(name) if isinstance(name, str) else None
        if call is None or not isinstance(name, str):
            return
        outputs = module.child(name).outputs
        address = f"{scope.module}.module.{name}" if scope.path else f"module.{name}"
        keys = self._instances.get(address, [None])
        if rest and isinstance(rest[0], Index):
            keys, rest = [rest[0].key], rest[1:]
        elif (own := self._key(address, texts, scope)) is not None:
            keys = [own]
        if not rest and len(outputs) == 1:
            rest = [*outputs]  # the output's name is lost when the index is an expression, but there is just one
        if not rest or not isinstance(rest[0], str):
            found.complete = False
            return
        texts = references(outputs.get(rest[0], {}).get("expression"))
        for key in keys:
            inner = self.resolve(texts, Scope((*scope.path, ModuleStep(name, key))), hops + 1)
            self._merge(inner, rest[1:], found)

    def _each_value(self, rest: list[Step], scope: Scope, found: Resolved, hops: int) -> None:
        """``each.value`` of a for_each over a resource, a module, or an object that holds just one of them."""
        if len(scope.for_each) != 1:
            found.complete = False
            return
        parts, root = split(scope.for_each[0])
        path = "".join(f".{step}" if isinstance(step, str) else suffix(step.key) for step in rest)
        whole = {"module": 2, "data": 3}.get(root, 2)
        if root in ("var", "local", "each") or len(parts) != whole:
            found.complete = False
            return
        base = scope.for_each[0]
        keys = self._instances.get(f"{scope.module}.{base}" if scope.path else base, [])
        chosen = suffix(scope.key) if scope.key in keys else ""
        self._one(f"{base}{chosen}{path}", [], Scope(scope.path), found, hops + 1)

    def _merge(self, inner: Resolved, rest: list[Step], found: Resolved) -> None:
        """What a variable or output means, and then ``rest`` of the path on it."""
        found.complete = found.complete and inner.complete
        if rest and len(inner.refs) > 1:
            found.complete = False  # an object of several: which of them the path takes is not told
        path = tuple(step if isinstance(step, str) else str(step.key) for step in rest)
        for ref in inner.refs:
            # the path goes on in a whole resource; in anything else it only takes the value apart
            found.refs[Ref(ref.address, path) if path and not ref.path else ref] = None


def addresses(resolved: Resolved) -> Iterator[str]:
    """The addresses of what was found."""
    return iter(dict.fromkeys(ref.address for ref in resolved.refs))
