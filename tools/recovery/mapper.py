"""Parse the mapper expressions by which CDKTF bindings turn a value into HCL."""

import re
from dataclasses import dataclass
from typing import Literal

PRIMITIVE = re.compile(r"cdkt[fn]\.(string|number|boolean|any)ToHclTerraform")
LIST = re.compile(r"cdkt[fn]\.listMapperHcl\(")
LIST_END = re.compile(r",\s*(true|false)\)")
MAP = re.compile(r"cdkt[fn]\.hashMapperHcl\(")
STRUCT = re.compile(r"(\w+)ToHclTerraform")
WRAPPERS = re.compile(r"^(?:this\.markWriteOnlyAttribute\()?(?:.*=== undefined \? .*? : )?")


class UnsupportedError(Exception):
    """The bindings say something in a form that is not understood."""


@dataclass(frozen=True, slots=True)
class Mapper:
    """`name` is the primitive or struct, `inner` what a list or map holds; `block` marks lists of blocks."""

    kind: Literal["primitive", "struct", "list", "map"]
    name: str = ""
    inner: "Mapper | None" = None
    block: bool = False


def parse(expression: str) -> Mapper:
    """The mapper that an expression applies, as in `cdktn.listMapperHcl(fooToHclTerraform, true)(a)`."""
    return _parse(WRAPPERS.sub("", expression, count=1))[0]


def _parse(text: str) -> tuple[Mapper, str]:
    if found := PRIMITIVE.match(text):
        return Mapper("primitive", found[1]), text[found.end() :]
    if found := LIST.match(text):
        inner, rest = _parse(text[found.end() :])
        end = LIST_END.match(rest)
        if end is None:
            raise UnsupportedError(text)
        return Mapper("list", inner=inner, block=end[1] == "true"), rest[end.end() :]
    if found := MAP.match(text):
        inner, rest = _parse(text[found.end() :])
        return Mapper("map", inner=inner), rest[1:]
    if found := STRUCT.match(text):
        return Mapper("struct", found[1]), text[found.end() :]
    raise UnsupportedError(text)
