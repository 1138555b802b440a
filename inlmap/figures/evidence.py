"""What every claim rests on: each source with its uses, and each amount with its source.

Nothing is added here: amounts are listed one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import count_items, split_list
from inlmap.dataset.schema import TABLES
from inlmap.figures.adding import Record, to_records
from inlmap.figures.series import reach
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
    "results": word("Results"),
    "indicator_values": word("Values of indicators"),
    UNUSED: word("Not used"),
}
CITING = tuple(t.name for t in TABLES if t.name != "sources" and "source_id" in t.column_names)
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
    return all(term in searched for term in without_accents(search).split())


@dataclass(frozen=True)
class AmountFilter:
    """What the reader asks of the amounts; ``None`` means any."""

    search: str = ""
    series_id: str | None = None
    stage: str | None = None
    source_id: str | None = None
    basis: str | None = None


class _Amount(NamedTuple):
    """A row of ``funding.csv`` as the filters ask for it."""

    record: Record
    source_ids: frozenset[str]
    basis: str
    searched: str


@cached()
def _amounts(catalog: Catalog) -> tuple[_Amount, ...]:
    names = {"": "", **catalog.names("initiatives")}
    rows, originals = catalog.funding, catalog.original.funding["recipient"]
    return tuple(
        _Amount(
            record,
            frozenset(split_list(sources)),
            basis,
            without_accents(
                f"{record.recipient} {record.initiative_id} {names[record.initiative_id]} "
                f"{record.account} {record.record_id} {printed}"
            ),
        )
        for record, sources, basis, printed in zip(
            to_records(rows), rows["source_id"], rows["basis"], originals, strict=True
        )
    )


@cached(256)
def amount_positions(
    catalog: Catalog, selection: Selection, wanted: AmountFilter
) -> tuple[int, ...]:
    """Return the rows of ``funding.csv``, counted from 0, that pass both filters.

    Of the selection only initiative, country and fiscal years are followed; an amount passes the
    last two unless it lies apart from them. Search looks in recipient, initiative, account and
    record.
    """
    terms = without_accents(wanted.search).split()
    initiatives = selection.initiative
    return tuple(
        position
        for position, one in enumerate(_amounts(catalog))
        if reach(one.record, selection) != "apart"
        and (not initiatives or one.record.initiative_id in initiatives)
        and wanted.series_id in {None, one.record.series_id}
        and wanted.stage in {None, one.record.stage}
        and wanted.basis in {None, one.basis}
        and (wanted.source_id is None or wanted.source_id in one.source_ids)
        and all(term in one.searched for term in terms)
    )


def record_positions(catalog: Catalog, record_id: str) -> tuple[int, ...]:
    """Return the row of exactly this record, or none when there is no such record."""
    rows = enumerate(catalog.funding["record_id"])
    return tuple(position for position, found in rows if found == record_id)
