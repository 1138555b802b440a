"""What single programs cost stands where one asks, with a link to its source and without a sum."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.app.conftest import Visit, words

ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def rows_of(markup: str) -> list[list[str]]:
    """The cells of all tables, row by row."""
    return [[words(one) for one in CELL.findall(row)] for row in ROW.findall(markup)]


def programs_of(visitor: Visit) -> list[list[str]]:
    """Years, program and value of the rows of all programs that have a value."""
    start = ["Years", "Program", "Value", "Kind of assistance", "Status", "Goals", "Source"]
    rows = rows_of(visitor.markup)
    assert start in rows
    return [row[:3] for row in rows if len(row) == len(start) and row[2].startswith("$")]


def test_what_did_the_boats_of_the_bahamas_cost_and_what_else_has_a_value_there(
    visit: Callable[..., Visit],
) -> None:
    visitor = visit(country="BHS")
    visitor.open_page("country")
    assert {tuple(row) for row in programs_of(visitor)} == {
        ("2024", "Four SAFE boats, vests and rescue tools for the Bahamian police", "$1.84M"),
        ("2021", "SAFE boats and radios for the Bahamian defense force", "$5.9M"),
        ("from 2019", "C4I situational system works", "$0.91M"),
        ("2021", "Coastal radar, Coral Harbour", "$2.4M"),
        ("2019", "Long-range coastal radar, Great Inagua", "$2.0M"),
        ("2018", "Harbor patrol craft, Nassau", "$1.0M"),
    }
    headline = "".join(visitor.text_of("headline").split())
    assert "6of20programshavetheirownvalue:$0.91Mto$5.9M,2018–2024." in headline


def test_the_programs_of_a_country_stand_newest_first(visit: Callable[..., Visit]) -> None:
    visitor = visit(country="BHS")
    visitor.open_page("country")
    rows = [row for row in rows_of(visitor.markup) if len(row) == 7]
    years = [max(map(int, re.findall(r"\d{4}", row[0])), default=0) for row in rows[1:]]
    assert years[0] == 2024
    assert years == sorted(years, reverse=True)


def test_a_page_without_a_budget_figure_says_so_above_rows_that_have_a_value(
    visit: Callable[..., Visit],
) -> None:
    visitor = visit(initiative="CARSI", country="HND", goal="CARSI-2")
    assert visitor.headline["Documented amount"] == "No budget figure"
    card = visitor.text_of("card")
    assert "No budget figure; 1 of 6 programs has its own value: $0.43M , 2018." in card
    assert "no amount" not in visitor.html_words.lower()


def test_the_least_and_the_greatest_value_lead_to_the_sources_of_their_programs(
    visit: Callable[..., Visit],
) -> None:
    markup = visit(country="BHS").markup
    for key, value in (("CBS-P034", "$0.91M"), ("CBS-P006", "$5.9M")):
        assert (
            f"<a class='amount' data-figure='{key}' href='sources?program={key}'>{value}</a>"
            in markup
        )


def test_the_card_of_a_place_lists_its_programs_with_their_values(
    visit: Callable[..., Visit],
) -> None:
    markup = visit(country="BHS").catalog.places
    [coral] = markup["place_id"][markup["name"] == "Coral Harbour"]
    card = visit(place=str(coral)).text_of("card")
    assert "2021 · SAFE boats and radios for the Bahamian defense force · $5.9M · maritime" in card


def test_two_countries_are_compared_by_their_single_items(visit: Callable[..., Visit]) -> None:
    visitor = visit(country=["BHS", "DMA"])
    visitor.open_page("compare")
    [row] = [row for row in rows_of(visitor.markup) if row[0] == "Single items with a value"]
    assert [cell.replace(" ,", ",") for cell in row[1:]] == [
        "no evidence found",
        "6: $0.91M to $5.9M, 2018–2024",
    ]


def test_the_sources_of_a_program_show_its_value(visit: Callable[..., Visit]) -> None:
    visitor = visit(program="CBS-P006")
    visitor.open_page("sources")
    assert ["Value", "$5.9M"] in rows_of(visitor.markup)
