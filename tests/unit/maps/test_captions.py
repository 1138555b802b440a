"""The map as rows says what the map shows, the highest value first, and names each kind of gap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.measures import FUNDING, INITIATIVES, MEASURES, PROGRAMS
from inlmap.maps.captions import country_rows, map_alt, place_rows, unit_rows
from inlmap.presentation.view import View
from tests.tiny_rows import FIVE_PARTNERS, line, programs_in


def view(catalog: Catalog, measure: str = PROGRAMS, **chosen: object) -> View:
    return View(catalog, Selection(**chosen), measure, "")  # type: ignore[arg-type]


def test_countries_stand_by_value_then_by_name_and_those_without_evidence_last(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    shared = programs_in("MEX;PAN", 2, scope="regional")
    own = programs_in("MEX", 3) + programs_in("HND", 1) + programs_in("COL", 1)
    catalog = tiny_catalog(countries=FIVE_PARTNERS, programs=own + shared)
    assert [(row.name, row.words) for row in country_rows(view(catalog))] == [
        ("Mexico", "3 programs of its own, also covered by 2 regional programs"),
        ("Colombia", "1 program of its own"),
        ("Honduras", "1 program of its own"),
        ("Panama", "regional only, covered by 2 regional programs"),
        ("Guatemala", "no evidence found"),
    ]


@pytest.mark.parametrize("measure", MEASURES)
def test_every_partner_has_a_row_with_words_under_every_measure(
    catalog: Catalog, measure: str
) -> None:
    rows = country_rows(view(catalog, measure))
    assert sorted(row.code for row in rows) == sorted(catalog.partner_codes)
    assert all(row.words for row in rows)


def test_money_names_zero_regional_only_and_no_evidence_and_keeps_its_figure(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    lines = [
        {"record_id": "own", "iso3": "HND", "amount_usd_millions": "0"},
        {"record_id": "shared", "iso3": "HND;GTM", "amount_usd_millions": "8"},
    ]
    rows = country_rows(view(tiny_catalog(funding=lines), FUNDING))
    assert [(row.name, row.words) for row in rows] == [
        ("Honduras", "zero: $0 allocated, FY2010"),
        ("Guatemala", "regional only: funded through a regional line only"),
    ]


def test_a_country_without_a_line_of_money_has_no_evidence(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(funding=[line("HND", "9.5")])
    rows = {row.code: row for row in country_rows(view(catalog, FUNDING))}
    assert rows["GTM"].words == "no line in this series"
    assert rows["GTM"].figure is None
    assert rows["HND"].figure is not None
    assert rows["HND"].figure.value == 9.5


def test_a_country_in_no_initiative_is_told_as_the_map_tells_it(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    rows = {row.code: row for row in country_rows(view(tiny_catalog(), INITIATIVES))}
    assert (rows["HND"].words, rows["GTM"].words) == ("Alpha", "no initiative")


def test_the_units_of_a_chosen_country_are_rows_too(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        places=[{"admin1_code": "HN-CR"}],
        programs=programs_in("HND", 2, scope="place", place_ids="P1"),
    )
    [row] = unit_rows(view(catalog, country=("HND",)))
    assert (row.code, row.name, row.words) == ("HN-CR", "Cortés", "2 programs")
    assert unit_rows(view(catalog)) == ()
    [row] = unit_rows(view(tiny_catalog(), country=("HND",)))
    assert row.words == "no evidence found: no program with a place found here"


def test_places_are_those_of_the_selected_programs_with_their_country(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        places=[
            {"name": "Laguna de Caratasca", "precision": "approximate"},
            {"place_id": "P2", "name": "Antigua Guatemala", "iso3": "GTM"},
            {"place_id": "P3", "name": "Tela"},
        ],
        programs=[
            {"scope": "place", "place_ids": "P1"},
            {"program_id": "B", "scope": "place", "place_ids": "P2", "iso3": "GTM"},
        ],
    )
    [row] = place_rows(view(catalog, country=("HND",)))
    assert row.name == "Laguna de Caratasca, Honduras"
    assert row.words == "1 program, near here; the exact site is not published"


def test_countries_that_are_not_in_the_choice_stand_last(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(members=[{"iso3": "HND"}], programs=[{"iso3": "GTM"}])
    assert [(row.name, row.words) for row in country_rows(view(catalog))] == [
        ("Guatemala", "1 program of its own"),
        ("Honduras", "no evidence found"),
    ]
    alpha = tiny_catalog(members=[{"iso3": "HND"}], programs=[{"theme_id": "borders"}])
    rows = country_rows(view(alpha, initiative=("ALPHA",)))
    assert [(row.name, row.words) for row in rows] == [
        ("Honduras", "1 program of its own"),
        ("Guatemala", "not in this choice"),
    ]


def test_the_alternative_tells_no_evidence_from_not_in_this_choice(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    told = map_alt(view(tiny_catalog(), initiative=("ALPHA",)))
    assert "1 to 4 programs, 1 country; Not in this choice: neither a partner" in told
    assert "No evidence found" not in told
