"""Our dataclasses behave like those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from terrafirm.model.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is."""

    path: str
    line: int = 1
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Basket:
    """What is collected."""

    name: str
    items: list[str] = field(default_factory=list)
    token: str = field(default="none", repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same as a place, made by the standard library."""

    path: str
    line: int = 1
    notes: tuple[str, ...] = ()


def test_it_is_made_compared_and_shown_like_the_standard_one() -> None:
    ours, theirs = Place("main.tf", notes=("a",)), Standard("main.tf", notes=("a",))
    assert repr(ours) == repr(theirs).replace("Standard", "Place")
    assert ours == Place("main.tf", 1, ("a",))
    assert ours != Place("main.tf", 2, ("a",))
    assert hash(ours) == hash(Place("main.tf", 1, ("a",)))
    assert ours.__eq__(theirs) is NotImplemented
    assert Place.__match_args__ == Standard.__match_args__


def test_each_instance_has_a_default_of_its_own() -> None:
    first, second = Basket("first"), Basket("second")
    first.items.append("x")
    assert (first.items, second.items) == (["x"], [])


def test_a_field_without_repr_is_not_shown() -> None:
    assert repr(Basket("b", token="hidden")) == "Basket(name='b', items=[])"


def test_what_can_change_has_no_hash() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Basket("b"))


def test_slots_leave_no_room_for_other_names() -> None:
    basket: Any = Basket("b")
    with pytest.raises(AttributeError):
        basket.other = 1
    assert not hasattr(basket, "__dict__")


@pytest.mark.parametrize(("arguments", "said"), [((), "missing 1 required"), (("a", 1, (), 2), "takes from 2 to 4")])
def test_wrong_arguments_are_refused(arguments: tuple[Any, ...], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        Place(*arguments)


def test_the_functions_for_dataclasses_take_it() -> None:
    place = Place("main.tf")
    assert dataclasses.is_dataclass(place)
    assert dataclasses.replace(place, line=7) == Place("main.tf", 7)
    assert dataclasses.asdict(Basket("b", ["x"])) == {"name": "b", "items": ["x"], "token": "none"}
    assert [item.name for item in dataclasses.fields(Place)] == ["path", "line", "notes"]


def test_it_is_copied_and_pickled() -> None:
    basket = Basket("b", ["x"])
    assert copy.deepcopy(basket) == basket
    assert pickle.loads(pickle.dumps(basket)) == basket


def test_a_class_may_say_itself_how_it_is_compared() -> None:
    @dataclass(frozen=True, slots=True)
    class Name:
        """A name in any case."""

        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Name) and self.text.lower() == other.text.lower()

        def __hash__(self) -> int:
            return hash(self.text.lower())

    assert len({Name("A"), Name("a")}) == 1
