"""How many programs some rows of ``programs.csv`` describe.

A row may tell a part of a program, or tell it again; and an umbrella row tells the setting, not a
program: the office, one of its ways of working, or an initiative as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from inlmap.dataset.cells import split_list
from inlmap.dataset.schema import UMBRELLA
from inlmap.words import say


def without_context(programs: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that tell a program or a part of one, in their order."""
    return programs[programs["assistance_type"] != UMBRELLA]


def context_of(programs: pd.DataFrame) -> pd.DataFrame:
    """Return the umbrella rows, in their order."""
    return programs[programs["assistance_type"] == UMBRELLA]


def programs_described(programs: pd.DataFrame) -> set[str]:
    """Return the ids of the programs that the rows describe, context left out."""
    return {program for (program,) in described(programs)}


def count_programs(programs: pd.DataFrame) -> int:
    """Return how many different programs the rows describe: parts count with their whole."""
    return len(programs_described(programs))


def count_programs_by(programs: pd.DataFrame, column: str) -> Counter[str]:
    """Return how many different programs the rows describe for each item of a list column.

    A program counts for every item that one of its rows holds; an empty cell for none.
    """
    pairs = {
        (program, item)
        for program, cell in described(programs, column)
        for item in split_list(cell)
    }
    return Counter(item for _, item in pairs)


def described(programs: pd.DataFrame, *columns: str) -> Iterator[tuple[str, ...]]:
    """Yield, for each row but the umbrella rows, the id of its program and its text cells.

    Columns are read as lists: to cut a frame anew at each filter takes ten times as long.
    """
    names = ("program_id", "part_of", "assistance_type", *columns)
    lists = [programs[name].tolist() for name in names]
    for own, whole, kind, *cells in zip(*lists, strict=True):
        if kind != UMBRELLA:
            yield whole or own, *cells


def wholes(programs: pd.DataFrame) -> pd.Series:
    """Return the id of the program that each row describes: a part's whole is no part itself."""
    return programs["part_of"].where(programs["part_of"] != "", programs["program_id"])


def kind_in_words(kind: str) -> str:
    """Return a kind of assistance as a reader sees it; an umbrella is said to be no program."""
    return say("context, not counted") if kind == UMBRELLA else say(kind)
