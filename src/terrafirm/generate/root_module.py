"""Write a root module: main, variables, outputs and values, from a composition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from terrafirm.generate.answers import Answers
from terrafirm.generate.catalogue import Variable
from terrafirm.generate.compose import Call, Composition
from terrafirm.generate.hcl_format import Expression, Value, attributes, block
from terrafirm.generate.templating import fill

_VARIABLE = re.compile(r"\bvar\.([a-z0-9_]+)")


def main_tf(composition: Composition, preamble: str) -> str:
    """Locals, what the cloud needs besides modules, then every module call under a line that says what it is for."""
    parts = [block("locals", _expressions(composition.cloud.locals))]
    if preamble.strip():
        parts.append(preamble.strip("\n") + "\n")
    return "\n".join([*parts, *(_call(call) for call in composition.calls)])


def _call(call: Call) -> str:
    source = f'  source = "../../modules/{call.part.name}"'
    return f'# {call.part.about}\nmodule "{call.part.label}" {{\n{source}\n\n{attributes(call.inputs)}\n}}\n'


def used_variables(composition: Composition, texts: Iterable[str]) -> list[Variable]:
    """The catalogue's variables that some text refers to, in the catalogue's order."""
    named = {name for text in texts for name in _VARIABLE.findall(text)}
    unknown = named - set(composition.cloud.variables)
    if unknown:
        raise KeyError(f"{composition.cloud.name}: no such variable: {', '.join(sorted(unknown))}")
    return [variable for name, variable in composition.cloud.variables.items() if name in named]


def variables_tf(variables: Iterable[Variable]) -> str:
    """The declarations."""
    return "\n".join(_declaration(variable) for variable in variables)


def _declaration(variable: Variable) -> str:
    flags: dict[str, Value] = {"sensitive": True} if variable.sensitive else {}
    flags["nullable"] = False
    head: dict[str, Value] = {"description": variable.about, "type": Expression(variable.type)}
    if "\n" not in variable.type:
        return block(f'variable "{variable.name}"', {**head, **flags})
    # An expression of several lines ends the group that terraform fmt aligns, before and behind it.
    kind = "  type = " + variable.type.replace("\n", "\n  ")
    body = "\n".join([attributes({"description": variable.about}), kind, attributes(flags)])
    return f'variable "{variable.name}" {{\n{body}\n}}\n'


def tfvars(variables: Iterable[Variable], answers: Answers, environment: str) -> str:
    """The values of an environment: those that can stay first, then each sample under what replaces it."""
    values = {item.name: _value(item, answers, environment) for item in variables if not item.sensitive}
    context = answers.within(environment)
    samples = {item.name: fill(item.replace, context) for item in variables if item.replace and not item.sensitive}
    kept = {name: value for name, value in values.items() if name not in samples}
    texts = [attributes(kept, indent=0)]
    for name, why in samples.items():
        texts.append(f"# Sample. Replace with {why}.\n{attributes({name: values[name]}, indent=0)}")
    return "\n\n".join(texts) + "\n"


def _value(variable: Variable, answers: Answers, environment: str) -> Any:
    raw = variable.environments[environment] if variable.environments else variable.value
    return _filled(raw, answers.within(environment), number=variable.type == "number")


def _filled(raw: Any, context: Mapping[str, str], *, number: bool) -> Any:
    if isinstance(raw, str):
        text = fill(raw, context)
        return int(text) if number else text
    if isinstance(raw, list):
        items = (_filled(item, context, number=False) for item in raw)
        return [item for item in items if item != ""]  # an item may be for some answers only
    if isinstance(raw, Mapping):
        return {fill(key, context): _filled(item, context, number=False) for key, item in raw.items()}
    return raw


def outputs_tf(composition: Composition) -> str:
    """What an environment returns."""
    return "\n".join(
        block(f'output "{name}"', {"description": about, "value": Expression(f"module.{call.part.label}.{output}")})
        for call in composition.calls
        for name, (about, output) in call.part.outputs.items()
    )


def _expressions(raw: Any) -> Any:
    if isinstance(raw, str):
        return Expression(raw)
    if isinstance(raw, Mapping):
        return {key: _expressions(item) for key, item in raw.items()}
    return raw
