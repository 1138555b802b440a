"""What every claim rests on: each source with its uses, and each amount with its source.

Nothing is added here: amounts are listed one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import count_items, split_list
from inlmap.dataset.schema import TABLES
from inlmap.formats import PLACES, counted, without_accents
from inlmap.words import say, word

EVIDENCE = {
    "printed": word("Printed in the source"),
    "derived": word("Derived from a printed figure"),
}
UNUSED = "unused"
# What a source is used for, by table; places are those of its programs.
USES = {
    "programs": word("Programs"),
    "funding": word("Amounts"),
    "statements": word("Statements"),
    PLACES: word("Places"),
    "series": word("Series"),
    "initiatives": word("Initiatives"),
    "goals": word("Goals"),
    "members": word("Memberships"),
    UNUSED: word("Not used"),
}
CITING = tuple(t.name for t in TABLES if t.name != "sources" and "source_id" in t.column_names)
ADDED_OVER = {"country": word("countries"), "account": word("accounts"), "year": word("years")}
Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class SourceUse:
    """A publication as printed in ``sources.csv`` and how many rows of each table cite it."""

    row: Row
    uses: Mapping[str, int]
    searched: str

    @property
    def source_id(self) -> str:
        """Its key."""
        return str(self.row["source_id"])

    @property
    def used_for(self) -> str:
        """Its uses in words: ``12 programs, 230 amounts``, or ``not used``."""
        words = [counted(key, self.uses[key]) for key in USES if self.uses[key]]
        return ", ".join(words) or say("not used")

    def serves(self, use: str) -> bool:
        """Return whether it has a use of :data:`USES`; for :data:`UNUSED`, whether it has none."""
        return self.uses[use] > 0 if use != UNUSED else not any(self.uses.values())


@cached()
def source_uses(catalog: Catalog) -> tuple[SourceUse, ...]:
    """Return every source with its uses, in table order."""
    counts = {name: count_items(getattr(catalog, name)["source_id"]) for name in CITING}
    counts[PLACES] = _places_of_sources(catalog)
    return tuple(
        SourceUse(
            row,
            Counter({name: found[row["source_id"]] for name, found in counts.items()}),
            without_accents(f"{row['title']} {row['publisher']} {row['number']}"),
        )
        for row in catalog.sources.to_dict("records")
    )


def _places_of_sources(catalog: Catalog) -> Counter[str]:
    rows = catalog.programs
    pairs = {
        (source, place)
        for sources, places in zip(rows["source_id"], rows["place_ids"], strict=True)
        for source in split_list(sources)
        for place in split_list(places)
    }
    return Counter(source for source, _ in pairs)


def found_sources(
    catalog: Catalog, search: str = "", publisher: str | None = None, use: str | None = None
) -> tuple[SourceUse, ...]:
    """Return the sources with every word of ``search`` in title, publisher or number."""
    return tuple(
        source
        for source in source_uses(catalog)
        if _has_words(source.searched, search)
        and publisher in {None, source.row["publisher"]}
        and (use is None or source.serves(use))
    )


def _has_words(searched: str, search: str) -> bool:
    return all(word in searched for word in without_accents(search).split())


@dataclass(frozen=True)
class AmountFilter:
    """What the reader asks of the amounts; ``None`` means any."""

    search: str = ""
    series_id: str | None = None
    stage: str | None = None
    source_id: str | None = None
    basis: str | None = None


@cached()
def _amounts(catalog: Catalog) -> tuple[dict[str, Any], ...]:
    names = {"": "", **catalog.names("initiatives")}
    return tuple(
        {
            **{str(name): value for name, value in row.items()},
            "countries": frozenset(split_list(row["iso3"])),
            "sources": frozenset(split_list(row["source_id"])),
            "searched": without_accents(
                f"{row['recipient']} {row['initiative_id']} {names[row['initiative_id']]} "
                f"{row['account']} {row['record_id']} {printed}"
            ),
        }
        for row, printed in zip(
            catalog.funding.to_dict("records"), catalog.original.funding["recipient"], strict=True
        )
    )


@cached(256)
def amount_positions(
    catalog: Catalog, selection: Selection, wanted: AmountFilter
) -> tuple[int, ...]:
    """Return the rows of ``funding.csv``, counted from 0, that pass both filters.

    Of the selection only initiative, country and fiscal years are followed; an amount passes the
    years when it touches them. Search looks in recipient, initiative, account and record.
    """
    first, last = selection.fy or (0, 9999)
    countries = frozenset(selection.country)
    words = without_accents(wanted.search).split()
    return tuple(
        position
        for position, row in enumerate(_amounts(catalog))
        if row["fy_start"] <= last
        and row["fy_end"] >= first
        and (not selection.initiative or row["initiative_id"] in selection.initiative)
        and (not countries or not countries.isdisjoint(row["countries"]))
        and wanted.series_id in {None, row["series_id"]}
        and wanted.stage in {None, row["stage"]}
        and wanted.basis in {None, row["basis"]}
        and (wanted.source_id is None or wanted.source_id in row["sources"])
        and all(word in row["searched"] for word in words)
    )


def record_positions(catalog: Catalog, record_id: str) -> tuple[int, ...]:
    """Return the row of exactly this record, or none when there is no such record."""
    rows = enumerate(catalog.funding["record_id"])
    return tuple(position for position, found in rows if found == record_id)


def amount_rows(catalog: Catalog, positions: Iterable[int]) -> pa.Table:
    """Return these rows of ``funding.csv`` as a reader sees them, ready to be sent.

    The names of the columns are English in any language: they are said where they are shown.
    """
    return _amount_table(catalog).take(pa.array(positions, pa.int64()))


@cached()
def _amount_table(catalog: Catalog) -> pa.Table:
    rows = _amounts(catalog)
    parents = {row["record_id"]: amount_in_words(row) for row in rows}
    titles, urls = catalog.names("sources", "title"), catalog.names("sources", "url")
    series = catalog.names("series", "title")
    cited = [split_list(row["source_id"]) for row in rows]
    return pa.table(
        {
            word("Recipient"): [row["recipient"] for row in rows],
            word("Fiscal years"): [formats.years(row["fy_start"], row["fy_end"]) for row in rows],
            word("Account"): [account_in_words(row["account"]) for row in rows],
            word("Stage"): [say(row["stage"]) for row in rows],
            word("Nominal $ millions"): [float(row["amount_usd_millions"]) for row in rows],
            word("Evidence"): [say(EVIDENCE[row["basis"]]) for row in rows],
            word("Publication"): ["; ".join(titles[key] for key in keys) for keys in cited],
            word("Where in the source"): [row["source_locator"] for row in rows],
            word("Link"): [next((urls[key] for key in keys if urls[key]), None) for keys in cited],
            word("Part of"): [parents.get(row["part_of"], "") for row in rows],
            word("Series"): [series[row["series_id"]] for row in rows],
            word("Note"): [row["note"] for row in rows],
            word("Record"): [row["record_id"] for row in rows],
        }
    )


def account_in_words(account: str) -> str:
    """Return the account as shown."""
    return say("all accounts") if account == "all" else account


def amount_in_words(row: Mapping[str, Any]) -> str:
    """Return a row of ``funding.csv`` with recipient, account, unit, stage and years."""
    amount = formats.dollars(row["amount_usd_millions"])
    years = formats.years(row["fy_start"], row["fy_end"])
    account = account_in_words(row["account"])
    stated = say("{amount} {stage}, {years}", amount=amount, stage=say(row["stage"]), years=years)
    return f"{row['recipient']}, {account}: {stated}"


def added_over(cell: str) -> str:
    """Return an ``adds_over`` cell of ``series.csv`` in words."""
    words = [say(ADDED_OVER.get(item, item)) for item in split_list(cell)]
    if not words:
        return say("never added")
    return say("added over {dimensions}", dimensions=formats.listing(words))
