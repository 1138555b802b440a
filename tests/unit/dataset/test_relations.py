"""Cells that contradict each other are faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.dataset.relations import relation_faults
from inlmap.dataset.schema import TABLES
from inlmap.dataset.table_reader import read_table

ISO3 = frozenset({"GTM", "HND", "USA"})


@pytest.fixture
def faults(tiny_folder: Callable[..., Path]) -> Callable[..., list[str]]:
    """Find the faults between the cells of a tiny folder with the rows given as keywords."""

    def find(**rows: list[dict[str, str]]) -> list[str]:
        folder = tiny_folder(**rows)
        frames = {table.name: read_table(folder, table)[0] for table in TABLES}
        raw = {name: frame for name, frame in frames.items() if frame is not None}
        return [str(fault) for fault in relation_faults(raw, ISO3)]

    return find


def test_a_consistent_folder_has_no_faults(faults: Callable[..., list[str]]) -> None:
    assert faults() == []


def test_a_repeated_key_names_both_rows(faults: Callable[..., list[str]]) -> None:
    rows = [{"theme_id": "a"}, {"theme_id": "b"}, {"theme_id": "a"}]
    assert faults(themes=rows) == ['themes.csv, row 4, theme_id: "a" stands in row 2 too; keep one']


@pytest.mark.parametrize("key", ["A", " a"])
def test_keys_that_differ_only_by_case_or_spaces_are_a_fault(
    faults: Callable[..., list[str]], key: str
) -> None:
    shown = key.strip()
    assert faults(themes=[{"theme_id": "a"}, {"theme_id": key}]) == [
        f'themes.csv, row 3, theme_id: "{shown}" is hard to tell from "a" in row 2; '
        "rename or remove one"
    ]


@pytest.mark.parametrize(
    ("column", "value", "cure"),
    [
        ("initiative_id", "alpha", "initiatives.csv; write ALPHA"),
        ("iso3", "hnd", "geo/countries.geojson; write HND"),
        ("iso3", "HND;gtm", "geo/countries.geojson; write GTM"),
    ],
)
def test_a_reference_in_other_case_is_told_how_to_write_it(
    faults: Callable[..., list[str]], column: str, value: str, cure: str
) -> None:
    item = value.rpartition(";")[2]
    assert faults(programs=[{column: value}]) == [
        f'programs.csv, row 2, {column}: "{item}" is not in {cure}'
    ]


def test_an_item_that_stands_twice_in_a_list_is_looked_up_once(
    faults: Callable[..., list[str]],
) -> None:
    assert len(faults(programs=[{"iso3": "XXX;XXX"}])) == 1


def test_the_items_of_a_list_that_is_too_long_are_not_looked_up(
    faults: Callable[..., list[str]],
) -> None:
    items = ";".join(f"X{number}" for number in range(2_000))
    assert faults(programs=[{"iso3": items}]) == []


def test_a_repeated_key_of_several_columns_is_a_fault(faults: Callable[..., list[str]]) -> None:
    assert faults(members=[{}, {}]) == [
        'members.csv, row 3, initiative_id / iso3 / role: "ALPHA / HND / partner" '
        "stands in row 2 too; keep one"
    ]


def test_the_same_country_may_be_partner_and_observer(faults: Callable[..., list[str]]) -> None:
    assert faults(members=[{}, {"role": "observer"}]) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "where"),
    [
        ("programs", "initiative_id", "BETA", "initiatives.csv"),
        ("programs", "goal_ids", "ALPHA-9", "goals.csv"),
        ("programs", "theme_id", "sea", "themes.csv"),
        ("programs", "place_ids", "P9", "places.csv"),
        ("programs", "source_id", "S9", "sources.csv"),
        ("programs", "iso3", "XXX", "geo/countries.geojson"),
        ("funding", "series_id", "other", "series.csv"),
        ("funding", "part_of", "R9", "funding.csv"),
        ("initiatives", "succeeded_by", "BETA", "initiatives.csv"),
        ("places", "iso3", "ZZZ", "geo/countries.geojson"),
        ("statements", "record_id", "R9", "funding.csv"),
    ],
)
def test_a_reference_to_nothing_says_where_it_was_looked_for(
    faults: Callable[..., list[str]], table: str, column: str, value: str, where: str
) -> None:
    assert faults(**{table: [{column: value}]}) == [
        f'{table}.csv, row 2, {column}: "{value}" is not in {where}; '
        "add it there or correct it here"
    ]


def test_only_the_unknown_item_of_a_list_is_named(faults: Callable[..., list[str]]) -> None:
    assert faults(programs=[{"iso3": "HND;XXX;GTM"}]) == [
        'programs.csv, row 2, iso3: "XXX" is not in geo/countries.geojson; '
        "add it there or correct it here"
    ]


def test_countries_are_not_checked_when_the_boundaries_could_not_be_read(
    tiny_folder: Callable[..., Path],
) -> None:
    folder = tiny_folder(programs=[{"iso3": "XXX"}])
    frames = {table.name: read_table(folder, table)[0] for table in TABLES}
    raw = {name: frame for name, frame in frames.items() if frame is not None}
    assert list(relation_faults(raw, None)) == []


def test_a_table_that_could_not_be_read_casts_no_faults_on_others(
    tiny_folder: Callable[..., Path],
) -> None:
    folder = tiny_folder()
    frames = {table.name: read_table(folder, table)[0] for table in TABLES}
    del frames["sources"]
    raw = {name: frame for name, frame in frames.items() if frame is not None}
    assert list(relation_faults(raw, ISO3)) == []


@pytest.mark.parametrize(
    ("table", "first", "last"),
    [
        ("programs", "start_year", "end_year"),
        ("funding", "fy_start", "fy_end"),
        ("series", "headline_from", "headline_to"),
        ("initiatives", "valid_from", "valid_to"),
        ("members", "from", "to"),
        ("statements", "fy_start", "fy_end"),
    ],
)
def test_years_out_of_order_are_a_fault(
    faults: Callable[..., list[str]], table: str, first: str, last: str
) -> None:
    assert faults(**{table: [{first: "2012", last: "2009"}]}) == [
        f'{table}.csv, row 2, {last}: "2009" is before {first} 2012'
    ]


def test_one_year_alone_is_in_order(faults: Callable[..., list[str]]) -> None:
    assert faults(programs=[{"start_year": "2012", "end_year": ""}]) == []


def test_a_record_that_is_a_part_of_itself_is_a_fault(faults: Callable[..., list[str]]) -> None:
    assert faults(funding=[{"part_of": "R1"}]) == [
        'funding.csv, row 2, part_of: "R1" makes a row a part of itself; break the circle'
    ]


def test_a_circle_of_parts_is_a_fault_of_each_record_in_it(
    faults: Callable[..., list[str]],
) -> None:
    rows = [
        {"record_id": "A", "part_of": "B"},
        {"record_id": "B", "part_of": "A"},
    ]
    assert faults(funding=rows) == [
        'funding.csv, row 2, part_of: "B" makes a row a part of itself; break the circle',
        'funding.csv, row 3, part_of: "A" makes a row a part of itself; break the circle',
    ]


def test_a_record_that_only_leads_to_a_circle_is_not_blamed(
    faults: Callable[..., list[str]],
) -> None:
    rows = [
        {"record_id": "A", "part_of": "B"},
        {"record_id": "B", "part_of": "A"},
        {"record_id": "C", "part_of": "A"},
    ]
    assert [text for text in faults(funding=rows) if "row 4" in text] == []


def test_a_circle_in_a_long_chain_is_found_in_a_second(
    faults: Callable[..., list[str]],
) -> None:
    rows = [{"record_id": f"R{number}", "part_of": f"R{number + 1}"} for number in range(1, 20_000)]
    found = faults(funding=[*rows, {"record_id": "R20000", "part_of": "R19999"}])
    assert [text.partition(":")[0] for text in found] == [
        "funding.csv, row 20000, part_of",
        "funding.csv, row 20001, part_of",
    ]


def test_a_chain_of_parts_is_no_circle(faults: Callable[..., list[str]]) -> None:
    rows = [{}, {"record_id": "R2", "part_of": "R1"}, {"record_id": "R3", "part_of": "R2"}]
    assert faults(funding=rows) == []


def test_scope_place_needs_a_place(faults: Callable[..., list[str]]) -> None:
    assert faults(programs=[{"scope": "place"}]) == [
        "programs.csv, row 2, place_ids: is empty, yet scope is place"
    ]


@pytest.mark.parametrize("scope", ["country", "regional"])
def test_scope_country_and_regional_need_a_country(
    faults: Callable[..., list[str]], scope: str
) -> None:
    assert faults(programs=[{"scope": scope, "iso3": ""}]) == [
        "programs.csv, row 2, iso3: is empty; only scope office has none"
    ]


def test_scope_office_needs_no_country(faults: Callable[..., list[str]]) -> None:
    assert faults(programs=[{"scope": "office", "iso3": ""}]) == []


def test_the_stage_of_an_amount_is_the_stage_of_its_series(
    faults: Callable[..., list[str]],
) -> None:
    (fault,) = faults(funding=[{"stage": "requested"}])
    assert fault.startswith('funding.csv, row 2, stage: "requested" ')


def test_the_goals_of_a_program_are_goals_of_its_initiative(
    faults: Callable[..., list[str]],
) -> None:
    (fault,) = faults(
        initiatives=[{}, {"initiative_id": "BETA"}],
        goals=[{}, {"goal_id": "BETA-1", "initiative_id": "BETA"}],
        programs=[{"goal_ids": "ALPHA-1;BETA-1"}],
    )
    assert fault.startswith('programs.csv, row 2, goal_ids: "BETA-1" ')


def test_a_table_without_rows_has_no_faults(faults: Callable[..., list[str]]) -> None:
    assert faults(members=[], statements=[]) == []


def test_a_program_that_is_a_part_of_itself_is_a_fault(faults: Callable[..., list[str]]) -> None:
    assert faults(programs=[{"part_of": "PR1"}]) == [
        'programs.csv, row 2, part_of: "PR1" makes a row a part of itself; break the circle'
    ]


def test_a_circle_of_programs_is_a_fault_of_each_in_it(faults: Callable[..., list[str]]) -> None:
    rows = [{"program_id": "A", "part_of": "B"}, {"program_id": "B", "part_of": "A"}]
    assert faults(programs=rows) == [
        'programs.csv, row 2, part_of: "B" makes a row a part of itself; break the circle',
        'programs.csv, row 3, part_of: "A" makes a row a part of itself; break the circle',
    ]


def test_a_part_names_the_whole_and_not_another_part(faults: Callable[..., list[str]]) -> None:
    rows = [
        {"program_id": "A"},
        {"program_id": "B", "part_of": "A"},
        {"program_id": "C", "part_of": "B"},
    ]
    assert faults(programs=rows) == ['programs.csv, row 4, part_of: "B" is itself a part; write A']


@pytest.mark.parametrize("umbrella", ["A", "B"])
def test_an_umbrella_row_has_no_parts_and_is_none(
    faults: Callable[..., list[str]], umbrella: str
) -> None:
    rows = [{"program_id": "A"}, {"program_id": "B", "part_of": "A"}]
    for row in rows:
        if row["program_id"] == umbrella:
            row["assistance_type"] = "umbrella"
    assert faults(programs=rows) == [
        'programs.csv, row 3, part_of: "A" an umbrella row is no program: it has no parts and is '
        "none"
    ]


def test_the_whole_of_a_part_is_a_row_of_the_table(faults: Callable[..., list[str]]) -> None:
    assert faults(programs=[{"part_of": "PR9"}]) == [
        'programs.csv, row 2, part_of: "PR9" is not in programs.csv; add it there or correct it '
        "here"
    ]
