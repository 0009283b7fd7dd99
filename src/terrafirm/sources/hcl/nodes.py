"""The expression tree: what an HCL expression is, and how it evaluates.

Every node carries the character span of its source text (``start``, ``end``), evaluates with ``ev(env)`` and lists
its direct sub-expressions with ``parts()``. Evaluation follows the HCL native syntax specification and Terraform's
own behaviour; it raises :class:`EvalError` where Terraform would refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from terrafirm.model.types import ConversionError, Type, convert, type_of, unify
from terrafirm.model.value import Sensitive, TSet, Unknown, UnsetBlocks, Value, bare
from terrafirm.sources.hcl import access, operators
from terrafirm.sources.hcl.errors import EvalError

if TYPE_CHECKING:
    from terrafirm.sources.hcl.env import Env

#: Elements one for expression may produce before it is cut off with a reason.
MAX_ELEMENTS = 100_000
#: Characters a template may produce before it is cut off with a reason.
MAX_TEXT = 16 * 1024 * 1024


class Node:
    """An expression with the character span ``[start, end)`` of its source text."""

    __slots__ = ("end", "start")
    start: int
    end: int

    def ev(self, env: Env) -> Value:
        """The value in ``env``; raises :class:`EvalError` where Terraform would refuse."""
        raise NotImplementedError

    def parts(self) -> Iterable[Node]:
        """Direct sub-expressions."""
        return ()


class Lit(Node):
    """A literal value."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def ev(self, env: Env) -> Value:
        """The literal itself."""
        return self.value


class Broken(Node):
    """An expression that does not parse; it never has a value."""

    __slots__ = ("why",)

    def __init__(self, why: str) -> None:
        self.why = why

    def ev(self, env: Env) -> Value:
        """Unknown: the file's report names the syntax error."""
        return Unknown(self.why, "error")


class Name(Node):
    """A reference rooted at a name, with its attribute and index steps: ``var.x[0].y``.

    ``steps`` holds ``str`` for an attribute and :class:`Node` for an index.
    """

    __slots__ = ("root", "steps")

    def __init__(self, root: str, steps: tuple[str | Node, ...]) -> None:
        self.root = root
        self.steps = steps

    def ev(self, env: Env) -> Value:
        """The referenced value."""
        root = self.root
        names = env.names
        if names is not None and root in names:
            value = names[root]
            used = 0
        else:
            value, used = env.lookup(root, self.steps)
        for step in self.steps[used:] if used else self.steps:
            value = access.attribute(value, step) if type(step) is str else access.index(value, step.ev(env))  # type: ignore[union-attr]
        return value

    def parts(self) -> Iterable[Node]:
        """Index expressions."""
        return [step for step in self.steps if isinstance(step, Node)]


class Attr(Node):
    """``source.name``."""

    __slots__ = ("name", "source")

    def __init__(self, source: Node, name: str) -> None:
        self.source = source
        self.name = name

    def ev(self, env: Env) -> Value:
        """The attribute of the source object."""
        return access.attribute(self.source.ev(env), self.name)

    def parts(self) -> Iterable[Node]:
        """The source."""
        return (self.source,)


class Index(Node):
    """``source[key]``."""

    __slots__ = ("key", "source")

    def __init__(self, source: Node, key: Node) -> None:
        self.source = source
        self.key = key

    def ev(self, env: Env) -> Value:
        """The element of the source collection."""
        return access.index(self.source.ev(env), self.key.ev(env))

    def parts(self) -> Iterable[Node]:
        """Source and key."""
        return (self.source, self.key)


class Hole(Node):
    """The element a splat is looking at."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value: list[Value] = []

    def ev(self, env: Env) -> Value:
        """The current element."""
        return self.value[-1]


class Splat(Node):
    """``source[*].each`` (also the attribute-only ``source.*.each``)."""

    __slots__ = ("each", "hole", "source")

    def __init__(self, source: Node, hole: Hole, each: Node) -> None:
        self.source = source
        self.hole = hole
        self.each = each

    def ev(self, env: Env) -> Value:
        """A tuple (or list, for lists and sets) of the elements' values."""
        source = self.source.ev(env)
        if type(source) is Sensitive:
            return Sensitive(self._over(source.value, env))
        return self._over(source, env)

    def _over(self, source: Value, env: Env) -> Value:
        if source is None:
            return ()
        kind = type(source)
        if kind is UnsetBlocks:
            source = source.unknown
            kind = Unknown
        if kind is Unknown:
            found = source.type
            single = found is not None and found != "any" and found[0] not in ("list", "set", "tuple")
            return source.derived(type=None if single else ("list", "any"), not_null=True)
        if kind is tuple:
            return tuple(self._one(item, env) for item in source)
        if kind is list or kind is TSet:
            return [self._one(item, env) for item in source]
        return (self._one(source, env),)

    def _one(self, item: Value, env: Env) -> Value:
        stack = self.hole.value
        stack.append(item)
        try:
            return self.each.ev(env)
        finally:
            stack.pop()

    def parts(self) -> Iterable[Node]:
        """Source and what is taken of each element."""
        return (self.source, self.each)


class TupleCons(Node):
    """``[a, b]``."""

    __slots__ = ("items",)

    def __init__(self, items: list[Node]) -> None:
        self.items = items

    def ev(self, env: Env) -> Value:
        """A tuple."""
        return tuple([item.ev(env) for item in self.items])

    def parts(self) -> Iterable[Node]:
        """The items."""
        return self.items


class ObjectCons(Node):
    """``{a = 1, (b) = 2}``."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: list[tuple[Node, Node]]) -> None:
        self.pairs = pairs

    def ev(self, env: Env) -> Value:
        """An object; unknown as a whole where a key is unknown."""
        result: dict[str, Value] = {}
        hidden = False
        for key_node, value_node in self.pairs:
            key = key_node.ev(env)
            if type(key) is Sensitive:
                key, hidden = key.value, True
            if type(key) is Unknown:
                return key.derived()
            if key is None:
                raise EvalError("Null value as key: can't use a null value as a key")
            result[object_key(key)] = value_node.ev(env)
        return Sensitive(result) if hidden else result

    def parts(self) -> Iterable[Node]:
        """Keys and values."""
        for key, value in self.pairs:
            yield key
            yield value


def object_key(key: Value) -> str:
    """An object key as a string."""
    try:
        return convert(key, "string")  # type: ignore[no-any-return]
    except ConversionError as error:
        raise EvalError(f"Incorrect key type: can't use this value as a key: {error}") from error


class Paren(Node):
    """``(inner)``: kept because it makes an object key an expression."""

    __slots__ = ("inner",)

    def __init__(self, inner: Node) -> None:
        self.inner = inner

    def ev(self, env: Env) -> Value:
        """The inner value."""
        return self.inner.ev(env)

    def parts(self) -> Iterable[Node]:
        """The inner expression."""
        return (self.inner,)


class For(Node):
    """``[for k, v in coll : value if cond]`` and ``{for k, v in coll : key => value... if cond}``."""

    __slots__ = ("collection", "cond", "group", "key", "key_name", "result", "value_name")

    def __init__(
        self,
        names: tuple[str | None, str],
        collection: Node,
        key: Node | None,
        result: Node,
        cond: Node | None,
        group: bool,
    ) -> None:
        self.key_name, self.value_name = names
        self.collection = collection
        self.key = key
        self.result = result
        self.cond = cond
        self.group = group

    def ev(self, env: Env) -> Value:
        """A tuple, or an object where a key expression is given."""
        source = self.collection.ev(env)
        if type(source) is Sensitive:
            return Sensitive(self._over(source.value, env))
        return self._over(source, env)

    def _over(self, source: Value, env: Env) -> Value:
        if type(source) is Unknown:
            return source.derived(not_null=True)
        if source is None:
            raise EvalError("Iteration over null value")
        hidden = False
        kept: list[tuple[Value, Value]] = []
        for position, (key, value) in enumerate(_entries(source)):
            if position >= MAX_ELEMENTS:
                return Unknown(f"a for expression over more than {MAX_ELEMENTS} elements is not evaluated", "limit")
            inner = self._inside(key, value, env)
            if self.cond is not None:
                wanted = self.cond.ev(inner)
                hidden = hidden or type(wanted) is Sensitive
                wanted = bare(wanted)
                if type(wanted) is Unknown:
                    return wanted.derived(not_null=True)
                if not as_bool(wanted, "The 'if' clause value must be a bool"):
                    continue
            if self.key is None:
                kept.append((None, self.result.ev(inner)))
                continue
            out_key = self.key.ev(inner)
            hidden = hidden or type(out_key) is Sensitive
            out_key = bare(out_key)
            if type(out_key) is Unknown:
                return out_key.derived(not_null=True)
            if out_key is None:
                raise EvalError("Invalid object key: key expression must not produce null")
            kept.append((object_key(out_key), self.result.ev(inner)))
        result = tuple([value for _, value in kept]) if self.key is None else self._object(kept)
        return Sensitive(result) if hidden else result

    def _inside(self, key: Value, value: Value, env: Env) -> Env:
        names = dict(env.names) if env.names else {}
        if self.key_name is not None:
            names[self.key_name] = key
        names[self.value_name] = value
        return env.with_names(names)

    def _object(self, kept: list[tuple[Value, Value]]) -> Value:
        result: dict[str, Value] = {}
        if self.group:
            groups: dict[str, list[Value]] = {}
            for key, value in kept:
                groups.setdefault(key, []).append(value)
            return {key: tuple(groups[key]) for key in sorted(groups)}
        for key, value in kept:
            if key in result:
                raise EvalError(f'Duplicate object key: two different items produced the key "{key}"')
            result[key] = value
        return {key: result[key] for key in sorted(result)}

    def parts(self) -> Iterable[Node]:
        """Collection, key, result and condition."""
        found = (self.collection, self.key, self.result, self.cond)
        return [node for node in found if node is not None]


def _entries(source: Value) -> Iterator[tuple[Value, Value]]:
    kind = type(source)
    if kind is tuple or kind is list:
        return iter(enumerate(source))
    if kind is TSet:
        return ((item, item) for item in source)
    if isinstance(source, dict):
        return ((key, source[key]) for key in sorted(source))
    raise EvalError("Iteration over non-iterable value")


def as_bool(value: Value, complaint: str) -> bool:
    """A known condition as a bool."""
    if type(value) is bool:
        return value
    try:
        converted = convert(value, "bool")
    except ConversionError as error:
        raise EvalError(f"{complaint}: {error}") from error
    if converted is None:
        raise EvalError(f"{complaint}, but it is null")
    return bool(converted)


class Cond(Node):
    """``condition ? yes : no``."""

    __slots__ = ("condition", "no", "yes")

    def __init__(self, condition: Node, yes: Node, no: Node) -> None:
        self.condition = condition
        self.yes = yes
        self.no = no

    def ev(self, env: Env) -> Value:
        """The chosen branch, converted to the type that both branches share."""
        condition = self.condition.ev(env)
        hidden = type(condition) is Sensitive
        if hidden:
            condition = condition.value
        if type(condition) is Unknown:
            result = self._undecided(condition, env)
        elif condition is None:
            raise EvalError("Null condition: the condition value is null")
        else:
            chosen = as_bool(condition, "Incorrect condition type")
            result = (self.yes if chosen else self.no).ev(env)
            if _converts(result):
                result = self._unified(result, self.no if chosen else self.yes, env)
        return Sensitive(result) if hidden else result

    def _unified(self, result: Value, other_branch: Node, env: Env) -> Value:
        try:
            other = other_branch.ev(env)
        except EvalError:
            # Terraform evaluates both branches for their types; a branch that fails only when not chosen
            # (an index into an empty list behind its length check) has an unknown type there
            return result
        mine, its = type_of(result), type_of(other) if other is not None else _null_type(other_branch)
        if mine == its or its == "any" or mine == "any":
            return result
        common = unify([mine, its])
        if common is None:
            raise EvalError("Inconsistent conditional result types")
        return result if common == mine else convert(result, common)

    def _undecided(self, condition: Unknown, env: Env) -> Unknown:
        try:
            options = (self.yes.ev(env), self.no.ev(env))
        except EvalError:
            return condition.derived()
        common = unify([type_of(option) for option in options])
        if common is None:
            raise EvalError("Inconsistent conditional result types")
        settled = tuple(convert(option, common) for option in options)
        sure = all(option is not None and (type(option) is not Unknown or option.not_null) for option in settled)
        refs = condition.refs
        for option in settled:
            if type(option) is Unknown:
                refs += option.refs
        return Unknown(condition.why, condition.kind, type=common, not_null=sure, options=settled, refs=refs)

    def parts(self) -> Iterable[Node]:
        """Condition and branches."""
        return (self.condition, self.yes, self.no)


def _null_type(branch: Node) -> Type:
    """The type of a branch whose value is null, as far as the expression tells: ``toset(null)`` is a null set."""
    while isinstance(branch, Paren):
        branch = branch.inner
    kind = _CONVERSIONS.get(branch.name) if isinstance(branch, Call) else None
    return "any" if kind is None else (kind, "any")


_CONVERSIONS = {"toset": "set", "tolist": "list", "tomap": "map"}


def _converts(value: Value) -> bool:
    """Whether the other branch's type can change this value: anything but a string, null or bare unknown."""
    kind = type(value)
    return kind is not str and value is not None


class Binary(Node):
    """``left op right``."""

    __slots__ = ("apply", "left", "op", "right")

    def __init__(self, op: str, left: Node, right: Node) -> None:
        self.op = op
        self.left = left
        self.right = right
        self.apply: Callable[[Value, Value], Value] = operators.BINARY[op]

    def ev(self, env: Env) -> Value:
        """The result; ``&&`` and ``||`` are decided by one side alone where it suffices."""
        left = self.left.ev(env)
        op = self.op
        if op == "&&" or op == "||":
            return operators.logical(op, left, lambda: self.right.ev(env))
        right = self.right.ev(env)
        if type(left) is Sensitive or type(right) is Sensitive:
            plain = left.value if type(left) is Sensitive else left
            return Sensitive(self.apply(plain, right.value if type(right) is Sensitive else right))
        return self.apply(left, right)

    def parts(self) -> Iterable[Node]:
        """Both sides."""
        return (self.left, self.right)


class Unary(Node):
    """``!x`` and ``-x``."""

    __slots__ = ("op", "operand")

    def __init__(self, op: str, operand: Node) -> None:
        self.op = op
        self.operand = operand

    def ev(self, env: Env) -> Value:
        """The negated value."""
        value = self.operand.ev(env)
        if type(value) is Sensitive:
            return Sensitive(operators.unary(self.op, value.value))
        return operators.unary(self.op, value)

    def parts(self) -> Iterable[Node]:
        """The operand."""
        return (self.operand,)


class Call(Node):
    """``name(args...)``; ``spread`` marks a final argument that is expanded."""

    __slots__ = ("args", "name", "spread")

    def __init__(self, name: str, args: list[Node], spread: bool) -> None:
        self.name = name
        self.args = args
        self.spread = spread

    def ev(self, env: Env) -> Value:
        """The function's result."""
        name = self.name
        if name == "try" or name == "core::try":
            return self._try(env)
        if name == "can" or name == "core::can":
            return self._can(env)
        if name in ("convert", "core::convert") and len(self.args) == 2:
            return env.call(name, [self.args[0].ev(env), env.module.run.read_type(self.args[1], env)])
        args = [arg.ev(env) for arg in self.args]
        if self.spread:
            last = args.pop()
            plain = last.value if type(last) is Sensitive else last
            if type(plain) is Unknown:
                return plain.derived()
            if plain is None or isinstance(plain, (dict, str, bool, int, Decimal)):
                raise EvalError("Invalid expanding argument value: must be a list, set or tuple")
            args.extend(Sensitive(item) for item in plain) if plain is not last else args.extend(plain)
        return env.call(name, args)

    def _try(self, env: Env) -> Value:
        failures: list[str] = []
        for arg in self.args:
            try:
                value = arg.ev(env)
            except EvalError as error:
                failures.append(str(error))
                continue
            return value
        raise EvalError("Error in function call: no expression succeeded: " + "; ".join(failures))

    def _can(self, env: Env) -> Value:
        try:
            value = self.args[0].ev(env)
        except EvalError:
            return False
        if type(value) is Unknown:
            return value.derived(type="bool", not_null=True)
        return True

    def parts(self) -> Iterable[Node]:
        """The arguments."""
        return self.args


class Template(Node):
    """A string template: text and interpolations in turn."""

    __slots__ = ("pieces",)

    def __init__(self, pieces: list[str | Node]) -> None:
        self.pieces = pieces

    def ev(self, env: Env) -> Value:
        """The rendered string."""
        return join_template([piece if type(piece) is str else piece.ev(env) for piece in self.pieces])  # type: ignore[union-attr]

    def parts(self) -> Iterable[Node]:
        """The interpolations."""
        return [piece for piece in self.pieces if not isinstance(piece, str)]


def join_template(values: list[Any]) -> Value:
    """Join evaluated template pieces; unknown pieces leave a known prefix, sensitive ones mark the result."""
    hidden = False
    out: list[Value] = []
    unknown: Unknown | None = None
    for value in values:
        if type(value) is Sensitive:
            value, hidden = value.value, True
        kind = type(value)
        if kind is str:
            out.append(value)
        elif kind is Unknown:
            unknown = unknown or value
            out.append(value)
        elif value is None:
            raise EvalError("Invalid template interpolation value: the expression result is null")
        else:
            try:
                out.append(convert(value, "string"))
            except ConversionError as error:
                raise EvalError(f"Invalid template interpolation value: {error}") from error
    if sum(map(len, (piece for piece in out if type(piece) is str))) > MAX_TEXT:
        return Unknown(
            f"text of more than {MAX_TEXT} characters is not evaluated", "limit", type="string", not_null=True
        )
    if unknown is None:
        text = "".join(out)
        return Sensitive(text) if hidden else text
    result = _partial(out, unknown)
    return Sensitive(result) if hidden else result


def _partial(pieces: list[Value], unknown: Unknown) -> Unknown:
    flat: list[Value] = []
    for piece in pieces:
        if type(piece) is Unknown and piece.parts:
            flat.extend(piece.parts)
        else:
            flat.append(piece)
    prefix = ""
    refs: tuple[Any, ...] = ()
    open_prefix = True
    for piece in flat:
        if type(piece) is Unknown:
            prefix += piece.prefix if open_prefix else ""
            open_prefix = False
            refs += piece.refs
        elif open_prefix:
            prefix += piece
    return Unknown(unknown.why, unknown.kind, type="string", not_null=True, prefix=prefix, refs=refs, parts=tuple(flat))


class TemplateIf(Node):
    """``%{ if cond }...%{ else }...%{ endif }``."""

    __slots__ = ("condition", "no", "yes")

    def __init__(self, condition: Node, yes: Node, no: Node) -> None:
        self.condition = condition
        self.yes = yes
        self.no = no

    def ev(self, env: Env) -> Value:
        """The chosen text."""
        return Cond(self.condition, self.yes, self.no).ev(env)

    def parts(self) -> Iterable[Node]:
        """Condition and both texts."""
        return (self.condition, self.yes, self.no)


class TemplateFor(Node):
    """``%{ for k, v in coll }...%{ endfor }``."""

    __slots__ = ("loop",)

    def __init__(self, names: tuple[str | None, str], collection: Node, body: Node) -> None:
        self.loop = For(names, collection, None, body, None, False)

    def ev(self, env: Env) -> Value:
        """The repeated text."""
        value = self.loop.ev(env)
        if type(value) is Sensitive:
            return Sensitive(join_template(list(value.value)))
        if type(value) is Unknown:
            return value.derived(type="string", not_null=True)
        return join_template(list(value))

    def parts(self) -> Iterable[Node]:
        """The loop."""
        return self.loop.parts()


def walk(node: Node) -> Iterator[Node]:
    """``node`` and everything below it, depth first."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(current.parts())
