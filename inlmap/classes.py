"""Classes of a choropleth: at most five, with natural breaks by mapclassify (Fisher-Jenks)."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import mapclassify
import numpy as np

MOST_CLASSES = 5


@dataclass(frozen=True)
class Classes:
    """Upper bounds of the classes, lowest first, and the lowest value of each."""

    lower: tuple[float, ...]
    upper: tuple[float, ...]

    def index(self, value: float) -> int:
        """Return the class of a value that lies within the classes, counted from 0."""
        return next(index for index, bound in enumerate(self.upper) if value <= bound)


def natural_breaks(values: Sequence[float]) -> Classes:
    """Return up to five classes of positive values; fewer when there are fewer distinct values."""
    distinct = sorted(set(values))
    if not distinct:
        return Classes((), ())
    if len(distinct) <= MOST_CLASSES:
        upper = tuple(distinct)
    else:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Numba not installed")
            breaks = mapclassify.FisherJenks(np.array(sorted(values), dtype=float), MOST_CLASSES)
        upper = tuple(float(bound) for bound in breaks.bins)
    lower = tuple(
        min(value for value in distinct if value > floor) for floor in (float("-inf"), *upper[:-1])
    )
    return Classes(lower, upper)
