"""What each source is used for, and which amounts a search finds."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import shared_catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.evidence import (
    CITING,
    UNUSED,
    USES,
    AmountFilter,
    amount_positions,
    found_sources,
    record_positions,
    source_uses,
)
from inlmap.formats import PLACES, without_accents
from inlmap.presentation.screen_tables import added_over, amount_rows

DATA = Path(__file__).parents[3] / "data"


def rows_of(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def used_for(catalog: Catalog, source_id: str) -> str:
    return next(one.used_for for one in source_uses(catalog) if one.source_id == source_id)


def found(catalog: Catalog, selection: Selection | None = None, **wanted: str) -> int:
    return len(amount_positions(catalog, selection or Selection(), AmountFilter(**wanted)))


def records(catalog: Catalog, selection: Selection, **wanted: str) -> list[str]:
    positions = amount_positions(catalog, selection, AmountFilter(**wanted))
    return amount_rows(catalog, positions).column("record").to_pylist()


def test_all_177_sources_are_listed_in_the_order_of_the_table(catalog: Catalog) -> None:
    ids = [one.source_id for one in source_uses(catalog)]
    assert len(ids) == 177
    assert ids == [row["source_id"] for row in rows_of("sources")]


@pytest.mark.parametrize(
    ("source_id", "words"),
    [
        ("S001", "1 program, 609 amounts, 19 statements, 3 series"),
        ("S002", "45 amounts, 1 statement, 5 series, 7 memberships"),
    ],
)
def test_the_uses_of_a_source_are_told_in_words(
    catalog: Catalog, source_id: str, words: str
) -> None:
    assert used_for(catalog, source_id) == words


def test_places_are_those_of_the_programs_of_a_source_each_once(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        programs=[
            {"program_id": "PR1", "name": "One", "scope": "place", "place_ids": "P1;P2"},
            {"program_id": "PR2", "name": "Two", "scope": "place", "place_ids": "P1"},
        ],
        places=[{"place_id": "P1", "name": "Puerto Cortés"}, {"place_id": "P2", "name": "Tela"}],
    )
    assert used_for(catalog, "S1") == "2 programs, 1 amount, 2 places, 1 series"


def test_a_source_that_nothing_cites_is_not_used(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(sources=[{"source_id": "S1"}, {"source_id": "S2", "title": "Unread"}])
    assert used_for(catalog, "S2") == "not used"
    assert [one.source_id for one in found_sources(catalog, use=UNUSED)] == ["S2"]


def test_no_shipped_source_is_without_a_use(catalog: Catalog) -> None:
    assert found_sources(catalog, use=UNUSED) == ()


def test_every_use_that_is_counted_has_a_name() -> None:
    assert {*CITING, PLACES, UNUSED} == set(USES)


@pytest.mark.parametrize("table", CITING)
def test_the_uses_of_all_sources_add_up_to_the_citations_of_a_table(
    catalog: Catalog, table: str
) -> None:
    cited = Counter(
        key for row in rows_of(table) for key in row["source_id"].split(";") if row["source_id"]
    )
    counted = {one.source_id: one.uses[table] for one in source_uses(catalog)}
    assert {key: number for key, number in counted.items() if number} == dict(cited)


@pytest.mark.parametrize(
    ("search", "ids"),
    [
        ("gao-13-295r", ["S002"]),
        ("STATUS OF FUNDING central", ["S002", "S004"]),
        ("no such words", []),
    ],
)
def test_the_search_finds_sources_that_hold_every_word(
    catalog: Catalog, search: str, ids: list[str]
) -> None:
    assert [one.source_id for one in found_sources(catalog, search)] == ids


def test_accents_do_not_matter_in_a_search(catalog: Catalog) -> None:
    with_accent = found_sources(catalog, "Mérida")
    assert with_accent == found_sources(catalog, "merida") != ()
    assert without_accents("Informe Año") == "informe ano"


def test_a_publisher_has_its_own_sources(catalog: Catalog) -> None:
    gao = found_sources(catalog, publisher="U.S. Government Accountability Office")
    assert len(gao) == 10


def test_a_use_narrows_the_sources(catalog: Catalog) -> None:
    cited = {key for row in rows_of("statements") for key in row["source_id"].split(";") if key}
    assert {one.source_id for one in found_sources(catalog, use="statements")} == cited


def test_all_3652_amounts_are_listed_each_once(catalog: Catalog) -> None:
    listed = records(catalog, Selection())
    assert len(listed) == 3652
    assert listed == [row["record_id"] for row in rows_of("funding")]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        ({"basis": "printed"}, 3477),
        ({"basis": "derived"}, 175),
        ({"stage": "delivered"}, 5),
        ({"stage": "obligated"}, 2341),
        ({"series_id": "obligations-incle"}, 263),
        ({"source_id": "S001"}, 609),
        ({"search": "andean-0107"}, 1),
        ({"search": "DOD section 1004"}, 9),
        ({"search": "nowhere at all"}, 0),
        ({"stage": "delivered", "basis": "derived"}, 0),
    ],
)
def test_each_filter_finds_its_amounts(
    catalog: Catalog, wanted: dict[str, str], number: int
) -> None:
    assert found(catalog, **wanted) == number


def test_an_amount_is_found_by_the_name_of_its_initiative(catalog: Catalog) -> None:
    rows = [row for row in rows_of("funding") if row["initiative_id"] == "Merida"]
    assert len(rows) == 30
    listed = set(records(catalog, Selection(), search="mérida initiative"))
    assert {row["record_id"] for row in rows} <= listed


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        (Selection(initiative=("CARSI",)), 56),
        (Selection(initiative=("CARSI", "CBSI")), 82),
        (Selection(theme=("justice",)), 3652),
    ],
)
def test_the_amounts_follow_the_filter_by_initiative_and_no_theme(
    catalog: Catalog, selection: Selection, number: int
) -> None:
    assert found(catalog, selection) == number


def test_an_amount_for_several_countries_is_found_under_each(catalog: Catalog) -> None:
    assert "CARIBBEA-0006" in records(catalog, Selection(country=("DMA",)))
    assert "CARIBBEA-0006" not in records(catalog, Selection(country=("BHS",)))


def test_an_amount_over_several_years_is_found_when_it_touches_the_chosen_ones(
    catalog: Catalog,
) -> None:
    assert "MERIDA-0071" in records(catalog, Selection(fy=(2010, 2012)))  # FY2008-FY2010
    assert "MERIDA-0071" not in records(catalog, Selection(fy=(2011, 2012)))


def test_an_amount_is_shown_with_unit_stage_years_evidence_and_what_contains_it(
    catalog: Catalog,
) -> None:
    (row,) = amount_rows(catalog, record_positions(catalog, "ANDEAN-0107")).to_pylist()
    assert row["recipient"] == "Bolivia: alternative development and institution building"
    assert (row["fiscal_years"], row["stage"], row["account"]) == ("FY2006", "allocated", "ACI")
    assert row["amount"] == 36.63
    assert row["evidence"] == "Printed in the source"
    assert row["part_of"] == "Bolivia, ACI: $79.2M allocated, FY2006"
    assert row["locator"] == "INL Budget by Program"


def test_a_record_that_does_not_exist_has_no_row(catalog: Catalog) -> None:
    assert record_positions(catalog, "ANDEAN-010") == ()


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("", "never added"),
        ("year", "added over years"),
        ("country;account;year", "added over countries, accounts, and years"),
    ],
)
def test_what_a_series_adds_over_is_told_in_words(cell: str, words: str) -> None:
    assert added_over(cell) == words


@settings(deadline=None, max_examples=60)
@given(
    basis=st.sampled_from([None, "printed", "derived"]),
    stage=st.sampled_from([None, "allocated", "disbursed"]),
    search=st.sampled_from(["", "honduras", "INCLE", "carsi"]),
    country=st.sampled_from([(), ("HND",), ("MEX", "COL")]),
    fy=st.sampled_from([None, (2005, 2010)]),
)
def test_a_further_filter_never_adds_an_amount(
    basis: str | None,
    stage: str | None,
    search: str,
    country: tuple[str, ...],
    fy: tuple[int, int] | None,
) -> None:
    catalog = shared_catalog(DATA)
    wide = AmountFilter(search=search)
    narrow = AmountFilter(search=search, stage=stage, basis=basis)
    every = amount_positions(catalog, Selection(country=country), wide)
    some = amount_positions(catalog, Selection(country=country, fy=fy), narrow)
    assert set(some) <= set(every)
    shown = amount_rows(catalog, some).column("stage").to_pylist()
    assert stage is None or set(shown) <= {stage}
