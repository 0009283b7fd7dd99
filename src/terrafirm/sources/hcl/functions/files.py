"""Functions on paths and files; every access goes through the call's context."""

from __future__ import annotations

import base64
import posixpath
import re
from contextvars import ContextVar
from typing import Any

from terrafirm.model.types import ConversionError, convert
from terrafirm.model.value import Sensitive, TSet, Unknown, Value, bare, has_sensitive, strip_marks
from terrafirm.sources.hcl.functions.contract import (
    MAX_FILE,
    ArgumentError,
    CallContext,
    Function,
    FunctionError,
    capped_text,
)
from terrafirm.sources.hcl.functions.declare import converted, expect, not_null, pure, shape, wrap
from terrafirm.sources.hcl.functions.globs import glob_expression
from terrafirm.sources.hcl.normal_form import composed

#: The template function that is being carried out, if any: templates may not render templates.
_RENDERING: ContextVar[str] = ContextVar("_RENDERING", default="")
_IDENTIFIER = re.compile(r"[^\W\d][\w-]*\Z")
_HOME = "the home directory of whoever runs Terraform is not looked into"


def path_argument(arg: Value, context: CallContext) -> tuple[Value, bool]:
    """A path as text, or the unknown in its place, and whether it is sensitive."""
    if _RENDERING.get() == "templatestring":
        raise FunctionError("cannot use filesystem access functions in templatestring templates")
    hidden = type(arg) is Sensitive
    path = converted(bare(arg), "path", "string")
    if type(path) is str and path.startswith("~"):
        return Unknown(f"{path}: {_HOME}", "impure", type="string", not_null=True), hidden
    return path, hidden


def read_bytes(path: str, context: CallContext) -> bytes:
    """A file's bytes; raises :class:`FunctionError`, also when it is larger than :data:`MAX_FILE`."""
    data = context.read_file(path)
    if len(data) > MAX_FILE:
        raise FunctionError(f'"{path}" is larger than the limit of {MAX_FILE} bytes')
    return data


def _text_of(path: str, context: CallContext) -> str:
    try:
        return composed(read_bytes(path, context).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FunctionError(f'contents of "{path}" are not valid UTF-8; use the filebase64 function instead') from error


def _file(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    path, hidden = path_argument(args[0], context)
    if type(path) is Unknown:
        return wrap(path.derived(type="string", not_null=True), hidden)
    return wrap(_text_of(path, context), hidden)


def _filebase64(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    path, hidden = path_argument(args[0], context)
    if type(path) is Unknown:
        return wrap(path.derived(type="string", not_null=True), hidden)
    return wrap(capped_text(base64.b64encode(read_bytes(path, context)).decode("ascii")), hidden)


def _fileexists(args: list[Value], context: CallContext) -> Value:
    expect(args, 1)
    path, hidden = path_argument(args[0], context)
    if type(path) is Unknown:
        return wrap(path.derived(type="bool", not_null=True), hidden)
    return wrap(context.file_exists(path), hidden)


def _fileset(args: list[Value], context: CallContext) -> Value:
    expect(args, 2)
    directory, hidden = path_argument(args[0], context)
    pattern = converted(bare(args[1]), "pattern", "string")
    hidden = hidden or type(args[1]) is Sensitive
    for arg in (directory, pattern):
        if type(arg) is Unknown:
            return wrap(arg.derived(type=("set", "string"), not_null=True), hidden)
    base = clean(directory)
    wanted = clean(f"./{pattern}")
    start = base
    while wanted == ".." or wanted.startswith("../"):
        start, wanted = clean(posixpath.join(start, "..")), wanted[3:] or "."
    expression = glob_expression(wanted)
    found = (path for path in context.list_files(start) if expression.fullmatch(path))
    if start != base:
        found = (posixpath.relpath(posixpath.join(start, path), base) for path in found)
    return wrap(TSet(found), hidden)


def clean(path: str) -> str:
    """The shortest equivalent path, as Go's ``filepath.Clean`` gives it."""
    plain = posixpath.normpath(path) if path else "."
    return plain[1:] if plain.startswith("//") else plain


def _basename(path: str) -> Value:
    if not path:
        return "."
    return path.rstrip("/").rpartition("/")[2] or "/"


def _dirname(path: str) -> Value:
    return clean(path[: path.rfind("/") + 1])


def _abspath(args: list[Value], context: CallContext) -> Value:
    return pure(("path", "string"))(lambda path: clean(posixpath.join(str(context.root), path)))(args, context)


def _pathexpand(path: str) -> Value:
    if not path.startswith("~"):
        return path
    if len(path) > 1 and path[1] not in "/\\":
        raise FunctionError("cannot expand user-specific home dir")
    return Unknown(f"{path}: {_HOME}", "impure", type="string", not_null=True)


def _variables(arg: Value) -> dict[str, Value]:
    if not isinstance(arg, dict):
        raise ArgumentError("vars", "invalid vars value: must be a map")
    for name in arg:
        if not _IDENTIFIER.match(name):
            raise ArgumentError("vars", f'invalid template variable name "{name}": must start with a letter')
    return arg


def _render(name: str, text: str, arg: Value, origin: str, context: CallContext) -> Value:
    """A template's result; raises :class:`FunctionError` for a template inside a template, and for null."""
    token = _RENDERING.set(name)
    try:
        result = context.render_template(text, dict(_variables(arg)), origin)
    finally:
        _RENDERING.reset(token)
    if bare(result) is None:
        raise FunctionError("the result of the template is null, which is not a valid result")
    return capped_text(result) if type(result) is str else result


def _outermost(name: str) -> None:
    if _RENDERING.get():
        raise FunctionError(f"cannot recursively call {name} from inside another template function")


def _split_arguments(args: list[Value], first: str) -> tuple[Value, Value, bool]:
    expect(args, 2)
    hidden = type(args[0]) is Sensitive or has_sensitive(args[1])
    variables = strip_marks(args[1]) if has_sensitive(args[1]) else args[1]
    return not_null(bare(args[0]), first), not_null(variables, "vars"), hidden


def _templatefile(args: list[Value], context: CallContext) -> Value:
    _outermost("templatefile")
    given, variables, hidden = _split_arguments(args, "path")
    path, _ = path_argument(given, context)
    for arg in (path, variables):
        if type(arg) is Unknown:
            return wrap(arg.derived(), hidden)
    return wrap(_render("templatefile", _text_of(path, context), variables, path, context), hidden)


def _templatestring(args: list[Value], context: CallContext) -> Value:
    _outermost("templatestring")
    template, variables, hidden = _split_arguments(args, "template")
    for arg in (template, variables):
        if type(arg) is Unknown and shape(arg) in ("any", "string", "map", "object"):
            return wrap(arg.derived(type="string", not_null=True), hidden)
    if type(template) is not str:
        raise ArgumentError("template", "invalid template value: a string is required")
    result: Any = _render("templatestring", template, variables, "<templatestring argument>", context)
    try:
        return wrap(convert(result, "string"), hidden)
    except ConversionError as error:
        raise FunctionError(f"invalid template result: {error}") from error


FUNCTIONS: dict[str, Function] = {
    "abspath": _abspath,
    "basename": pure(("path", "string"))(_basename),
    "dirname": pure(("path", "string"))(_dirname),
    "file": _file,
    "filebase64": _filebase64,
    "fileexists": _fileexists,
    "fileset": _fileset,
    "pathexpand": pure(("path", "string"))(_pathexpand),
    "templatefile": _templatefile,
    "templatestring": _templatestring,
}
