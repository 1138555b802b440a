"""What is new: the newest programs and sources of a view, and what the data changed last.

What changed is found by comparing the tables with those of the release before, on record in the
folder of the data; nothing of it is written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import without_context
from inlmap.catalog.diff import ChangedRow, TableChanges, table_changes
from inlmap.catalog.releases import earlier_releases
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import split_list
from inlmap.dataset.schema import FUNDING, INDICATOR_VALUES, PROGRAMS, RESULTS, SOURCES
from inlmap.formats import NOT_STATED
from inlmap.presentation.newest import (
    newest_first,
    newest_published_first,
    publication_days,
    without_years_to_come,
)
from inlmap.presentation.screen_tables import program_table
from inlmap.presentation.view import View
from inlmap.words import say, word

NEWEST_SHOWN = 5
# What is asked of a program to tell how new it is; a frame of few columns is cut quickly.
YEARS_FROM = ["program_id", "part_of", "assistance_type", "scope", "iso3", "start_year", "end_year"]
# The columns of a program whose correction a reader is told, by what they are called.
TOLD = {
    "name": word("Program"),
    "initiative_id": word("Initiative"),
    "iso3": word("Countries"),
    "lead_agency": word("Lead agency"),
    "start_year": word("First year"),
    "end_year": word("Last year"),
    "status": word("Status"),
    "amount_usd_millions": word("Value, nominal $ millions"),
}
# The tables whose changed rows are counted.
THINGS = {
    PROGRAMS.name: word("Rows of programs"),
    FUNDING.name: word("Amounts"),
    SOURCES.name: word("Sources"),
    RESULTS.name: word("Results"),
    INDICATOR_VALUES.name: word("Values of indicators"),
}


def newest_source(view: View) -> str:
    """Return ``Newest source: October 6, 2026`` of a view; nothing where none is dated."""
    dated = _dated_sources(view)
    if not dated:
        return ""
    return say("Newest source: {date}", date=formats.day_in_words(*dated[0][0]))


def newest_sources(view: View) -> tuple[tuple[str, str], ...]:
    """Return the newest dated publications of a view as date in words and id."""
    found = _dated_sources(view)[:NEWEST_SHOWN]
    return tuple((formats.day_in_words(*day), key) for day, key in found)


def _dated_sources(view: View) -> list[tuple[tuple[int, int, int], str]]:
    days = publication_days(view.catalog)
    dated = (key for key in view.source_ids if key in days)
    return [(days[key], key) for key in newest_published_first(view.catalog, dated)]


class NewProgram(NamedTuple):
    """A program with its years, name and countries in words, and its publications."""

    program_id: str
    years: str
    name: str
    countries: str
    source_ids: tuple[str, ...]


def newest_programs(view: View) -> tuple[NewProgram, ...]:
    """Return the programs of a view with the latest years, the newest first.

    Parts of a program and what only tells the context are left out, and so is what has no year.
    """
    return _newest_programs(view.catalog, view.selection)


@cached(128)
def _newest_programs(catalog: Catalog, selection: Selection) -> tuple[NewProgram, ...]:
    rows = _with_years(View(catalog, selection))
    rows = rows[rows["part_of"] == ""]
    return _new_programs(catalog, list(newest_first(catalog, rows)["program_id"])[:NEWEST_SHOWN])


def newest_years(view: View) -> dict[str, int]:
    """Return by ISO3 the newest year of the programs of a view that name the country.

    Parts of a program count as it does.
    """
    rows = _with_years(view)
    years = rows["end_year"].fillna(rows["start_year"])
    found: dict[str, int] = {}
    for cell, year in zip(rows["iso3"], years, strict=True):
        for iso3 in split_list(cell):
            found[iso3] = max(found.get(iso3, 0), 0 if pd.isna(year) else int(year))
    return {iso3: year for iso3, year in found.items() if year}


def _with_years(view: View) -> pd.DataFrame:
    """The programs of a view that state a year, with the years that they count by."""
    rows = view.programs[YEARS_FROM]
    rows = without_context(rows[rows["start_year"].notna() | rows["end_year"].notna()])
    return without_years_to_come(view.catalog, rows)


def _new_programs(catalog: Catalog, ids: list[str]) -> tuple[NewProgram, ...]:
    own = catalog.programs[catalog.programs["program_id"].isin(ids)]
    shown = program_table(catalog).loc[own.index].to_dict("index")
    found = {
        key: NewProgram(
            key,
            shown[at]["years"],
            shown[at]["program"],
            shown[at]["country"],
            split_list(source_ids),
        )
        for at, key, source_ids in own[["program_id", "source_id"]].itertuples(name=None)
    }
    return tuple(found[key] for key in ids)


def release_in_words(version: str, day: date) -> str:
    """Return ``the release of November 28, 2026 (version 3ab42121ee)``."""
    words = formats.day_in_words(day.year, day.month, day.day)
    return say("the release of {date} (version {version})", date=words, version=version)


class Correction(NamedTuple):
    """One corrected cell of a program: which, what it is of, what it was and what it is."""

    program_id: str
    name: str
    what: str
    before: str
    now: str
    source_ids: tuple[str, ...]


class LastChange(NamedTuple):
    """What the data changed since the release before, which is of a day and a version."""

    version: str
    day: date
    counts: tuple[str, ...]
    added: tuple[NewProgram, ...]
    removed: tuple[str, ...]
    corrections: tuple[Correction, ...]


@cached()
def last_change(catalog: Catalog, folder: Path) -> LastChange | None:
    """Return what differs from the newest earlier release on record in ``folder``, if there is one.

    Corrections are those of the columns that a reader would quote; the counts count every row.
    """
    earlier = earlier_releases(catalog.original, folder)
    if not earlier:
        return None
    before = earlier[0]
    changes = {one.table.name: one for one in table_changes(before.raw, catalog.original.raw)}
    programs = changes[PROGRAMS.name]
    names = dict(zip(*(before.raw[PROGRAMS.name][c] for c in ("program_id", "name")), strict=True))
    added = set(programs.added)
    rows = newest_first(catalog, catalog.programs[catalog.programs["program_id"].isin(added)])
    return LastChange(
        before.version,
        before.released,
        tuple(_counts(changes)),
        _new_programs(catalog, list(rows["program_id"])),
        tuple(names[key] for key in programs.removed),
        tuple(one for row in programs.changed for one in _corrections(catalog, row)),
    )


def _counts(changes: Mapping[str, TableChanges]) -> Iterator[str]:
    for table, things in THINGS.items():
        one = changes[table]
        sizes = (len(one.added), len(one.changed), len(one.removed))
        if any(sizes):
            yield say(
                "{things}: {added} added, {corrected} corrected, {removed} removed",
                things=say(things),
                added=formats.number(sizes[0]),
                corrected=formats.number(sizes[1]),
                removed=formats.number(sizes[2]),
            )


def _corrections(catalog: Catalog, row: ChangedRow) -> Iterator[Correction]:
    name = catalog.names(PROGRAMS.name)[row.key]
    sources = split_list(catalog.names(PROGRAMS.name, "source_id")[row.key])
    for column, before, now in row.cells:
        if column in TOLD:
            was, is_now = (_in_words(catalog, column, text) for text in (before, now))
            yield Correction(row.key, name, say(TOLD[column]), was, is_now, sources)


def _in_words(catalog: Catalog, column: str, text: str) -> str:
    if not text:
        return say(NOT_STATED)
    if column == "initiative_id":
        return catalog.names("initiatives", "short_name").get(text, text)
    if column == "iso3":
        return ", ".join(catalog.country_names.get(code, code) for code in split_list(text))
    return say(text) if column == "status" else text
