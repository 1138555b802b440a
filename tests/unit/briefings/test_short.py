"""What is held up in a meeting: one number, three sentences, what changed, ten items, cautions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.briefings.content import Briefing, briefing
from inlmap.briefings.short import (
    cautions_of,
    first_number,
    newest_items,
    notes_on_money,
    shown_years,
    three_sentences,
    what_changed,
)
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.presentation.view import View
from inlmap.words import speaking
from tests.shipped import shipped
from tests.tiny_rows import line, programs_in

COLOMBIA, BAHAMAS = Selection(country=("COL",)), Selection(country=("BHS",))
CARSI = Selection(initiative=("CARSI",))
SERIES = "INCLE and NADR together obligated by country, FY2021-FY2025 (ForeignAssistance.gov)"


def view_of(selection: Selection) -> View:
    return View(shipped(), selection)


def year(iso3: str, amount: str, fiscal_year: int, **cells: str) -> dict[str, str]:
    span = {"fy_start": str(fiscal_year), "fy_end": str(fiscal_year)}
    return line(iso3, amount, record_id=f"{iso3}-{fiscal_year}", **span, **cells)


def held_up(content: Briefing) -> str:
    """All that the five slides say of money, gaps and cautions."""
    number = " ".join(content.number)
    lines = (*content.answer, content.change, *content.money_notes, *content.gaps)
    return " ".join((number, *lines, *content.cautions))


def test_the_number_is_the_documented_amount_with_its_source() -> None:
    number = first_number(view_of(COLOMBIA))
    assert number.words == "$954.6M"
    assert number.about == (
        f"Nominal U.S. dollars obligated, FY2021–FY2025. Series: {SERIES}. FY2025 is not fully "
        "reported."
    )
    assert number.source.startswith("Source: ForeignAssistance.gov obligations by funding account")


def test_without_an_amount_the_number_is_how_many_programs_are_documented() -> None:
    assert first_number(view_of(BAHAMAS)) == (
        "20 programs",
        "documented in 13 sources.",
        "The newest source: US Embassy Donates $1.84M Worth of Equipment to Royal Bahamas Police "
        "Force, BNN Breaking, 2024-01-13.",
    )


def test_nothing_found_is_no_zero() -> None:
    nothing = view_of(Selection(country=("GRD",), initiative=("Plan-Colombia",)))
    assert first_number(nothing) == ("No evidence found", "", "")


def test_the_answer_has_three_sentences_of_the_page() -> None:
    assert three_sentences(view_of(BAHAMAS)) == (
        "The sources document 20 programs in The Bahamas.",
        "10 are tied to a named place and 7 are shared by several countries; the evidence is in "
        "13 sources.",
        "No budget figure; 6 of 20 programs have their own value: $0.91M to $5.9M, 2018–2024.",
    )


def test_only_the_series_of_the_headline_is_held_up_by_year() -> None:
    shown = shown_years(view_of(COLOMBIA))
    assert [one.years for one in shown] == ["FY2021", "FY2022", "FY2023", "FY2024", "FY2025"]
    assert {one.title for one in shown} == {SERIES}
    assert notes_on_money(view_of(COLOMBIA)) == (
        "FY2025 is not fully reported.",
        "Other years are in other series, which are not compared with these.",
    )


def test_what_changed_is_told_of_the_last_two_complete_years() -> None:
    assert what_changed(view_of(COLOMBIA)) == (
        f"FY2023 to FY2024: down 13%, from $226.3M to $196.7M obligated. Series: {SERIES}."
    )
    assert what_changed(view_of(Selection())) == (
        f"FY2023 to FY2024: up 13%, from $597.6M to $674.1M obligated. Series: {SERIES}."
    )


def test_years_of_different_countries_are_not_compared() -> None:
    assert what_changed(view_of(CARSI)) == (
        "FY2010: $2.4M, FY2011: $3.3M disbursed; the two years hold lines of different countries, "
        "so no change is stated. Series: CARSI State-managed ESF and NADR disbursed by country "
        "and year, FY2009-FY2011 (GAO)."
    )
    assert notes_on_money(view_of(CARSI))[0] == (
        "These years are not the money of the first number: another series."
    )


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        (("1", "1.5"), "FY2010 to FY2011: up 50%, from $1.0M to $1.5M allocated."),
        (("100", "100.4"), "FY2010 to FY2011: up 0.4%, from $100.0M to $100.4M allocated."),
        (("2", "2"), "FY2010 to FY2011: the same, $2.0M allocated in each year."),
        (("0", "3"), "FY2010 to FY2011: from $0 to $3.0M allocated."),
        (("-1", "3"), "FY2010 to FY2011: from −$1.0M to $3.0M allocated."),
        (
            ("1",),
            "The series has fewer than two complete years, so no change is stated.",
        ),
    ],
)
def test_a_change_is_arithmetic(
    tiny_catalog: Callable[..., Catalog], amounts: tuple[str, ...], said: str
) -> None:
    lines = [year("HND", amount, 2010 + at) for at, amount in enumerate(amounts)]
    view = View(tiny_catalog(funding=lines), Selection(country=("HND",)))
    assert what_changed(view) == f"{said} Series: Country lines."


def test_a_year_that_is_not_fully_reported_is_not_compared(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    lines = [year("HND", amount, 2010 + at) for at, amount in enumerate(("4", "5", "1"))]
    catalog = tiny_catalog(funding=lines, series=[{"partial_from": "2012"}])
    view = View(catalog, Selection(country=("HND",)))
    assert what_changed(view).startswith("FY2010 to FY2011: up 25%, from $4.0M to $5.0M")


def test_without_amounts_by_year_the_reason_and_other_series_stand_there() -> None:
    theme = view_of(Selection(theme=("trafficking",)))
    assert what_changed(theme) == ""
    assert notes_on_money(theme) == (
        "No source splits the money by theme, so no budget figure can be stated for this "
        "selection.",
    )
    assert notes_on_money(view_of(BAHAMAS)) == (
        "Another series: $589K obligated, FY2008–FY2015 (INCLE obligated by country, FY2002-FY2020 "
        "(USAID Greenbook)).",
        "Another series: $1.5M allocated, FY2016–FY2023 (All State Department and USAID accounts "
        "allocated by country, FY2016-FY2023 (ForeignAssistance.gov)).",
        "Another series: $53.4M obligated, FY2008–FY2020 (NADR, FMF, IMET, ESF, DA and Defense "
        "counterdrug money obligated by country, FY2000-FY2020 (USAID Greenbook)).",
        "3 more series have amounts.",
    )


def test_ten_items_are_the_newest_and_none_is_a_part_or_context() -> None:
    items = newest_items(view_of(COLOMBIA))
    assert items.title == "The 10 newest items"
    assert items.keys == ("years", "program", "item_value", "source")
    assert [row[0] for row in items.rows[:4]] == ["since 2026", "from 2024", "2024", "2024"]
    assert items.rows[0][1:3] == ("Police administration and lodging block, Caucasia", "$2.29M")
    assert items.rows[3][2] == "not stated"
    assert len(items.rows) == 10
    assert items.cited([0])[0].startswith("USAspending.gov award records")


def test_items_of_several_countries_name_them(tiny_catalog: Callable[..., Catalog]) -> None:
    rows = [*programs_in("HND", 1, start_year="2010"), *programs_in("GTM", 1, start_year="2012")]
    countries = [("GTM", "Guatemala", "partner"), ("HND", "Honduras", "partner")]
    items = newest_items(View(tiny_catalog(programs=rows, countries=countries), Selection()))
    assert items.title == "The 2 newest items"
    assert [(row[0], row[2]) for row in items.rows] == [
        ("from 2012", "Guatemala"),
        ("from 2010", "Honduras"),
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_notice_on_mexico_stands_in_what_is_held_up_of_colombia(language: str) -> None:
    with speaking(language):
        view = View(translated(shipped()), COLOMBIA)
        told = held_up(briefing(view, "country"))
    assert "Colombia" in told
    assert not any(name in told for name in ("Mexico", "México", "Central", "centroameric"))


def test_a_caution_on_other_countries_alone_is_left_out_and_the_rest_stays() -> None:
    assert cautions_of(view_of(COLOMBIA)) == (
        "We converted FY2021-FY2024 from constant FY2025 dollars. FY2025 was not complete when "
        "read.",
    )
    assert cautions_of(view_of(BAHAMAS)) == (
        "Read from a transcription of State's tables by CSIS.",
    )
    honduras = cautions_of(view_of(Selection(country=("HND",))))
    assert "Do not compare with FY2020, because Central American INCLE" in honduras[0]
    assert honduras[1].startswith("Why figures differ (Reported differently). FY2020–FY2021: Hond")


def test_a_caution_that_holds_for_the_years_shown_stays_whatever_region_it_names() -> None:
    late = Selection(country=("COL",), fy=(2017, 2019))
    told = " ".join(cautions_of(view_of(late)))
    assert "FY2016 is far too low, and most Central American INCLE money" in told


def test_gaps_are_those_of_the_choice() -> None:
    assert briefing(view_of(COLOMBIA), "country").gaps == (
        "No country-level corrections program was found for Colombia.",
        "No country-level drug supply reduction program was found for Colombia; a regional "
        "program covers it.",
        "The full list of Colombia's consolidation zones and municipalities was not found.",
        "The years of 12 programs are not stated.",
    )
