"""The map as rows says what the map shows, the highest value first, and names each kind of gap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.measures import FUNDING, INITIATIVES, MEASURES, PROGRAMS
from inlmap.maps.captions import country_rows, place_rows, unit_rows
from inlmap.presentation.view import View


def view(catalog: Catalog, measure: str = PROGRAMS, **chosen: object) -> View:
    return View(catalog, Selection(**chosen), measure, "")  # type: ignore[arg-type]


def test_countries_stand_by_value_then_by_name_and_those_without_evidence_last(
    catalog: Catalog,
) -> None:
    rows = country_rows(view(catalog))
    assert len(rows) == 32
    assert [row.name for row in rows[:5]] == [
        "Mexico",
        "Colombia",
        "Costa Rica",
        "Guatemala",
        "The Bahamas",
    ]
    assert rows[0].words == "86 programs of its own, also covered by 3 regional programs"
    assert [(row.name, row.words) for row in rows[-6:-4]] == [
        ("Brazil", "regional only, covered by 1 regional program"),
        ("Argentina", "no evidence found"),
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


def test_a_country_without_a_line_of_money_has_no_evidence(catalog: Catalog) -> None:
    rows = {row.code: row for row in country_rows(view(catalog, FUNDING))}
    assert rows["ARG"].words == "no evidence found: no amount found"
    assert rows["ARG"].figure is None
    assert rows["COL"].figure is not None
    assert rows["COL"].figure.value == 1609.15


def test_a_country_in_no_initiative_is_told_as_the_map_tells_it(catalog: Catalog) -> None:
    rows = {row.code: row for row in country_rows(view(catalog, INITIATIVES))}
    assert rows["ARG"].words == "no initiative"


def test_the_units_of_a_chosen_country_are_rows_too(catalog: Catalog) -> None:
    rows = unit_rows(view(catalog, country=("HND",)))
    assert (rows[0].name, rows[0].words) == ("Francisco Morazán", "2 programs")
    assert rows[-1].words == "no evidence found: no program with a place found here"
    assert unit_rows(view(catalog)) == ()


def test_places_are_those_of_the_selected_programs_with_their_country(catalog: Catalog) -> None:
    rows = place_rows(view(catalog, country=("HND",), initiative=("CARSI",)))
    places = {row.name: row.words for row in rows}
    assert places["Laguna de Caratasca, Honduras"] == (
        "1 program, near here; the exact site is not published"
    )
    assert all(name.endswith(", Honduras") for name in places)
