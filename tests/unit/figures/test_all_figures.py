"""All figures of a choice stand by year and stage; none is added to another or left out."""

from __future__ import annotations

from collections.abc import Callable

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.all_figures import all_figures, years_of_figures

SERIES = [
    {"series_id": "signed", "stage": "obligated", "headline": "alternate"},
    {"series_id": "plan", "stage": "allocated"},
    {"series_id": "running", "stage": "allocated", "adds_over": "", "headline": "alternate"},
]


def line(record: str, series: str, amount: str, years: str = "2010-2010") -> dict[str, str]:
    first, _, last = years.partition("-")
    stage = "obligated" if series == "signed" else "allocated"
    return {
        "record_id": record,
        "series_id": series,
        "stage": stage,
        "amount_usd_millions": amount,
        "fy_start": first,
        "fy_end": last,
    }


PLAN_AND_SIGNATURE = [
    line("A", "signed", "3"),
    line("B", "plan", "8"),
    line("C", "plan", "2", "2011-2011"),
]


def test_plan_and_signature_of_a_year_stand_beside_each_other(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    running = line("D", "running", "20", "2008-2012")
    catalog = tiny_catalog(series=SERIES, funding=[*PLAN_AND_SIGNATURE, running])
    chosen = Selection(country=("HND",), fy=(2010, 2010), theme=("borders",))
    found = [
        (one.figure.stage, one.account, one.figure.value, one.figure.years, one.beyond)
        for one in all_figures(catalog, chosen)
    ]
    assert found == [
        ("allocated", "INCLE", 8.0, "FY2010", False),
        ("obligated", "INCLE", 3.0, "FY2010", False),
        ("allocated", "INCLE", 20.0, "FY2008–FY2012", True),
    ]


def test_years_of_one_series_are_one_amount_and_two_series_never(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(series=SERIES, funding=PLAN_AND_SIGNATURE)
    found = [one.figure.value for one in all_figures(catalog, Selection())]
    assert found == [10.0, 3.0]


def test_where_nothing_touches_the_choice_there_is_none(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert all_figures(tiny_catalog(), Selection(country=("GTM",))) == ()


def test_amounts_stand_by_year_newest_first_then_by_stage(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    series = [SERIES[0] | {"adds_over": ""}, SERIES[1] | {"adds_over": ""}]
    signed_later = line("D", "signed", "4", "2012-2012")
    catalog = tiny_catalog(series=series, funding=[*PLAN_AND_SIGNATURE, signed_later])
    found = [(one.figure.years, one.figure.stage) for one in all_figures(catalog, Selection())]
    assert found == [
        ("FY2012", "obligated"),
        ("FY2011", "allocated"),
        ("FY2010", "allocated"),
        ("FY2010", "obligated"),
    ]


def test_each_year_with_an_amount_can_be_chosen_whatever_year_is(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    running = line("D", "running", "20", "2012-2014")
    catalog = tiny_catalog(series=SERIES, funding=[*PLAN_AND_SIGNATURE, running])
    assert years_of_figures(catalog, Selection(fy=(2010, 2010))) == (2014, 2013, 2012, 2011, 2010)
    assert years_of_figures(catalog, Selection(country=("GTM",))) == ()
