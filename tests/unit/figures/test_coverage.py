"""Each country shows what is documented for it, or which kind of gap there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import countries_of, outside_choice, programs_by_country
from tests.tiny_rows import BETA, FIVE_PARTNERS, programs_in

REGIONAL = {"program_id": "R", "iso3": "HND;GTM", "scope": "regional"}


def test_each_country_has_its_programs_and_those_it_shares(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    shared = programs_in("HND;PAN", 2, scope="regional")
    catalog = tiny_catalog(countries=FIVE_PARTNERS, programs=programs_in("HND", 3) + shared)
    rows = programs_by_country(catalog, Selection())
    assert rows.loc["HND"].to_list() == [3, 2, "documented"]
    assert rows.loc["PAN"].to_list() == [0, 2, "regional only"]
    assert rows.loc["COL"].to_list() == [0, 0, "no evidence found"]


def test_a_filter_narrows_what_is_documented(tiny_catalog: Callable[..., Catalog]) -> None:
    of_beta = {"initiative_id": "BETA"}
    catalog = tiny_catalog(
        countries=FIVE_PARTNERS,
        initiatives=[{}, BETA],
        programs=[
            *programs_in("HND", 3),
            {"program_id": "B1", "iso3": "HND", **of_beta},
            {"program_id": "B2", "iso3": "HND;PAN", "scope": "regional", **of_beta},
            *programs_in("MEX", 2),
        ],
    )
    rows = programs_by_country(catalog, Selection(initiative=("BETA",)))
    assert rows.loc["HND"].to_list() == [1, 1, "documented"]
    assert rows.loc["MEX"].to_list() == [0, 0, "not in this choice"]


def test_a_filter_by_country_leaves_the_values_of_the_others(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    rows = programs_by_country(
        tiny_catalog(programs=programs_in("HND", 3)), Selection(country=("GTM",))
    )
    assert rows.loc["HND", "programs"] == 3


def test_a_choice_without_programs_finds_no_evidence_for_its_partners_alone(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    nothing = Selection(initiative=("ALPHA",), theme=("borders",))
    assert programs_by_country(tiny_catalog(), nothing)["state"].to_dict() == {
        "GTM": "not in this choice",
        "HND": "no evidence found",
    }


def test_only_partner_countries_have_a_row(tiny_catalog: Callable[..., Catalog]) -> None:
    rows = programs_by_country(tiny_catalog(), Selection())
    assert rows.index.to_list() == ["GTM", "HND"]


def test_own_and_shared_programs_are_counted_apart(tiny_catalog: Callable[..., Catalog]) -> None:
    rows = programs_by_country(tiny_catalog(programs=[{}, REGIONAL]), Selection())
    assert rows.to_dict("index") == {
        "GTM": {"programs": 0, "regional": 1, "state": "regional only"},
        "HND": {"programs": 1, "regional": 1, "state": "documented"},
    }


def test_a_program_of_the_office_is_of_no_country(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(programs=[{"scope": "office", "iso3": ""}])
    assert programs_by_country(catalog, Selection())["programs"].to_list() == [0, 0]


@pytest.mark.parametrize(
    ("selection", "codes"),
    [
        (Selection(), ("GTM", "HND")),
        (Selection(country=("HND",)), ("HND",)),
        (Selection(country=("HND", "SLV")), ("HND",)),
    ],
)
def test_the_countries_of_programs_are_those_chosen_if_any_are(
    tiny_catalog: Callable[..., Catalog], selection: Selection, codes: tuple[str, ...]
) -> None:
    catalog = tiny_catalog(programs=[REGIONAL])
    assert countries_of(catalog.programs, selection) == codes


def test_programs_of_the_office_alone_are_in_no_country(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[{"scope": "office", "iso3": ""}])
    assert countries_of(catalog.programs, Selection()) == ()


OF_GUATEMALA = {"program_id": "B", "initiative_id": "BETA", "iso3": "GTM"}


@pytest.mark.parametrize(
    ("chosen", "outside"),
    [
        ({}, set()),
        ({"theme": ("borders",)}, set()),
        ({"initiative": ("ALPHA",)}, {"GTM"}),
        ({"goal": ("ALPHA-1",)}, {"GTM"}),
        ({"initiative": ("BETA",)}, {"HND"}),
        ({"initiative": ("ALPHA", "BETA")}, set()),
        ({"initiative": ("ALPHA",), "country": ("GTM",)}, {"GTM"}),
    ],
    ids=["nothing", "theme", "initiative", "goal", "by its program", "both", "country"],
)
def test_a_country_is_in_a_choice_as_a_partner_or_by_a_program_that_names_it(
    tiny_catalog: Callable[..., Catalog], chosen: dict[str, Any], outside: set[str]
) -> None:
    catalog = tiny_catalog(initiatives=[{}, BETA], programs=[{}, OF_GUATEMALA])
    assert outside_choice(catalog, Selection(**chosen)) == outside


def test_an_observer_that_no_program_names_is_not_in_the_choice(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    members = [{}, {"iso3": "GTM", "role": "observer"}]
    alpha = Selection(initiative=("ALPHA",))
    assert outside_choice(tiny_catalog(members=members), alpha) == {"GTM"}
    shared = tiny_catalog(members=members, programs=[{}, REGIONAL])
    assert outside_choice(shared, alpha) == set()
