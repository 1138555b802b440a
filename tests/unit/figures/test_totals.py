"""Which amount a selection is given: that of one series, or none with the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.figures.totals import headline_figure, totals_by_year

SPLIT = "No source splits the money by {}, so no amount can be stated for this selection."


def facts(figure: Figure) -> tuple[float | None, str, str, str]:
    return figure.value, figure.stage, figure.years, figure.series_id


def by_year(catalog: Catalog, selection: Selection) -> dict[int, float | None]:
    return {figure.fy_start: figure.value for figure in totals_by_year(catalog, selection)}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), (4402.106, "allocated", "FY2008–FY2015", "cbj-incle")),
        (Selection(fy=(2012, 2012)), (589.77, "allocated", "FY2012", "cbj-incle")),
        (
            Selection(fy=(2016, 2020)),
            (2637.74252, "obligated", "FY2016–FY2020", "obligations-incle"),
        ),
        (
            Selection(fy=(2006, 2007)),
            (1448.655, "allocated", "FY2006–FY2007", "inl-andean-account"),
        ),
        (
            Selection(fy=(2025, 2025)),
            (375.480781, "obligated", "FY2025", "obligations-incle-nadr"),
        ),
        (Selection(country=("BOL",)), (103.65, "allocated", "FY2008–FY2013", "cbj-incle")),
        (Selection(country=("HTI",)), (121.822, "allocated", "FY2008–FY2015", "cbj-incle")),
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
def test_a_selection_has_the_amount_of_the_series_that_fits_it(
    catalog: Catalog, selection: Selection, expected: tuple[float, str, str, str]
) -> None:
    assert facts(headline_figure(catalog, selection)) == expected


def test_the_headline_of_everything_is_made_of_73_country_lines(catalog: Catalog) -> None:
    figure = headline_figure(catalog, Selection())
    assert len(figure.record_ids) == 73
    assert figure.source_ids == ("S001",)


def test_the_smaller_running_total_of_an_initiative_is_listed_as_left_out(
    catalog: Catalog,
) -> None:
    figure = headline_figure(catalog, Selection(initiative=("CARSI",)))
    assert figure.record_ids == ("CARSI-0046",)
    assert [exclusion.record_id for exclusion in figure.exclusions] == ["CARSI-0001"]


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        (Selection(goal=("Merida-1",)), SPLIT.format("goal")),
        (Selection(theme=("police",)), SPLIT.format("theme")),
        (
            Selection(agency=("DEA",), assistance=("canines",)),
            SPLIT.format("agency or kind of assistance"),
        ),
        (Selection(initiative=("Merida",), goal=("Merida-1",)), SPLIT.format("goal")),
        (
            Selection(initiative=("CARSI", "CBSI")),
            "The initiatives count their money at different stages and over different years, so "
            "their amounts are not added. Choose one initiative to see its amount.",
        ),
        (
            Selection(initiative=("CBSI",), country=("DMA",)),
            "No source splits CBSI money by country for this selection.",
        ),
        (
            Selection(initiative=("Bicentennial-Framework",)),
            "No Bicentennial amount was found for this selection.",
        ),
        (Selection(country=("CHL",), fy=(2008, 2009)), "No amount was found for this selection."),
    ],
)
def test_a_selection_without_an_amount_says_why(
    catalog: Catalog, selection: Selection, reason: str
) -> None:
    figure = headline_figure(catalog, selection)
    assert (figure.value, figure.reason, figure.record_ids) == (None, reason, ())


def test_dominica_has_no_amount_of_its_own_but_a_line_shared_with_other_countries(
    catalog: Catalog,
) -> None:
    figure = headline_figure(catalog, Selection(country=("DMA",)))
    assert figure.value is None
    assert "other countries" in figure.reason


def test_a_line_shared_with_countries_not_chosen_is_listed_as_left_out(catalog: Catalog) -> None:
    figure = headline_figure(catalog, Selection(country=("DMA", "HTI")))
    assert figure.value == 121.822
    assert {"CARIBBEA-0006", "CARIBBEA-0032"} <= {one.record_id for one in figure.exclusions}


def test_a_line_shared_by_exactly_the_chosen_countries_is_counted(catalog: Catalog) -> None:
    eastern = ("ATG", "BRB", "DMA", "GRD", "KNA", "LCA", "VCT")
    figure = headline_figure(catalog, Selection(country=eastern, fy=(2008, 2009)))
    assert (figure.value, figure.record_ids) == (0.996, ("CARIBBEA-0006", "CARIBBEA-0032"))


def test_years_inside_a_running_total_are_told_which_years_it_covers(catalog: Catalog) -> None:
    figure = headline_figure(catalog, Selection(initiative=("CARSI",), fy=(2008, 2010)))
    assert figure.value is None
    assert "FY2008–FY2013" in figure.reason


def test_country_lines_of_an_initiative_are_used_when_a_country_is_chosen(
    catalog: Catalog,
) -> None:
    figure = headline_figure(catalog, Selection(initiative=("Andean",), country=("BOL",)))
    assert facts(figure) == (145.2, "allocated", "FY2006–FY2007", "inl-andean-account")


@pytest.mark.parametrize("years", [("2010", ""), ("", "2012")], ids=["open end", "open start"])
def test_a_headline_series_may_be_open_at_one_end(
    tiny_catalog: Callable[..., Catalog], years: tuple[str, str]
) -> None:
    catalog = tiny_catalog(
        series=[{"headline_from": years[0], "headline_to": years[1]}],
        funding=[
            {"record_id": "A", "fy_start": "2009", "fy_end": "2009", "amount_usd_millions": "1"},
            {"record_id": "B", "fy_start": "2011", "fy_end": "2011", "amount_usd_millions": "2"},
            {"record_id": "C", "fy_start": "2013", "fy_end": "2013", "amount_usd_millions": "4"},
        ],
    )
    expected = 6 if years[0] else 3
    assert headline_figure(catalog, Selection()).value == expected


def test_an_alternate_series_is_not_used_for_the_headline(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(series=[{"headline": "alternate"}])
    assert headline_figure(catalog, Selection()).reason == (
        "No amount was found for this selection."
    )


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
        2016: 85.623157,
        2017: 570.298183,
        2018: 625.209488,
        2019: 624.321127,
        2020: 732.290565,
        2021: 469.612,
        2022: 521.829,
        2023: 612.366,
        2024: 692.69,
        2025: 375.480781,
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
        (Selection(initiative=("CARSI", "CBSI")), {}),
        (Selection(goal=("Merida-1",)), {}),
        (Selection(country=("DMA",), fy=(2008, 2008)), {}),
    ],
)
def test_a_selection_has_the_amounts_of_its_years(
    catalog: Catalog, selection: Selection, years: dict[int, float]
) -> None:
    assert by_year(catalog, selection) == years


def test_a_year_has_one_amount_although_several_series_cover_it(catalog: Catalog) -> None:
    years = [figure.fy_start for figure in totals_by_year(catalog, Selection())]
    assert years == sorted(set(years))


def test_the_stage_changes_with_the_series_along_the_years(catalog: Catalog) -> None:
    stages = {one.fy_start: one.stage for one in totals_by_year(catalog, Selection())}
    assert [stages[year] for year in (2005, 2006, 2015, 2016)] == [
        "obligated",
        "allocated",
        "allocated",
        "obligated",
    ]


def test_a_chosen_country_without_a_line_in_the_series_is_named(catalog: Catalog) -> None:
    both = headline_figure(catalog, Selection(country=("HND", "MEX"), fy=(2010, 2015)))
    mexico = headline_figure(catalog, Selection(country=("MEX",), fy=(2010, 2015)))
    assert both.record_ids == mexico.record_ids
    assert both.caution.endswith("It holds no line for Honduras.")
    assert "It holds no line" not in mexico.caution
