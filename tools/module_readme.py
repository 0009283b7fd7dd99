"""The reference part of a module's README, from its configuration, laid out as terraform-docs does.

https://terraform-docs.io/reference/markdown-table/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from terrafirm.model.value import Value
from terrafirm.sources.hcl.config import load
from terrafirm.sources.hcl.declarations import ModuleConfig
from terrafirm.sources.hcl.files import FileAccess
from terrafirm.sources.hcl.module import Module
from terrafirm.sources.hcl.run import ConfigCache, Run
from terrafirm.sources.hcl.syntax import Attribute, Block

BEGIN, END = "<!-- BEGIN_TF_DOCS -->", "<!-- END_TF_DOCS -->"


def readme(directory: Path) -> str:
    """The module's README with its reference part made anew; raises :class:`ValueError` where the marks are missing."""
    text = (directory / "README.md").read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{directory}/README.md has no {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{_reference(directory)}{END}{after}"


def _reference(directory: Path) -> str:
    config = load(directory, str(directory))
    module = Module(Run(FileAccess(directory, [directory]), ConfigCache()), config)
    providers = _providers(module)
    rows = [_row(_anchor("requirement", "terraform"), _text(module, _setting(config, "required_version")))]
    rows += [_row(_anchor("requirement", name), version) for name, (_, version) in providers.items()]
    used = [_row(_anchor("provider", name), providers[name][1]) for name in _used(config) if name in providers]
    calls = [
        _row(_anchor("module", name), _text(module, call.body.attributes["source"]), "n/a")
        for name, call in sorted(config.calls.items())
    ]
    sections = (
        ("Requirements", ("Name", "Version"), rows),
        ("Providers", ("Name", "Version"), used),
        ("Modules", ("Name", "Source", "Version"), calls),
        ("Resources", ("Name", "Type"), _resources(config, providers)),
        ("Inputs", ("Name", "Description", "Type", "Default", "Required"), _inputs(module)),
        ("Outputs", ("Name", "Description"), _outputs(module)),
    )
    return "\n".join(_section(*section) for section in sections)


def _section(title: str, head: tuple[str, ...], rows: list[str]) -> str:
    if not rows:
        return f"## {title}\n\nNo {title.lower()}.\n"
    rule = "|".join(":--------:" if name == "Required" else "-" * (len(name) + 2) for name in head)
    return "\n".join([f"## {title}", "", _row(*head), f"|{rule}|", *rows]) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _anchor(kind: str, name: str) -> str:
    escaped = name.replace("_", "\\_")
    return f'<a name="{kind}_{name}"></a> [{escaped}](#{kind}\\_{escaped})'


def _text(module: Module, attribute: Attribute) -> str:
    return str(module.run.value(attribute.expr, module.env, attribute.file))


def _prose(module: Module, attribute: Attribute) -> str:
    """A description, escaped outside of its code spans."""
    parts = _text(module, attribute).split("`")
    parts[::2] = [re.sub(r"([_*|])", r"\\\1", part) for part in parts[::2]]
    return "`".join(parts)


def _setting(config: ModuleConfig, name: str) -> Attribute:
    return next(block.body.attributes[name] for block in config.settings if name in block.body.attributes)


def _providers(module: Module) -> dict[str, tuple[str, str]]:
    """Source and version of each required provider."""
    found: dict[str, tuple[str, str]] = {}
    for setting in module.config.settings:
        for block in setting.body.blocks:
            for name, attribute in block.body.attributes.items() if block.type == "required_providers" else ():
                told: Any = module.run.value(attribute.expr, module.env, attribute.file)
                found[name] = str(told["source"]), str(told["version"])
    return dict(sorted(found.items()))


def _used(config: ModuleConfig) -> Iterable[str]:
    """The local names of the providers that resources come from."""
    return sorted({_provider(kind, block) for (_, kind, _), block in config.resources.items()})


def _provider(kind: str, block: Block) -> str:
    given = block.body.attributes.get("provider")
    named = given.file.text[given.expr.start : given.expr.end] if given is not None else kind.partition("_")[0]
    return named.partition(".")[0]


def _resources(config: ModuleConfig, providers: Mapping[str, tuple[str, str]]) -> list[str]:
    rows = []
    for mode, title, place in (("managed", "resource", "resources"), ("data", "data source", "data-sources")):
        for (found, kind, name), block in sorted(config.resources.items()):
            source = providers.get(_provider(kind, block), ("", ""))[0]
            if found == mode and source:
                page = f"https://registry.terraform.io/providers/{source}/latest/docs/{place}/{kind.partition('_')[2]}"
                rows.append(_row(f"[{kind}.{name}]({page})", title))
    return rows


def _inputs(module: Module) -> list[str]:
    rows = []
    for name, block in sorted(module.config.variables.items()):
        attributes = block.body.attributes
        default = attributes.get("default")
        kind = attributes["type"]
        rows.append(
            _row(
                _anchor("input", name),
                _prose(module, attributes["description"]),
                _code(_unindented(kind.file.text[kind.expr.start : kind.expr.end])),
                "n/a" if default is None else _code(_json(module.run.value(default.expr, module.env, default.file))),
                "yes" if default is None else "no",
            )
        )
    return rows


def _outputs(module: Module) -> list[str]:
    return [
        _row(_anchor("output", name), _prose(module, block.body.attributes["description"]))
        for name, block in sorted(module.config.outputs.items())
    ]


def _unindented(text: str) -> str:
    """The text of a type as it would stand at the beginning of a line."""
    return re.sub(r"\n {2}", "\n", text)


def _json(value: Value) -> str:
    return json.dumps(_plain(value), indent=2, sort_keys=True)


def _plain(value: Value) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def _code(text: str) -> str:
    if "\n" not in text:
        return f"`{text}`"
    return f"<pre>{text.replace(chr(10), '<br/>')}</pre>"
