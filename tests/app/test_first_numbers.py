"""What a reader sees first is right, says what it holds, and agrees across the page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.app.conftest import Visit

OWN = re.compile(r"Programs (\d+) of its own, (\d+) regional")


@pytest.mark.parametrize("country", ["MEX", "SLV", "HND", "GTM"])
def test_does_the_card_count_programs_as_the_headline_does(
    country: str, visit: Callable[..., Visit]
) -> None:
    visitor = visit(country=country)
    found = OWN.search(visitor.text_of("card"))
    assert found
    assert sum(map(int, found.groups())) == int(visitor.headline["Programs"])
    assert "context, not counted" not in visitor.text_of("card")


def test_are_the_programs_that_the_card_does_not_name_counted_as_programs(
    visit: Callable[..., Visit],
) -> None:
    visitor = visit(country="MEX")
    assert "75 more programs" in visitor.text_of("card")  # than the three named
    assert visitor.headline["Programs"] == "78"


def test_are_the_partners_without_a_line_of_money_said_to_have_no_evidence(
    visit: Callable[..., Visit],
) -> None:
    text = visit(measure="funding").html_words
    assert "No line in this series; another may have one" in text
    assert "No evidence found in the sources" not in text


def test_what_does_el_salvador_have_since_2010_where_the_series_of_most_years_is_silent(
    visit: Callable[..., Visit],
) -> None:
    visitor = visit(country="SLV", fy="2010-2025")
    visitor.open_page("country")
    told = visitor.text_of("headline")
    assert "There is no line in this series for El Salvador: INCLE allocated by country" in told
    assert "Another series has: $115.6M obligated, FY2021–FY2025" in told


def test_which_years_does_an_amount_hold_and_where_are_the_others(
    visit: Callable[..., Visit],
) -> None:
    visitor = visit(country="MEX", fy="2010-2025")
    visitor.open_page("country")
    told = visitor.text_of("headline")
    assert "Of the chosen years it holds FY2010–FY2015; the others are in other series." in told
    assert "FY2021–FY2025: INCLE and NADR together obligated by country" in told


@pytest.mark.parametrize("query", [{}, {"fy": "2010-2025"}])
def test_what_money_of_honduras_stands_beside_that_of_carsi(
    query: dict[str, str], visit: Callable[..., Visit]
) -> None:
    told = visit(initiative="CARSI", country="HND", **query).text_of("headline")
    assert "Beside it: all INCLE and NADR money in its country, FY2021–FY2025" in told
    assert "not this initiative&#39;s: $132.3M obligated, FY2021–FY2025" in told


def test_of_how_many_partners_is_the_first_amount(visit: Callable[..., Visit]) -> None:
    assert "18 of the 26 partner countries have a line." in visit().text_of("headline")


@pytest.mark.parametrize("page", ["map", "country"])
def test_how_many_programs_without_a_year_are_counted(
    page: str, visit: Callable[..., Visit]
) -> None:
    visitor = visit(country="GTM", fy="2010-2012")
    if page != "map":
        visitor.open_page(page)
    told = visitor.text_of("headline")
    assert re.search(r"documented in \d+ sources ?; the year of 10 is not stated\.", told)


def test_is_the_value_that_several_countries_share_antiguas(visit: Callable[..., Visit]) -> None:
    visitor = visit(country="ATG")
    assert "$7.4M" not in visitor.text_of("headline")
