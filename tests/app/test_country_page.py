"""The Country page: all partner countries in one table, or the answers on one country first."""

from __future__ import annotations

import re

import pytest

from tests.app.conftest import opener
from tests.app.test_single_items import rows_of
from tests.tiny_rows import BETA, FIVE_PARTNERS, line, programs_in

LINK = re.compile(r"<a class='here' href='([^']*)'>([^<]*)</a>")
HEADING = re.compile(r"<h[12][^>]*>(.*?)</h[12]>")
ANDES = {"initiative_id": "BETA"}


@pytest.fixture
def page(visit):
    """Open the Country page under the given address parameters."""
    return opener(visit, "country")


@pytest.fixture
def small(tiny_pages):
    """Two with programs of their own, one with a shared one, one with money alone, one without."""
    tiny_pages(
        countries=FIVE_PARTNERS,
        initiatives=[{"region": "The isthmus"}, BETA | {"region": "The south"}],
        goals=[{}, {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"}],
        sources=[{"date": "2020-01-01"}],
        themes=[{}, {"theme_id": "police", "name": "Police", "sort_order": "2"}],
        members=[{"iso3": "HND"}, {"iso3": "GTM"}, {"iso3": "PAN"}, ANDES | {"iso3": "COL"}],
        programs=[
            *programs_in("HND", 2, goal_ids="ALPHA-1", theme_id="borders", start_year="2012"),
            *programs_in("COL", 1, theme_id="police", **ANDES),
            *programs_in("GTM;HND", 1, scope="regional", goal_ids="ALPHA-1", end_year="2014"),
        ],
        funding=[
            line("HND", "3"),
            line("MEX", "8"),
            line("COL", "5", fy_start="2012", fy_end="2012"),
        ],
    )


def rows_by_country(visitor):
    return {row[0]: row[1:] for row in rows_of(visitor.markup) if len(row) == 8}


@pytest.mark.usefixtures("small")
def test_without_a_choice_the_countries_are_counted_and_none_found_is_no_zero(page):
    text = page().html_words
    assert "2 countries have programs of their own." in text
    assert "1 country shares regional programs only." in text
    assert "For 2 countries no evidence of a program was found." in text


@pytest.mark.usefixtures("small")
def test_each_country_has_its_money_programs_newest_year_goals_and_gaps(page):
    rows = rows_by_country(page())
    assert list(rows)[1:] == ["Guatemala", "Honduras", "Panama", "Colombia", "Mexico"]
    assert rows["Honduras"] == ["The isthmus", "$3.0M", "2", "1", "2014", "1 of 2", "1 of 2"]
    assert rows["Guatemala"][1:] == [
        "no line in this series",
        "regional only",
        "1",
        "2014",
        "1 of 2",
        "2 of 2",
    ]
    assert rows["Mexico"][1:4] == ["$8.0M", "no evidence found", "none found"]
    assert rows["Panama"][2:5] == ["no evidence found", "none found", "none found"]
    assert rows["Colombia"][4] == "not stated"
    assert "0" not in [cell for row in rows.values() for cell in row]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("money", ["Mexico", "Colombia", "Honduras"]),
        ("programs", ["Honduras", "Colombia", "Guatemala"]),
        ("newest", ["Guatemala", "Honduras", "Panama"]),
        ("gaps", ["Guatemala", "Panama", "Mexico"]),
    ],
)
def test_the_table_can_be_put_in_another_order(page, order, first):
    visitor = page()
    visitor.app.segmented_control(key="country_order").set_value(order).run()
    assert list(rows_by_country(visitor))[1:4] == first


@pytest.mark.usefixtures("small")
def test_the_name_of_a_country_leads_to_its_page_with_the_filters_and_the_language(page):
    addresses = {name: address for address, name in LINK.findall(page().markup)}
    assert addresses["Honduras"] == "country?country=HND"
    found = [address for address, _ in LINK.findall(page(theme="police", lang="es").markup)]
    assert "country?theme=police&amp;lang=es&amp;country=HND" in found


@pytest.mark.usefixtures("small")
def test_the_other_filters_count_in_the_table(page):
    police = page(theme="police")
    assert "1 country has a program of its own." in police.html_words
    assert rows_by_country(police)["Honduras"][2:4] == ["no evidence found", "none found"]
    beta = page(initiative="BETA")
    assert list(rows_by_country(beta))[1:] == ["Colombia"]
    assert "Not in this choice: Guatemala, Honduras, Mexico, and Panama." in beta.html_words


@pytest.mark.usefixtures("small")
def test_the_page_of_a_country_answers_first(page):
    headings = [one for one in HEADING.findall(page(country="HND").markup) if one]
    assert headings == [
        "Honduras",
        "Funding by fiscal year",
        "All programs, the newest first",
        "Coverage by theme (our classification)",
        "Where in the country",
        "Funding by account and fiscal year",
        "What it is in",
        "The same goals next door",
        "Sources",
    ]


@pytest.fixture
def many(tiny_pages):
    """Twenty programs of Honduras, a year each, the last of which serves two goals."""
    goals = {"goal_ids": "ALPHA-1;ALPHA-2", "amount_usd_millions": "1.5", "source_id": "S1;S2"}
    tiny_pages(
        goals=[{}, {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"}],
        sources=[{}, {"source_id": "S2", "title": "A second report"}],
        programs=[
            {"program_id": f"H{year}", "name": f"Work of {year}", "start_year": str(year)}
            | ({"end_year": str(year)})
            | ({"goal_ids": "ALPHA-1"} if year < 2020 else goals)
            for year in range(2001, 2021)
        ],
    )


@pytest.mark.usefixtures("many")
def test_the_newest_five_stand_before_all_programs_in_one_table(page):
    visitor = page(country="HND")
    rows = rows_of(visitor.markup)
    newest = [row[1] for row in rows if len(row) == 6 and row[0].isdigit()]
    assert newest == [f"Work of {year}" for year in (2020, 2019, 2018, 2017, 2016)]
    every = [row for row in rows if len(row) == 7]
    assert every[0][5:] == ["Goals", "Source"]
    assert [row[0] for row in every[1:]] == [str(year) for year in range(2020, 2010, -1)]
    assert every[1][2] == "$1.5M"
    assert every[1][5:] == ["Alpha 1; Alpha 2", "A report ; 1 more source"]
    assert every[2][2] == "not stated"
    assert every[2][5:] == ["Alpha 1: Safe ports", "A report"]
    assert "Rows 1 to 10 of 20." in visitor.everything_said


@pytest.mark.usefixtures("many")
def test_the_name_of_a_program_opens_all_that_is_said_of_it(page):
    link = "<a class='amount' data-figure='H2020' href='sources?program=H2020'>Work of 2020</a>"
    assert link in page(country="HND").markup
