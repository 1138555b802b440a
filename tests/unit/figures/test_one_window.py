"""Which money is the first number, for everything, a country and some years; what it leaves out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.folder import SHIPPED_DATA
from inlmap.figures.figure_ids import figure_id, figure_of
from inlmap.figures.series import (
    default_series,
    headline_series,
    partner_countries,
    records_inside,
    series_of_years,
    years_covered,
)
from inlmap.figures.totals import (
    country_money,
    headline_figure,
    older_figures,
    totals_by_year,
)
from inlmap.presentation.listings import funding_listing
from inlmap.presentation.sentences import summary
from inlmap.presentation.view import View

NOTHING = "No budget figure was found"
DEFAULT = "obligations-incle-nadr"
IN_SERIES = "INCLE and NADR together obligated by country, FY2021-FY2025 (ForeignAssistance.gov)"


def country(*codes: str, fy: tuple[int, int] | None = None) -> Selection:
    return Selection(country=codes, fy=fy)


@pytest.mark.parametrize(
    ("iso3", "words"),
    [
        ("SLV", "$115.6M obligated, FY2021–FY2025"),
        ("PAN", "$191.9M obligated, FY2021–FY2025"),
        ("MEX", "$355.8M obligated, FY2021–FY2025"),
        ("GTM", "$112.5M obligated, FY2021–FY2025"),
        ("HND", "$132.3M obligated, FY2021–FY2025"),
    ],
)
def test_how_much_did_a_country_get_lately(catalog: Catalog, iso3: str, words: str) -> None:
    assert headline_figure(catalog, country(iso3)).in_words == words


def test_is_there_a_newer_headline_of_a_country_with_as_many_years(catalog: Catalog) -> None:
    checked = 0
    for iso3 in catalog.partner_codes:
        shown = headline_figure(catalog, country(iso3))
        if shown.value is None:
            continue
        years = shown.fy_end - shown.fy_start + 1
        for key in headline_series(catalog, Selection()):
            other = records_inside(catalog, country(iso3), key)
            if other and years_covered(other) >= years:
                checked += 1
                assert max(record.fy_end for record in other) <= shown.fy_end, (iso3, key)
    assert checked >= 24


def test_what_does_the_first_number_hold_and_leave_out(catalog: Catalog) -> None:
    figure = headline_figure(catalog, Selection())
    assert (figure.value, figure.series_id, figure.years) == (
        2602.71813,
        DEFAULT,
        "FY2021–FY2025",
    )
    [outside] = figure.others
    assert (outside.value, len(outside.record_ids)) == (69.259651, 21)
    assert figure.value + outside.value == pytest.approx(2671.977781)
    assert "It has a line for 18 of the 26 partner countries and none for 8: " in figure.caution
    assert figure.caution.endswith(
        "It leaves out $69.3M obligated, FY2021–FY2025: Argentina, Brazil, Chile, Paraguay, "
        "Uruguay, and Venezuela, not partner countries."
    )


def test_why_is_argentina_left_out_of_the_first_number(catalog: Catalog) -> None:
    figure = headline_figure(catalog, Selection())
    names = catalog.names("funding", "recipient")
    reasons = {names[one.record_id]: one.reason for one in figure.exclusions}
    assert reasons["Argentina"] == "not a partner country: Argentina"
    assert set(reasons) == {"Argentina", "Brazil", "Chile", "Paraguay", "Uruguay", "Venezuela"}
    assert figure_of(catalog, figure_id(catalog, figure)).exclusions == figure.exclusions


def test_what_did_argentina_get_is_answered_though_it_is_no_partner(catalog: Catalog) -> None:
    assert headline_figure(catalog, country("ARG")).in_words == "$11.2M obligated, FY2021–FY2025"


def test_do_the_years_of_the_chart_add_up_to_the_first_number(catalog: Catalog) -> None:
    years = [f.value or 0 for f in totals_by_year(catalog, Selection()) if f.series_id == DEFAULT]
    assert years == [462.923, 507.868, 597.62, 674.062, 360.24513]
    assert sum(years) == pytest.approx(2602.71813)


def test_a_printed_total_of_all_countries_is_not_said_to_leave_any_out(catalog: Catalog) -> None:
    figure = headline_figure(catalog, Selection(fy=(2006, 2007)))
    assert (figure.value, figure.others) == (1448.655, ())
    assert "leaves out" not in figure.caution


def test_what_else_is_there_for_the_bahamas(catalog: Catalog) -> None:
    figure = headline_figure(catalog, country("BHS"))
    assert figure.value is None
    assert figure.reason.startswith(
        f"There is no line in this series for The Bahamas: {IN_SERIES}. Other series have amounts: "
        "$589K obligated, FY2008–FY2015 (INCLE obligated by country, FY2002-FY2020 (USAID "
        "Greenbook)); $996K allocated, FY2008–FY2009 (INCLE allocated by country, "
    )
    assert [(one.in_words, one.series_id) for one in figure.others[:2]] == [
        ("$589K obligated, FY2008–FY2015", "obligations-incle"),
        ("$996K allocated, FY2008–FY2009", "cbj-incle"),
    ]


def test_what_else_is_there_for_antigua(catalog: Catalog) -> None:
    figure = headline_figure(catalog, country("ATG"))
    assert figure.value is None
    assert figure.reason.startswith(
        f"There is no line in this series for Antigua and Barbuda: {IN_SERIES}. Other series have "
        "amounts: $13K obligated, FY2015 (INCLE obligated by country, FY2002-FY2020 (USAID "
        "Greenbook)); $499K obligated, FY2023 (Four security and "
    )


def pairs() -> Iterator[tuple[str, int]]:
    """Each country and year of a row of funding.csv that is of one country and one year."""
    with (SHIPPED_DATA / "funding.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {
        (row["iso3"], int(row["fy_start"]))
        for row in rows
        if len(row["iso3"]) == 3 and row["fy_start"] == row["fy_end"]
    }
    yield from sorted(found)


def test_does_any_country_and_year_with_rows_say_that_nothing_was_found(catalog: Catalog) -> None:
    tried = list(pairs())
    assert len(tried) >= 500
    silent = 0
    for at, (iso3, year) in enumerate(tried):
        view = View(catalog, country(iso3, fy=(year, year)))
        figure = view.figure
        assert funding_listing(view).rows, (iso3, year)
        assert NOTHING not in figure.reason, (iso3, year)
        if at % 5 == 0:  # the summary says what the figure says; some show that it adds nothing
            assert not any(NOTHING in words for words in summary(view)), (iso3, year)
        if figure.value is None:
            silent += 1
            assert figure.others, (iso3, year)
            assert any(one.in_words in figure.reason for one in figure.others), (iso3, year)
    assert silent > 100  # else the years without a line in the headline series were not tried


def test_a_briefing_of_honduras_in_fy2012_carries_the_rows_of_the_other_series(
    catalog: Catalog,
) -> None:
    view = View(catalog, country("HND", fy=(2012, 2014)))
    assert view.figure.reason == (
        "There is no line in this series for Honduras: INCLE allocated by country, FY2008-FY2015 "
        "(State Department budget tables). Other series have amounts: $2.4M obligated, "
        "FY2012–FY2013 (INCLE obligated by country, FY2002-FY2020 (USAID Greenbook)); $138.3M "
        "allocated, FY2012–FY2014 (ESF, FMF, NADR, DA and IMET allocated by country, FY2008-FY2015 "
        "(State Department budget tables)); $171.8M obligated, FY2012–FY2014 (NADR, FMF, IMET, "
        "ESF, DA and Defense counterdrug money obligated by country, FY2000-FY2020 (USAID "
        "Greenbook))."
    )
    listing = funding_listing(view)
    assert {row[0] for row in listing.rows} == {"another series, not added"}
    assert len(listing.rows) >= 20
    assert "S117" in view.source_ids


@pytest.mark.parametrize(
    ("years", "series_id"),
    [
        ((2012, 2012), "cbj-incle"),
        ((2015, 2016), "obligations-incle"),  # one year each: the later
        ((2014, 2017), "obligations-incle"),
        ((2013, 2017), "cbj-incle"),
        ((2016, 2025), DEFAULT),
        ((2021, 2025), DEFAULT),
        ((1998, 1999), ""),
    ],
)
def test_which_series_holds_the_chosen_years(
    catalog: Catalog, years: tuple[int, int], series_id: str
) -> None:
    assert series_of_years(catalog, years) == series_id


def test_years_held_in_part_are_named_with_the_series_of_the_others(catalog: Catalog) -> None:
    figure = headline_figure(catalog, Selection(fy=(2013, 2017)))
    assert figure.caution.endswith(
        "Of the chosen years it holds FY2013–FY2015; the others are in other series. "
        "FY2016–FY2017: INCLE obligated by country, FY2002-FY2020 (USAID Greenbook)."
    )
    guatemala = headline_figure(catalog, country("GTM", fy=(2008, 2015)))
    assert guatemala.caution.endswith("Of the chosen years it holds FY2008–FY2013 only.")


def test_the_older_series_stand_beside_the_first_number(catalog: Catalog) -> None:
    assert [one.in_words for one in older_figures(catalog, Selection())] == [
        "$2.63B obligated, FY2016–FY2020",
        "$4.40B allocated, FY2008–FY2015",
        "$1.45B allocated, FY2006–FY2007",
        "$3.19B obligated, FY2002–FY2005",
        "$1.31B obligated, FY2000–FY2001",
    ]
    assert older_figures(catalog, Selection(fy=(2012, 2012))) == ()


def test_what_else_went_to_the_countries_of_an_initiative(catalog: Catalog) -> None:
    carsi = Selection(initiative=("CARSI",))
    assert headline_figure(catalog, carsi).in_words == "$495.0M allocated, FY2008–FY2013"
    beside = country_money(catalog, carsi)
    assert beside is not None
    assert (beside.value, beside.series_id) == (693.59573, DEFAULT)
    assert summary(View(catalog, carsi))[-1] == (
        "Beside it: all INCLE and NADR money in its 7 countries, FY2021–FY2025; not this "
        "initiative's: $693.6M obligated, FY2021–FY2025."
    )
    assert country_money(catalog, Selection()) is None
    assert country_money(catalog, Selection(initiative=("CARSI", "CBSI"))) is None
    assert country_money(catalog, Selection(initiative=("INL-WHP",))) is None


def test_the_partner_countries_are_those_of_the_members_table(catalog: Catalog) -> None:
    assert len(partner_countries(catalog)) == 26
    assert default_series(catalog) == DEFAULT


SERIES = [
    {"series_id": "old", "headline_from": "2010", "headline_to": "2012"},
    {"series_id": "new", "headline_from": "2013", "headline_to": "2015"},
]
MEMBERS = [{}, {"iso3": "GTM"}]


def lines(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [
        {
            "record_id": f"{series_id}-{iso3}",
            "series_id": series_id,
            "iso3": iso3,
            "fy_start": year,
            "fy_end": year,
        }
        for series_id, iso3, year in rows
    ]


@pytest.mark.parametrize(
    ("funding", "series_id"),
    [
        (
            [
                ("old", "HND", "2010"),
                ("old", "GTM", "2010"),
                ("new", "HND", "2013"),
                ("new", "GTM", "2013"),
            ],
            "new",
        ),
        # one of two is not more than half
        ([("old", "HND", "2010"), ("old", "GTM", "2010"), ("new", "HND", "2013")], "old"),
        # none has more than half: most countries, then the later
        ([("old", "HND", "2010"), ("new", "GTM", "2013")], "new"),
        # a line for both together is the line of neither
        ([("old", "HND", "2010"), ("new", "HND;GTM", "2013")], "old"),
    ],
)
def test_the_default_is_the_newest_series_with_a_line_for_more_than_half_of_the_partners(
    tiny_catalog: Callable[..., Catalog],
    funding: list[tuple[str, str, str]],
    series_id: str,
) -> None:
    catalog = tiny_catalog(series=SERIES, members=MEMBERS, funding=lines(*funding))
    assert default_series(catalog) == series_id
