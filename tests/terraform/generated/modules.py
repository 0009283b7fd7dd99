"""Random configurations: modules within modules, variables, locals, resources of real provider types."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random

from terrafirm.model import provider_schema as schemas
from tests.terraform.generated.bodies import body
from tests.terraform.generated.configuration import Configuration
from tests.terraform.generated.grammar import Grammar
from tests.terraform.generated.literals import Type, constraint, literal, random_type

PROVIDERS = ("aws", "aws", "azurerm", "google", "kubernetes")
UNSUITABLE = ("aws_iam_policy_document",)
"""Data sources that terrafirm computes itself while the stand-in makes a value up."""

MOST_LINES = 160
"""A resource whose required blocks alone are larger says nothing that a smaller one does not."""

PRELUDE = """\
resource "terraform_data" "base" {
  input = "known"
}
resource "terraform_data" "many" {
  count = 3
  input = count.index
}
resource "terraform_data" "zoned" {
  for_each = toset(["c", "a", "b"])
  input    = { zone = each.key, fixed = "f" }
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "main" }
}
data "aws_ami" "image" {
  owners = ["amazon"]
}"""

PRELUDE_NAMES: tuple[tuple[Type, str, bool], ...] = (
    ("string", "terraform_data.base.input", False),
    ("string", "terraform_data.base.id", True),
    ("string", "terraform_data.base.output", True),
    ("number", "terraform_data.many[1].input", False),
    (("list", "number"), "terraform_data.many[*].input", False),
    (("list", "string"), "terraform_data.many[*].id", True),
    (("list", "string"), "terraform_data.many.*.id", True),
    (("map", "string"), "{ for k, r in terraform_data.zoned : k => r.id }", True),
    (("map", "string"), "{ for k, r in terraform_data.zoned : k => r.input.zone }", False),
    (("set", "string"), "toset(keys(terraform_data.zoned))", False),
    ("string", "aws_vpc.main.id", True),
    ("string", "aws_vpc.main.arn", True),
    ("string", "aws_vpc.main.cidr_block", False),
    ("bool", "aws_vpc.main.enable_dns_hostnames", True),
    (("map", "string"), "aws_vpc.main.tags", False),
    (("map", "string"), "aws_vpc.main.tags_all", True),
    (("list", "string"), "aws_vpc.main[*].id", True),
    ("string", "data.aws_ami.image.architecture", True),
    (("list", "string"), "data.aws_ami.image.owners", False),
    ("string", "terraform.workspace", False),
    ("string", "path.module", False),
)


@dataclass(frozen=True, slots=True)
class Interface:
    """What a caller has to know of a module: its variables and its outputs."""

    variables: dict[str, Type]
    required: frozenset[str]
    outputs: dict[str, Type]


def generate(seed: int) -> Configuration:
    """The configuration of a seed: always the same."""
    made = Configuration()
    _Module(made, Random(seed), "", 2).write()
    return made


class _Module:
    def __init__(self, made: Configuration, random: Random, folder: str, levels: int) -> None:
        self.made = made
        self.random = random
        self.folder = folder
        self.levels = levels
        self.grammar = Grammar(random)

    def write(self) -> Interface:
        """Write the module and those it calls."""
        variables, required = self._variables()
        self._prelude()
        for number in range(self.random.randrange(3, 7)):
            self._local(f"l{number}")
        for number in range(self.random.choice((1, 2)) if self.levels else 0):
            self._call(f"m{number}")
        for number in range(self.random.randrange(5, 9) if not self.folder else 3):
            self._resource(f"r{number}")
        outputs = self._outputs() if self.folder else {}
        if not self.folder:
            self._override()
        return Interface(variables, required, outputs)

    def _file(self, name: str) -> str:
        return f"{self.folder}{name}"

    def _variables(self) -> tuple[dict[str, Type], frozenset[str]]:
        found: dict[str, Type] = {}
        required = set()
        for number in range(self.random.randrange(3, 7)):
            name, wanted = f"x{number}", random_type(self.random, 2)
            lines = [f'variable "{name}" {{', f"  type = {constraint(wanted)}"]
            given = self.random.random() < 0.35
            if given:
                required.add(name)
                if not self.folder:
                    self._given(name, wanted)
            else:
                lines.append(f"  default = {literal(wanted, self.random)}")
            sensitive = self.random.random() < 0.15
            if sensitive:
                lines.append("  sensitive = true")
            if self.random.random() < 0.2:
                lines.append("  nullable = false")
            self.made.add(self._file("variables.tf"), "\n".join([*lines, "}"]))
            self.grammar.declare(wanted, f"var.{name}", computed=sensitive or bool(self.folder))
            found[name] = wanted
        return found, frozenset(required)

    def _given(self, name: str, wanted: Type) -> None:
        file = self.random.choice(("terraform.tfvars", "a.auto.tfvars", "b.auto.tfvars"))
        self.made.add(file, f"{name} = {literal(wanted, self.random)}")

    def _prelude(self) -> None:
        self.made.add(self._file("main.tf"), PRELUDE)
        for wanted, text, computed in PRELUDE_NAMES:
            self.grammar.declare(wanted, text, computed=computed)

    def _local(self, name: str) -> None:
        wanted = self.grammar.some_type() if self.random.random() < 0.5 else random_type(self.random, 2)
        value, plain = self.grammar.expression(wanted, 3), literal(wanted, self.random, whole=True)
        text = "locals {{\n  {} = {}\n}}"
        self.made.add(self._file("locals.tf"), text.format(name, value), text.format(name, plain))
        self.grammar.declare(wanted, f"local.{name}", computed=self.grammar.is_open(value))

    def _outputs(self) -> dict[str, Type]:
        found = {}
        for number in range(self.random.randrange(1, 4)):
            name, wanted = f"o{number}", self.grammar.some_type()
            value, plain = self.grammar.expression(wanted, 2), literal(wanted, self.random, whole=True)
            text = 'output "{}" {{\n  value     = {}\n  sensitive = true\n}}'
            self.made.add(self._file("outputs.tf"), text.format(name, value), text.format(name, plain))
            found[name] = wanted
        return found

    def _call(self, name: str) -> None:
        inner = _Module(self.made, self.random, f"{self.folder}{name}/", self.levels - 1).write()
        lines, plain = [f'module "{name}" {{', f'  source = "./{name}"'], []
        expansion, kind = self._expansion()
        plain = [*lines, *({"count": ["  count = 2"], "for_each": ['  for_each = toset(["a"])']}.get(kind, []))]
        lines += expansion
        with self.grammar.local_scope():
            self._declare_instance(kind)
            for variable, wanted in inner.variables.items():
                if variable in inner.required or self.random.random() < 0.5:
                    lines.append(f"  {variable} = {self.grammar.expression(wanted, 2)}")
                if variable in inner.required:
                    plain.append(f"  {variable} = {literal(wanted, self.random)}")
        self.made.add(self._file("main.tf"), "\n".join([*lines, "}"]), "\n".join([*plain, "}"]))
        for output, wanted in inner.outputs.items():
            self._declare_expanded(f"module.{name}", kind, output, wanted, computed=True)

    def _expansion(self) -> tuple[list[str], str]:
        """The lines of `count` or `for_each`, if any, and which."""
        chance = self.random.random()
        with self.grammar.decided():
            if chance < 0.2:
                number = self.random.choice(("2", f"{self.grammar.expression('bool', 2)} ? 2 : 1", "length([1, 2])"))
                return [f"  count = {number}"], "count"
            if chance < 0.4:
                wanted = self.random.choice((("set", "string"), ("map", self.grammar.element("map"))))
                value = self.grammar.expression(wanted, 2)
                return [f"  for_each = {f'toset({value})' if wanted[0] == 'set' else value}"], "for_each"
        return [], ""

    def _declare_instance(self, kind: str) -> None:
        if kind == "count":
            self.grammar.declare("number", "count.index")
        elif kind == "for_each":
            self.grammar.declare("string", "each.key")

    def _declare_expanded(self, name: str, kind: str, attribute: str, wanted: Type, *, computed: bool) -> None:
        if kind == "count":
            self.grammar.declare(("list", wanted), f"{name}[*].{attribute}", computed=computed)
            self.grammar.declare(wanted, f"{name}[0].{attribute}", computed=computed)
        elif kind == "for_each":
            text = f"{{ for k, one in {name} : k => one.{attribute} }}"
            self.grammar.declare(("map", wanted), text, computed=computed)
            self.grammar.declare(("list", wanted), f"values({name})[*].{attribute}", computed=computed)
        else:
            self.grammar.declare(wanted, f"{name}.{attribute}", computed=computed)

    def _resource(self, name: str) -> None:
        if self.random.random() < 0.3:
            self._free_resource(name)
            return
        found = schemas.resource_types(self.random.choice(PROVIDERS))
        for _ in range(20):
            type = self.random.choice(found)
            block = schemas.resource_block(type)
            if block is None or "google-beta" in type:
                continue
            plain = list(body(self.grammar, block, 0))
            if len(plain) <= MOST_LINES:
                break
        else:
            return
        assert block is not None
        expansion, kind = self._expansion()
        fixed = {"count": ["  count = 2"], "for_each": ['  for_each = toset(["a"])'], "": []}[kind]
        with self.grammar.local_scope():
            self._declare_instance(kind)
            lines = [*expansion, *body(self.grammar, block, 2)]
        if self.random.random() < 0.1:
            lines.append("  depends_on = [terraform_data.base]")
        if self.random.random() < 0.1:
            lines.append("  lifecycle {\n    ignore_changes = all\n  }")
        header = f'resource "{type}" "{name}" {{'
        self.made.add(self._file("main.tf"), "\n".join([header, *lines, "}"]), "\n".join([header, *fixed, *plain, "}"]))
        if "id" in block.attributes:
            self._declare_expanded(f"{type}.{name}", kind, "id", "string", computed=True)

    def _free_resource(self, name: str) -> None:
        wanted = self.grammar.some_type() if self.random.random() < 0.7 else random_type(self.random, 2)
        expansion, kind = self._expansion()
        with self.grammar.local_scope():
            self._declare_instance(kind)
            value = self.grammar.expression(wanted, 4)
        if not self.folder and not expansion and self.random.random() < 0.15:
            document = {"resource": {"terraform_data": {name: {"input": f"${{{value}}}"}}}}
            self.made.add(f"{name}.tf.json", json.dumps(document, indent=2), "{}")
            return
        header = f'resource "terraform_data" "{name}" {{'
        lines = [header, *expansion, f"  input = {value}", "}"]
        self.made.add(self._file("main.tf"), "\n".join(lines), f"{header}\n}}")

    def _override(self) -> None:
        tags = literal(("map", "string"), self.random)
        text = f'resource "aws_vpc" "main" {{\n  cidr_block = "10.1.0.0/16"\n  tags = {tags}\n}}'
        if self.random.random() < 0.3:
            self.made.add("main_override.tf", text)
