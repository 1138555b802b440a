"""The errors that inlmap raises on purpose, and the fault that one bad cell is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inlmap.formats import shorten
from inlmap.words import say, say_count

MOST_FAULTS_SHOWN = 200


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in a data folder: where it is, what stands there and what would be right.

    ``row`` counts as a spreadsheet does: the heading is row 1. It is 0 when the fault is of
    the whole file.
    """

    file: str
    row: int
    column: str
    value: str
    remedy: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row:
            place.append(say("row {number}", number=self.row))
        if self.column:
            place.append(shorten(self.column))
        shown = shorten(self.value)
        quoted = f'"{shown}" ' if shown else ""
        return f"{', '.join(place)}: {quoted}{self.remedy}"


class InlmapError(Exception):
    """Base of every error that inlmap raises on purpose.

    InlmapError
    ├── DataError        the data folder has faults; all of them are listed
    ├── AddingError      amounts were asked for that must not be added
    ├── FigureError      the address of an amount leads to none
    └── WritingError     a file that exists would be overwritten
    """


class DataError(InlmapError):
    """A data folder cannot be used; ``faults`` lists everything that is wrong with it.

    The text shows the first 200 faults and counts the others by file.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        heading = say_count(count, "{n} fault in the data", "{n} faults in the data")
        shown = map(str, self.faults[:MOST_FAULTS_SHOWN])
        super().__init__("\n".join([heading, *shown, *self._others()]))

    def _others(self) -> list[str]:
        files = Counter(fault.file for fault in self.faults[MOST_FAULTS_SHOWN:])
        if not files:
            return []
        places = ", ".join(
            say_count(n, "{n} in {file}", "{n} in {file}", file=file) for file, n in files.items()
        )
        more = sum(files.values())
        return [say_count(more, "and {n} more: {places}", "and {n} more: {places}", places=places)]


class AddingError(InlmapError):
    """Amounts were asked to be added that do not belong to one series."""


class FigureError(InlmapError):
    """The id of a figure is none, or one of another version of the data."""


class WritingError(InlmapError):
    """A file that exists would be overwritten, and nobody said that it may be."""
