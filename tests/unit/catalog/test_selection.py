"""Each filter lets the right programs pass, alone and together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.address import choices, year_span
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection, agencies_of

YEARS = [
    {"program_id": "both", "start_year": "2008", "end_year": "2010", "status": "completed"},
    {"program_id": "active", "start_year": "2012", "end_year": "", "status": "active"},
    {"program_id": "began", "start_year": "2012", "end_year": "", "status": "completed"},
    {"program_id": "ended", "start_year": "", "end_year": "2014", "status": "completed"},
    {"program_id": "unknown", "start_year": "", "end_year": "", "status": "active"},
]
KINDS = [
    {
        "program_id": "hnd",
        "iso3": "HND",
        "goal_ids": "ALPHA-1",
        "theme_id": "borders",
        "partner_agencies": "DEA;CBP",
    },
    {
        "program_id": "both",
        "iso3": "HND;GTM",
        "scope": "regional",
        "assistance_type": "canines",
        "lead_agency": "DEA",
    },
    {"program_id": "gtm", "iso3": "GTM", "initiative_id": "BETA", "lead_agency": ""},
    {"program_id": "office", "iso3": "", "scope": "office", "lead_agency": "USCG"},
]

INITIATIVES = [
    {"sort_order": "2"},
    {"initiative_id": "BETA", "name": "Beta", "short_name": "Beta", "sort_order": "1"},
]


@pytest.fixture
def kinds(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    """Four programs that differ in what the filters ask for."""
    return tiny_catalog(programs=KINDS, initiatives=INITIATIVES)


def ids(catalog: Catalog, selection: Selection) -> list[str]:
    return selection.programs(catalog)["program_id"].to_list()


@pytest.mark.parametrize(
    ("selection", "passing"),
    [
        (Selection(), ["hnd", "both", "gtm", "office"]),
        (Selection(country=("HND",)), ["hnd", "both"]),
        (Selection(country=("GTM",)), ["both", "gtm"]),
        (Selection(country=("HND", "GTM")), ["hnd", "both", "gtm"]),
        (Selection(goal=("ALPHA-1",)), ["hnd"]),
        (Selection(theme=("borders",)), ["hnd"]),
        (Selection(assistance=("canines",)), ["both"]),
        (Selection(agency=("DEA",)), ["hnd", "both"]),
        (Selection(agency=("CBP", "USCG")), ["hnd", "office"]),
        (Selection(initiative=("ALPHA",)), ["hnd", "both", "office"]),
        (Selection(initiative=("ALPHA", "BETA")), ["hnd", "both", "gtm", "office"]),
        (Selection(initiative=("BETA",)), ["gtm"]),
        (Selection(initiative=("BETA",), country=("HND",)), []),
        (Selection(country=("HND",), agency=("DEA",), assistance=("canines",)), ["both"]),
        (Selection(country=("GTM",), goal=("ALPHA-1",)), []),
    ],
)
def test_a_program_passes_when_it_has_any_chosen_value_of_every_filter(
    kinds: Catalog, selection: Selection, passing: list[str]
) -> None:
    assert ids(kinds, selection) == passing


@pytest.mark.parametrize(
    ("fy", "passing"),
    [
        ((2009, 2009), ["both"]),
        ((2010, 2012), ["both", "active", "began"]),
        ((2013, 2013), ["active"]),
        ((2014, 2014), ["active", "ended"]),
        ((2020, 2025), ["active"]),
        ((2000, 2007), []),
    ],
)
def test_years_with_a_missing_end_count_as_far_as_they_are_documented(
    tiny_catalog: Callable[..., Catalog], fy: tuple[int, int], passing: list[str]
) -> None:
    catalog = tiny_catalog(programs=YEARS)
    assert ids(catalog, Selection(fy=fy, hide_undated=True)) == passing
    assert ids(catalog, Selection(fy=fy)) == [*passing, "unknown"]


def test_a_program_without_any_year_is_hidden_on_demand_alone(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=YEARS)
    assert "unknown" in ids(catalog, Selection())
    assert ids(catalog, Selection(hide_undated=True)) == ["both", "active", "began", "ended"]


def test_undated_programs_are_those_that_pass_the_other_filters_hidden_or_not(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[*YEARS, {"program_id": "guatemala", "iso3": "GTM"}])
    for chosen in (
        Selection(country=("HND",)),
        Selection(country=("HND",), fy=(2008, 2008)),
        Selection(country=("HND",), fy=(2008, 2008), hide_undated=True),
    ):
        assert list(chosen.undated(catalog)["program_id"]) == ["unknown"]


def test_selecting_does_not_change_the_catalog(catalog: Catalog) -> None:
    before = catalog.programs.copy()
    Selection(country=("HND",), agency=("DEA",), fy=(2008, 2015)).programs(catalog)
    assert catalog.programs.equals(before)


def test_a_catalog_without_programs_has_none_to_select(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    selection = Selection(country=("HND",), agency=("DEA",), fy=(2008, 2015))
    assert ids(tiny_catalog(programs=[]), selection) == []


def test_a_filter_can_be_opened_again() -> None:
    chosen = Selection(country=("HND",), theme=("borders",), fy=(2008, 2015))
    assert chosen.without("country", "fy") == Selection(theme=("borders",))


def test_one_country_or_initiative_takes_the_place_of_the_chosen_ones() -> None:
    chosen = Selection(initiative=("CARSI", "CBSI"), country=("HND", "GTM"), theme=("borders",))
    assert chosen.with_country("MEX") == Selection(
        initiative=("CARSI", "CBSI"), country=("MEX",), theme=("borders",)
    )
    assert chosen.with_initiative("Merida") == Selection(
        initiative=("Merida",), country=("HND", "GTM"), theme=("borders",)
    )
    assert chosen.country == ("HND", "GTM")


def test_the_agencies_of_a_program_are_its_lead_and_its_partners(kinds: Catalog) -> None:
    assert agencies_of(kinds.programs).to_list() == ["INL;DEA;CBP", "DEA", "", "USCG"]


def test_initiatives_are_choices_in_their_own_order(kinds: Catalog) -> None:
    assert [one.label for one in choices(kinds)["initiative"]] == ["Beta", "Alpha"]


def test_goals_are_choices_with_initiative_number_and_their_own_wording(kinds: Catalog) -> None:
    assert [one.label for one in choices(kinds)["goal"]] == ["Alpha 1: Safe ports"]


def test_agencies_are_choices_from_the_most_programs_to_the_fewest(kinds: Catalog) -> None:
    assert [one.value for one in choices(kinds)["agency"]] == ["DEA", "CBP", "INL", "USCG"]


def test_partner_countries_without_a_program_are_choices_too(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert [one.label for one in choices(tiny_catalog())["country"]] == ["Guatemala", "Honduras"]


def test_the_years_span_all_amounts(tiny_catalog: Callable[..., Catalog]) -> None:
    long = {"record_id": "R2", "fy_start": "2008", "fy_end": "2025"}
    early = {"record_id": "R3", "fy_start": "2000", "fy_end": "2001"}
    assert year_span(tiny_catalog(funding=[{}, long, early])) == (2000, 2025)


def test_a_catalog_without_amounts_has_a_span_of_years_all_the_same(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    first, last = year_span(tiny_catalog(funding=[]))
    assert first <= last
