"""A memory for what is worth keeping: bounded in bytes, and nothing is made twice when two sessions ask at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by key; the one that was not asked for the longest goes first.

    most: bytes of all values together; the newest stays even when it is heavier. weigh: bytes of one value.
    """

    def __init__(self, most: int, weigh: Callable[[Value], int]) -> None:
        self.most = most
        self._weigh = weigh
        self._values: OrderedDict[str, tuple[Value, int]] = OrderedDict()
        self._making: dict[str, Lock] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    @property
    def weight(self) -> int:
        """Bytes of all values together."""
        with self._lock:
            return sum(weight for _, weight in self._values.values())

    def get(self, key: str, make: Callable[[], Value]) -> Value:
        """The value of a key, made now if it is not kept; whatever `make` raises is raised, and nothing is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
            turn = self._making.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._values:  # made by another session meanwhile
                    return self._values[key][0]
            try:
                value = make()
                self._keep(key, value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()

    def _keep(self, key: str, value: Value) -> None:
        weight = self._weigh(value)
        with self._lock:
            self._values[key] = value, weight
            total = sum(weight for _, weight in self._values.values())
            while total > self.most and len(self._values) > 1:
                _, (_, lost) = self._values.popitem(last=False)
                total -= lost
