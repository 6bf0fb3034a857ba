"""What all sessions share cannot be changed by one of them: arrays are read-only, mappings refuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NoReturn, TypeVar

import numpy as np

from simulator.model import Parameters

Shared = TypeVar("Shared")


class FrozenDict(dict[Any, Any]):
    """A dict that stays as it was made; written, compared and copied like any other."""

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("shared by all sessions: make a new mapping instead")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[FrozenDict], tuple[dict[Any, Any]]]:
        return FrozenDict, (dict(self),)


def frozen(shared: Shared) -> Shared:
    """Make a record of frozen dataclasses, mappings, tuples and arrays unchangeable all the way down; return it.

    The records stay the same objects. An array that shows a part of a larger one is copied, so that the rest goes.
    """
    found: Shared = _frozen(shared)
    return found


def _frozen(part: Any) -> Any:
    if isinstance(part, np.ndarray):
        return _read_only(part)
    if isinstance(part, Parameters):  # its arrays are read-only from the start
        part.members.flags.writeable = False
    elif isinstance(part, FrozenDict):
        pass
    elif isinstance(part, Mapping):
        return FrozenDict({name: _frozen(value) for name, value in part.items()})
    elif isinstance(part, tuple) and not hasattr(part, "_fields"):
        return tuple(_frozen(value) for value in part)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            before = getattr(part, field.name)
            after = _frozen(before)
            if after is not before:
                object.__setattr__(part, field.name, after)
    return part


def _read_only(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    is_part = isinstance(array.base, np.ndarray) and array.base.nbytes > array.nbytes
    own = array.copy() if is_part else array
    own.flags.writeable = False
    return own


def weight(shared: object) -> int:
    """Bytes of all arrays that a frozen record is made of, each counted once."""
    found: dict[int, int] = {}
    _weigh(shared, found)
    return sum(found.values())


def _weigh(part: object, found: dict[int, int]) -> None:
    if isinstance(part, np.ndarray):
        found[id(part)] = part.nbytes
    elif isinstance(part, Mapping):
        for value in part.values():
            _weigh(value, found)
    elif isinstance(part, tuple):
        for value in part:
            _weigh(value, found)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            _weigh(getattr(part, field.name), found)
