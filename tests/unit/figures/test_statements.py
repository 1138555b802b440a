"""Facts on which sources differ: every position once, with cause, years and source."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import CAUSES as CODES
from inlmap.figures.statements import (
    CAUSES,
    Fact,
    dispute_in_words,
    disputes_of,
    facts,
    found_facts,
)
from inlmap.figures.totals import headline_figure

DATA = Path(__file__).parents[3] / "data"


def fact(catalog: Catalog, statement_id: str) -> Fact:
    return next(one for one in facts(catalog) if one.statement_id == statement_id)


def test_a_contradiction_is_told_from_two_figures_that_differ_and_from_what_is_absent(
    catalog: Catalog,
) -> None:
    assert Counter(one.kind for one in facts(catalog)) == {
        "contradiction": 13,
        "difference": 39,
        "absence": 20,
    }
    assert fact(catalog, "ST-13").kind == "contradiction"  # CBSI of the same years: 560 or 556
    assert fact(catalog, "ST-12").kind == "difference"  # CARSI of other years and another scope
    assert fact(catalog, "ST-48").absent


def test_a_difference_is_not_said_to_be_a_contradiction(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    rows = [
        {"statement_id": "ST1", "kind": "contradiction", "record_id": "R1"},
        {"statement_id": "ST2", "kind": "difference", "record_id": "R1"},
        {"statement_id": "ST3", "kind": "absence", "record_id": "R1"},
    ]
    catalog = tiny_catalog(funding=[{"record_id": "R1"}], statements=rows)
    found = disputes_of(catalog, headline_figure(catalog, Selection()))
    assert [dispute_in_words(one).partition(" (")[0] for one in found] == [
        "Sources differ",
        "Why figures differ",
    ]


def test_every_row_of_the_table_appears_exactly_once_in_its_order(catalog: Catalog) -> None:
    with (DATA / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            (row["statement_id"], row["value"], row["source_locator"], row["cause"])
            for row in csv.DictReader(file)
        ]
    shown = [
        (one.statement_id, position.value, position.locator, position.cause)
        for one in facts(catalog)
        for position in one.positions
    ]
    assert len(shown) == 142
    assert shown == rows


def test_a_position_has_the_years_of_its_own_amount(catalog: Catalog) -> None:
    years = [position.years for position in fact(catalog, "ST-01").positions]
    assert years[:3] == ["FY2008–FY2010", "FY2008–FY2016", "FY2008–FY2017"]


def test_a_position_without_an_amount_has_the_years_of_the_fact(catalog: Catalog) -> None:
    assert {position.years for position in fact(catalog, "ST-48").positions} == {"FY2016–FY2025"}


def test_an_amount_without_stage_or_years_says_so(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        statements=[{"amount_usd_millions": "1"}, {"statement_id": "ST2", "value": "27 feet"}]
    )
    (amount,), (length,) = (one.positions for one in facts(catalog))
    assert (amount.stage, amount.years) == ("stage not stated", "years not stated")
    assert (length.stage, length.years) == ("", "")


def test_a_fact_tells_each_cause_and_explanation_once(catalog: Catalog) -> None:
    one = fact(catalog, "ST-01")
    assert one.causes == ("date",)
    assert len(one.explanations) == 1
    assert one.anchor == "st-01"


def test_positions_stand_in_the_order_of_their_numbers(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        statements=[{"position": "2", "value": "second"}, {"position": "1", "value": "first"}]
    )
    assert [position.value for position in facts(catalog)[0].positions] == ["first", "second"]


def test_every_cause_has_words() -> None:
    assert set(CAUSES) == set(CODES)


@pytest.mark.parametrize(
    ("cause", "number"), [("rounding", 2), ("currency", 1), ("not found", 20), (None, 72)]
)
def test_a_cause_has_its_facts(catalog: Catalog, cause: str | None, number: int) -> None:
    assert len(found_facts(catalog, Selection(), cause)) == number


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        (Selection(initiative=("CBSI",)), 15),
        (Selection(country=("JAM",)), 2),
        (Selection(initiative=("CBSI",), country=("MEX",)), 0),
        (Selection(theme=("justice",), fy=(2020, 2021)), 72),
    ],
)
def test_the_facts_follow_initiative_and_country_alone(
    catalog: Catalog, selection: Selection, number: int
) -> None:
    assert len(found_facts(catalog, selection)) == number
