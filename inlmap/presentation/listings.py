"""The tables of a briefing, complete and without any look: headings, rows, and their sources.

What a source leaves out reads "not stated", as on the pages; "no evidence found" is said of gaps
of coverage and of money alone. A missing number is never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pandas as pd

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import MARK, is_own_series, status_of
from inlmap.dataset.schema import FUNDING, PROGRAMS
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import Cell, Matrix
from inlmap.figures.memberships import Membership
from inlmap.figures.profiles import CountryProfile, InitiativeProfile
from inlmap.figures.statements import absences
from inlmap.figures.totals import published_figures
from inlmap.formats import NOT_STATED, on_one_line
from inlmap.presentation.citations import citations, publication
from inlmap.presentation.newest import newest_first
from inlmap.presentation.screen_tables import (
    ACCOUNT,
    AMOUNT,
    AMOUNT_COLUMNS,
    COUNTRY,
    FISCAL_YEAR,
    FISCAL_YEARS,
    INITIATIVE,
    LINK,
    NOTE,
    PROGRAM_COLUMNS,
    RECIPIENT,
    SERIES,
    STAGE,
    YEARS,
    ShownColumn,
    amount_rows,
    headings_of,
    screen_rows,
)
from inlmap.presentation.sentences import table_title
from inlmap.presentation.view import View
from inlmap.words import say, say_count, word

NONE = word("none")
COUNTED_IN = ShownColumn("counted_in", word("Counted in"))
ROW_STATUS = ShownColumn("row_status", word("Row status"))
SOURCE_COLUMNS = (
    ShownColumn("title", word("Title")),
    ShownColumn("publisher", word("Publisher")),
    ShownColumn("number", word("Number"), empty_is_none=True),
    ShownColumn("date", word("Date")),
    LINK,
)
YEAR_COLUMNS = (
    FISCAL_YEAR,
    ShownColumn("amount_as_shown", word("Amount as shown")),
    AMOUNT,
    STAGE,
    SERIES,
)
MEMBER_COLUMNS = (ShownColumn("role", word("Role")), YEARS, NOTE)
PUBLISHED_COLUMNS = (FISCAL_YEARS, AMOUNT, STAGE, ACCOUNT, RECIPIENT, SERIES)
REGION = ShownColumn("region", word("Region"))
ALL_PROGRAMS = ShownColumn("all_programs", word("All programs"))
ABSENCE_COLUMNS = (
    COUNTRY,
    ShownColumn("absence", word("Absence")),
    ShownColumn("detail", word("Detail")),
    ShownColumn("said_by", word("Who says so")),
)


class CountCell(NamedTuple):
    """A number that is shown with more words: ``3`` as ``3 + 2 regional``."""

    number: int
    words: str


Value = str | int | float | CountCell


@dataclass(frozen=True)
class Listing:
    """A table; ``cited`` gives, for some of its rows by position, where they are found."""

    title: str
    columns: tuple[ShownColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    cited: Callable[[Iterable[int]], tuple[str, ...]]
    note: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns."""
        return tuple(column.key for column in self.columns)

    @property
    def said_headings(self) -> tuple[str, ...]:
        """The headings in the language spoken."""
        return headings_of(self.columns)

    def left_to_excel(self, most: int) -> str:
        """Return what is said of the rows past the first ones, which the Excel file holds."""
        rest = len(self.rows) - most
        if rest <= 0:
            return ""
        return say_count(
            rest, "{n} more row in the Excel file.", "{n} more rows in the Excel file."
        )

    def title_of_first(self, most: int) -> str:
        """Return the title over the first rows; where it is not all of them, it says so."""
        if len(self.rows) <= most:
            return self.title
        return say(
            "{title}: first {most} rows; all are in the Excel file", title=self.title, most=most
        )

    def texts(self, most: int) -> list[list[str]]:
        """Return the first rows as they are read, amounts of a column with the same decimals."""
        rows = self.rows[:most]
        columns = [_texts(one, [row[at] for row in rows]) for at, one in enumerate(self.columns)]
        return [list(row) for row in zip(*columns, strict=True)]

    def picked(self, *keys: str) -> Listing:
        """Return the table with the columns of these keys only."""
        at = [self.keys.index(key) for key in keys]
        columns = tuple(self.columns[place] for place in at)
        rows = tuple(tuple(row[place] for place in at) for row in self.rows)
        return replace(self, columns=columns, rows=rows)


def shown(value: Value, decimals: int = 3) -> str:
    """Return a cell as it is read: thousands separated, at most ``decimals`` decimals."""
    if isinstance(value, str):
        return value
    if isinstance(value, CountCell):
        return value.words
    if isinstance(value, float):
        return f"{value:,.{decimals}f}".rstrip("0").rstrip(".")
    return f"{value:,}"


def _texts(column: ShownColumn, cells: Sequence[Value]) -> list[str]:
    amounts = [shown(cell, column.most_decimals) for cell in cells if isinstance(cell, float)]
    decimals = max((len(words.partition(".")[2]) for words in amounts), default=0)
    return [f"{one:,.{decimals}f}" if isinstance(one, float) else shown(one) for one in cells]


def _cell(column: ShownColumn, value: Any) -> Value:
    if pd.isna(value) or value == "":
        return say(NONE if column.empty_is_none else NOT_STATED)
    return on_one_line(value) if isinstance(value, str) else value


def _listing(
    title: str,
    columns: Sequence[ShownColumn],
    rows: Iterable[Sequence[Any]],
    cited: Callable[[Iterable[int]], tuple[str, ...]] = lambda _: (),
    note: str = "",
) -> Listing:
    cells = tuple(
        tuple(_cell(column, value) for column, value in zip(columns, row, strict=True))
        for row in rows
    )
    return Listing(title, tuple(columns), cells, cited, note)


def program_listing(view: View) -> Listing:
    """Return the selected programs as on the screen.

    Own rows stand first, where no table is cut, and are marked in a last column.
    """
    catalog = view.catalog
    table = screen_rows(catalog, view.programs, view.selection.as_of)
    ids = list(newest_first(catalog, view.programs)["program_id"])
    order = sorted(range(len(ids)), key=lambda at: not catalog.is_own(PROGRAMS.name, ids[at]))
    ids = [ids[at] for at in order]
    text = table.to_pylist()
    columns = [*PROGRAM_COLUMNS]
    rows = [[text[at][column.key] for column in PROGRAM_COLUMNS] for at in order]
    if catalog.own_rows:
        columns.append(ROW_STATUS)
        for row, key in zip(rows, ids, strict=True):
            row.append(say(status_of(catalog, PROGRAMS, key)))
    return _listing(
        table_title(view),
        columns,
        rows,
        lambda at: citations(catalog, "programs", [ids[place] for place in at]),
    )


def funding_listing(view: View) -> Listing:
    """Return the records behind the headline amount and the amounts by fiscal year, own first.

    Where the headline has no amount, the records of the other series that touch the selection
    are among them.
    """
    catalog = view.catalog
    headline = frozenset(view.figure.record_ids)
    yearly = frozenset(key for figure in view.yearly for key in figure.record_ids)
    positions = _positions(catalog)
    other = frozenset(
        key
        for figure in view.unmatched
        for key in figure.record_ids or [one.record_id for one in figure.exclusions]
    )

    def own_first(key: str) -> tuple[bool, int]:
        return not catalog.is_own(FUNDING.name, key), positions[key]

    ids = sorted(headline | yearly | other, key=own_first)
    table = amount_rows(catalog, [positions[key] for key in ids])
    columns = [COUNTED_IN, *AMOUNT_COLUMNS]
    rows = [
        [_counted_in(key, headline, yearly), *(row[column.key] for column in AMOUNT_COLUMNS)]
        for key, row in zip(ids, table.to_pylist(), strict=True)
    ]
    if catalog.own_rows:
        columns.append(ROW_STATUS)
        for row, key in zip(rows, ids, strict=True):
            row.append(say(status_of(catalog, FUNDING, key)))
    return _listing(
        say_count(
            len(rows), "{n} record behind the amounts shown", "{n} records behind the amounts shown"
        ),
        columns,
        rows,
        lambda at: citations(catalog, "funding", [ids[place] for place in at]),
    )


@cached()
def _positions(catalog: Catalog) -> dict[str, int]:
    """The row of each record of the funding table."""
    return {key: place for place, key in enumerate(catalog.funding["record_id"])}


def _counted_in(key: str, headline: frozenset[str], yearly: frozenset[str]) -> str:
    if key in headline:
        return say("headline amount and its year") if key in yearly else say("headline amount")
    return say("amount of its year") if key in yearly else say("another series, not added")


def year_listing(figures: Sequence[Figure]) -> Listing:
    """Return one row per amount and fiscal year."""
    rows = [
        (one.marked_years, formats.dollars(one.value or 0), one.value, say(one.stage), one.title)
        for one in figures
    ]
    return _listing(say("Amounts by fiscal year"), YEAR_COLUMNS, rows)


def source_listing(view: View) -> Listing:
    """Return the publications behind programs and amounts in table order, own first."""
    keys = view.source_ids
    found = view.catalog.sources.set_index("source_id").loc[list(keys)]
    fields = ("title", "publisher", "number", "date", "url")
    return _listing(
        say_count(
            len(found),
            "{n} source behind the programs and amounts shown",
            "{n} sources behind the programs and amounts shown",
        ),
        SOURCE_COLUMNS,
        found[list(fields)].itertuples(index=False, name=None),
        lambda at: tuple(publication(view.catalog, keys[place]) for place in at),
    )


def _members(title: str, first: ShownColumn, rows: Iterable[tuple[str, Membership]]) -> Listing:
    cells = [(name, say(member.role), member.years, member.note) for name, member in rows]
    return _listing(title, (first, *MEMBER_COLUMNS), cells)


def country_listing(view: View) -> Listing:
    """Return the initiatives that the country of the view is in."""
    profile = CountryProfile(view.catalog, view.selection, view.selection.country[0])
    rows = [(member.initiative, member) for member in profile.memberships]
    return _members(say("What it is in"), INITIATIVE, rows)


def initiative_listings(view: View) -> tuple[Listing, ...]:
    """Return the partners of the view's initiative, and its amounts as published."""
    catalog, key = view.catalog, view.selection.initiative[0]
    profile = InitiativeProfile(catalog, view.selection, key)
    rows = [(catalog.country_names[member.iso3], member) for member in profile.memberships]
    published = published_figures(catalog, key)
    ids = [record.record_id for record, _ in published]
    amounts = [
        (
            f.marked_years,
            f.value,
            say(f.stage),
            formats.account_name(record.account),
            record.recipient,
            _title(view, f),
        )
        for record, f in published
    ]
    return (
        _members(say("Partners and observers"), COUNTRY, rows),
        _listing(
            say("Amounts as published"),
            PUBLISHED_COLUMNS,
            amounts,
            lambda at: citations(catalog, "funding", [ids[place] for place in at]),
            note=say("These amounts overlap and must not be added."),
        ),
    )


def _title(view: View, figure: Figure) -> str:
    marked = is_own_series(view.catalog, figure.series_id) and say(MARK) not in figure.title
    return f"{figure.title} ({say(MARK)})" if marked else figure.title


def coverage_listing(matrix: Matrix) -> Listing:
    """Return the matrix as arranged: a number of own programs, or the kind of gap."""
    by = (ShownColumn(f"{matrix.by}:{one.key}", one.name, is_name=True) for one in matrix.columns)
    columns = (COUNTRY, REGION, *by, ALL_PROGRAMS)
    rows = [
        (row.name, row.region, *map(_covered, row.cells), _covered(row.programs))
        for row in matrix.rows
    ]
    note = say(
        "“+ 2 regional” counts programs shared with other countries. Numbers do not add up: a "
        "program counts in every country it names and under every goal it serves."
    )
    if matrix.by == "goal":
        return _listing(say("Programs by country and goal"), columns, rows, note=note)
    note += " " + say("Themes are our classification.")
    return _listing(say("Programs by country and theme"), columns, rows, note=note)


def _covered(cell: Cell) -> Value:
    if not cell.own:
        return say(cell.state)
    if not cell.regional:
        return cell.own
    own, regional = cell.words, formats.number(cell.regional)
    return CountCell(cell.own, say("{own} + {number} regional", own=own, number=regional))


def absence_listing(view: View) -> Listing:
    """Return what was looked for and not found."""
    names = view.catalog.country_names
    rows = [
        (
            formats.joined([names[code] for code in one.iso3]),
            one.fact,
            one.explanation,
            say("A source says so") if one.stated else say("Not found by us"),
        )
        for one in absences(view.catalog, view.selection)
    ]
    return _listing(say("Looked for and not found"), ABSENCE_COLUMNS, rows)
