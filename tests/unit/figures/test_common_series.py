"""Amounts of two countries stand beside each other in one series over the same years alone."""

from __future__ import annotations

from collections.abc import Callable

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.common_series import common_figures
from inlmap.figures.figure_ids import figure_id, figure_of
from tests.tiny_rows import line

Tiny = Callable[..., Catalog]


def in_year(iso3: str, year: int, amount: str, **cells: str) -> dict[str, str]:
    key = f"{iso3}-{year}-{cells.get('series_id', 'lines')}"
    years = {"record_id": key, "fy_start": str(year), "fy_end": str(year)}
    return line(iso3, amount, **years) | cells


def in_words(catalog: Catalog, selection: Selection | None = None) -> list[tuple[str, str]]:
    found = common_figures(catalog, selection or Selection(), "GTM", "HND")
    return [(first.in_words, second.in_words) for first, second in found]


def test_only_years_that_both_have_are_added(tiny_catalog: Tiny) -> None:
    catalog = tiny_catalog(
        funding=[
            in_year("GTM", 2010, "30"),
            in_year("GTM", 2011, "3"),
            in_year("GTM", 2012, "0.5"),
            in_year("HND", 2011, "2"),
            in_year("HND", 2012, "4"),
            in_year("HND", 2013, "8"),
        ]
    )
    assert in_words(catalog) == [
        ("$3.5M allocated, FY2011–FY2012", "$6.0M allocated, FY2011–FY2012")
    ]
    [(first, second)] = common_figures(catalog, Selection(), "GTM", "HND")
    assert [one.record_id for one in first.exclusions] == ["GTM-2010-lines"]
    assert [one.reason for one in second.exclusions] == [
        "covers FY2013, which reaches beyond the chosen years"
    ]
    again = figure_of(catalog, figure_id(catalog, first))
    assert (again.in_words, again.exclusions) == (first.in_words, first.exclusions)


def test_without_a_year_in_common_there_is_no_amount(tiny_catalog: Tiny) -> None:
    catalog = tiny_catalog(funding=[in_year("GTM", 2010, "30"), in_year("HND", 2011, "2")])
    assert in_words(catalog) == []


def test_a_range_of_years_is_not_set_beside_one_of_them(tiny_catalog: Tiny) -> None:
    both_years = in_year("GTM", 2010, "30") | {"fy_end": "2011"}
    catalog = tiny_catalog(funding=[both_years, in_year("HND", 2011, "2")])
    assert in_words(catalog) == []


def test_the_newest_series_comes_first_and_chosen_years_hold(tiny_catalog: Tiny) -> None:
    newer = {"series_id": "newer", "stage": "obligated"}
    catalog = tiny_catalog(
        series=[{}, newer],
        funding=[
            in_year("GTM", 2010, "30"),
            in_year("HND", 2010, "2"),
            in_year("GTM", 2020, "5", **newer),
            in_year("HND", 2020, "6", **newer),
        ],
    )
    old = ("$30.0M allocated, FY2010", "$2.0M allocated, FY2010")
    assert in_words(catalog) == [("$5.0M obligated, FY2020", "$6.0M obligated, FY2020"), old]
    assert in_words(catalog, Selection(fy=(2008, 2012))) == [old]


def test_no_source_splits_the_money_by_theme(tiny_catalog: Tiny) -> None:
    catalog = tiny_catalog(funding=[in_year("GTM", 2010, "30"), in_year("HND", 2010, "2")])
    assert in_words(catalog, Selection(theme=("borders",))) == []
