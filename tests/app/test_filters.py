"""A filter changes every part of the Map page together."""

from __future__ import annotations

import re

import pytest

from tests.tiny_rows import BETA, FIVE_PARTNERS, line, programs_in

OF_BETA = {"initiative_id": "BETA"}
PROGRAMS = [
    {
        "name": "Port police",
        "goal_ids": "ALPHA-1",
        "theme_id": "borders",
        "start_year": "2008",
        "end_year": "2012",
    },
    {
        "name": "Dogs",
        "assistance_type": "canines",
        "lead_agency": "DEA",
        "partner_agencies": "INL",
        "start_year": "2014",
    },
    {"name": "Judges", "iso3": "GTM", "goal_ids": "ALPHA-2"},
    {
        "name": "Boats",
        "iso3": "GTM;HND",
        "scope": "regional",
        "goal_ids": "ALPHA-1;ALPHA-2",
        "start_year": "2020",
        "end_year": "2021",
    },
    {"name": "Courts", "iso3": "GTM", "start_year": "2012", "end_year": "2012", **OF_BETA},
    {"name": "Canal watch", "iso3": "PAN", "theme_id": "borders", "lead_agency": "CBP", **OF_BETA},
]
OF_ALPHA = ["Boats", "Dogs", "Judges", "Port police"]
EVERY_NAME = ["Boats", "Canal watch", "Courts", "Dogs", "Judges", "Port police"]
RUNNING_TOTAL = {
    "series_id": "total",
    "scope": "initiative",
    "initiative_id": "ALPHA",
    "adds_over": "",
}


@pytest.fixture
def visit(visit, tiny_pages):
    """Open the Map page over six programs in three countries, of two initiatives."""
    tiny_pages(
        countries=FIVE_PARTNERS,
        initiatives=[{}, BETA],
        goals=[{}, {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"}],
        members=[{"iso3": "HND"}, {"iso3": "GTM"}, {"iso3": "PAN", **OF_BETA}],
        programs=[row | {"program_id": row["name"]} for row in PROGRAMS],
        series=[{}, RUNNING_TOTAL],
        funding=[
            line("HND", "1.5", fy_start="2008", fy_end="2008"),
            line("GTM", "2.5", fy_start="2025", fy_end="2025"),
            line(
                "",
                "600",
                record_id="total",
                series_id="total",
                initiative_id="ALPHA",
                fy_start="2008",
                fy_end="2012",
            ),
        ],
    )
    return visit


def sidebar_words(page):
    return " ".join(block.value for block in page.app.sidebar.get("html"))


def assert_page_shows(page, names):
    """Hold the page to the programs of these names."""
    count = str(len(names))
    assert sorted(page.table["Program"]) == names
    assert page.headline["Programs"] == count
    assert page.text_of("summary").startswith(f"The sources document {count} program")
    assert page.text_of("records").startswith(f"{count} program")
    assert page.rows == len(names)


def test_without_filters_every_program_is_shown(visit):
    page = visit()
    assert_page_shows(page, EVERY_NAME)
    assert not page.app.exception


def test_choosing_an_initiative_changes_headline_sentence_and_table_together(visit):
    page = visit()
    page.choose("initiative", "ALPHA")
    assert_page_shows(page, OF_ALPHA)
    assert page.headline["Countries"] == "2"
    assert "under Alpha" in page.text_of("summary")


def test_choosing_a_goal_narrows_the_page_further_and_names_the_goal(visit):
    page = visit(initiative="ALPHA")
    page.choose("goal", "ALPHA-1")
    assert_page_shows(page, ["Boats", "Port police"])
    assert "Alpha 1: Safe ports" in page.text_of("summary")


def test_two_filters_must_both_hold(visit):
    page = visit()
    page.choose("initiative", "ALPHA")
    page.choose("country", "HND")
    assert_page_shows(page, ["Boats", "Dogs", "Port police"])


def test_two_values_of_one_filter_are_alternatives(visit):
    page = visit()
    page.choose("country", "HND", "PAN")
    assert_page_shows(page, ["Boats", "Canal watch", "Dogs", "Port police"])


@pytest.mark.parametrize(
    ("name", "value", "names"),
    [
        ("theme", "borders", ["Canal watch", "Port police"]),
        ("assistance", "canines", ["Dogs"]),
        ("agency", "INL", ["Boats", "Courts", "Dogs", "Judges", "Port police"]),  # or a partner
    ],
)
def test_each_other_filter_keeps_its_own_programs(visit, name, value, names):
    page = visit()
    page.choose(name, value)
    assert_page_shows(page, names)


def test_years_keep_programs_without_a_year_and_mark_them(visit):
    page = visit()
    page.choose_years(2013, 2025)
    table = page.table
    assert sorted(table["Program"]) == ["Boats", "Canal watch", "Dogs", "Judges"]
    marked = table[table["Years"] == "year not stated"]
    assert sorted(marked["Program"]) == ["Canal watch", "Judges"]
    assert "4 programs (year not stated for 2) active in" in page.text_of("summary")


def test_programs_without_a_year_are_hidden_in_the_sidebar_and_the_address(visit):
    page = visit(fy="2013-2025")
    page.open_more_filters()
    page.app.checkbox(key="undated").check().run()
    assert page.address == {"fy": "2013-2025", "undated": "hide"}
    assert page.headline["Programs"] == "2"
    assert "2 programs (2 more, year not stated, are hidden)" in page.text_of("summary")
    page.clear()
    assert page.address == {}
    page.open_more_filters()
    assert page.app.checkbox(key="undated").value is False


def test_the_address_hides_programs_without_a_year(visit):
    page = visit(fy="2013-2025", undated="HIDE")
    page.open_more_filters()
    assert page.app.checkbox(key="undated").value is True
    assert page.headline["Programs"] == "2"
    assert page.address == {"fy": "2013-2025", "undated": "hide"}


def test_hidden_years_keep_only_programs_with_a_documented_year_among_them(visit):
    page = visit(undated="hide")
    page.choose_years(2012, 2012)
    assert sorted(page.table["Program"]) == ["Courts", "Port police"]
    assert "active in FY2012" in page.text_of("summary")


def test_the_amount_of_one_initiative_names_its_stage_and_years(visit):
    assert visit(initiative="ALPHA").headline["Allocated, FY2008–FY2012"] == "$600.0M"


def test_the_amounts_of_two_initiatives_are_not_added(visit):
    page = visit(initiative=["ALPHA", "BETA"])
    assert page.headline["Documented amount"] == "Not stated"
    assert "their amounts are not added" in page.text_of("headline")


def test_no_amount_is_stated_for_a_goal_because_no_source_splits_the_money(visit):
    page = visit(initiative="ALPHA", goal="ALPHA-1")
    assert page.headline["Documented amount"] == "Not stated"
    assert "No source splits the money by goal" in page.text_of("headline")


def test_clearing_the_filters_shows_everything_and_empties_the_address(visit):
    page = visit(initiative="ALPHA", goal="ALPHA-1", country="HND", fy="2010-2014")
    page.clear()
    assert page.chosen == {}
    assert page.address == {}
    assert page.headline["Programs"] == "6"
    assert page.years == (page.app.slider(key="fy").min, page.app.slider(key="fy").max)


def test_a_new_selection_starts_at_the_first_page_of_the_table(visit, tiny_pages):
    tiny_pages(programs=programs_in("HND", 40) + programs_in("GTM", 20))
    visitor = visit()
    visitor.turn_to(5)
    assert "Rows 33 to 40 of 60." in visitor.everything_said
    visitor.choose("country", "GTM")
    assert "Rows 1 to 8 of 20." in visitor.everything_said


def options_of(page, name):
    return page.app.multiselect(key=name).options


def test_options_count_what_the_other_filters_leave(visit):
    page = visit()
    assert options_of(page, "country") == ["Guatemala (3)", "Honduras (3)", "Panama (1)"]
    page.choose("initiative", "BETA")
    assert options_of(page, "country") == ["Guatemala (1)", "Panama (1)"]
    said = [block.value for block in page.app.sidebar.get("html")]
    assert "<p class='note'>Nothing in this choice: Colombia, Honduras and 1 more.</p>" in said


def test_a_chosen_option_stays_where_the_others_leave_nothing_of_it(visit):
    page = visit(country="HND")
    page.choose("initiative", "BETA")
    assert page.chosen == {"initiative": ["BETA"], "country": ["HND"]}
    assert options_of(page, "country") == ["Guatemala (1)", "Honduras", "Panama (1)"]
    assert page.headline["Programs"] == "0"


@pytest.mark.parametrize("shown", ["Honduras (3)", "Honduras", "HND"])
def test_a_label_of_a_run_before_is_the_same_choice(visit, shown):
    page = visit()
    page.app.session_state["country"] = [shown, "Panama (no programs)"]
    page.app.run()
    assert page.chosen == {"country": ["HND", "PAN"]}
    assert page.address == {"country": ["HND", "PAN"]}


def test_filters_that_few_use_are_folded_away_and_hold_what_they_hold(visit):
    page = visit(agency="CBP")
    assert_page_shows(page, ["Canal watch"])
    drawn = {one.key for one in page.app.multiselect}
    assert drawn >= {"country", "initiative", "theme", "assistance"}
    assert not drawn & {"agency", "goal"}
    assert "1 of them is set." in sidebar_words(page)
    page.choose("theme", "borders")
    page.choose("country", "PAN")
    assert_page_shows(page, ["Canal watch"])
    assert page.chosen == {"agency": ["CBP"], "theme": ["borders"], "country": ["PAN"]}
    page.open_more_filters()
    assert page.app.multiselect(key="agency").value == ["CBP"]
    page.choose("agency", "CBP", "INL")
    assert page.app.multiselect(key="agency").value == ["CBP", "INL"]  # it stays open


def test_the_goals_of_a_chosen_initiative_stand_under_it(visit):
    page = visit(initiative="ALPHA")
    assert [one.key for one in page.app.multiselect][:3] == ["country", "initiative", "goal"]


def test_filters_are_cleared_only_where_some_are_set(visit):
    page = visit()
    assert "clear" not in {one.key for one in page.app.button}
    page.choose("country", "PAN")
    page.clear()
    assert_page_shows(page, EVERY_NAME)


def test_the_answer_is_a_sentence_with_the_amount_the_programs_and_their_sources(visit):
    page = visit()
    told = re.sub(r" (?=[,.])", "", page.text_of("headline"))
    assert told.startswith(
        "$4.0M allocated, FY2008–FY2025. 6 programs in 3 countries, documented in 1 source."
    )


def test_the_answer_names_the_one_chosen_country_and_counts_what_it_shares(visit):
    told = re.sub(r" (?=[,.])", "", visit(country="HND").text_of("headline"))
    assert "programs in Honduras, 1 of them regional, documented in 1 source." in told


def test_the_years_of_the_answer_lead_to_one_year_each(visit):
    page = visit()
    bars = re.findall(r"<a href='(.*?)' title='(.*?)'", page.html_of("headline"))
    assert bars == [
        ("?fy=2008-2008", "$1.5M allocated, FY2008."),
        ("?fy=2025-2025", "$2.5M allocated, FY2025."),
    ]
    assert "figure class='years'" not in visit(fy="2008-2008").html_of("headline")


def test_beside_the_map_stand_the_newest_programs_until_a_country_is_chosen(visit):
    page = visit()
    assert "2020–2021 Boats (Guatemala, Honduras) source" in page.text_of("side")
    assert "Widest gaps" in page.text_of("side")
    page.choose("country", "HND")
    assert not page.has("side")
