"""A filter changes every part of the Map page together."""

from __future__ import annotations

import pytest


def names_of(programs, **wanted):
    """Return the names of the programs whose list cells hold every wanted item."""
    return sorted(
        program["name"]
        for program in programs
        if all(item in program[column].split(";") for column, item in wanted.items())
    )


def assert_page_shows(page, names):
    count = str(len(names))
    assert sorted(page.table["Program"]) == names
    assert page.headline["Programs"] == count
    assert page.text_of("summary").startswith(f"The sources document {count} program")
    assert page.text_of("records").startswith(f"{count} program")
    assert f"({count} row" in page.app.get("download_button")[0].label


def test_without_filters_every_program_is_shown(visit, programs):
    page = visit()
    assert_page_shows(page, names_of(programs))
    assert not page.app.exception


def test_choosing_an_initiative_changes_headline_sentence_and_table_together(visit, programs):
    page = visit()
    page.choose("initiative", "CARSI")
    assert_page_shows(page, names_of(programs, initiative_id="CARSI"))
    assert page.headline["Countries"] == "7"
    assert "under CARSI" in page.text_of("summary")


def test_choosing_a_goal_narrows_the_page_further_and_names_the_goal(visit, programs):
    page = visit(initiative="CARSI")
    page.choose("goal", "CARSI-1")
    assert_page_shows(page, names_of(programs, initiative_id="CARSI", goal_ids="CARSI-1"))
    assert "CARSI 1: Create safe streets for citizens" in page.text_of("summary")


def test_two_filters_must_both_hold(visit, programs):
    page = visit()
    page.choose("initiative", "CARSI")
    page.choose("country", "HND")
    assert_page_shows(page, names_of(programs, initiative_id="CARSI", iso3="HND"))


def test_two_values_of_one_filter_are_alternatives(visit, programs):
    page = visit()
    page.choose("country", "HND", "MEX")
    either = {
        program["name"] for program in programs if {"HND", "MEX"} & {*program["iso3"].split(";")}
    }
    assert set(page.table["Program"]) == either


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("theme", "theme_id", "corrections"),
        ("assistance", "assistance_type", "training"),
        ("agency", "lead_agency", "INL"),
    ],
)
def test_each_other_filter_keeps_its_own_programs(visit, programs, name, column, value):
    page = visit()
    page.choose(name, value)
    kept = [program for program in programs if program[column] == value]
    if name == "agency":
        partner = [
            program for program in programs if value in program["partner_agencies"].split(";")
        ]
        kept += [program for program in partner if program not in kept]
    assert_page_shows(page, sorted(program["name"] for program in kept))


def test_years_keep_only_programs_with_a_documented_year_among_them(visit, programs):
    page = visit()
    page.choose_years(2012, 2012)
    shown = set(page.table["Program"])
    undated = {p["name"] for p in programs if not p["start_year"] and not p["end_year"]}
    dated = {p["name"] for p in programs if p["start_year"] == "2012"}
    assert dated <= shown
    assert shown.isdisjoint(undated - dated)
    assert "active in FY2012" in page.text_of("summary")


def test_the_amount_of_one_initiative_names_its_stage_and_years(visit):
    labels = list(visit(initiative="CBSI").headline)
    stages = ("Allocated", "Appropriated", "Obligated", "Disbursed", "Requested", "Estimated")
    assert labels[2].startswith(stages)
    assert ", FY" in labels[2]


def test_the_amounts_of_two_initiatives_are_not_added(visit):
    page = visit(initiative=["CARSI", "CBSI"])
    assert page.headline["Documented amount"] == "Not stated"
    assert "their amounts are not added" in page.text_of("headline")


def test_no_amount_is_stated_for_a_goal_because_no_source_splits_the_money(visit):
    page = visit(initiative="CARSI", goal="CARSI-1")
    assert page.headline["Documented amount"] == "Not stated"
    assert "No source splits the money by goal" in page.text_of("headline")


def test_clearing_the_filters_shows_everything_and_empties_the_address(visit, programs):
    page = visit(initiative="CARSI", goal="CARSI-1", country="HND", fy="2010-2014")
    page.clear()
    assert page.chosen == {}
    assert page.address == {}
    assert page.headline["Programs"] == str(len(programs))
    assert page.years == (page.app.slider(key="fy").min, page.app.slider(key="fy").max)


def test_a_new_selection_starts_at_the_first_page_of_the_table(visit):
    visitor = visit()
    visitor.turn_to(5)
    assert "Rows 61 to 75 of 296." in visitor.everything_said
    visitor.choose("initiative", "CARSI")
    assert "Rows 1 to 15 of 66." in visitor.everything_said
