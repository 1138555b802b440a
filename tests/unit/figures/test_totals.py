"""Which amount a selection is given: that of one series, or none with the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure
from inlmap.figures.totals import headline_figure, totals_by_year
from tests.tiny_rows import BETA, FIVE_PARTNERS

SPLIT = "No source splits the money by {}, so no budget figure can be stated for this selection."

# Two series of country lines that follow each other, a running total of an initiative, and its
# money by country. Each amount is twice another one, so that a sum tells what is in it.
SERIES = [
    {
        "series_id": "old",
        "title": "Old lines",
        "stage": "allocated",
        "headline_from": "2008",
        "headline_to": "2010",
    },
    {
        "series_id": "new",
        "title": "New lines",
        "stage": "obligated",
        "headline_from": "2011",
        "headline_to": "2012",
    },
    {
        "series_id": "alpha",
        "title": "Alpha running total",
        "stage": "appropriated",
        "scope": "initiative",
        "initiative_id": "ALPHA",
        "adds_over": "",
    },
    {
        "series_id": "alpha-lines",
        "title": "Alpha by country",
        "stage": "disbursed",
        "scope": "initiative",
        "initiative_id": "ALPHA",
        "headline": "alternate",
    },
]
STAGE_OF = {row["series_id"]: row["stage"] for row in SERIES}


def paid(series_id: str, iso3: str, years: str, amount: str) -> dict[str, str]:
    """A line whose id says series, country and years."""
    first, _, last = years.partition("-")
    return {
        "record_id": f"{series_id} {iso3} {years}",
        "series_id": series_id,
        "stage": STAGE_OF[series_id],
        "initiative_id": "ALPHA" if series_id.startswith("alpha") else "",
        "iso3": iso3,
        "fy_start": first,
        "fy_end": last or first,
        "amount_usd_millions": amount,
    }


FUNDING = [
    paid("old", "HND", "2008", "1"),
    paid("old", "HND", "2009", "2"),
    paid("old", "GTM", "2009", "4"),
    paid("old", "PAN;COL", "2009", "8"),
    paid("old", "HND", "2011", "1000"),  # in a year for which the series is not the headline
    paid("new", "HND", "2011", "16"),
    paid("new", "GTM", "2012", "32"),
    paid("alpha", "", "2008-2010", "500"),
    paid("alpha", "", "2008-2012", "600"),
    paid("alpha-lines", "HND", "2011", "0.5"),
    paid("alpha-lines", "GTM", "2011", "0.25"),
    paid("alpha-lines", "HND", "2012", "0.125"),
]


@pytest.fixture
def ledger(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    return tiny_catalog(
        countries=FIVE_PARTNERS,
        initiatives=[{}, BETA],
        members=[{"iso3": "HND"}, {"iso3": "GTM"}, {"iso3": "PAN"}],
        series=SERIES,
        funding=FUNDING,
    )


def facts(figure: Figure) -> tuple[float | None, str, str, str]:
    return figure.value, figure.stage, figure.years, figure.series_id


def by_year(catalog: Catalog, selection: Selection) -> dict[int, float | None]:
    figures = totals_by_year(catalog, selection)
    years = [figure.fy_start for figure in figures]
    assert years == sorted(set(years))  # one amount each, although several series cover a year
    return {figure.fy_start: figure.value for figure in figures}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), (48, "obligated", "FY2011–FY2012", "new")),
        (Selection(fy=(2008, 2010)), (15, "allocated", "FY2008–FY2009", "old")),
        (Selection(fy=(2009, 2009)), (14, "allocated", "FY2009", "old")),
        (Selection(fy=(2010, 2011)), (16, "obligated", "FY2011", "new")),  # the later of both
        (Selection(country=("HND",)), (16, "obligated", "FY2011", "new")),
        (Selection(country=("GTM",)), (32, "obligated", "FY2012", "new")),
        (Selection(country=("HND",), fy=(2008, 2010)), (3, "allocated", "FY2008–FY2009", "old")),
        (Selection(initiative=("ALPHA",)), (600, "appropriated", "FY2008–FY2012", "alpha")),
        (
            Selection(initiative=("ALPHA",), fy=(2008, 2010)),
            (500, "appropriated", "FY2008–FY2010", "alpha"),
        ),
        (
            Selection(initiative=("ALPHA",), country=("HND",)),
            (0.625, "disbursed", "FY2011–FY2012", "alpha-lines"),
        ),
    ],
)
def test_a_selection_has_the_amount_of_the_series_that_fits_it(
    ledger: Catalog, selection: Selection, expected: tuple[float, str, str, str]
) -> None:
    assert facts(headline_figure(ledger, selection)) == expected


def test_the_headline_names_its_records_and_their_sources(ledger: Catalog) -> None:
    figure = headline_figure(ledger, Selection())
    assert figure.record_ids == ("new GTM 2012", "new HND 2011")
    assert figure.source_ids == ("S1",)


def test_the_smaller_running_total_of_an_initiative_is_listed_as_left_out(ledger: Catalog) -> None:
    figure = headline_figure(ledger, Selection(initiative=("ALPHA",)))
    assert figure.record_ids == ("alpha  2008-2012",)
    assert [exclusion.record_id for exclusion in figure.exclusions] == ["alpha  2008-2010"]


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        (Selection(goal=("ALPHA-1",)), SPLIT.format("goal")),
        (Selection(theme=("borders",)), SPLIT.format("theme")),
        (
            Selection(agency=("DEA",), assistance=("canines",)),
            SPLIT.format("agency or kind of assistance"),
        ),
        (Selection(initiative=("ALPHA",), goal=("ALPHA-1",)), SPLIT.format("goal")),
        (
            Selection(initiative=("ALPHA", "BETA")),
            "The initiatives count their money at different stages and over different years, so "
            "their amounts are not added. Choose one initiative to see its amount.",
        ),
        (Selection(initiative=("BETA",)), "No Beta budget figure was found for this selection."),
        (
            Selection(country=("PAN",)),
            "There is no line in this series for Panama: New lines. Other series have amounts that "
            "reach beyond this selection: allocated, FY2009 (Old lines).",
        ),
        (
            Selection(country=("HND",), fy=(2012, 2012)),
            "There is no line in this series for Honduras: New lines. Other series have amounts: "
            "$125K disbursed, FY2012 (Alpha by country).",
        ),
        (Selection(fy=(1998, 1999)), "No budget figure was found for this selection."),
    ],
)
def test_a_selection_without_an_amount_says_why(
    ledger: Catalog, selection: Selection, reason: str
) -> None:
    figure = headline_figure(ledger, selection)
    assert (figure.value, figure.reason, figure.record_ids) == (None, reason, ())


def test_an_initiative_that_no_source_splits_by_country_says_so(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        series=[*SERIES[2:3], SERIES[3] | {"adds_over": ""}],
        funding=[
            paid("alpha", "", "2008-2012", "600"),
            paid("alpha-lines", "HND", "2011", "0.5"),
        ],
    )
    figure = headline_figure(catalog, Selection(initiative=("ALPHA",), country=("HND",)))
    assert (figure.value, figure.reason) == (
        None,
        "No source splits Alpha money by country for this selection. Other series have amounts: "
        "$500K disbursed, FY2011 (Alpha by country).",
    )


def test_a_country_with_lines_shared_with_others_alone_has_no_amount_and_the_series_is_named(
    ledger: Catalog,
) -> None:
    figure = headline_figure(ledger, Selection(country=("PAN",), fy=(2009, 2009)))
    assert figure.value is None
    assert figure.reason.startswith("There is no line in this series for Panama: Old lines.")
    [shared] = figure.others
    assert (shared.value, shared.stage, shared.years) == (None, "allocated", "FY2009")
    assert [(one.record_id, one.reason) for one in shared.exclusions] == [
        ("old PAN;COL 2009", "covers other countries too")
    ]


def test_a_line_shared_with_countries_not_chosen_is_listed_as_left_out(ledger: Catalog) -> None:
    figure = headline_figure(ledger, Selection(country=("PAN", "HND"), fy=(2008, 2010)))
    assert figure.value == 3
    assert [(one.record_id, one.reason) for one in figure.exclusions] == [
        ("old PAN;COL 2009", "covers other countries too")
    ]


def test_a_line_shared_by_exactly_the_chosen_countries_is_counted(ledger: Catalog) -> None:
    figure = headline_figure(ledger, Selection(country=("COL", "PAN"), fy=(2008, 2010)))
    assert (figure.value, figure.record_ids) == (8, ("old PAN;COL 2009",))


def test_years_inside_a_running_total_are_told_which_years_it_covers(ledger: Catalog) -> None:
    figure = headline_figure(ledger, Selection(initiative=("ALPHA",), fy=(2008, 2009)))
    assert figure.value is None
    assert "FY2008–FY2012" in figure.reason


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
    figure = headline_figure(catalog, Selection())
    assert (figure.value, figure.reason) == (
        None,
        "No headline series by country has a line. Other series have amounts: "
        "$1.0M allocated, FY2010 (Country lines).",
    )


def test_every_year_of_a_headline_series_has_an_amount(ledger: Catalog) -> None:
    assert by_year(ledger, Selection()) == {2008: 1, 2009: 14, 2011: 16, 2012: 32}


@pytest.mark.parametrize(
    ("selection", "years"),
    [
        (Selection(country=("HND",)), {2008: 1, 2009: 2, 2011: 16}),
        (Selection(country=("HND",), fy=(2009, 2012)), {2009: 2, 2011: 16}),
        (Selection(country=("GTM",), fy=(2009, 2009)), {2009: 4}),
        (Selection(initiative=("ALPHA",)), {2011: 0.75, 2012: 0.125}),
        (Selection(initiative=("ALPHA",), country=("HND",)), {2011: 0.5, 2012: 0.125}),
        (Selection(initiative=("ALPHA", "BETA")), {}),
        (Selection(goal=("ALPHA-1",)), {}),
        (Selection(country=("PAN",), fy=(2009, 2009)), {}),
    ],
)
def test_a_selection_has_the_amounts_of_its_years(
    ledger: Catalog, selection: Selection, years: dict[int, float]
) -> None:
    assert by_year(ledger, selection) == years


def test_money_taken_back_is_an_amount_of_its_year(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(funding=[{"amount_usd_millions": "-0.027"}])
    assert by_year(catalog, Selection(country=("HND",), fy=(2010, 2010))) == {2010: -0.027}


def test_the_stage_changes_with_the_series_along_the_years(ledger: Catalog) -> None:
    stages = {one.fy_start: one.stage for one in totals_by_year(ledger, Selection())}
    assert stages == {2008: "allocated", 2009: "allocated", 2011: "obligated", 2012: "obligated"}


def test_a_chosen_country_without_a_line_in_the_series_is_named(ledger: Catalog) -> None:
    both = headline_figure(ledger, Selection(country=("PAN", "HND")))
    honduras = headline_figure(ledger, Selection(country=("HND",)))
    assert both.record_ids == honduras.record_ids == ("new HND 2011",)
    assert both.caution.endswith("It holds no line for Panama.")
    assert "It holds no line" not in honduras.caution
