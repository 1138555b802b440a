"""The Coverage page, read without a browser."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs

import pytest

from tests.app.conftest import opener
from tests.tiny_rows import BETA, FIVE_PARTNERS, line, programs_in

THEME_ROWS = [
    {"theme_id": "borders", "name": "Borders"},
    {"theme_id": "police", "name": "Police", "sort_order": "2"},
    {"theme_id": "justice", "name": "Justice", "sort_order": "3"},
]
PROGRAM_ROWS = [
    *programs_in("HND", 2, theme_id="police"),
    *programs_in("GTM;HND", 1, theme_id="police", scope="regional"),
    *programs_in("GTM", 1, theme_id="borders", start_year="2010", end_year="2012"),
    *programs_in("MEX", 4, theme_id="borders", initiative_id="BETA"),
    *programs_in("COL", 3, theme_id="justice", initiative_id="BETA"),
]
LINK = re.compile(r"<a href='\./\?([^']*)' title='([^']*)'")


@pytest.fixture
def coverage(visit):
    """Open the Coverage page under the given address parameters."""
    return opener(visit, "coverage")


def markup(visitor):
    return " ".join(node.value for node in visitor.app.main.get("html"))


def links(visitor):
    found = LINK.findall(markup(visitor))
    return {html.unescape(title): parse_qs(html.unescape(query)) for query, title in found}


@pytest.fixture
def small(tiny_pages):
    """Five countries and three themes; what there is stands in PROGRAMS."""
    tiny_pages(
        countries=FIVE_PARTNERS,
        initiatives=[{"region": "North"}, BETA | {"region": "South"}],
        goals=[{}, {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"}],
        themes=THEME_ROWS,
        members=[{"iso3": "GTM"}, {"iso3": "HND"}, {"iso3": "MEX", "initiative_id": "BETA"}],
        programs=PROGRAM_ROWS,
        funding=[line("HND", "1"), line("GTM", "2", fy_start="2020", fy_end="2020")],
        statements=[{"iso3": "GTM", "fact": "Deliveries to Guatemala were not found."}],
    )


@pytest.mark.usefixtures("small")
def test_the_page_tells_the_gaps_and_that_they_prove_nothing(coverage):
    text = coverage(initiative="ALPHA").html_words
    assert (
        "No country-level justice program was found for any of the 2 Alpha countries. "
        "No country-level borders program was found for 1 of 2 Alpha countries."
    ) in text
    assert "No evidence found does not mean that nothing was done" in text


@pytest.mark.usefixtures("small")
def test_a_cell_says_its_number_or_the_kind_of_gap_in_full(coverage):
    words = "no evidence found 2 + 1 regional no evidence found"
    assert f"Honduras {words}" in coverage(country="HND").html_words
    assert "Guatemala 1 regional only no evidence found" in coverage(country="GTM").html_words


def test_no_cell_holds_a_zero(coverage):
    visitor = coverage()
    cells = re.findall(r"<td class='[^']*'>(.*?)</td>", markup(visitor))
    shown = [re.sub("<[^>]*>", "", cell) for cell in cells]
    assert len(shown) > len(visitor.catalog.partner_codes) * len(visitor.catalog.themes)
    assert [cell for cell in shown if re.match(r"0|$", cell)] == []


@pytest.mark.usefixtures("small")
def test_a_number_leads_to_the_map_with_its_programs(coverage, visit):
    found = links(coverage(initiative="ALPHA"))
    title = "Honduras, Police: 2 programs of its own, listed with 1 regional"
    assert found[title] == {"initiative": ["ALPHA"], "theme": ["police"], "country": ["HND"]}
    there = visit(**found[title])
    assert there.headline["Programs"] == "3"
    assert list(there.table["Country"]).count("Honduras") == 2


@pytest.mark.usefixtures("small")
def test_a_number_keeps_the_other_filters(coverage):
    found = links(coverage(initiative="ALPHA", fy="2010-2011", undated="hide"))
    assert found["Guatemala, Borders: 1 program of its own"] == {
        "initiative": ["ALPHA"],
        "theme": ["borders"],
        "country": ["GTM"],
        "fy": ["2010-2011"],
        "undated": ["hide"],
    }


def test_a_filter_by_years_says_whether_it_keeps_programs_without_a_year(coverage):
    kept = "A program without a stated year passes the filter by fiscal years."
    hidden = "Programs without a stated year are hidden."
    told = [
        coverage(**query).html_words
        for query in ({"fy": "2008-2020"}, {"fy": "2008-2020", "undated": "hide"}, {})
    ]
    assert [kept in words for words in told] == [True, False, False]
    assert [hidden in words for words in told] == [False, True, False]


@pytest.mark.usefixtures("small")
def test_goals_are_offered_for_one_initiative_only(coverage):
    visitor = coverage(initiative="ALPHA")
    visitor.app.segmented_control(key="coverage_by_ALPHA").set_value("goal").run()
    text = visitor.html_words
    assert "Alpha 2: Safe streets" in text
    assert "for any of the 2 Alpha countries" in text
    keys = [switch.key for switch in coverage().app.main.segmented_control]
    assert keys == ["lang", "coverage_rows", "coverage_columns"]
    # Beta has no goals.
    keys = [switch.key for switch in coverage(initiative="BETA").app.main.segmented_control]
    assert keys == ["lang", "coverage_rows", "coverage_columns"]


@pytest.mark.usefixtures("small")
def test_countries_stand_by_region_until_sorted_by_count(coverage):
    visitor = coverage()
    assert "North Guatemala" in visitor.html_words
    visitor.app.segmented_control(key="coverage_rows").set_value("count").run()
    text = visitor.html_words
    assert "North Guatemala" not in text
    table = text[text.index("Country Borders") :]
    assert table.index("Mexico") < table.index("Honduras") < table.index("Guatemala")


@pytest.mark.usefixtures("small")
def test_columns_sort_by_count(coverage):
    visitor = coverage()
    assert "Country Borders Police Justice" in visitor.html_words
    visitor.app.segmented_control(key="coverage_columns").set_value("count").run()
    assert "Country Borders Justice Police" in visitor.html_words


@pytest.mark.usefixtures("small")
def test_the_page_says_that_no_source_states_an_absence(coverage):
    text = coverage().everything_said
    assert "no cell reads “stated absent”" in text
    assert "Deliveries to Guatemala were not found." in text
    assert "Not found by us" in text


def test_programs_of_the_office_itself_have_no_table(coverage, tiny_pages):
    tiny_pages(members=[], programs=[{"scope": "office", "iso3": ""}])
    visitor = coverage(initiative="ALPHA")
    assert "These programs name no country" in visitor.everything_said
    assert "The widest gaps" not in visitor.html_words


def test_hostile_text_stays_text(coverage, tiny_pages):
    hostile = "'><img src=x onerror=alert(1)>"
    tiny_pages(
        themes=[row | {"name": f"{hostile}{row['name']}"} for row in THEME_ROWS],
        programs=[row for row in PROGRAM_ROWS if row.get("iso3", "HND") == "HND"],
    )
    visitor = coverage(country="HND")
    assert "<img" not in markup(visitor)
    assert f"Honduras, {hostile}Police: 2 programs of its own" in links(visitor)
