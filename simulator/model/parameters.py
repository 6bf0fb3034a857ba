"""Parameter values of an ensemble, by dotted name, one array of shape (draw,) each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.model.arrays import Array


class Parameters(Mapping[str, Array]):
    """Read-only mapping from a parameter's dotted name to its values, shape (draw,).

    members: number of each draw in the ensemble it was taken from, by which chance is dealt out, so that a draw
    meets the same storms in every scenario. Raises ValueError when lengths differ or a value is not finite: checked
    here once, trusted afterwards.
    """

    def __init__(self, values: Mapping[str, Array], members: NDArray[np.intp] | None = None) -> None:
        arrays = {name: np.ascontiguousarray(array, dtype=np.float64) for name, array in values.items()}
        lengths = {array.shape for array in arrays.values()}
        if len(lengths) != 1 or len(next(iter(lengths))) != 1:
            raise ValueError(f"parameters need one common shape (draw,), found {sorted(lengths)}")
        for name, array in arrays.items():
            if not np.isfinite(array).all():
                raise ValueError(f"parameter {name} has values that are not finite")
            array.setflags(write=False)
        self._arrays = arrays
        self.draws = next(iter(lengths))[0]
        self.members: NDArray[np.intp] = np.arange(self.draws) if members is None else members

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def __len__(self) -> int:
        return len(self._arrays)

    def overridden(self, values: Mapping[str, float]) -> Parameters:
        """The same ensemble with the named parameters held at one value in every draw (a scenario's assumptions)."""
        unknown = sorted(set(values) - set(self._arrays))
        if unknown:
            raise ValueError(f"unknown parameters: {', '.join(unknown)}")
        fixed = {name: np.full(self.draws, value) for name, value in values.items()}
        return Parameters({**self._arrays, **fixed}, self.members)

    def subset(self, draws: slice | Array) -> Parameters:
        """The chosen members of the ensemble, in the order given."""
        return Parameters({name: array[draws] for name, array in self._arrays.items()}, self.members[draws])
