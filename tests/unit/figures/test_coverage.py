"""Each country shows what is documented for it, or which kind of gap there is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import countries_of, programs_by_country

REGIONAL = {"program_id": "R", "iso3": "HND;GTM", "scope": "regional"}


def test_a_country_with_programs_of_its_own_is_documented(catalog: Catalog) -> None:
    row = programs_by_country(catalog, Selection()).loc["HND"]
    assert row.to_list() == [7, 11, "documented"]


def test_a_country_with_shared_programs_only_is_regional_only(catalog: Catalog) -> None:
    row = programs_by_country(catalog, Selection()).loc["ATG"]
    assert row.to_list() == [0, 9, "regional only"]


def test_a_country_without_programs_shows_that_no_evidence_was_found(catalog: Catalog) -> None:
    row = programs_by_country(catalog, Selection()).loc["ARG"]
    assert row.to_list() == [0, 0, "no evidence found"]


def test_each_state_has_its_number_of_partner_countries(catalog: Catalog) -> None:
    states = programs_by_country(catalog, Selection())["state"].value_counts().to_dict()
    assert states == {"documented": 25, "no evidence found": 5, "regional only": 2}


def test_a_filter_narrows_what_is_documented(catalog: Catalog) -> None:
    rows = programs_by_country(catalog, Selection(initiative=("CBSI",)))
    assert rows.loc["JAM"].to_list() == [5, 8, "documented"]
    assert rows.loc["MEX"].to_list() == [0, 0, "no evidence found"]


def test_a_filter_by_country_leaves_the_values_of_the_others(catalog: Catalog) -> None:
    rows = programs_by_country(catalog, Selection(country=("ATG",)))
    assert rows.loc["HND", "programs"] == 7


def test_a_selection_without_programs_finds_no_evidence_anywhere(catalog: Catalog) -> None:
    nothing = Selection(initiative=("Bicentennial-Framework",), theme=("supply",))
    assert set(programs_by_country(catalog, nothing)["state"]) == {"no evidence found"}


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


def test_programs_of_the_office_alone_are_in_no_country(catalog: Catalog) -> None:
    programs = Selection(initiative=("INL-WHP",)).programs(catalog)
    assert countries_of(programs, Selection()) == ()
