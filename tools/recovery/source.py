"""Read generated CDKTF bindings: what each class, function and interface says about Terraform attributes."""

import re
from dataclasses import dataclass, field

DECLARATION = re.compile(r"^(?:export )?(interface|function|class) (\w+)([^\n]*)\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
EXTENDS = re.compile(r"extends cdkt[fn]\.(\w+)")
MEMBER = re.compile(
    r"^ +// (\S+) - computed: (true|false), optional: (true|false), required: (true|false)\s*$", re.MULTILINE
)
CHILD = re.compile(r'= new (cdkt[fn]\.)?(\w+)\(this, "([^"]+)"(?:, (true|false))?\);')
GETTER = re.compile(r"^ +return (.*);$", re.MULTILINE)
STATED_TYPE = re.compile(r"Terraform type: `([^`]*)`")
ARGUMENT = re.compile(
    r'^ +"?([\w-]+)"?: \{\n\s+value: (.*?),\n\s+isBlock: (?:true|false),\n\s+type: "(\w+)"',
    re.MULTILINE | re.DOTALL,
)
DOCUMENTED = re.compile(r"/\*\*(.*?)\*/\s*readonly \w+(\??):", re.DOTALL)
DOCUMENTED_NAME = re.compile(r"Docs at Terraform Registry: \{@link \S*#([\w-]+) \w+#[\w-]+\}")
CONFIG = re.compile(r"constructor\(scope: Construct, id: string, config\??: (\w+)")
TYPE_NAME = re.compile(r'static readonly tfResourceType = "([^"]+)"')
ELEMENT = re.compile(r"return new \w+\(this, `\[\$\{(?:index|key)\}\]`(?:, (true|false))?\);")
RELEASE = re.compile(r"registry\.terraform\.io/providers/([\w-]+/[\w-]+)/([\w.-]+)/docs")

KINDS = {
    "TerraformProvider": "provider",
    "TerraformResource": "resource_schemas",
    "TerraformDataSource": "data_source_schemas",
    "TerraformEphemeralResource": "ephemeral_resource_schemas",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One attribute or block, as a class describes it in the comment above the property and in its getter."""

    name: str
    computed: bool
    optional: bool
    required: bool
    write_only: bool = False
    child: str | None = None
    """The class of the value, without the library's prefix."""
    child_is_generic: bool = False
    """The class belongs to the library (StringMap...), not to the bindings."""
    wraps_set: bool = False
    getter: str = ""
    stated_type: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """How a value is written as HCL: the mapper expression, and simple, list, set, map or struct."""

    mapper: str
    kind: str


@dataclass(frozen=True, slots=True)
class Documented:
    """What an interface says of an argument."""

    text: str
    required: bool


@dataclass(frozen=True, slots=True)
class Construct:
    """A resource, data source, ephemeral resource or provider."""

    kind: str
    type_name: str
    interface: str
    members: list[Member]
    arguments: dict[str, Argument]


@dataclass(frozen=True, slots=True)
class Module:
    """Everything in the files of one resource."""

    constructs: list[Construct] = field(default_factory=list)
    structs: dict[str, list[Member]] = field(default_factory=dict)
    """Members of nested objects, by the name of their interface."""
    arguments: dict[str, dict[str, Argument]] = field(default_factory=dict)
    """Arguments of nested objects, by the name of their interface with a small first letter."""
    interfaces: dict[str, dict[str, Documented]] = field(default_factory=dict)
    inner_sets: dict[str, bool] = field(default_factory=dict)
    """For a list of lists (by class): whether the inner ones are sets."""


def read(typescript: str) -> Module:
    """The declarations of a resource's TypeScript."""
    module = Module()
    for keyword, name, head, body in DECLARATION.findall(typescript):
        match keyword:
            case "interface":
                module.interfaces[name] = _documented(body)
            case "function" if name.endswith("ToHclTerraform"):
                module.arguments[name.removesuffix("ToHclTerraform")] = _arguments(body)
            case "class":
                _read_class(module, name, head, body)
    return module


def release(typescript: str) -> tuple[str, str] | None:
    """Namespace and name of the provider, and its version, from a link to its documentation."""
    found = RELEASE.search(typescript)
    return None if found is None else (found[1], found[2])


def small_first(name: str) -> str:
    """The name as generated functions spell it."""
    return name[:1].lower() + name[1:]


def _read_class(module: Module, name: str, head: str, body: str) -> None:
    base = EXTENDS.search(head)
    if base is None:
        return
    if base[1] in KINDS:
        config, type_name = CONFIG.search(body), TYPE_NAME.search(body)
        module.constructs.append(
            Construct(
                KINDS[base[1]],
                type_name[1] if type_name else "",
                config[1] if config else f"{name}Config",
                _members(body),
                _arguments(body),
            )
        )
    elif base[1] == "ComplexObject":
        module.structs[name.removesuffix("OutputReference")] = _members(body)
    elif element := ELEMENT.search(body):
        module.inner_sets[name] = element[1] == "true"


def _members(body: str) -> list[Member]:
    """A class body cut at the comments that open each property."""
    _, *pieces = MEMBER.split(body)
    groups = zip(*(pieces[i::5] for i in range(5)), strict=True)
    return [_member(name, (c == "true", o == "true", r == "true"), text) for name, c, o, r, text in groups]


def _member(name: str, flags: tuple[bool, bool, bool], text: str) -> Member:
    child = next((c for c in CHILD.findall(text) if c[2] == name), ("", "", "", ""))
    getter, stated = GETTER.search(text), STATED_TYPE.search(text)
    return Member(
        name,
        *flags,
        write_only="@deprecated Write-only" in text,
        child=child[1] or None,
        child_is_generic=bool(child[0]),
        wraps_set=child[3] == "true",
        getter=getter[1] if getter else "",
        stated_type=stated[1] if stated else None,
    )


def _arguments(body: str) -> dict[str, Argument]:
    return {name: Argument(" ".join(mapper.split()), kind) for name, mapper, kind in ARGUMENT.findall(body)}


def _documented(body: str) -> dict[str, Documented]:
    found: dict[str, Documented] = {}
    for comment, optional in DOCUMENTED.findall(body):
        name = DOCUMENTED_NAME.search(comment)
        if name:
            first = comment.strip().removeprefix("*").partition("\n")[0].strip()
            found[name[1]] = Documented(first, not optional)
    return found
