"""The amounts that the shipped series give to what may be chosen; each can be read in data/."""

from __future__ import annotations

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import STAGES
from inlmap.figures.adding import Figure
from inlmap.figures.totals import (
    families_of_country,
    figures_by_country,
    headline_figure,
    totals_by_year,
)


def facts(figure: Figure) -> tuple[float | None, str, str, str]:
    return figure.value, figure.stage, figure.years, figure.series_id


def by_year(catalog: Catalog, selection: Selection) -> dict[int, float | None]:
    return {figure.fy_start: figure.value for figure in totals_by_year(catalog, selection)}


def amounts(figures: dict[str, Figure]) -> dict[str, float | None]:
    return {iso3: figure.value for iso3, figure in figures.items()}


def country_lines(catalog: Catalog, series_id: str) -> dict[str, float]:
    """The rows of a series for one country each, added up by pandas."""
    rows = catalog.funding
    rows = rows[(rows["series_id"] == series_id) & rows["iso3"].str.fullmatch("[A-Z]{3}")]
    return {
        str(k): round(v, 6) for k, v in rows.groupby("iso3")["amount_usd_millions"].sum().items()
    }


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(fy=(2008, 2015)), (4402.106, "allocated", "FY2008–FY2015", "cbj-incle")),
        (Selection(fy=(2012, 2012)), (589.77, "allocated", "FY2012", "cbj-incle")),
        (
            Selection(fy=(2016, 2020)),
            (2629.98389, "obligated", "FY2016–FY2020", "obligations-incle"),
        ),
        (
            Selection(fy=(2006, 2007)),
            (1448.655, "allocated", "FY2006–FY2007", "inl-andean-account"),
        ),
        (
            Selection(fy=(2025, 2025)),
            (360.24513, "obligated", "FY2025", "obligations-incle-nadr"),
        ),
        (
            Selection(country=("BOL",)),
            (3.851183, "obligated", "FY2022–FY2025", "obligations-incle-nadr"),
        ),
        (
            Selection(country=("HTI",)),
            (268.763966, "obligated", "FY2021–FY2025", "obligations-incle-nadr"),
        ),
        (
            Selection(country=("BOL",), fy=(2008, 2013)),
            (103.65, "allocated", "FY2008–FY2013", "cbj-incle"),
        ),
        (
            Selection(country=("COL",), fy=(2008, 2008)),
            (289.005, "allocated", "FY2008", "cbj-incle"),
        ),
        (
            Selection(country=("BOL",), fy=(2006, 2007)),
            (145.2, "allocated", "FY2006–FY2007", "inl-andean-account"),
        ),
        (
            Selection(initiative=("Merida",)),
            (3300, "appropriated", "FY2008–FY2021", "merida-cumulative"),
        ),
        (
            Selection(initiative=("CARSI",)),
            (495, "allocated", "FY2008–FY2013", "carsi-allocated-cumulative"),
        ),
        (
            Selection(initiative=("CBSI",)),
            (560, "allocated", "FY2010–FY2018", "cbsi-allocated-cumulative"),
        ),
        (
            Selection(initiative=("Plan-Colombia",), country=("COL",)),
            (6000, "appropriated", "FY2000–FY2008", "plan-colombia-cumulative"),
        ),
        (  # 0.412 of ESF and 0.133 of NADR in FY2009, 0.014 of NADR in FY2011
            Selection(initiative=("CARSI",), country=("HND",)),
            (0.559, "disbursed", "FY2009–FY2011", "carsi-disbursed"),
        ),
    ],
)
def test_a_selection_has_this_amount_of_this_series(
    catalog: Catalog, selection: Selection, expected: tuple[float, str, str, str]
) -> None:
    assert facts(headline_figure(catalog, selection)) == expected


def test_all_years_without_a_filter_run_from_2000_to_2025(catalog: Catalog) -> None:
    assert by_year(catalog, Selection()) == {
        2000: 1165.761,
        2001: 148.586,
        2002: 717.632392,
        2003: 929.408675,
        2004: 771.76673,
        2005: 774.294068,
        2006: 727.155,
        2007: 721.5,
        2008: 408.524,
        2009: 701.06,
        2010: 699.564,
        2011: 504.42,
        2012: 589.77,
        2013: 548.442,
        2014: 467.131,
        2015: 483.195,
        2016: 85.530063,
        2017: 569.941334,
        2018: 624.121427,
        2019: 620.87646,
        2020: 729.514606,
        2021: 462.923,
        2022: 507.868,
        2023: 597.62,
        2024: 674.062,
        2025: 360.24513,
    }


@pytest.mark.parametrize(
    ("selection", "years"),
    [
        (
            Selection(country=("BOL",), fy=(2006, 2012)),
            {2006: 79.2, 2007: 66, 2008: 30.154, 2009: 26, 2010: 20, 2011: 15, 2012: 7.5},
        ),
        (Selection(country=("COL",), fy=(2008, 2008)), {2008: 289.005}),
        (Selection(country=("ARG",), fy=(2025, 2025)), {2025: -0.027058}),
        (Selection(initiative=("Merida",)), {2008: 400, 2009: 720}),
        (Selection(initiative=("CARSI",)), {2009: 6.353, 2010: 2.397, 2011: 3.325}),
        (Selection(initiative=("CARSI",), country=("HND",)), {2009: 0.545, 2011: 0.014}),
        (Selection(initiative=("CBSI",)), {2019: 58, 2020: 60, 2023: 82}),
    ],
)
def test_a_selection_has_these_amounts_by_year(
    catalog: Catalog, selection: Selection, years: dict[int, float]
) -> None:
    assert by_year(catalog, selection) == years


def test_every_country_with_a_line_has_this_amount(catalog: Catalog) -> None:
    assert amounts(figures_by_country(catalog, Selection())) == {
        "ARG": 11.236942,
        "BLZ": 12.556691,
        "BOL": 3.851183,
        "BRA": 37.985481,
        "CHL": 0.183086,
        "COL": 954.573354,
        "CRI": 127.094242,
        "DOM": 50.940654,
        "ECU": 59.395884,
        "GTM": 112.516764,
        "GUY": 0.643473,
        "HND": 132.288206,
        "HTI": 268.763966,
        "JAM": 18.299694,
        "MEX": 355.84848,
        "NIC": 1.674152,
        "PAN": 191.881741,
        "PER": 188.813866,
        "PRY": 14.40279,
        "SLV": 115.583934,
        "SUR": 0.565143,
        "TTO": 7.426703,
        "URY": 2.701352,
        "VEN": 2.75,
    }


@pytest.mark.parametrize(
    ("selection", "series_id"),
    [
        (Selection(), "obligations-incle-nadr"),
        (Selection(fy=(2008, 2015)), "cbj-incle"),
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
    selection = Selection(fy=(2008, 2015))
    figures = figures_by_country(catalog, selection)
    headline = headline_figure(catalog, selection)
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
        ("Obligated, FY2022–FY2025 (ForeignAssistance.gov)", 4),
        ("Allocated, FY2023 (ForeignAssistance.gov)", 1),
        ("Obligated, FY2000–FY2020 (USAID Greenbook)", 77),
        ("Allocated, FY2008–FY2013 (State Department budget tables)", 18),
        ("Allocated, FY2006–FY2007 (INL budget guides)", 2),
        ("Requested, FY2023–FY2024 (ForeignAssistance.gov)", 2),
    ]
