"""How many programs some rows of ``programs.csv`` describe.

A row may tell a part of a program, or tell it again; and an umbrella row tells the setting, not a
program: the office, one of its ways of working, or an initiative as a whole.
"""

from __future__ import annotations

from collections import Counter

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


def count_programs(programs: pd.DataFrame) -> int:
    """Return how many different programs the rows describe: parts count with their whole."""
    return int(wholes(without_context(programs)).nunique())


def count_programs_by(programs: pd.DataFrame, column: str) -> Counter[str]:
    """Return how many different programs the rows describe for each item of a list column.

    A program counts for every item that one of its rows holds; an empty cell for none.
    """
    rows = without_context(programs)
    cells = zip(wholes(rows), rows[column], strict=True)
    pairs = {(program, item) for program, cell in cells for item in split_list(cell)}
    return Counter(item for _, item in pairs)


def wholes(programs: pd.DataFrame) -> pd.Series:
    """Return the id of the program that each row describes: a part's whole is no part itself."""
    return programs["part_of"].where(programs["part_of"] != "", programs["program_id"])


def kind_in_words(kind: str) -> str:
    """Return a kind of assistance as a reader sees it; an umbrella is said to be no program."""
    return say("context, not counted") if kind == UMBRELLA else say(kind)
