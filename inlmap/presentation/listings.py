"""The tables of a briefing, complete and without any look: headings, rows, and their sources.

What a source leaves out reads "not stated", as on the pages; "no evidence found" is said of gaps
of coverage and of money alone. A missing number is never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from inlmap import formats
from inlmap.catalog.own_rows import MARK, is_yours, status_of
from inlmap.dataset.schema import FUNDING, PROGRAMS
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import Cell, Matrix
from inlmap.figures.memberships import Membership
from inlmap.figures.profiles import CountryProfile, InitiativeProfile
from inlmap.figures.statements import absences
from inlmap.figures.totals import published_figures
from inlmap.formats import counted, on_one_line
from inlmap.presentation.citations import citations, publication
from inlmap.presentation.screen_tables import amount_rows, screen_rows
from inlmap.presentation.view import View
from inlmap.words import say, say_count, word

NONE, NOT_STATED = word("none"), word("not stated")
ROW_STATUS = word("Row status")
NOT_UNKNOWN = (
    "Link",
    "Note",
    "Number",
    "Our classification",
    "Part of",
)  # an empty cell says: there is none
NUMBERS = ("Value, $ millions", "Nominal $ millions")  # headings of columns that hold numbers
SOURCE_HEADINGS = (word("Title"), word("Publisher"), word("Number"), word("Date"), word("Link"))
YEAR_HEADINGS = (
    word("Fiscal year"),
    word("Amount as shown"),
    word("Nominal $ millions"),
    word("Stage"),
    word("Series"),
)
MEMBER_HEADINGS = (word("Role"), word("Years"), word("Note"))
PUBLISHED_HEADINGS = (
    word("Fiscal years"),
    word("Nominal $ millions"),
    word("Stage"),
    word("Account"),
    word("Recipient"),
    word("Series"),
)


class Counted(NamedTuple):
    """A number that is shown with more words: ``3`` as ``3 + 2 regional``."""

    number: int
    words: str


Value = str | int | float | Counted


@dataclass(frozen=True)
class Listing:
    """A table; ``cited`` gives, for some of its rows by position, where they are found.

    ``headings`` are English in any language, so that columns are found by them; those in
    ``names`` are names of the data, in the language spoken already.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    cited: Callable[[Iterable[int]], tuple[str, ...]]
    note: str = ""
    names: frozenset[str] = frozenset()

    @property
    def said_headings(self) -> tuple[str, ...]:
        """The headings in the language spoken."""
        return tuple(one if one in self.names else say(one) for one in self.headings)

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
        columns = [_texts(cells) for cells in zip(*self.rows[:most], strict=True)]
        return [list(row) for row in zip(*columns, strict=True)]

    def picked(self, *headings: str) -> Listing:
        """Return the table with these columns only."""
        at = [self.headings.index(heading) for heading in headings]
        rows = tuple(tuple(row[place] for place in at) for row in self.rows)
        return replace(self, headings=headings, rows=rows)


def shown(value: Value) -> str:
    """Return a cell as it is read: numbers with thousands separated, up to three decimals."""
    if isinstance(value, str):
        return value
    if isinstance(value, Counted):
        return value.words
    return f"{value:,.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def _texts(cells: Sequence[Value]) -> list[str]:
    amounts = [shown(cell) for cell in cells if isinstance(cell, float)]
    decimals = max((len(words.partition(".")[2]) for words in amounts), default=0)
    return [f"{one:,.{decimals}f}" if isinstance(one, float) else shown(one) for one in cells]


def _cell(heading: str, value: Any) -> Value:
    if value is None or value in ("", "nan") or value != value:  # noqa: PLR0124 (a missing number)
        return say(NONE if heading in NOT_UNKNOWN else NOT_STATED)
    return on_one_line(value) if isinstance(value, str) else value


def _listing(
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    cited: Callable[[Iterable[int]], tuple[str, ...]] = lambda _: (),
    note: str = "",
) -> Listing:
    cells = tuple(
        tuple(_cell(heading, value) for heading, value in zip(headings, row, strict=True))
        for row in rows
    )
    return Listing(title, tuple(headings), cells, cited, note)


def program_listing(view: View) -> Listing:
    """Return the selected programs as on the screen.

    Own rows stand first, where no table is cut, and are marked in a last column.
    """
    catalog = view.catalog
    table = screen_rows(catalog, view.programs, view.selection.as_of)
    ids = _ids_in_order(view)
    order = sorted(range(len(ids)), key=lambda at: not catalog.is_yours(PROGRAMS.name, ids[at]))
    ids = [ids[at] for at in order]
    told = table.to_pylist()
    headings, rows = list(table.column_names), [list(told[at].values()) for at in order]
    if catalog.yours:
        headings.append(ROW_STATUS)
        for row, key in zip(rows, ids, strict=True):
            row.append(say(status_of(catalog, PROGRAMS, key)))
    return _listing(
        counted("programs", len(rows)),
        headings,
        rows,
        lambda at: citations(catalog, "programs", [ids[place] for place in at]),
    )


def _ids_in_order(view: View) -> list[str]:
    """The keys of the selected programs in the order of the screen: the office itself last."""
    rows = view.programs.sort_values("scope", key=lambda scope: scope == "office", kind="stable")
    return list(rows["program_id"])


def funding_listing(view: View) -> Listing:
    """Return the records behind the headline amount and the amounts by fiscal year, own first."""
    catalog = view.catalog
    headline = frozenset(view.figure.record_ids)
    yearly = frozenset(key for figure in view.yearly for key in figure.record_ids)
    positions = {key: place for place, key in enumerate(catalog.funding["record_id"])}
    mine = {key for key in positions if catalog.is_yours(FUNDING.name, key)}
    ids = sorted(headline | yearly, key=lambda key: (key not in mine, positions[key]))
    table = amount_rows(catalog, [positions[key] for key in ids])
    headings = [word("Counted in"), *table.column_names]
    rows = [[_counted_in(key, headline, yearly), *row.values()] for key, row in _pairs(ids, table)]
    if catalog.yours:
        headings.append(ROW_STATUS)
        for row, key in zip(rows, ids, strict=True):
            row.append(say(status_of(catalog, FUNDING, key)))
    return _listing(
        say_count(
            len(rows), "{n} record behind the amounts shown", "{n} records behind the amounts shown"
        ),
        headings,
        rows,
        lambda at: citations(catalog, "funding", [ids[place] for place in at]),
    )


def _pairs(ids: Sequence[str], table: Any) -> Iterable[tuple[str, dict[str, Any]]]:
    return zip(ids, table.to_pylist(), strict=True)


def _counted_in(key: str, headline: frozenset[str], yearly: frozenset[str]) -> str:
    if key in headline:
        return say("headline amount and its year") if key in yearly else say("headline amount")
    return say("amount of its year")


def year_listing(figures: Sequence[Figure]) -> Listing:
    """Return one row per amount and fiscal year."""
    rows = [
        (one.years, formats.dollars(one.value or 0), one.value, say(one.stage), one.title)
        for one in figures
    ]
    return _listing(say("Amounts by fiscal year"), YEAR_HEADINGS, rows)


def source_listing(view: View) -> Listing:
    """Return the publications behind programs and amounts in table order, own first."""
    keys = view.source_ids
    found = view.catalog.sources.set_index("source_id").loc[list(keys)]
    columns = ("title", "publisher", "number", "date", "url")
    return _listing(
        say_count(
            len(found),
            "{n} source behind the programs and amounts shown",
            "{n} sources behind the programs and amounts shown",
        ),
        SOURCE_HEADINGS,
        found[list(columns)].itertuples(index=False, name=None),
        lambda at: tuple(publication(view.catalog, keys[place]) for place in at),
    )


def _members(title: str, first: str, rows: Iterable[tuple[str, Membership]]) -> Listing:
    cells = [(name, say(member.role), member.years, member.note) for name, member in rows]
    return _listing(title, (first, *MEMBER_HEADINGS), cells)


def country_listing(view: View) -> Listing:
    """Return the initiatives that the country of the view is in."""
    profile = CountryProfile(view.catalog, view.selection, view.selection.country[0])
    rows = [(member.initiative, member) for member in profile.memberships]
    return _members(say("What it is in"), word("Initiative"), rows)


def initiative_listings(view: View) -> tuple[Listing, ...]:
    """Return the partners of the view's initiative, and its amounts as published."""
    catalog, key = view.catalog, view.selection.initiative[0]
    profile = InitiativeProfile(catalog, view.selection, key)
    rows = [(catalog.country_names[member.iso3], member) for member in profile.memberships]
    published = published_figures(catalog, key)
    ids = [record.record_id for record, _ in published]
    amounts = [
        (
            f.years,
            f.value,
            say(f.stage),
            formats.account_name(record.account),
            record.recipient,
            _title(view, f),
        )
        for record, f in published
    ]
    return (
        _members(say("Partners and observers"), word("Country"), rows),
        _listing(
            say("Amounts as published"),
            PUBLISHED_HEADINGS,
            amounts,
            lambda at: citations(catalog, "funding", [ids[place] for place in at]),
            note=say("These amounts overlap and must not be added."),
        ),
    )


def _title(view: View, figure: Figure) -> str:
    marked = is_yours(view.catalog, figure.series_id) and say(MARK) not in figure.title
    return f"{figure.title} ({say(MARK)})" if marked else figure.title


def coverage_listing(matrix: Matrix) -> Listing:
    """Return the matrix as arranged: a number of own programs, or the kind of gap."""
    names = tuple(column.name for column in matrix.columns)
    headings = (word("Country"), word("Region"), *names, word("All programs"))
    rows = [
        (row.name, row.region, *map(_covered, row.cells), _covered(row.programs))
        for row in matrix.rows
    ]
    note = say(
        "“+ 2 regional” counts programs shared with other countries. Numbers do not add up: a "
        "program counts in every country it names and under every goal it serves."
    )
    if matrix.by == "goal":
        table = _listing(say("Programs by country and goal"), headings, rows, note=note)
    else:
        note += " " + say("Themes are our classification.")
        table = _listing(say("Programs by country and theme"), headings, rows, note=note)
    return replace(table, names=frozenset(names))


def _covered(cell: Cell) -> Value:
    if not cell.own:
        return say(cell.state)
    if not cell.regional:
        return cell.own
    own, regional = cell.words, formats.number(cell.regional)
    return Counted(cell.own, say("{own} + {number} regional", own=own, number=regional))


def absence_listing(view: View) -> Listing:
    """Return what was looked for and not found."""
    names = view.catalog.country_names
    rows = [
        (
            formats.listing([names[code] for code in one.iso3]),
            one.fact,
            one.explanation,
            say("A source says so") if one.stated else say("Not found by us"),
        )
        for one in absences(view.catalog, view.selection)
    ]
    headings = (word("Country"), word("Absence"), word("Detail"), word("Who says so"))
    return _listing(say("Looked for and not found"), headings, rows)
