"""Programs and amounts as a reader sees them: names instead of ids, and links to sources."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import kind_in_words
from inlmap.dataset.cells import split_list
from inlmap.figures.adding import Figure
from inlmap.figures.evidence import EVIDENCE
from inlmap.presentation.newest import newest_first
from inlmap.words import say, word

# Columns that a row may name as our classification, as a reader calls them.
CLASSIFIED = {
    "initiative_id": word("initiative"),
    "iso3": word("iso3"),
    "place_ids": word("place"),
    "goal_ids": word("goal"),
    "theme_id": word("theme"),
    "assistance_type": word("assistance type"),
    "lead_agency": word("lead agency"),
    "partner_agencies": word("partner agencies"),
    "modality": word("modality"),
    "scope": word("scope"),
    "start_year": word("start year"),
    "end_year": word("end year"),
    "status": word("status"),
    "amount_usd_millions": word("amount usd millions"),
    "name": word("name"),
    "description": word("description"),
}
ADDED_OVER = {"country": word("countries"), "account": word("accounts"), "year": word("years")}


@dataclass(frozen=True)
class ShownColumn:
    """One column of a table that is shown: found by its key, under a heading that may change.

    The heading is English in any language and is said where it is drawn, but for a name of the
    data (``is_name``), which is in the language spoken already. An empty cell reads "not
    stated"; with ``empty_is_none``, it says that there is none. A number has ``decimals`` digits
    after the point on the screen, or as many as it needs, and at most ``most_decimals`` in a
    briefing.
    """

    key: str
    heading: str
    numeric: bool = False
    empty_is_none: bool = False
    is_name: bool = False
    decimals: int | None = None
    most_decimals: int = 3

    @property
    def said(self) -> str:
        """The heading in the language spoken."""
        return self.heading if self.is_name else say(self.heading)

    @property
    def number_format(self) -> str:
        """How a number of the column is written on the screen, in the way of C's ``printf``."""
        return "%.12g" if self.decimals is None else f"%.{self.decimals}f"

    def number(self, value: float) -> str:
        """Return a number of the column as it is read, with thousands separated."""
        digits = ".12g" if self.decimals is None else f".{self.decimals}f"
        return f"{value:,{digits}}"


# Columns of more than one table.
COUNTRY = ShownColumn("country", word("Country"))
INITIATIVE = ShownColumn("initiative", word("Initiative"))
YEARS = ShownColumn("years", word("Years"))
LOCATOR = ShownColumn("locator", word("Where in the source"))
LINK = ShownColumn("link", word("Link"), empty_is_none=True)
RECIPIENT = ShownColumn("recipient", word("Recipient"))
FISCAL_YEAR = ShownColumn("fiscal_year", word("Fiscal year"))
FISCAL_YEARS = ShownColumn("fiscal_years", word("Fiscal years"))
ACCOUNT = ShownColumn("account", word("Account"))
STAGE = ShownColumn("stage", word("Stage"))
AMOUNT = ShownColumn("amount", word("Nominal $ millions"), numeric=True)
SERIES = ShownColumn("series", word("Series"))
NOTE = ShownColumn("note", word("Note"), empty_is_none=True)

# What a reader asks of a program first stands first, the same in every table of programs.
PROGRAM_COLUMNS = (
    YEARS,
    ShownColumn("program", word("Program")),
    COUNTRY,
    ShownColumn("value", word("Value, $ millions"), numeric=True, decimals=2),
    ShownColumn("assistance", word("Kind of assistance")),
    ShownColumn("status", word("Status")),
    ShownColumn("source", word("Source")),
    ShownColumn("place", word("Place")),
    INITIATIVE,
    ShownColumn("goal", word("Goal")),
    ShownColumn("agency", word("Lead agency")),
    ShownColumn("part_of", word("Part of"), empty_is_none=True),
    ShownColumn("description", word("What it does")),
    LOCATOR,
    LINK,
    ShownColumn("classification", word("Our classification"), empty_is_none=True),
)
AMOUNT_COLUMNS = (
    RECIPIENT,
    FISCAL_YEARS,
    ACCOUNT,
    STAGE,
    AMOUNT,
    ShownColumn("evidence", word("Evidence")),
    ShownColumn("publication", word("Publication")),
    LOCATOR,
    LINK,
    ShownColumn("part_of", word("Part of"), empty_is_none=True),
    SERIES,
    NOTE,
    ShownColumn("record", word("Record")),
)
FUNDING_COLUMNS = (
    FISCAL_YEAR,
    ShownColumn("amount_and_stage", word("Nominal U.S. dollars and stage")),
    SERIES,
)


def picked(columns: Iterable[ShownColumn], *keys: str) -> tuple[ShownColumn, ...]:
    """Return the columns with these keys, in the order of the keys."""
    by_key = {column.key: column for column in columns}
    return tuple(by_key[key] for key in keys)


def headings_of(columns: Iterable[ShownColumn]) -> tuple[str, ...]:
    """Return the headings in the language spoken."""
    return tuple(column.said for column in columns)


@cached()
def with_names(catalog: Catalog) -> pd.DataFrame:
    """Return ``catalog.programs`` with a readable column beside each column of ids.

    The added columns are ``PROGRAMS.readable``; the index is that of the programs.
    """
    programs = catalog.programs
    urls = catalog.names("sources", "url")
    return programs.assign(
        initiative=programs["initiative_id"].map(catalog.names("initiatives")),
        countries=programs["iso3"].map(namer(catalog.country_names)),
        places=programs["place_ids"].map(namer(catalog.names("places"))),
        goals=programs["goal_ids"].map(namer(catalog.names("goals"), "; ")),
        theme=programs["theme_id"].map(catalog.names("themes")).fillna(""),
        sources=programs["source_id"].map(namer(catalog.names("sources", "title"), "; ")),
        source_urls=programs["source_id"].map(
            lambda cell: " ".join(urls[key] for key in split_list(cell) if urls[key])
        ),
        dataset_version=catalog.version,
    )


def namer(names: Mapping[str, str], separator: str = ", ") -> Callable[[str], str]:
    """Return what turns a cell of ids into their names, joined by ``separator``."""
    return lambda cell: separator.join(names.get(item, item) for item in split_list(cell))


def years_in_words(start: Any, end: Any, status: str) -> str:
    """Return the documented years of a program: ``2010–2015``, ``since 2018``, or nothing."""
    first, last = (None if pd.isna(year) else int(year) for year in (start, end))
    return formats.calendar_years(first, last, ongoing=status == "active")


def status_as_of(year: int | None, start: Any, end: Any, status: str) -> str:
    """Return the status as the source states it or, for a year, what the years say of it.

    A program without an end that was running when the source was written counts as running in
    every later year; where neither years nor status tell, it is not known.
    """
    if year is None:
        return say(status)
    first, last = (None if pd.isna(one) else int(one) for one in (start, end))
    if first is not None and first > year:
        return say("not begun in {year}", year=year)
    if last is not None and last < year:
        return say("over by {year}", year=year)
    if first is not None and (last is not None or first == year or status == "active"):
        return say("running in {year}", year=year)
    return say("not known for {year}", year=year)


@cached()
def program_table(catalog: Catalog) -> pd.DataFrame:
    """Return all programs; its columns are named by the keys of :data:`PROGRAM_COLUMNS`.

    The index is that of ``catalog.programs``, the order that of :func:`newest_first`.
    """
    rows = newest_first(catalog, with_names(catalog))
    short = catalog.names("initiatives", "short_name")
    years = [
        years_in_words(start, end, status) or say("year not stated")
        for start, end, status in zip(
            rows["start_year"], rows["end_year"], rows["status"], strict=True
        )
    ]
    return pd.DataFrame(
        {
            "years": years,
            "program": rows["name"],
            "country": rows["countries"],
            "value": rows["amount_usd_millions"],
            "assistance": rows["assistance_type"].map(kind_in_words),
            "status": rows["status"].map(say),
            "source": rows["sources"],
            "place": rows["places"],
            "initiative": rows["initiative_id"].map(short),
            "goal": rows["goals"],
            "agency": rows["lead_agency"],
            "part_of": rows["part_of"].map(catalog.names("programs")).fillna(""),
            "description": rows["description"],
            "locator": rows["source_locator"],
            "link": [cell.partition(" ")[0] or None for cell in rows["source_urls"]],
            "classification": rows["inferred"].map(_readable_columns),
        },
        index=rows.index,
    )


def screen_rows(catalog: Catalog, programs: pd.DataFrame, as_of: int | None = None) -> pa.Table:
    """Return the rows of :func:`program_table` for ``programs``, ready to be sent.

    Without index, pandas' own notes and offsets of 8 bytes in texts: 3 KB less at each click. The
    status is that of the year ``as_of``, if given.
    """
    everything, positions = _screen_rows(catalog, as_of)
    rows = pa.array(sorted(positions[row] for row in programs.index), pa.int64())
    return everything.take(rows)


@cached(32)
def _screen_rows(catalog: Catalog, as_of: int | None) -> tuple[pa.Table, dict[int, int]]:
    table = program_table(catalog)
    columns = ("start_year", "end_year", "status")
    years = zip(*(catalog.programs.loc[table.index, name] for name in columns), strict=True)
    table = table.assign(status=[status_as_of(as_of, *one) for one in years])
    rows = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    short = [
        pa.field(one.name, pa.string() if pa.types.is_large_string(one.type) else one.type)
        for one in rows.schema
    ]
    rows = rows.cast(pa.schema(short))
    return rows, {row: position for position, row in enumerate(table.index)}


def rows_with(rows: pa.Table, text: str) -> pa.Table:
    """Return the rows that hold every word of ``text`` in some cell, in any case and accents."""
    wanted = formats.folded(text).split()
    texts = [column.to_pylist() for column in rows.columns if pa.types.is_string(column.type)]
    found = [
        at
        for at, cells in enumerate(zip(*texts, strict=True))
        if _holds(formats.folded(" ".join(filter(None, cells))), wanted)
    ]
    return rows.take(pa.array(found, pa.int64()))


def _holds(text: str, wanted: Sequence[str]) -> bool:
    return all(one in text for one in wanted)


def funding_rows(figures: Sequence[Figure]) -> list[tuple[str, Figure, str]]:
    """Return one row per yearly figure with the columns :data:`FUNDING_COLUMNS`."""
    return [(one.marked_years, one, one.title) for one in figures if one.value is not None]


def _readable_columns(cell: str) -> str:
    return ", ".join(say(CLASSIFIED.get(name, name.replace("_", " "))) for name in split_list(cell))


def amount_rows(catalog: Catalog, positions: Iterable[int]) -> pa.Table:
    """Return these rows of ``funding.csv`` as a reader sees them, ready to be sent.

    The columns are named by the keys of :data:`AMOUNT_COLUMNS`.
    """
    return _amount_table(catalog).take(pa.array(positions, pa.int64()))


@cached()
def _amount_table(catalog: Catalog) -> pa.Table:
    rows = catalog.funding.to_dict("records")
    parents = {row["record_id"]: amount_in_words(row) for row in rows}
    titles, urls = catalog.names("sources", "title"), catalog.names("sources", "url")
    series = catalog.names("series", "title")
    cited = [split_list(row["source_id"]) for row in rows]
    return pa.table(
        {
            "recipient": [row["recipient"] for row in rows],
            "fiscal_years": [formats.years(row["fy_start"], row["fy_end"]) for row in rows],
            "account": [formats.account_name(row["account"]) for row in rows],
            "stage": [say(row["stage"]) for row in rows],
            "amount": [float(row["amount_usd_millions"]) for row in rows],
            "evidence": [say(EVIDENCE[row["basis"]]) for row in rows],
            "publication": ["; ".join(titles[key] for key in keys) for keys in cited],
            "locator": [row["source_locator"] for row in rows],
            "link": [next((urls[key] for key in keys if urls[key]), None) for keys in cited],
            "part_of": [parents.get(row["part_of"], "") for row in rows],
            "series": [series[row["series_id"]] for row in rows],
            "note": [row["note"] for row in rows],
            "record": [row["record_id"] for row in rows],
        }
    )


def amount_in_words(row: Mapping[Hashable, Any]) -> str:
    """Return a row of ``funding.csv`` with recipient, account, unit, stage and years."""
    amount = formats.dollars(row["amount_usd_millions"])
    years = formats.years(row["fy_start"], row["fy_end"])
    account = formats.account_name(row["account"])
    stated = say("{amount} {stage}, {years}", amount=amount, stage=say(row["stage"]), years=years)
    return f"{row['recipient']}, {account}: {stated}"


def added_over(cell: str) -> str:
    """Return an ``adds_over`` cell of ``series.csv`` in words."""
    words = [say(ADDED_OVER.get(item, item)) for item in split_list(cell)]
    if not words:
        return say("never added")
    return say("added over {dimensions}", dimensions=formats.joined(words))
