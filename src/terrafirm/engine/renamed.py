"""An object under the names of a provider's schema, where another spelling of the same names made it.

``hostPID`` is ``host_pid``, a list ``containers`` is the block ``container``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from terrafirm.engine.paths import Path
from terrafirm.model.provider_schema import Block
from terrafirm.model.value import Sensitive, TSet, Unknown, Value, bare

#: Names that differ by more than their spelling: the schema's, and the object's key in lower case without underscores.
Also = Mapping[str, tuple[str, ...]]
_NONE: Also = {}


def renamed(value: dict[str, Value], block: Block, also: Also = _NONE) -> dict[str, Value]:
    """What ``value`` sets of ``block``, under the block's names."""
    names = _spellings(value)
    found: dict[str, Value] = {}
    for name, attribute in block.attributes.items():
        key = next((names[form] for form in _own(name, also) if form in names), None)
        if key is None:
            continue
        if attribute.nested is not None:
            found[name] = nested(value[key], Block(attribute.nested.attributes, {}), also)
        else:
            found[name] = _typed(value[key], attribute.type)
    for name, inner in block.blocks.items():
        key = next((names[form] for form in _forms(name, also) if form in names), None)
        if key is not None:
            found[name] = _elements(value[key], inner.block, also)
    return found


def nested(value: Value, block: Block, also: Also = _NONE) -> Value:
    """The value of a nested attribute: an object stays one, a list of objects a list."""
    inner = bare(value)
    elements = _elements(inner, block, also)
    return elements[0] if isinstance(inner, dict) else elements


def _elements(value: Value, block: Block, also: Also) -> Value:
    """A nested object, or a list of them, as the list of blocks that it is in a typed resource."""
    if type(value) is Sensitive:
        return Sensitive(_elements(value.value, block, also))
    if isinstance(value, dict):
        return [renamed(value, block, also)]
    if isinstance(value, (list, tuple)):
        return [renamed(bare(item), block, also) if isinstance(bare(item), dict) else item for item in value]
    return value


def _typed(value: Value, kind: Any) -> Value:
    """A scalar as the typed attribute has it: the provider writes user ids and quantities as text."""
    if type(value) in (Unknown, Sensitive) or value is None:
        return value
    if kind == "string" and not isinstance(value, (str, dict, list, tuple, TSet)):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(kind, list) and kind[0] == "map" and isinstance(value, dict):
        return {key: _typed(item, kind[1]) for key, item in value.items()}
    return value


def written_steps(value: Value, path: Path, also: Also = _NONE, *, camel: bool = True) -> Iterator[str | int]:
    """The steps of ``path`` under the object's own names; an index into what is a single object falls away.

    What the object does not have is spelled as in camel case, or as the schema has it.
    """
    for step in path:
        value = bare(value)
        if isinstance(step, int):
            if isinstance(value, (list, tuple)):
                yield step
                value = value[step] if step < len(value) else None
            continue
        names = _spellings(value) if isinstance(value, dict) else {}
        key = next((names[form] for form in _forms(step, also) if form in names), _camel(step) if camel else step)
        yield key
        value = value.get(key) if isinstance(value, dict) else None


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def _spellings(value: dict[str, Value]) -> dict[str, str]:
    """The keys of an object by their plain form: ``hostPID`` and ``host_pid`` meet at ``hostpid``."""
    return {key.replace("_", "").lower(): key for key in value}


def _forms(name: str, also: Also) -> tuple[str, ...]:
    """The plain forms that a typed name can have in an object: its own, and for lists of blocks the plurals."""
    plain = name.replace("_", "")
    plural = f"{plain[:-1]}ies" if plain.endswith("y") else f"{plain}s"
    return (plain, *also.get(name, ()), f"{plain}s", plural)


def _own(name: str, also: Also) -> tuple[str, ...]:
    """The plain forms of an attribute's name: attributes keep their number."""
    return (name.replace("_", ""), *also.get(name, ()))
