"""Amounts by country: all of one series, each the sum of the country's own lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.figures.totals import families_of_country, figures_by_country
from tests.tiny_rows import line

NO_SPLIT = [
    Selection(initiative=("CBSI",)),
    Selection(initiative=("CARSI", "CBSI")),
    Selection(initiative=("Bicentennial-Framework",)),
    Selection(theme=("police",)),
    Selection(goal=("Merida-1",)),
    Selection(agency=("DEA",)),
    Selection(assistance=("canines",)),
    Selection(fy=(1998, 1999)),
]


def amounts(figures: dict[str, Figure]) -> dict[str, float | None]:
    return {iso3: figure.value for iso3, figure in figures.items()}


OF_ALPHA = {"series_id": "own", "initiative_id": "ALPHA"}
ALPHA_SERIES = OF_ALPHA | {"title": "Alpha by country", "scope": "initiative"}


def test_an_initiative_by_country_uses_its_own_series(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        series=[{}, ALPHA_SERIES | {"headline": "alternate"}],
        funding=[
            line("HND", "8"),
            line("HND", "1", record_id="A", **OF_ALPHA),
            line("HND", "2", record_id="B", **OF_ALPHA),
            line("GTM", "4", **OF_ALPHA),
        ],
    )
    assert amounts(figures_by_country(catalog, Selection())) == {"HND": 8}
    found = figures_by_country(catalog, Selection(initiative=("ALPHA",)))
    assert amounts(found) == {"GTM": 4, "HND": 3}
    assert {figure.series_id for figure in found.values()} == {"own"}


def test_parts_of_a_country_line_are_not_added_to_it(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        series=[ALPHA_SERIES | {"headline": "alternate"}],
        funding=[
            line("HND", "8", **OF_ALPHA),
            line("HND", "3", record_id="part", part_of="HND", **OF_ALPHA),
        ],
    )
    honduras = figures_by_country(catalog, Selection(initiative=("ALPHA",)))["HND"]
    assert (honduras.value, honduras.record_ids) == (8, ("HND",))
    assert [(one.record_id, one.reason) for one in honduras.exclusions] == [
        ("part", "part of HND, which is counted")
    ]


@pytest.mark.parametrize(
    "selection",
    [Selection(initiative=key) for key in [(), ("Merida",), ("CARSI",), ("Andean",)]]
    + [Selection(fy=years) for years in [(2000, 2001), (2006, 2010), (2012, 2018), (2019, 2025)]],
)
def test_all_figures_are_of_one_series_stage_and_source(
    catalog: Catalog, selection: Selection
) -> None:
    figures = figures_by_country(catalog, selection).values()
    assert figures
    assert len({(figure.series_id, figure.stage, figure.title) for figure in figures}) == 1


@pytest.mark.parametrize("selection", NO_SPLIT)
def test_money_that_no_source_splits_by_country_has_no_figures(
    catalog: Catalog, selection: Selection
) -> None:
    assert figures_by_country(catalog, selection) == {}


def test_a_line_for_several_countries_belongs_to_none_of_them(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        funding=[
            {"record_id": "A", "iso3": "HND", "amount_usd_millions": "1"},
            {"record_id": "B", "iso3": "HND;GTM", "amount_usd_millions": "8"},
            {"record_id": "C", "iso3": "", "amount_usd_millions": "16"},
        ]
    )
    assert amounts(figures_by_country(catalog, Selection())) == {"HND": 1.0}


def test_only_chosen_years_count_for_a_country(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        funding=[
            {"record_id": "A", "fy_start": "2010", "fy_end": "2010", "amount_usd_millions": "1"},
            {"record_id": "B", "fy_start": "2011", "fy_end": "2011", "amount_usd_millions": "2"},
        ]
    )
    assert amounts(figures_by_country(catalog, Selection(fy=(2011, 2012)))) == {"HND": 2.0}


def test_a_family_says_stage_years_and_publisher_and_requests_stand_last(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    asked = {"series_id": "asked", "family": "asked", "title": "Requests (State)"}
    given = {"title": "Country lines (GAO)"}
    beside = {"series_id": "beside", "title": "Other accounts (GAO)", "headline": "alternate"}
    catalog = tiny_catalog(
        series=[asked | {"stage": "requested", "headline": "alternate"}, given, beside],
        funding=[
            line("HND", "9", series_id="asked", stage="requested", record_id="asked"),
            line("HND", "1"),
            line("HND", "4", series_id="beside", account="ESF", record_id="beside"),
            line("HND", "2", record_id="later", fy_start="2012", fy_end="2012"),
        ],
    )
    families = families_of_country(catalog, "HND")
    assert [one.label for one in families] == [
        "Allocated, FY2010–FY2012 (GAO)",
        "Requested, FY2010 (State)",
    ]
    assert [(f.fy_start, account, f.value) for account, f in families[0].figures] == [
        (2010, "ESF", 4),
        (2010, "INCLE", 1),
        (2012, "INCLE", 2),
    ]


def test_the_family_with_the_newest_amount_comes_first_and_years_narrow_each(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    newer = {"series_id": "newer", "family": "newer", "title": "Newer lines (GAO)"}
    catalog = tiny_catalog(
        series=[{}, newer],
        funding=[
            line("HND", "1"),
            line("HND", "3", record_id="newer", series_id="newer", fy_start="2021", fy_end="2021"),
            line("HND", "2", record_id="later", fy_start="2012", fy_end="2012"),
        ],
    )
    order = [one.figures[0][1].series_id for one in families_of_country(catalog, "HND")]
    assert order == ["newer", "lines"]
    [family] = families_of_country(catalog, "HND", (2012, 2015))
    assert [(figure.fy_start, figure.value) for _, figure in family.figures] == [(2012, 2)]
    assert families_of_country(catalog, "HND", (2022, 2025)) == ()


def test_lines_shared_with_other_countries_are_in_no_family(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        funding=[
            {"record_id": "A", "amount_usd_millions": "1"},
            {"record_id": "B", "iso3": "HND;GTM", "amount_usd_millions": "8"},
            {"record_id": "C", "fy_end": "2012", "amount_usd_millions": "16"},
        ]
    )
    (family,) = families_of_country(catalog, "HND")
    assert [(account, figure.value) for account, figure in family.figures] == [("INCLE", 1.0)]
    assert families_of_country(catalog, "GTM") == ()
