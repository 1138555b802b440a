"""All figures of a choice stand by stage; none is added to another, and none is left out."""

from __future__ import annotations

from collections.abc import Callable

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.all_figures import all_figures

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
        ("allocated", "INCLE", 20.0, "FY2008–FY2012", True),
        ("obligated", "INCLE", 3.0, "FY2010", False),
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
