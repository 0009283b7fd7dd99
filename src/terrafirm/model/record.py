"""Dataclasses that cost little to define, since every command defines all of its classes anew.

To a type checker :func:`dataclass` is :func:`dataclasses.dataclass` with ``slots=True``. At run time only ``__init__``
is compiled for a class (the standard one compiles up to seven methods: most of a millisecond a class, a third of a
small scan), and ``frozen`` is left to the type checker. The functions of :mod:`dataclasses` work on the instances.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from operator import attrgetter

    _GIVEN = object()  # stands for a default that a factory makes

    def dataclass(*, frozen: bool = False, slots: bool = True, eq: bool = True) -> Any:
        """Make the decorated class a slotted dataclass; ``frozen`` ones have a hash."""

        def decorate(cls: type) -> type:
            annotations = getattr(cls, "__annotations__", {})
            defaults = {name: cls.__dict__[name] for name in annotations if name in cls.__dict__}
            body = {
                name: value
                for name, value in cls.__dict__.items()
                if name not in defaults and name not in ("__dict__", "__weakref__")
            }
            names = tuple(annotations)
            body |= {"__slots__": names, "__match_args__": names, "__init__": _init(names, defaults)}
            body["__dataclass_fields__"] = _Fields(annotations, defaults)
            if "__repr__" not in body:
                body["__repr__"] = _repr(names, defaults)
            if eq and names and "__eq__" not in body:
                body |= _comparison(attrgetter(*names), frozen=frozen)
            made = type(cls)(cls.__name__, cls.__bases__, body)
            made.__qualname__ = cls.__qualname__
            return made

        return decorate

    class _Fields:
        """What :mod:`dataclasses` looks for on a class, made when it does."""

        def __init__(self, annotations: dict[str, Any], defaults: dict[str, Any]) -> None:
            self._body = {"__annotations__": annotations, **defaults}

        def __get__(self, instance: Any, owner: type) -> Any:
            standard = dataclasses.dataclass(type(owner.__name__, (), {**self._body, "__module__": owner.__module__}))
            owner.__dataclass_fields__ = standard.__dataclass_fields__
            return owner.__dataclass_fields__

    def _init(names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
        known: dict[str, Any] = {"_given": _GIVEN}
        parameters, lines = [], []
        for name in names:
            default = defaults.get(name, dataclasses.MISSING)
            value = name
            if isinstance(default, dataclasses.Field):
                if default.default_factory is not dataclasses.MISSING:
                    known[f"_make_{name}"] = default.default_factory
                    value, default = f"_make_{name}() if {name} is _given else {name}", _GIVEN
                else:
                    default = default.default
            if default is not dataclasses.MISSING:
                known[f"_{name}"] = default
            parameters.append(name if default is dataclasses.MISSING else f"{name}=_{name}")
            lines.append(f"self.{name} = {value}")
        exec(f"def __init__(self, {', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"]), known)
        return known["__init__"]

    def _comparison(values: attrgetter, *, frozen: bool) -> dict[str, Any]:
        def __eq__(self: Any, other: object) -> Any:
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self: Any) -> int:
            return hash(values(self))

        return {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}

    def _repr(names: tuple[str, ...], defaults: dict[str, Any]) -> Any:
        hidden = {name for name, value in defaults.items() if isinstance(value, dataclasses.Field) and not value.repr}
        shown = [name for name in names if name not in hidden]

        def __repr__(self: Any) -> str:
            values = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
            return f"{self.__class__.__qualname__}({values})"

        return __repr__


__all__ = ["dataclass", "field"]
