"""Random expressions of a wanted type over the names in scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from tests.terraform.generated.literals import KEYS, PRIMITIVES, WORDS, Type, literal, random_type, same

STRINGS = ("list", "string")


@dataclass(frozen=True, slots=True)
class Known:
    """A name in scope: its type and how to write it; `computed` if it may be unknown while planning, or sensitive."""

    type: Type
    text: str
    computed: bool = False


class Grammar:
    """Writes expressions; `scope` may grow at any time."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.scope: list[Known] = []
        self._decided_only = False
        self._bound = 0

    def declare(self, type: Type, text: str, *, computed: bool = False) -> None:
        """Bring a name and its parts into scope."""
        self.scope.append(Known(type, text, computed))
        if isinstance(type, str) or self.random.random() < 0.2:
            return
        if type[0] == "object":
            for name, inner in type[1].items():
                part = f"{text}.{name}"
                if type[2].get(name, "") is None and self.random.random() < 0.8:
                    part = f"coalesce({part}, {literal(inner, self.random)})" if inner in PRIMITIVES else ""
                if part:
                    self.declare(inner, part, computed=computed)
        elif type[0] == "map" and self.random.random() < 0.5:
            default = literal(type[1], self.random, whole=True)
            key = self.random.choice(KEYS)
            self.scope.append(Known(type[1], f'try({text}["{key}"], {default})', computed))
        elif type[0] == "list" and self.random.random() < 0.3:
            # an index straight after a splat would be part of it
            self.scope.append(Known(type[1], f"element({text}, 0)" if "*" in text else f"{text}[0]", computed))

    @contextmanager
    def local_scope(self) -> Iterator[None]:
        """Forget afterwards what is declared inside."""
        kept = len(self.scope)
        try:
            yield
        finally:
            del self.scope[kept:]

    @contextmanager
    def decided(self) -> Iterator[None]:
        """Use only names that are known while planning, as `count` and `for_each` need."""
        former, self._decided_only = self._decided_only, True
        try:
            yield
        finally:
            self._decided_only = former

    def is_open(self, text: str) -> bool:
        """Whether an expression holds a name that only apply tells, or a sensitive one."""
        return "sensitive(" in text or any(k.computed and k.text in text for k in self.scope)

    def expression(self, wanted: Type, depth: int) -> str:
        """An expression that usually converts to the wanted type."""
        if self.random.random() < 0.01:
            wanted = self.some_type()
        if wanted == "any":
            wanted = self.some_type()
        if depth <= 0 or self.random.random() < 0.2:
            return self.leaf(wanted)
        if self.random.random() < 0.3:
            return self._general(wanted, depth - 1)
        kind = wanted if isinstance(wanted, str) else wanted[0]
        productions = _PRODUCTIONS.get(kind)
        if productions is None:
            return self.leaf(wanted)
        return self.random.choice(productions)(self, wanted, depth - 1)

    def leaf(self, wanted: Type) -> str:
        """A name of the type, or a literal."""
        fitting = [k.text for k in self._names() if same(k.type, wanted)]
        if fitting and self.random.random() < 0.8:
            return self.random.choice(fitting)
        if not isinstance(wanted, str) and wanted[0] == "object" and self.random.random() < 0.5:
            return self._object(wanted, 1)
        return literal(wanted, self.random, whole=True)

    def some_type(self) -> Type:
        """A type that something in scope has, or any other."""
        names = self._names()
        if names and self.random.random() < 0.7:
            return self.random.choice(names).type
        return random_type(self.random, 1)

    def _names(self) -> list[Known]:
        return [k for k in self.scope if not (self._decided_only and k.computed)]

    def _primitive(self, depth: int) -> str:
        return self.expression(self.random.choice((*PRIMITIVES, "string")), depth)

    def _general(self, wanted: Type, depth: int) -> str:
        e = self.expression
        x, pick = self.random.random(), self.random.choice
        if x < 0.3:
            other = "null" if self.random.random() < 0.15 else e(wanted, depth)
            branches = [e(wanted, depth), other]
            self.random.shuffle(branches)
            return f"({e('bool', depth)} ? {branches[0]} : {branches[1]})"
        if x < 0.4:
            return f"try({self._evaluated()}.absent, {e(wanted, depth)})"
        if x < 0.47:
            return f"try({e(wanted, depth)}, {e(wanted, depth)})"
        if x < 0.54:
            return f"one([{e(wanted, depth)}])"
        if x < 0.61:
            return f"element([{e(wanted, depth)}, {e(wanted, depth)}], {pick(('0', '1', '3'))})"
        if x < 0.68:
            return f"[{e(wanted, depth)}, {e(self.some_type(), depth)}][0]"
        if x < 0.75:
            return f"{{ x = {e(wanted, depth)}, y = {e(self.some_type(), depth)} }}.x"
        if x < 0.82:
            return f'lookup({{ x = {e(wanted, depth)} }}, "{pick("xy")}", {e(wanted, depth)})'
        if x < 0.88:
            return f"values({{ only = {e(wanted, depth)} }})[0]"
        if x < 0.94 or self._decided_only:
            return f"merge({{ it = {e(wanted, depth)} }}, {{ other = {e(self.some_type(), depth)} }}).it"
        return f"sensitive({e(wanted, depth)})"

    def _evaluated(self) -> str:
        """A name whose attributes Terraform looks for when it evaluates, not when it reads the configuration."""
        names = [k.text for k in self._names() if k.text.startswith(("var.", "local."))]
        return self.random.choice([*names, "[]", '{ a = "A.b" }', '"9.50"'])

    def _string(self, _: Type, depth: int) -> str:
        e, pick = self.expression, self.random.choice
        options: list[Callable[[], str]] = [
            lambda: f'"{pick(("a-", "", "x/"))}${{{self._primitive(depth)}}}{pick(("", "-z", "$${lit}", "%%{lit}"))}"',
            lambda: f'"${{{self._primitive(depth)}}}-${{{self._primitive(depth)}}}"',
            lambda: f'format("%s-%v-%03d", {e("string", depth)}, {e(self.some_type(), depth)}, {pick(("1", "20"))})',
            lambda: f'join("{pick((",", "", "-"))}", {e(STRINGS, depth)})',
            lambda: f"{pick(_TEXT_FUNCTIONS)}({e('string', depth)})",
            lambda: f'replace({e("string", depth)}, "{pick(("a", "/[aeiou]/", "-"))}", "{pick(("", "_", "$0$0"))}")',
            lambda: f"substr({e('string', depth)}, {pick(('0', '1'))}, {pick(('1', '3', '-1'))})",
            lambda: f"jsonencode({e(self.some_type(), depth)})",
            lambda: f"yamlencode({e(self.some_type(), depth)})",
            lambda: f"tostring({self._primitive(depth)})",
            lambda: f'split("{pick((",", "-", "/"))}", {e("string", depth)})[0]',
            lambda: f'"%{{ if {e("bool", depth)} }}${{{e("string", depth)}}}%{{ else }}no%{{ endif }}"',
            lambda: f'try({e(("map", "string"), depth)}["{pick(KEYS)}"], {e("string", depth)})',
            lambda: f'lookup({e(("map", "string"), depth)}, "{pick(KEYS)}", "{pick(WORDS)}")',
            lambda: f'coalesce({e("string", depth)}, "{pick(WORDS)}", "last")',
            lambda: f'trimprefix({e("string", depth)}, "{pick(("a", "x/", "eu"))}")',
            lambda: self._template_for(depth),
        ]
        return pick(options)()

    def _template_for(self, depth: int) -> str:
        source = self.expression(STRINGS, depth)
        with self.local_scope():
            name = self._bind("string")
            return f'"%{{ for {name} in {source} ~}} ${{{self.expression("string", depth)}}} %{{ endfor }}"'

    def _bind(self, type: Type) -> str:
        self._bound += 1
        name = f"v{self._bound}"
        self.declare(type, name)
        return name

    def _number(self, _: Type, depth: int) -> str:
        e, pick = self.expression, self.random.choice
        options: list[Callable[[], str]] = [
            lambda: f"({e('number', depth)} {pick('+-')} {e('number', depth)})",
            lambda: f"({e('number', depth)} {pick('*/%')} {pick(('2', '3', '0.7'))})",
            lambda: f"length({e((pick(('list', 'map', 'set')), 'string'), depth)})",
            lambda: f"length({e('string', depth)})",
            lambda: f"{pick(('max', 'min'))}({e('number', depth)}, {e('number', depth)})",
            lambda: f"{pick(('floor', 'abs', 'signum'))}({e('number', depth)})",
            lambda: f"sum(concat([1], {e(('list', 'number'), depth)}))",
            lambda: f"-(1 + abs({e('number', depth)}))",  # cty keeps the sign of zero; see README.md
            lambda: f"ceil(1 + abs({e('number', depth)}))",
            lambda: f"try(tonumber({e('string', depth)}), {e('number', depth)})",
            lambda: f"try(index({e(STRINGS, depth)}, {e('string', depth)}), -1)",
        ]
        return pick(options)()

    def _bool(self, _: Type, depth: int) -> str:
        e, pick = self.expression, self.random.choice
        kind = self.some_type()
        options: list[Callable[[], str]] = [
            lambda: f"({e(kind, depth)} {pick(('==', '!='))} {e(kind, depth)})",
            lambda: f"({e(kind, depth)} {pick(('==', '!='))} null)",
            lambda: f"({e('number', depth)} {pick(('<', '>', '<=', '>='))} {e('number', depth)})",
            lambda: f"({e('bool', depth)} {pick(('&&', '||'))} {e('bool', depth)})",
            lambda: f"!{e('bool', depth)}",
            lambda: f"contains({e((pick(('list', 'set')), 'string'), depth)}, {e('string', depth)})",
            lambda: f"can({e(self.some_type(), depth)})",
            lambda: f"can({self._evaluated()}{pick(('.absent', '[0]'))})",
            lambda: f'{pick(("startswith", "endswith", "strcontains"))}({e("string", depth)}, "{pick(WORDS)}")',
            lambda: f"{pick(('alltrue', 'anytrue'))}([{e('bool', depth)}, {e('bool', depth)}])",
            lambda: f"(length({e((pick(('list', 'set', 'map')), 'string'), depth)}) {pick(('>', '=='))} {pick('012')})",
        ]
        return pick(options)()

    def _for(self, result: Type, depth: int, *, key: str = "") -> str:
        """A for expression; `key` is "" for a tuple, "one" for an object, "group" for an object of tuples."""
        kind = self.random.choice(("list", "set", "map"))
        element = "string" if kind == "set" else self.element(kind)
        source = self.expression((kind, element), depth)
        with self.local_scope():
            first = self._bind("number" if kind == "list" else "string")
            second = self._bind(element)
            value = self.expression(result, depth)
            condition = f" if {self.expression('bool', depth)}" if self.random.random() < 0.4 else ""
            if not key:
                return f"[for {first}, {second} in {source} : {value}{condition}]"
            dots = "..." if key == "group" else ""
            name = self.random.choice((first, f'"k-${{{first}}}"')) if key == "one" else self.expression("string", 1)
            return f"{{ for {first}, {second} in {source} : {name} => {value}{dots}{condition} }}"

    def element(self, kind: str) -> Type:
        """What a collection in scope holds, or a string."""
        found = [k.type[1] for k in self._names() if not isinstance(k.type, str) and k.type[0] == kind]
        return self.random.choice([*found, "string"])

    def _list(self, wanted: Type, depth: int) -> str:
        e, pick, inner = self.expression, self.random.choice, wanted[1]
        options: list[Callable[[], str]] = [
            lambda: "[" + ", ".join(e(inner, depth) for _ in range(self.random.randrange(4))) + "]",
            lambda: self._for(inner, depth),
            lambda: self._for(inner, depth),
            lambda: f"concat({e(wanted, depth)}, {e(wanted, depth)})",
            lambda: f"{pick(('distinct', 'reverse', 'tolist', 'flatten'))}({e(wanted, depth)})",
            lambda: f"slice({e(wanted, depth)}, 0, min(1, length({e(wanted, 0)})))",
            lambda: f"values({e(('map', inner), depth)})",
            lambda: f"tolist({e(('set', inner), depth)})",
            lambda: f"flatten([{e(wanted, depth)}, [{e(wanted, depth)}]])",
            lambda: f"[{', '.join([f'{{ p = {e(inner, depth)} }}'] * 2)}][*].p",
            lambda: f"coalescelist({e(wanted, depth)}, [{e(inner, depth)}])",
        ]
        if inner == "string":
            options += [
                lambda: f"keys({e(('map', self.element('map')), depth)})",
                lambda: f"{pick(('sort', 'compact', 'distinct'))}({e(wanted, depth)})",
                lambda: f'split("{pick(("-", ","))}", {e("string", depth)})',
                lambda: f'[for s in setproduct({e(wanted, depth)}, {e(("set", "string"), depth)}) : join("-", s)]',
                lambda: f'formatlist("%s/%s", {e(wanted, depth)}, {e("string", depth)})',
            ]
        return pick(options)()

    def _set(self, wanted: Type, depth: int) -> str:
        e, pick = self.expression, self.random.choice
        function = pick(("setunion", "setintersection", "setsubtract"))
        options: list[Callable[[], str]] = [
            lambda: f"toset({e(('list', wanted[1]), depth)})",
            lambda: f"toset({e(('list', wanted[1]), depth)})",
            lambda: f"{function}({e(wanted, depth)}, {e(wanted, depth)})",
        ]
        return pick(options)()

    def _map(self, wanted: Type, depth: int) -> str:
        e, pick, inner = self.expression, self.random.choice, wanted[1]
        options: list[Callable[[], str]] = [
            lambda: "{ " + ", ".join(f'"{k}" = {e(inner, depth)}' for k in self.random.sample(KEYS, 2)) + " }",
            lambda: self._for(inner, depth, key="one"),
            lambda: self._for(inner, depth, key="one"),
            lambda: f"merge({e(wanted, depth)}, {e(wanted, depth)})",
            lambda: f"merge({e(wanted, depth)}, {{ extra = {e(inner, depth)} }}, null)",
            lambda: f"tomap({e(wanted, depth)})",
            lambda: f'zipmap(["p", "q"], [{e(inner, depth)}, {e(inner, depth)}])',
            lambda: f"merge([{e(wanted, depth)}, {e(wanted, depth)}]...)",
            lambda: f'{{ for k, v in {e(wanted, depth)} : k => v if k != "{pick(KEYS)}" }}',
        ]
        if not isinstance(inner, str) and inner[0] == "list":
            options += [lambda: self._for(inner[1], depth, key="group")] * 3
        return pick(options)()

    def _object(self, wanted: Type, depth: int) -> str:
        members = [f"{name} = {self.expression(inner, depth - 1)}" for name, inner in wanted[1].items()]
        half = self.random.randrange(len(members) + 1)
        if self.random.random() < 0.2:
            return f"merge({{ {', '.join(members[:half])} }}, {{ {', '.join(members[half:])} }})"
        return f"{{ {', '.join(members)} }}"

    def _tuple(self, wanted: Type, depth: int) -> str:
        return "[" + ", ".join(self.expression(inner, depth) for inner in wanted[1]) + "]"


_TEXT_FUNCTIONS = ("upper", "lower", "title", "trimspace", "strrev", "md5", "base64encode", "chomp", "sha256")

_PRODUCTIONS: dict[str, list[Callable[[Grammar, Type, int], str]]] = {
    "string": [Grammar._string],
    "number": [Grammar._number],
    "bool": [Grammar._bool],
    "list": [Grammar._list],
    "set": [Grammar._set],
    "map": [Grammar._map],
    "object": [Grammar._object],
    "tuple": [Grammar._tuple],
}
