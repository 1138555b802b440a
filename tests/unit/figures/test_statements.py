"""Facts on which sources differ: every position once, with cause, years and source."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import CAUSES as CODES
from inlmap.figures.statements import CAUSES, Fact, facts, found_facts

DATA = Path(__file__).parents[3] / "data"


def fact(catalog: Catalog, statement_id: str) -> Fact:
    return next(one for one in facts(catalog) if one.statement_id == statement_id)


def test_47_facts_differ_and_21_are_absent(catalog: Catalog) -> None:
    assert [sum(one.absent is absent for one in facts(catalog)) for absent in (False, True)] == [
        47,
        21,
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
    assert len(shown) == 133
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
    ("cause", "number"), [("rounding", 2), ("currency", 1), ("not found", 21), (None, 68)]
)
def test_a_cause_has_its_facts(catalog: Catalog, cause: str | None, number: int) -> None:
    assert len(found_facts(catalog, Selection(), cause)) == number


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        (Selection(initiative=("CBSI",)), 15),
        (Selection(country=("JAM",)), 2),
        (Selection(initiative=("CBSI",), country=("MEX",)), 0),
        (Selection(theme=("justice",), fy=(2020, 2021)), 68),
    ],
)
def test_the_facts_follow_initiative_and_country_alone(
    catalog: Catalog, selection: Selection, number: int
) -> None:
    assert len(found_facts(catalog, selection)) == number
