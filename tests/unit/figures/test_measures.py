"""What each country gets under a measure, and which kind of gap it is where nothing was found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.address import choices
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import DOCUMENTED, NO_EVIDENCE, REGIONAL_ONLY
from inlmap.figures.measures import (
    FUNDING,
    GOALS,
    INITIATIVES,
    MEASURES,
    PROGRAMS,
    ZERO,
    country_values,
    initiatives_by_country,
)


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


LINES = [
    {"record_id": "own", "iso3": "HND", "amount_usd_millions": "0"},
    {"record_id": "shared", "iso3": "HND;GTM", "amount_usd_millions": "8"},
]
CBSI_PARTNERS = "ATG BHS BRB DMA DOM GRD GUY JAM KNA LCA SUR TTO VCT"
BOTH_PARTNERS = [{}, {"iso3": "GTM"}]


def test_programs_of_all_are_counted_by_country(catalog: Catalog) -> None:
    found = amounts(catalog, Selection(), PROGRAMS)
    assert [found[iso3] for iso3 in ("MEX", "COL", "CRI", "HND", "BOL")] == [86, 45, 15, 7, 4]
    assert "ATG" not in found


def test_funding_of_carsi_is_that_of_its_own_series_by_country(catalog: Catalog) -> None:
    carsi = Selection(initiative=("CARSI",))
    values = country_values(catalog, carsi, FUNDING)
    assert values.heading == "Nominal $ disbursed, FY2009–FY2011"
    assert values.note.startswith("CARSI State-managed ESF and NADR disbursed")
    assert amounts(catalog, carsi, FUNDING) == {
        "BLZ": 0.97,
        "CRI": 2.173,
        "GTM": 1.675,
        "HND": 0.559,
        "NIC": 1.011,
        "PAN": 0.771,
        "SLV": 0.747,
    }
    assert values.values["HND"].words == ("$559K disbursed, FY2009–FY2011",)


def test_the_legend_of_money_that_is_not_split_says_so(catalog: Catalog) -> None:
    values = country_values(catalog, Selection(initiative=("CBSI",)), FUNDING)
    assert values.heading == "Documented funding by country"
    assert values.note == "No source splits this money by country."


def test_the_thirteen_partners_share_the_money_of_cbsi(catalog: Catalog) -> None:
    found = states(catalog, Selection(initiative=("CBSI",)), FUNDING)
    shared = {iso3 for iso3, state in found.items() if state == REGIONAL_ONLY}
    assert shared == set(CBSI_PARTNERS.split())
    assert found["HTI"] == found["BLZ"] == NO_EVIDENCE  # observers


def test_an_amount_of_zero_is_zero_and_not_a_gap(tiny_catalog: Callable[..., Catalog]) -> None:
    value = country_values(tiny_catalog(funding=LINES), Selection(), FUNDING).values["HND"]
    assert (value.state, value.words) == (ZERO, ("$0 allocated, FY2010",))


def test_a_country_in_a_line_for_several_countries_only_is_regional_only(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    value = country_values(tiny_catalog(funding=LINES), Selection(), FUNDING).values["GTM"]
    assert (value.state, value.words) == (
        REGIONAL_ONLY,
        ("funded through a regional line only",),
    )
    assert value.amount == 0


@pytest.mark.parametrize(
    ("members", "state"),
    [(BOTH_PARTNERS, REGIONAL_ONLY), ([{"iso3": "GTM"}], NO_EVIDENCE)],
    ids=["several partners", "one partner"],
)
def test_a_line_for_the_region_covers_the_partners_of_regional_initiatives(
    tiny_catalog: Callable[..., Catalog], members: list[dict[str, str]], state: str
) -> None:
    catalog = tiny_catalog(
        members=members, funding=[{}, {"record_id": "region", "iso3": "", "recipient": "Region"}]
    )
    assert states(catalog, Selection(), FUNDING) == {"GTM": state, "HND": DOCUMENTED}


def test_the_four_states_are_four_words(catalog: Catalog) -> None:
    assert len({DOCUMENTED, ZERO, REGIONAL_ONLY, NO_EVIDENCE}) == 4
    assert set(states(catalog, Selection(), FUNDING).values()) == {
        DOCUMENTED,
        REGIONAL_ONLY,
        NO_EVIDENCE,
    }


@pytest.mark.parametrize("measure", list(MEASURES))
def test_only_a_documented_country_has_an_amount(catalog: Catalog, measure: str) -> None:
    values = country_values(catalog, Selection(), measure).values.values()
    assert {value.amount for value in values if value.state != DOCUMENTED} == {0}
    assert all(value.amount for value in values if value.state == DOCUMENTED)


def test_only_documented_amounts_are_classed(catalog: Catalog) -> None:
    assert set(country_values(catalog, Selection(), GOALS).amounts()) == {1, 2, 3, 4}
    assert len(country_values(catalog, Selection(), FUNDING).amounts()) == 15


def test_only_the_chosen_goals_are_counted(catalog: Catalog) -> None:
    found = amounts(catalog, Selection(goal=("CARSI-2",)), GOALS)
    assert found == dict.fromkeys(("BLZ", "CRI", "SLV", "GTM", "HND", "NIC", "PAN"), 1)


def test_goals_are_told_in_the_singular_and_the_plural(catalog: Catalog) -> None:
    values = country_values(catalog, Selection(), GOALS).values
    assert values["BRB"].words == ("1 goal covered by its own programs",)
    assert values["MEX"].words == ("4 goals covered by its own programs",)
    assert values["ATG"].words == ("regional only", "3 goals covered by regional programs")


def test_the_initiatives_of_a_country_follow_the_filter_by_initiative(catalog: Catalog) -> None:
    values = country_values(catalog, Selection(initiative=("CARSI",)), INITIATIVES).values
    assert values["HND"].words == ("CARSI",)
    assert values["MEX"].words == ("no initiative",)


def test_the_initiatives_of_a_country_stand_in_their_own_order(catalog: Catalog) -> None:
    found = initiatives_by_country(catalog, Selection())
    assert found["HND"] == ("Merida", "CARSI")
    assert found["MEX"] == ("Merida", "Bicentennial-Framework")
    assert found["HTI"] == ("Merida", "Caribbean-bilateral")  # in CBSI it is an observer


@settings(database=None, deadline=None, derandomize=True, max_examples=60)
@given(data=st.data())
def test_no_value_of_any_selection_follows_the_filter_by_country(
    catalog: Catalog, data: st.DataObject
) -> None:
    chosen = {
        name: tuple(data.draw(st.lists(st.sampled_from(values), max_size=2, unique=True)))
        for name, values in offered(catalog).items()
    }
    countries = data.draw(
        st.lists(st.sampled_from(catalog.partner_codes), min_size=1, max_size=3, unique=True)
    )
    measure = data.draw(st.sampled_from(list(MEASURES)))
    open_values = country_values(catalog, Selection(**chosen), measure)
    narrowed = Selection(**chosen, country=tuple(countries))
    assert country_values(catalog, narrowed, measure) == open_values


def offered(catalog: Catalog) -> dict[str, list[str]]:
    names = ("initiative", "theme", "assistance")
    return {name: [one.value for one in choices(catalog)[name]] for name in names}
