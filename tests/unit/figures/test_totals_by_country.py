"""Amounts by country: all of one series, each the sum of the country's own lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import STAGES
from inlmap.figures.adding import Figure
from inlmap.figures.totals import families_of_country, figures_by_country, headline_figure

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


def country_lines(catalog: Catalog, series_id: str) -> dict[str, float]:
    """The rows of a series for one country each, added up by pandas."""
    rows = catalog.funding
    rows = rows[(rows["series_id"] == series_id) & rows["iso3"].str.fullmatch("[A-Z]{3}")]
    return {
        str(k): round(v, 6) for k, v in rows.groupby("iso3")["amount_usd_millions"].sum().items()
    }


def test_everything_by_country_is_that_of_the_country_lines(catalog: Catalog) -> None:
    assert amounts(figures_by_country(catalog, Selection())) == {
        "BHS": 0.996,
        "BOL": 103.65,
        "COL": 1609.15,
        "DOM": 9.092,
        "ECU": 32.545,
        "GTM": 33.13,
        "HND": 0.744,
        "HTI": 121.822,
        "JAM": 2.002,
        "MEX": 1375.261,
        "NIC": 0.972,
        "PAN": 3.192,
        "PER": 299.218,
        "SLV": 0.744,
        "TTO": 0.797,
    }


@pytest.mark.parametrize(
    ("selection", "series_id"),
    [
        (Selection(), "cbj-incle"),
        (Selection(initiative=("CARSI",)), "carsi-disbursed"),
    ],
)
def test_the_sums_are_those_of_the_rows_of_the_series(
    catalog: Catalog, selection: Selection, series_id: str
) -> None:
    figures = figures_by_country(catalog, selection)
    assert {figure.series_id for figure in figures.values()} == {series_id}
    assert amounts(figures) == country_lines(catalog, series_id)


def test_the_countries_and_the_shared_lines_make_up_the_headline(catalog: Catalog) -> None:
    figures = figures_by_country(catalog, Selection())
    headline = headline_figure(catalog, Selection())
    counted = {record for figure in figures.values() for record in figure.record_ids}
    rows = catalog.funding.set_index("record_id")
    shared = rows.loc[sorted(set(headline.record_ids) - counted)]
    assert not shared["iso3"].str.fullmatch("[A-Z]{3}").any()
    total = sum(figure.value or 0 for figure in figures.values())
    assert total + shared["amount_usd_millions"].sum() == pytest.approx(4402.106)


@pytest.mark.parametrize(
    ("initiative", "expected"),
    [
        ("Merida", {"MEX": 3300.0}),
        ("Plan-Colombia", {"COL": 6000.0}),
        ("Caribbean-bilateral", {"HTI": 250.0}),
        (
            "CARSI",
            {
                "BLZ": 0.97,
                "CRI": 2.173,
                "GTM": 1.675,
                "HND": 0.559,
                "NIC": 1.011,
                "PAN": 0.771,
                "SLV": 0.747,
            },
        ),
    ],
)
def test_an_initiative_by_country_uses_its_own_series(
    catalog: Catalog, initiative: str, expected: dict[str, float]
) -> None:
    assert amounts(figures_by_country(catalog, Selection(initiative=(initiative,)))) == expected


def test_parts_of_a_country_line_are_not_added_to_it(catalog: Catalog) -> None:
    bolivia = figures_by_country(catalog, Selection(initiative=("Andean",)))["BOL"]
    assert (bolivia.value, len(bolivia.record_ids)) == (145.2, 2)  # 79.2 and 66
    assert [one.reason for one in bolivia.exclusions if one.record_id == "ANDEAN-0103"] == [
        "part of ANDEAN-0099, which is counted"
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


def test_a_family_is_of_one_stage_and_one_publisher_and_has_each_cell_once(
    catalog: Catalog,
) -> None:
    for iso3 in catalog.partner_codes:
        for family in families_of_country(catalog, iso3):
            where = (iso3, family.family)
            assert len({figure.stage for _, figure in family.figures}) == 1, where
            assert len({f.title.rpartition("(")[2] for _, f in family.figures}) == 1, where
            cells = [(figure.fy_start, account) for account, figure in family.figures]
            assert cells == sorted(set(cells)), where
            assert all(figure.fy_start == figure.fy_end for _, figure in family.figures), where


def test_no_two_families_of_a_country_have_the_same_label(catalog: Catalog) -> None:
    for iso3 in catalog.partner_codes:
        labels = [family.label for family in families_of_country(catalog, iso3)]
        assert len(set(labels)) == len(labels), iso3


def test_requests_stand_after_all_other_families_of_every_country(catalog: Catalog) -> None:
    for iso3 in catalog.partner_codes:
        asked = [f.figures[0][1].stage == "requested" for f in families_of_country(catalog, iso3)]
        assert asked == sorted(asked), iso3
    assert "requested" in STAGES


def test_the_families_of_bolivia_are_told_with_stage_years_and_publisher(
    catalog: Catalog,
) -> None:
    assert [(one.label, len(one.figures)) for one in families_of_country(catalog, "BOL")] == [
        ("Allocated, FY2008–FY2013 (State Department budget tables)", 18),
        ("Obligated, FY2000–FY2020 (USAID Greenbook)", 77),
        ("Allocated, FY2006–FY2007 (INL budget guides)", 2),
        ("Obligated, FY2022–FY2025 (ForeignAssistance.gov)", 4),
        ("Allocated, FY2023 (ForeignAssistance.gov)", 1),
        ("Requested, FY2023–FY2024 (ForeignAssistance.gov)", 2),
    ]


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
