"""Facts on which sources differ, and facts that were looked for and not found."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import split_list
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
    absent: bool
    fact: str
    initiatives: frozenset[str]
    countries: frozenset[str]
    positions: tuple[Position, ...]

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
        absent=first["kind"] == "absence",
        fact=first["fact"],
        initiatives=frozenset(row["initiative_id"] for row in rows if row["initiative_id"]),
        countries=frozenset(code for row in rows for code in split_list(row["iso3"])),
        positions=tuple(_position(row, spans) for row in sorted(rows, key=_order)),
    )


def _order(row: Row) -> int:
    return int(row["position"])


def _position(row: Row, spans: Mapping[str, str]) -> Position:
    is_amount = not math.isnan(row["amount_usd_millions"])
    years = spans.get(row["record_id"]) or _years(row["fy_start"], row["fy_end"])
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


def _years(first: object, last: object) -> str:
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
