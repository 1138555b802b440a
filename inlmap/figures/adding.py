"""The one place where amounts are added; every total is a Figure that says what it is made of.

Amounts are added within one series only. What does not belong in the sum is listed with its
reason.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.dataset.cells import split_list
from inlmap.errors import AddingError
from inlmap.words import say, word

REASON_YEARS = word("covers several years; the single years are counted")
REASON_WIDER = word("covers some years of a longer range, which is counted")
REASON_TIE = word("stands beside another over the same years; these amounts are never added")
REASON_APART = word("The amounts of this series are never added, and none of them stands for all.")
REASON_NEVER = word("overlaps the record over the most years; these amounts are never added")


@dataclass(frozen=True)
class Exclusion:
    """A record of the series that was not counted, and why."""

    record_id: str
    reason: str


@dataclass(frozen=True)
class Figure:
    """An amount with everything a reader needs to quote it.

    ``value`` is in millions of nominal U.S. dollars, or ``None`` with a ``reason``. Each record of
    the series that touches the selection is in ``record_ids`` or in ``exclusions``, never in both.
    ``others`` are the amounts that stand beside it and are never added to it: those that its
    reason or its caution names; ``elsewhere`` is the end of the reason that names them.
    ``years_note`` is the sentence of the caution on chosen years that it does not hold. From
    ``partial_from`` on its source does not report years in full.
    """

    value: float | None
    reason: str = ""
    stage: str = ""
    fy_start: int = 0
    fy_end: int = 0
    series_id: str = ""
    title: str = ""
    caution: str = ""
    source_ids: tuple[str, ...] = ()
    record_ids: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    others: tuple[Figure, ...] = ()
    partial_from: int | None = None
    elsewhere: str = ""
    years_note: str = ""

    @property
    def years(self) -> str:
        """The fiscal years the value covers, as shown."""
        return formats.years(self.fy_start, self.fy_end)

    @property
    def partial_years(self) -> str:
        """Those of its fiscal years that are not fully reported, as shown; empty where none is."""
        if self.value is None or self.partial_from is None or self.fy_end < self.partial_from:
            return ""
        return formats.years(max(self.fy_start, self.partial_from), self.fy_end)

    @property
    def marked_years(self) -> str:
        """The fiscal years the value covers, with a mark on those not fully reported."""
        if not self.partial_years:
            return self.years
        if self.partial_years == self.years:
            return say("{years} (not fully reported)", years=self.years)
        return say("{years} ({part} not fully reported)", years=self.years, part=self.partial_years)

    @property
    def in_words(self) -> str:
        """The value with unit, stage and years, or ``no budget figure``."""
        if self.value is None:
            return say("no budget figure")
        return say(
            "{amount} {stage}, {years}",
            amount=formats.dollars(self.value),
            stage=say(self.stage),
            years=self.years,
        )


def unfinished(figures: Iterable[Figure]) -> str:
    """Return a sentence on the fiscal years that are not fully reported; nothing of none."""
    years = dict.fromkeys(one.partial_years for one in figures if one.partial_years)
    if not years:
        return ""
    return say("{years} is not fully reported.", years=formats.joined(list(years)))


@dataclass(frozen=True)
class Record:
    """One row of ``funding.csv``, in plain values: totals are asked for at every click."""

    record_id: str
    series_id: str
    initiative_id: str
    iso3: tuple[str, ...]
    recipient: str
    account: str
    stage: str
    fy_start: int
    fy_end: int
    amount_usd_millions: float
    part_of: str
    source_ids: tuple[str, ...]

    @property
    def span(self) -> int:
        """Years beyond the first."""
        return self.fy_end - self.fy_start

    def overlaps(self, other: Record) -> bool:
        """Return whether the two have a fiscal year in common."""
        return other.fy_start <= self.fy_end and other.fy_end >= self.fy_start


@cached()
def records_by_series(catalog: Catalog) -> dict[str, tuple[Record, ...]]:
    """Return the records of every series, by series id, in table order."""
    found: dict[str, list[Record]] = {series_id: [] for series_id in catalog.series["series_id"]}
    for record in to_records(catalog.funding):
        found[record.series_id].append(record)
    return {series_id: tuple(records) for series_id, records in found.items()}


def to_records(funding: pd.DataFrame) -> tuple[Record, ...]:
    """Return rows of ``catalog.funding`` as records."""
    return tuple(
        Record(
            row["record_id"],
            row["series_id"],
            row["initiative_id"],
            split_list(row["iso3"]),
            row["recipient"],
            row["account"],
            row["stage"],
            int(row["fy_start"]),
            int(row["fy_end"]),
            float(row["amount_usd_millions"]),
            row["part_of"],
            split_list(row["source_id"]),
        )
        for row in funding.to_dict("records")
    )


@cached()
def series_rows(catalog: Catalog) -> dict[str, dict[Hashable, Any]]:
    """Return the rows of ``series.csv`` by series id, in table order."""
    return {row["series_id"]: row for row in catalog.series.to_dict("records")}


def add_records(catalog: Catalog, records: Sequence[Record]) -> Figure:
    """Return the sum of ``records`` as a Figure.

    Raises :class:`~inlmap.errors.AddingError` when they are of more than one series or stage, or
    none. A part is not counted beside its whole, nor a range of years beside its years; in a
    series that never adds, the record over the most years stands for all; where two are over the
    same years, none does, and the Figure has no value.
    """
    series_ids = {record.series_id for record in records}
    if len(series_ids) != 1:
        raise AddingError(
            say("amounts of {number} series cannot be added; choose one", number=len(series_ids))
        )
    series = series_rows(catalog)[series_ids.pop()]
    if any(record.stage != series["stage"] for record in records):
        raise AddingError(
            say("series {series} holds amounts of another stage", series=series["series_id"])
        )
    left_out = _overlapping(records) if series["adds_over"] else _narrower(records)
    counted_ids = frozenset(record.record_id for record in records) - set(left_out)
    left_out |= _parts(counted_ids, _parents(catalog))
    counted = [record for record in records if record.record_id not in left_out]
    total = round(math.fsum(record.amount_usd_millions for record in counted), 6)
    partial = series["partial_from"]  # a year, or pandas' mark of an empty cell
    return Figure(
        value=total if counted else None,
        reason="" if counted else say(REASON_APART),
        stage=series["stage"],
        fy_start=min(record.fy_start for record in counted or records),
        fy_end=max(record.fy_end for record in counted or records),
        series_id=series["series_id"],
        title=series["title"],
        caution=series["caution"],
        source_ids=tuple(sorted({key for record in counted for key in record.source_ids})),
        record_ids=tuple(sorted(record.record_id for record in counted)),
        exclusions=tuple(Exclusion(*item) for item in sorted(left_out.items())),
        partial_from=partial if isinstance(partial, int) else None,
    )


@cached()
def _parents(catalog: Catalog) -> Mapping[str, str]:
    return catalog.names("funding", "part_of")


def _overlapping(records: Sequence[Record]) -> dict[str, str]:
    """Ranges of years beside a year, or a wider range, of the same line; with the reason."""
    left_out: dict[str, str] = {}
    if all(record.span == 0 for record in records):
        return left_out
    lines = grouped_by(records, lambda record: (record.iso3, record.recipient, record.account))
    for line in lines.values():
        for record in line:
            beside = [other for other in line if other is not record and record.overlaps(other)]
            if record.span and any(other.span == 0 for other in beside):
                left_out[record.record_id] = say(REASON_YEARS)
            elif record.span and any(other.span > record.span for other in beside):
                left_out[record.record_id] = say(REASON_WIDER)
    return left_out


def _narrower(records: Sequence[Record]) -> dict[str, str]:
    """All but the record over the most years; all, where different amounts are; with the reason."""
    ranked = sorted(records, key=lambda record: (record.span, record.fy_end, record.record_id))
    last = ranked[-1]
    widest = [r for r in ranked if (r.span, r.fy_end) == (last.span, last.fy_end)]
    if len({record.amount_usd_millions for record in widest}) > 1:
        return {record.record_id: say(REASON_TIE) for record in ranked}
    return {record.record_id: say(REASON_NEVER) for record in ranked[:-1]}


def _parts(records: frozenset[str], parents: Mapping[str, str]) -> dict[str, str]:
    """Records that another of ``records`` contains, however far above, with the reason."""
    left_out: dict[str, str] = {}
    for record in records:
        whole, above = "", parents[record]
        while above:
            whole = above if above in records else whole
            above = parents[above]
        if whole:
            left_out[record] = say("part of {whole}, which is counted", whole=whole)
    return left_out


def grouped_by(records: Iterable[Record], key: Callable[[Record], Any]) -> dict[Any, list[Record]]:
    """Return records in groups of equal key, groups in order of first appearance."""
    groups: dict[Any, list[Record]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return groups
