"""The Coverage page, read without a browser."""

from __future__ import annotations

import csv
import html
import re
from urllib.parse import parse_qs

import pytest

from inlmap.dataset.schema import THEMES

LINK = re.compile(r"<a href='\./\?([^']*)' title='([^']*)'")


@pytest.fixture
def coverage(visit):
    """Open the Coverage page under the given address parameters."""

    def opened(**query):
        visitor = visit(**query)
        visitor.open_page("coverage")
        assert not visitor.app.exception
        return visitor

    return opened


def markup(visitor):
    return " ".join(node.value for node in visitor.app.main.get("html"))


def links(visitor):
    found = LINK.findall(markup(visitor))
    return {html.unescape(title): parse_qs(html.unescape(query)) for query, title in found}


def test_the_page_tells_the_gaps_and_that_they_prove_nothing(coverage):
    text = coverage(initiative="CARSI").html_words
    assert (
        "No country-level communities and prevention program was found for 6 of 7 CARSI countries"
    ) in text
    assert "No evidence found does not mean that nothing was done" in text


def test_a_cell_says_its_number_or_the_kind_of_gap_in_full(coverage):
    text = coverage(country="HTI").html_words
    assert "Haiti no evidence found 7 1 no evidence found 2 no evidence found" in text
    assert "Antigua and Barbuda regional only" in coverage(country="ATG").html_words


def test_no_cell_holds_a_zero(coverage):
    cells = re.findall(r"<td class='[^']*'>(.*?)</td>", markup(coverage()))
    shown = [re.sub("<[^>]*>", "", cell) for cell in cells]
    assert len(shown) > 32 * 9
    assert [cell for cell in shown if re.match(r"0|$", cell)] == []


def test_a_number_leads_to_the_map_with_its_programs(coverage, visit):
    found = links(coverage(initiative="CARSI"))
    title = "Honduras, Police and investigation: 2 programs of its own, listed with 2 regional"
    assert found[title] == {"initiative": ["CARSI"], "theme": ["police"], "country": ["HND"]}
    there = visit(**found[title])
    assert there.headline["Programs"] == "4"
    assert list(there.table["Country"]).count("Honduras") == 2


def test_a_number_keeps_the_other_filters(coverage):
    found = links(coverage(initiative="CARSI", fy="2008-2020"))
    assert found["Belize, Police and investigation: 1 program of its own"] == {
        "initiative": ["CARSI"],
        "theme": ["police"],
        "country": ["BLZ"],
        "fy": ["2008-2020"],
    }


def test_a_filter_by_years_says_whom_it_leaves_out(coverage):
    sentence = "A program without a documented year does not pass the filter by fiscal years."
    assert sentence in coverage(fy="2008-2020").html_words
    assert sentence not in coverage().html_words


def test_goals_are_offered_for_one_initiative_only(coverage):
    visitor = coverage(initiative="CARSI")
    visitor.app.segmented_control(key="coverage_by_CARSI").set_value("goal").run()
    text = visitor.html_words
    assert "CARSI 4: Re-establish state presence in communities at risk" in text
    assert "for 6 of 7 CARSI countries" in text
    keys = [switch.key for switch in coverage().app.main.segmented_control]
    assert keys == ["coverage_rows", "coverage_columns"]
    keys = [
        switch.key for switch in coverage(initiative="Cross-regional").app.main.segmented_control
    ]
    assert keys == ["coverage_rows", "coverage_columns"]


def test_countries_stand_by_region_until_sorted_by_count(coverage):
    visitor = coverage()
    assert "Central America Belize" in visitor.html_words
    visitor.app.segmented_control(key="coverage_rows").set_value("count").run()
    text = visitor.html_words
    assert "Central America Belize" not in text
    assert text.index("Mexico") < text.index("Colombia") < text.index("Costa Rica")


def test_columns_sort_by_count(coverage):
    visitor = coverage()
    visitor.app.segmented_control(key="coverage_columns").set_value("count").run()
    assert "Country Border and maritime security Police" in visitor.html_words


def test_the_page_says_that_no_source_states_an_absence(coverage):
    text = coverage().everything_said
    assert "no cell reads “stated absent”" in text
    assert "Deliveries to Suriname were not found." in text
    assert "Not found by us" in text


def test_programs_of_the_office_itself_have_no_table(coverage):
    visitor = coverage(initiative="INL-WHP")
    assert "These programs name no country" in visitor.everything_said
    assert "The widest gaps" not in visitor.html_words


def rewrite(folder, table, change):
    path = folder / table.file
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.column_names)
        writer.writeheader()
        writer.writerows(rows)


def test_hostile_text_stays_text(data_copy, monkeypatch, coverage):
    hostile = "'><img src=x onerror=alert(1)>"
    rewrite(data_copy, THEMES, lambda row: row.update(name=hostile + row["theme_id"]))
    monkeypatch.setenv("INLMAP_DATA", str(data_copy))
    visitor = coverage(country="HTI")
    assert "<img" not in markup(visitor)
    assert f"Haiti, {hostile}police: 7 programs of its own" in links(visitor)
