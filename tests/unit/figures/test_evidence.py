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
SOURCES = [
    {"title": "Funding by country", "publisher": "State Department"},
    {
        "source_id": "S2",
        "title": "Status of Funding for the Central America Initiative",
        "number": "GAO-13-295R",
    },
    {
        "source_id": "S3",
        "title": "Central America: status and funding of justice",
        "publisher": "State Department",
    },
]
# Five amounts of three series: two lines of a country, one delivered, two of an initiative.
MONEY = {
    "initiatives": [
        {},
        {"initiative_id": "BETA", "name": "Beta", "short_name": "Beta", "sort_order": "2"},
    ],
    "series": [
        {},
        {"series_id": "ports", "stage": "delivered"},
        {"series_id": "alpha", "initiative_id": "ALPHA", "scope": "initiative"},
    ],
    "sources": SOURCES,
    "funding": [
        {"record_id": "LINES-2"},
        {"record_id": "LINES-1", "basis": "derived", "source_id": "S1;S2"},
        {
            "record_id": "PORTS-1",
            "series_id": "ports",
            "initiative_id": "BETA",
            "stage": "delivered",
            "account": "DOD section 1004",
            "source_id": "S2",
        },
        {"record_id": "ALPHA-1", "series_id": "alpha", "initiative_id": "ALPHA"},
        {"record_id": "ALPHA-10", "series_id": "alpha", "initiative_id": "ALPHA"},
    ],
}


def rows_of(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def used_for(catalog: Catalog, source_id: str) -> str:
    return next(one.used_for for one in source_uses(catalog) if one.source_id == source_id)


def records(catalog: Catalog, selection: Selection, **wanted: str) -> list[str]:
    positions = amount_positions(catalog, selection, AmountFilter(**wanted))
    return amount_rows(catalog, positions).column("record").to_pylist()


def test_every_source_is_listed_in_the_order_of_the_table(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(sources=[{"source_id": key} for key in ("S3", "S1", "S2")])
    assert [one.source_id for one in source_uses(catalog)] == ["S3", "S1", "S2"]


@pytest.mark.parametrize(
    ("source_id", "words"),
    [
        ("S1", "1 program, 3 amounts, 2 statements, 1 series"),
        ("S2", "1 amount, 1 statement, 2 memberships"),
    ],
)
def test_the_uses_of_a_source_are_told_in_words(
    tiny_catalog: Callable[..., Catalog], source_id: str, words: str
) -> None:
    catalog = tiny_catalog(
        funding=[*({"record_id": key} for key in "AB"), {"record_id": "C", "source_id": "S1;S2"}],
        statements=[
            {"source_id": "S1"},
            {"statement_id": "ST2", "source_id": "S2;S1"},
        ],
        members=[{"source_id": "S2"}, {"iso3": "GTM", "source_id": "S2"}],
        sources=[{}, {"source_id": "S2"}],
    )
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
        ("gao-13-295r", ["S2"]),
        ("STATUS OF FUNDING central", ["S2", "S3"]),
        ("funding", ["S1", "S2", "S3"]),
        ("no such words", []),
    ],
)
def test_the_search_finds_sources_that_hold_every_word(
    tiny_catalog: Callable[..., Catalog], search: str, ids: list[str]
) -> None:
    assert [one.source_id for one in found_sources(tiny_catalog(sources=SOURCES), search)] == ids


def test_accents_do_not_matter_in_a_search(catalog: Catalog) -> None:
    with_accent = found_sources(catalog, "Mérida")
    assert with_accent == found_sources(catalog, "merida") != ()
    assert without_accents("Informe Año") == "informe ano"


def test_a_publisher_has_its_own_sources(tiny_catalog: Callable[..., Catalog]) -> None:
    state = found_sources(tiny_catalog(sources=SOURCES), publisher="State Department")
    assert [one.source_id for one in state] == ["S1", "S3"]


def test_a_use_narrows_the_sources(catalog: Catalog) -> None:
    cited = {key for row in rows_of("statements") for key in row["source_id"].split(";") if key}
    assert {one.source_id for one in found_sources(catalog, use="statements")} == cited


def test_every_amount_is_listed_once_in_the_order_of_the_table(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(**MONEY)
    assert records(catalog, Selection()) == ["LINES-2", "LINES-1", "PORTS-1", "ALPHA-1", "ALPHA-10"]


@pytest.mark.parametrize(
    ("wanted", "listed"),
    [
        ({"basis": "printed"}, ["LINES-2", "PORTS-1", "ALPHA-1", "ALPHA-10"]),
        ({"basis": "derived"}, ["LINES-1"]),
        ({"stage": "delivered"}, ["PORTS-1"]),
        ({"stage": "allocated"}, ["LINES-2", "LINES-1", "ALPHA-1", "ALPHA-10"]),
        ({"series_id": "lines"}, ["LINES-2", "LINES-1"]),
        ({"source_id": "S2"}, ["LINES-1", "PORTS-1"]),
        ({"search": "ports-1"}, ["PORTS-1"]),
        ({"search": "DOD 1004"}, ["PORTS-1"]),
        ({"search": "nowhere at all"}, []),
        ({"stage": "delivered", "basis": "derived"}, []),
    ],
)
def test_each_filter_finds_its_amounts(
    tiny_catalog: Callable[..., Catalog], wanted: dict[str, str], listed: list[str]
) -> None:
    assert records(tiny_catalog(**MONEY), Selection(), **wanted) == listed


def test_an_amount_is_found_by_the_name_of_its_initiative_with_or_without_accents(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    _, beta = MONEY["initiatives"]
    catalog = tiny_catalog(**MONEY | {"initiatives": [{"name": "Iniciativa Mérida"}, beta]})
    for search in ("mérida", "Iniciativa merida"):
        assert records(catalog, Selection(), search=search) == ["ALPHA-1", "ALPHA-10"]


@pytest.mark.parametrize(
    ("selection", "listed"),
    [
        (Selection(initiative=("ALPHA",)), ["ALPHA-1", "ALPHA-10"]),
        (Selection(initiative=("BETA",)), ["PORTS-1"]),
        (Selection(initiative=("ALPHA", "BETA")), ["PORTS-1", "ALPHA-1", "ALPHA-10"]),
        (
            Selection(theme=("borders",)),
            ["LINES-2", "LINES-1", "PORTS-1", "ALPHA-1", "ALPHA-10"],
        ),
    ],
)
def test_the_amounts_follow_the_filter_by_initiative_and_no_theme(
    tiny_catalog: Callable[..., Catalog], selection: Selection, listed: list[str]
) -> None:
    assert records(tiny_catalog(**MONEY), selection) == listed


def test_an_amount_for_several_countries_is_found_under_each(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(funding=[{"iso3": "GTM;HND"}])
    assert records(catalog, Selection(country=("GTM",))) == ["R1"]
    assert records(catalog, Selection(country=("HND",))) == ["R1"]
    assert records(catalog, Selection(country=("USA",))) == []


def test_an_amount_over_several_years_is_found_when_it_touches_the_chosen_ones(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(funding=[{"fy_start": "2008", "fy_end": "2010"}])
    assert records(catalog, Selection(fy=(2010, 2012))) == ["R1"]
    assert records(catalog, Selection(fy=(2011, 2012))) == []


def test_an_amount_is_shown_with_unit_stage_years_evidence_and_what_contains_it(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        funding=[
            {"recipient": "Honduras", "amount_usd_millions": "79.2"},
            {
                "record_id": "R2",
                "recipient": "Honduras: ports",
                "amount_usd_millions": "36.63",
                "part_of": "R1",
                "source_locator": "Page 7",
            },
        ]
    )
    (row,) = amount_rows(catalog, record_positions(catalog, "R2")).to_pylist()
    assert row["recipient"] == "Honduras: ports"
    assert (row["fiscal_years"], row["stage"], row["account"]) == ("FY2010", "allocated", "INCLE")
    assert row["amount"] == 36.63
    assert row["evidence"] == "Printed in the source"
    assert row["part_of"] == "Honduras, INCLE: $79.2M allocated, FY2010"
    assert row["locator"] == "Page 7"


def test_a_record_is_found_by_its_whole_key_alone(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(**MONEY)
    assert record_positions(catalog, "ALPHA-1") == (3,)
    assert record_positions(catalog, "ALPHA-") == ()


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
