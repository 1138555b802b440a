"""What each country gets under a measure, and which kind of gap it is where nothing was found."""

from __future__ import annotations

import pytest

from inlmap.catalog import Catalog
from inlmap.coverage import DOCUMENTED, NO_EVIDENCE, REGIONAL_ONLY
from inlmap.measures import (
    FUNDING,
    GOALS,
    INITIATIVES,
    MEASURES,
    PROGRAMS,
    country_values,
    unit_values,
)
from inlmap.selection import Selection


def amounts(catalog: Catalog, selection: Selection, measure: str) -> dict[str, float]:
    values = country_values(catalog, selection, measure).values
    return {iso3: v.amount for iso3, v in values.items() if v.state == DOCUMENTED}


def states(catalog: Catalog, selection: Selection, measure: str) -> dict[str, str]:
    values = country_values(catalog, selection, measure).values
    return {iso3: value.state for iso3, value in values.items()}


def test_funding_of_all_is_that_of_the_country_lines(catalog: Catalog) -> None:
    found = amounts(catalog, Selection(), FUNDING)
    assert found["COL"] == 1609.15
    assert found["MEX"] == 1375.261
    assert found["HND"] == 0.744


def test_the_legend_of_funding_names_stage_and_years(catalog: Catalog) -> None:
    values = country_values(catalog, Selection(), FUNDING)
    assert values.heading == "Nominal $ allocated, FY2008–FY2015"


@pytest.mark.parametrize("iso3", ["LCA", "BLZ", "CRI", "SUR"])
def test_money_in_a_line_for_several_countries_is_regional_only(
    catalog: Catalog, iso3: str
) -> None:
    assert states(catalog, Selection(), FUNDING)[iso3] == REGIONAL_ONLY


def test_a_country_in_no_line_has_no_evidence_and_no_zero(catalog: Catalog) -> None:
    assert states(catalog, Selection(), FUNDING)["ARG"] == NO_EVIDENCE
    assert country_values(catalog, Selection(), FUNDING).values["ARG"].words == ("no amount found",)


def test_an_initiative_without_a_split_by_country_is_regional_only(catalog: Catalog) -> None:
    cbsi = Selection(initiative=("CBSI",))
    assert amounts(catalog, cbsi, FUNDING) == {}
    assert sum(state == REGIONAL_ONLY for state in states(catalog, cbsi, FUNDING).values()) == 13


def test_an_initiative_of_one_country_has_its_headline_there(catalog: Catalog) -> None:
    assert amounts(catalog, Selection(initiative=("Plan-Colombia",)), FUNDING) == {"COL": 6000.0}
    assert amounts(catalog, Selection(initiative=("Merida",)), FUNDING) == {"MEX": 3300.0}


def test_money_is_not_split_by_theme(catalog: Catalog) -> None:
    values = country_values(catalog, Selection(theme=("police",)), FUNDING)
    assert set(states(catalog, Selection(theme=("police",)), FUNDING).values()) == {NO_EVIDENCE}
    assert values.note.startswith("No source splits the money by theme")


def test_goals_are_counted_once_however_many_programs_serve_them(catalog: Catalog) -> None:
    found = amounts(catalog, Selection(initiative=("CARSI",)), GOALS)
    assert found["HND"] == 3
    assert found["SLV"] == 4


def test_a_goal_served_by_regional_programs_only_is_regional_only(catalog: Catalog) -> None:
    assert states(catalog, Selection(initiative=("CBSI",)), GOALS)["ATG"] == REGIONAL_ONLY


def test_initiatives_are_those_the_country_is_a_partner_in(catalog: Catalog) -> None:
    values = country_values(catalog, Selection(), INITIATIVES).values
    assert values["COL"].words == ("Plan Colombia", "Andean")
    assert values["LCA"].words == ("CBSI",)
    assert values["ARG"].state == NO_EVIDENCE


@pytest.mark.parametrize("measure", list(MEASURES))
def test_the_values_do_not_follow_the_filter_by_country(catalog: Catalog, measure: str) -> None:
    one = country_values(catalog, Selection(country=("HND",)), measure)
    assert one == country_values(catalog, Selection(), measure)


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_partner_country_has_a_value_and_words(catalog: Catalog, measure: str) -> None:
    values = country_values(catalog, Selection(), measure).values
    assert len(values) == 32
    assert all(value.words for value in values.values())


def test_units_count_programs_with_a_known_place(catalog: Catalog) -> None:
    units = unit_values(catalog, Selection(country=("MEX",), theme=("police",)), PROGRAMS)
    assert len(units) == 32
    assert units["MX-CHH"].amount == 2
    assert units["MX-TLA"].state == NO_EVIDENCE


def test_a_country_without_units_and_a_measure_of_money_have_none(catalog: Catalog) -> None:
    assert unit_values(catalog, Selection(country=("PER",)), PROGRAMS) == {}
    assert unit_values(catalog, Selection(country=("MEX",)), FUNDING) == {}
