"""What ``statements.csv`` says: facts on which sources differ, and what was not found."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import split_list
from inlmap.dataset.schema import FIRST_YEAR, LAST_YEAR
from inlmap.figures.adding import Figure
from inlmap.words import say, word

CAUSES = {
    "account": word("Different accounts"),
    "currency": word("Different currencies"),
    "date": word("Different dates"),
    "reporting": word("Reported differently"),
    "rounding": word("Rounding"),
    "scope": word("Different scope"),
    "stage": word("Different stages"),
    "unexplained": word("No cause found"),
    "not found": word("Looked for and not found"),
}
NO_STAGE, NO_YEARS = word("stage not stated"), word("years not stated")
Row = Mapping[Hashable, Any]
CONTRADICTION, DIFFERENCE, ABSENCE = "contradiction", "difference", "absence"
NO_PROGRAM = "no program"  # the value of a statement whose source says just that


@dataclass(frozen=True)
class Position:
    """What one publication says on a fact.

    ``years`` are those of the amount in ``funding.csv`` where there is one, else of the fact. A
    stage or years that an amount lacks are said to be not stated.
    """

    value: str
    stage: str
    years: str
    source_ids: tuple[str, ...]
    locator: str
    record_id: str
    cause: str
    explanation: str


@dataclass(frozen=True)
class Fact:
    """One fact in question and every position on it, in the order of ``statements.csv``."""

    statement_id: str
    kind: str
    fact: str
    initiatives: frozenset[str]
    countries: frozenset[str]
    positions: tuple[Position, ...]

    @property
    def absent(self) -> bool:
        """Whether it is something that was looked for and not found."""
        return self.kind == ABSENCE

    @property
    def anchor(self) -> str:
        """The id of the fact in the page, for links."""
        return self.statement_id.lower()

    @property
    def causes(self) -> tuple[str, ...]:
        """The causes of its positions, each once."""
        return tuple(dict.fromkeys(position.cause for position in self.positions))

    @property
    def explanations(self) -> tuple[str, ...]:
        """The explanations of its positions, each once."""
        return tuple(dict.fromkeys(position.explanation for position in self.positions))


@cached()
def facts(catalog: Catalog) -> tuple[Fact, ...]:
    """Return every fact of ``statements.csv`` in table order, each row as one position."""
    columns = (catalog.funding[name] for name in ("record_id", "fy_start", "fy_end"))
    spans = {key: formats.years(*span) for key, *span in zip(*columns, strict=True)}
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in catalog.statements.to_dict("records"):
        groups.setdefault((row["statement_id"], row["kind"]), []).append(row)
    return tuple(_fact(rows, spans) for rows in groups.values())


def _fact(rows: list[Row], spans: Mapping[str, str]) -> Fact:
    first = rows[0]
    return Fact(
        statement_id=first["statement_id"],
        kind=first["kind"],
        fact=first["fact"],
        initiatives=frozenset(row["initiative_id"] for row in rows if row["initiative_id"]),
        countries=frozenset(code for row in rows for code in split_list(row["iso3"])),
        positions=tuple(_position(row, spans) for row in sorted(rows, key=_order)),
    )


def _order(row: Row) -> int:
    return int(row["position"])


def _position(row: Row, spans: Mapping[str, str]) -> Position:
    is_amount = not math.isnan(row["amount_usd_millions"])
    years = spans.get(row["record_id"]) or _years_in_words(row["fy_start"], row["fy_end"])
    return Position(
        value=row["value"],
        stage=say(row["stage"] or (NO_STAGE if is_amount else "")),
        years=years or (say(NO_YEARS) if is_amount else ""),
        source_ids=split_list(row["source_id"]),
        locator=row["source_locator"],
        record_id=row["record_id"],
        cause=row["cause"],
        explanation=row["explanation"],
    )


def _years_in_words(first: object, last: object) -> str:
    known = [year for year in (first, last) if isinstance(year, int)]  # a missing year is no int
    return formats.years(known[0], known[-1]) if known else ""


def found_facts(
    catalog: Catalog, selection: Selection, cause: str | None = None
) -> tuple[Fact, ...]:
    """Return the facts of a cause that touch the chosen initiatives and countries.

    Of the selection nothing else is followed. A fact that names none passes no such filter.
    """
    initiatives, countries = set(selection.initiative), set(selection.country)
    return tuple(
        fact
        for fact in facts(catalog)
        if (not initiatives or initiatives & fact.initiatives)
        and (not countries or countries & fact.countries)
        and (cause is None or cause in fact.causes)
    )


DISPUTE_COLUMNS = ("statement_id", "kind", "fact", "cause", "explanation")


class Dispute(NamedTuple):
    """A fact on which sources or figures differ, with the fiscal years that it touches, if any.

    In a contradiction they speak of the same thing, year and stage; in a difference they do not.
    """

    statement_id: str
    kind: str
    fact: str
    cause: str
    explanation: str
    fy_start: int
    fy_end: int


@cached()
def _disputes(catalog: Catalog) -> dict[str, tuple[Dispute, ...]]:
    """The disputes by the record that they touch."""
    found: dict[str, dict[str, Dispute]] = {}
    for row in catalog.statements.to_dict("records"):
        if row["kind"] == ABSENCE or not row["record_id"]:
            continue
        years = [row[name] if isinstance(row[name], int) else 0 for name in ("fy_start", "fy_end")]
        texts = [row[name] for name in DISPUTE_COLUMNS]
        found.setdefault(row["record_id"], {})[row["statement_id"]] = Dispute(*texts, *years)
    return {record_id: tuple(disputes.values()) for record_id, disputes in found.items()}


def dispute_in_words(one: Dispute) -> str:
    """Say whether sources contradict each other or two figures differ, and why."""
    cause = say(CAUSES[one.cause])
    if one.kind == CONTRADICTION:
        return say("Sources differ ({cause})", cause=cause)
    return say("Why figures differ ({cause})", cause=cause)


@cached(4096)
def disputes_of(catalog: Catalog, figure: Figure) -> tuple[Dispute, ...]:
    """Return what sources dispute about the records of a figure, counted ones only."""
    by_record = _disputes(catalog)
    found = {d.statement_id: d for key in figure.record_ids for d in by_record.get(key, ())}
    return tuple(found[key] for key in sorted(found))


def notes_of_years(catalog: Catalog, figures: Sequence[Figure]) -> tuple[Dispute, ...]:
    """Return what sources dispute about yearly figures, each once, by the first year it touches."""
    found = {d.statement_id: d for figure in figures for d in disputes_of(catalog, figure)}
    return tuple(sorted(found.values(), key=lambda one: (one.fy_start, one.statement_id)))


@dataclass(frozen=True)
class Absence:
    """An absence in ``statements.csv`` that names countries.

    ``stated`` is true when a source says that the countries have no program under the whole
    selection; otherwise something was looked for and not found, which proves nothing.
    """

    iso3: tuple[str, ...]
    fact: str
    explanation: str
    stated: bool


@cached(128)
def absences(catalog: Catalog, selection: Selection) -> tuple[Absence, ...]:
    """Return the absences that name a country and touch the selection, in table order.

    ``statements.csv`` ties an absence to countries, an initiative and years, never to a theme or
    a goal. So only one kind colors cells, whatever their column: a row with a source and the
    value ``no program``. The initiative and the years it names, if any, must hold for the whole
    selection. All other absences (a figure or a list that was not found) only stand in words.
    """
    return tuple(
        Absence(
            split_list(row["iso3"]), row["fact"], row["explanation"], _is_stated(row, selection)
        )
        for row in catalog.statements.to_dict("records")
        if row["kind"] == ABSENCE and row["iso3"] and _absence_touches(row, selection)
    )


def _absence_touches(row: Mapping[Any, Any], selection: Selection) -> bool:
    chosen, countries = selection.initiative, selection.country
    first, last = selection.fy or _years_of_absence(row)
    return (
        (not chosen or row["initiative_id"] in ("", *chosen))
        and (not countries or not set(countries).isdisjoint(split_list(row["iso3"])))
        and first <= _years_of_absence(row)[1]
        and _years_of_absence(row)[0] <= last
    )


def _is_stated(row: Mapping[Any, Any], selection: Selection) -> bool:
    first, last = selection.fy or (FIRST_YEAR, LAST_YEAR)
    return (
        row["value"] == NO_PROGRAM
        and bool(row["source_id"])
        and (not row["initiative_id"] or selection.initiative == (row["initiative_id"],))
        and _years_of_absence(row)[0] <= first
        and last <= _years_of_absence(row)[1]
    )


def _years_of_absence(row: Mapping[Any, Any]) -> tuple[int, int]:
    first, last = row["fy_start"], row["fy_end"]
    return (
        FIRST_YEAR if pd.isna(first) else int(first),
        LAST_YEAR if pd.isna(last) else int(last),
    )
