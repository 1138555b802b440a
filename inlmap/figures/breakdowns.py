"""One series of money taken apart: by fiscal year, country, account and initiative.

Amounts are added only over what the series itself names; all others stand side by side. No two
series are ever added, and a sum over several years is never shown as a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import split_list
from inlmap.figures.adding import (
    Exclusion,
    Figure,
    Record,
    add_records,
    grouped_by,
    records_by_series,
    series_rows,
)
from inlmap.figures.series import beyond_reason, reach, split_reason
from inlmap.words import say, word

COUNTRY, ACCOUNT, YEAR, INITIATIVE = "country", "account", "year", "initiative"
ADDING_DIMENSIONS = (COUNTRY, ACCOUNT, YEAR)
PLURALS = {COUNTRY: word("countries"), ACCOUNT: word("accounts"), YEAR: word("years")}
NO_INITIATIVE = word("no initiative named")
LARGEST_DIFFERENCE_USD_MILLIONS = 0.0005  # half of the last digit that most tables print


class Bar(NamedTuple):
    """One amount: what it is of, which part of that (empty for the whole), and its Figure."""

    label: str
    part: str
    figure: Figure


class LeftOutBar(NamedTuple):
    """An amount that is not in the total, and why."""

    bar: Bar
    reason: str


@cached(512)
def offered_series(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    """Return the ids of the series with records that fit the selection.

    Headline series come first, then those with more fitting records. Filters that no source
    splits money by leave none.
    """
    if split_reason(selection):
        return ()
    rows = series_rows(catalog)
    counts = {key: len(breakdown(catalog, selection, key).records) for key in rows}
    return tuple(
        sorted(
            (key for key, number in counts.items() if number),
            key=lambda key: (rows[key]["headline"] != "headline", -counts[key]),
        )
    )


@cached(2048)
def breakdown(catalog: Catalog, selection: Selection, series_id: str) -> Breakdown:
    """Return one series under the initiatives, countries and fiscal years of a selection."""
    return Breakdown(catalog, selection, series_id)


def figure_of_series(catalog: Catalog, selection: Selection, series_id: str) -> Figure | None:
    """Return the total of one series under a selection; None where no record touches it.

    Where all that touch it reach beyond it, they are the exclusions of a Figure without a value.
    """
    found = breakdown(catalog, selection, series_id)
    if found.records:
        return found.total
    touching, row = found.touching, series_rows(catalog)[series_id]
    if not touching:
        return None
    return Figure(
        None,
        reason=say("All its amounts reach beyond this selection."),
        stage=row["stage"],
        fy_start=min(record.fy_start for record in touching),
        fy_end=max(record.fy_end for record in touching),
        series_id=series_id,
        title=row["title"],
        source_ids=tuple(sorted({key for record in touching for key in record.source_ids})),
        exclusions=tuple(
            Exclusion(record.record_id, beyond_reason(record, selection.country))
            for record in touching
        ),
    )


@dataclass(frozen=True)
class Breakdown:
    """The amounts of one series that fit a selection, added only where the series says so.

    ``adds_over`` is empty for a series whose amounts are never added.
    """

    catalog: Catalog
    selection: Selection
    series_id: str

    @cached_property
    def adds_over(self) -> tuple[str, ...]:
        """The dimensions that the series may be added over: country, account, year."""
        return split_list(series_rows(self.catalog)[self.series_id]["adds_over"])

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The records wholly inside the chosen initiatives, countries and fiscal years."""
        return tuple(r for r in self.touching if reach(r, self.selection) == "inside")

    @cached_property
    def touching(self) -> tuple[Record, ...]:
        """The records of the chosen initiatives that the years and countries touch."""
        initiatives = self.selection.initiative
        return tuple(
            record
            for record in records_by_series(self.catalog)[self.series_id]
            if (not initiatives or record.initiative_id in initiatives)
            and reach(record, self.selection) != "apart"
        )

    @cached_property
    def _reaching(self) -> tuple[Record, ...]:
        """Those of them that reach beyond the selection."""
        return tuple(r for r in self.touching if reach(r, self.selection) == "beyond")

    @cached_property
    def total(self) -> Figure:
        """The sum of what fits; without a value where the series does not add over it.

        Records that touch the selection and reach beyond it are among the exclusions.
        """
        figure = add_records(self.catalog, self.records)
        reaching = [
            Exclusion(record.record_id, beyond_reason(record, self.selection.country))
            for record in self._reaching
        ]
        figure = replace(figure, exclusions=(*figure.exclusions, *reaching))
        apart = [name for name in self._apart(self._counted) if self.adds_over]
        if not apart:
            return figure
        names = formats.joined([say(PLURALS[name]) for name in apart], conjunction="or")
        reason = say(
            "The amounts of this series are not added over {dimensions}.", dimensions=names
        )
        return replace(figure, value=None, reason=reason)

    @cached_property
    def _counted(self) -> tuple[Record, ...]:
        counted_ids = frozenset(add_records(self.catalog, self.records).record_ids)
        return tuple(record for record in self.records if record.record_id in counted_ids)

    def _apart(self, records: Sequence[Record]) -> tuple[str, ...]:
        """The dimensions over which ``records`` differ and the series does not add."""
        return tuple(
            name
            for name in ADDING_DIMENSIONS
            if name not in self.adds_over and len({_value(name, r) for r in records}) > 1
        )

    @property
    def accounts_stack(self) -> bool:
        """Whether the accounts of one year may stand on top of each other."""
        return ACCOUNT in self.adds_over

    @cached_property
    def by_year(self) -> tuple[Bar, ...]:
        """The counted amounts of single fiscal years, by account, in the order of years.

        A whole stands as its parts where these are of other years and add up to it.
        """
        single = [record for record in self._taken_apart(YEAR) if record.span == 0]
        bars = self._bars(single, YEAR, (ACCOUNT,))
        return tuple(sorted(bars, key=lambda bar: (bar.figure.fy_start, bar.part)))

    @cached_property
    def by_country(self) -> tuple[Bar, ...]:
        """The counted amounts by recipient, the largest first.

        A line for several countries, or for a region, has a bar of its own. A whole stands as its
        parts where these are recipients of their own and add up to it.
        """
        return _ranked(self._bars(self._taken_apart(COUNTRY), COUNTRY))

    @cached_property
    def by_account(self) -> tuple[Bar, ...]:
        """The counted amounts by budget account, the largest first."""
        return _ranked(self._bars(self._taken_apart(ACCOUNT), ACCOUNT))

    @cached_property
    def by_initiative(self) -> tuple[Bar, ...]:
        """The counted amounts by initiative, the largest first."""
        return _ranked(self._bars(self._counted, INITIATIVE))

    @cached_property
    def single_amounts(self) -> tuple[Bar, ...]:
        """Sums over several years, each by itself; all amounts of a series that never adds."""
        alone = [record for record in self.records if record.span or not self.adds_over]
        return tuple(self._alone(record) for record in alone)

    @property
    def beyond(self) -> tuple[Bar, ...]:
        """The amounts that touch the selection and reach beyond it, each by itself."""
        return tuple(self._alone(record) for record in self._reaching)

    @cached_property
    def left_out(self) -> tuple[LeftOutBar, ...]:
        """What is not in the total, with the reason in words without ids."""
        records = {record.record_id: record for record in self.touching}
        return tuple(
            LeftOutBar(self._alone(records[one.record_id]), self._without_ids(one))
            for one in self.total.exclusions
        )

    def _without_ids(self, exclusion: Exclusion) -> str:
        for record in self.records:
            if f" {record.record_id}," in exclusion.reason:
                years = formats.years(record.fy_start, record.fy_end)
                whole = f"{record.recipient}, {years}"
                return exclusion.reason.replace(record.record_id, f"“{whole}”")
        return exclusion.reason

    def _alone(self, record: Record) -> Bar:
        figure = add_records(self.catalog, [record])
        return Bar(record.recipient, formats.account_name(record.account), figure)

    def _bars(
        self, records: Sequence[Record], dimension: str, split: tuple[str, ...] = ()
    ) -> list[Bar]:
        """One Figure per value of a dimension and per value of whatever does not add."""
        if not self.adds_over:
            return []
        apart = [name for name in self._apart(records) if name not in (dimension, *split)]
        parts = [*split, *apart]
        groups = grouped_by(records, lambda r: (self._key(dimension, r), _values(parts, r)))
        return [
            Bar(
                self._label(dimension, group),
                ", ".join(self._label(name, group) for name in parts),
                add_records(self.catalog, group),
            )
            for group in groups.values()
        ]

    def _key(self, dimension: str, record: Record) -> object:
        if dimension == INITIATIVE:
            return record.initiative_id
        return _value(dimension, record)

    def _label(self, dimension: str, group: Sequence[Record]) -> str:
        record = group[0]
        if dimension == INITIATIVE:
            names = self.catalog.names("initiatives")
            return names.get(str(self._key(INITIATIVE, record)), say(NO_INITIATIVE))
        if dimension == ACCOUNT:
            return formats.account_name(record.account)
        if dimension == YEAR:
            return formats.years(record.fy_start, record.fy_end)
        countries = [self.catalog.country_names[iso3] for iso3 in record.iso3]
        one_recipient = len({record.recipient for record in group}) == 1
        if len(countries) == 1 or not one_recipient:
            return formats.joined(countries)
        return record.recipient

    def _taken_apart(self, dimension: str) -> list[Record]:
        """The counted records, a whole replaced by its parts where they split it exactly."""
        parts = grouped_by(self.records, lambda record: record.part_of)
        records: list[Record] = []
        waiting = list(self._counted)
        while waiting:
            record = waiting.pop(0)
            below = parts.get(record.record_id, [])
            values = {_value(dimension, part) for part in below} - {_value(dimension, record)}
            if values and self._adds_up(record, below):
                waiting += below
            else:
                records.append(record)
        return records

    def _adds_up(self, whole: Record, parts: Sequence[Record]) -> bool:
        value = add_records(self.catalog, parts).value or 0.0
        return abs(value - whole.amount_usd_millions) <= LARGEST_DIFFERENCE_USD_MILLIONS


def _value(dimension: str, record: Record) -> object:
    if dimension == COUNTRY:
        return record.iso3 or record.recipient
    return record.account if dimension == ACCOUNT else (record.fy_start, record.fy_end)


def _values(dimensions: Sequence[str], record: Record) -> tuple[object, ...]:
    return tuple(_value(name, record) for name in dimensions)


def _ranked(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    return tuple(sorted(bars, key=lambda bar: (-(bar.figure.value or 0.0), bar.label, bar.part)))
