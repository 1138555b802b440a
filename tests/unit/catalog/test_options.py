"""A filter offers what the other filters leave, with its count; what leads to nothing is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.options import options
from inlmap.catalog.selection import Selection
from tests.tiny_rows import BETA, FIVE_PARTNERS, line

PROGRAMS = [
    {"program_id": "A", "goal_ids": "ALPHA-1", "theme_id": "borders", "start_year": "2010"},
    {"program_id": "B", "part_of": "A", "iso3": "HND", "start_year": "2011"},
    {"program_id": "C", "iso3": "GTM", "lead_agency": "DEA"},
    {"program_id": "D", "iso3": "GTM", "initiative_id": "BETA", "start_year": "2014"},
    {
        "program_id": "E",
        "assistance_type": "umbrella",
        "initiative_id": "GAMMA",
        "iso3": "",
        "scope": "office",
    },
]


@pytest.fixture
def region(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    """Five countries and three initiatives, one of them with nothing but its context."""
    gamma = {"initiative_id": "GAMMA", "name": "Gamma", "short_name": "Gamma", "sort_order": "3"}
    return tiny_catalog(
        countries=FIVE_PARTNERS,
        initiatives=[{}, BETA, BETA | gamma],
        goals=[{}, {"goal_id": "BETA-1", "initiative_id": "BETA", "name": "Beta goal"}],
        programs=PROGRAMS,
        funding=[line("PAN", "3", fy_start="2012", fy_end="2012")],
    )


def counts(catalog: Catalog, name: str, selection: Selection) -> dict[str, int]:
    return {one.value: one.programs for one in options(catalog, selection)[name] if one.leads_on}


def test_without_filters_each_option_counts_its_programs_once(region: Catalog) -> None:
    assert counts(region, "initiative", Selection()) == {"ALPHA": 2, "BETA": 1, "GAMMA": 0}
    assert counts(region, "country", Selection()) == {"GTM": 2, "HND": 1, "PAN": 0}


def test_a_country_with_money_alone_leads_on_and_one_with_nothing_does_not(
    region: Catalog,
) -> None:
    found = {one.value: one.leads_on for one in options(region, Selection())["country"]}
    assert found == {"MEX": False, "GTM": True, "HND": True, "PAN": True, "COL": False}


def test_the_numbers_follow_the_other_filters(region: Catalog) -> None:
    assert counts(region, "country", Selection(initiative=("BETA",))) == {"GTM": 1}
    assert counts(region, "initiative", Selection(country=("HND",))) == {"ALPHA": 1}
    assert counts(region, "agency", Selection(country=("HND",))) == {"INL": 1}
    assert counts(region, "agency", Selection(country=("GTM",))) == {"DEA": 1, "INL": 1}


def test_the_years_narrow_programs_and_money(region: Catalog) -> None:
    assert counts(region, "country", Selection(fy=(2012, 2013))) == {"GTM": 1, "PAN": 0}
    assert counts(region, "country", Selection(fy=(2014, 2014))) == {"GTM": 2}
    hidden = Selection(fy=(2014, 2014), hide_undated=True)
    assert counts(region, "country", hidden) == {"GTM": 1}


def test_no_money_leads_on_under_a_filter_that_splits_none(region: Catalog) -> None:
    assert counts(region, "country", Selection(theme=("borders",))) == {"HND": 1}


def test_a_filter_does_not_narrow_itself(region: Catalog) -> None:
    assert counts(region, "country", Selection(country=("HND",)))["GTM"] == 2


def test_goals_are_those_of_the_chosen_initiatives(region: Catalog) -> None:
    goals = options(region, Selection(initiative=("BETA",)))["goal"]
    assert [(one.label, one.programs, one.leads_on) for one in goals] == [
        ("Beta 1: Beta goal", 0, False)
    ]


def test_initiatives_are_counted_over_all_goals(region: Catalog) -> None:
    chosen = Selection(initiative=("ALPHA",), goal=("ALPHA-1",))
    assert counts(region, "initiative", chosen) == {"ALPHA": 2, "BETA": 1, "GAMMA": 0}
