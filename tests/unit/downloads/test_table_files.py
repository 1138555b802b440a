"""The tables of a selection as files: their rows, their columns, and what they say of amounts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inlmap.catalog.address import choices
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import FUNDING, PROGRAMS, SOURCES, Table
from inlmap.dataset.table_reader import read_content
from inlmap.downloads.table_files import (
    ADDED,
    FILE_TABLES,
    described,
    selected_rows,
    table_csv_of,
    table_json_of,
)
from inlmap.figures.totals import headline_figure
from tests.tiny_rows import programs_in

DOCS = (Path(__file__).parents[3] / "docs" / "DATA.md").read_text("utf-8")
TWO_YEARS = [
    {"record_id": "R1", "fy_start": "2010", "fy_end": "2010", "amount_usd_millions": "1.5"},
    {"record_id": "R2", "fy_start": "2011", "fy_end": "2011", "amount_usd_millions": "2"},
    {"record_id": "R3", "iso3": "GTM", "recipient": "Guatemala", "amount_usd_millions": "4"},
]


def read(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def amounts(catalog: Catalog, selection: Selection) -> list[dict[str, str]]:
    return read(table_csv_of(catalog, FUNDING, selection))


def parsed(catalog: Catalog, table: Table, selection: Selection) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(table_json_of(catalog, table, selection))
    return content


@pytest.mark.parametrize(
    ("selection", "records"),
    [
        (Selection(), ["R1", "R2", "R3"]),
        (Selection(country=("HND",)), ["R1", "R2"]),
        (Selection(fy=(2011, 2011)), ["R2"]),
        (Selection(country=("GTM",), fy=(2011, 2011)), []),
    ],
)
def test_amounts_belong_to_a_selection_that_they_touch(
    tiny_catalog: Callable[..., Catalog], selection: Selection, records: list[str]
) -> None:
    found = amounts(tiny_catalog(funding=TWO_YEARS), selection)
    assert [row["record_id"] for row in found] == records


@pytest.mark.parametrize(
    "selection",
    [
        Selection(goal=("ALPHA-1",)),
        Selection(theme=("borders",)),
        Selection(agency=("INL",)),
        Selection(assistance=("training",)),
    ],
)
def test_under_a_filter_that_splits_no_money_there_are_no_amounts_and_a_notice_says_why(
    tiny_catalog: Callable[..., Catalog], selection: Selection
) -> None:
    catalog = tiny_catalog(funding=TWO_YEARS)
    assert table_csv_of(catalog, FUNDING, selection).count(b"\r\n") == 1
    content = parsed(catalog, FUNDING, selection)
    assert content["rows"] == []
    assert content["notice"].startswith("No source splits the money by ")


def test_the_amounts_marked_as_counted_are_those_of_the_headline_figure(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        funding=[*TWO_YEARS, {"record_id": "R4", "part_of": "R1", "recipient": "Ports"}]
    )
    found = amounts(catalog, Selection(country=("HND",)))
    marks = {row["record_id"]: row["in_headline_figure"] for row in found}
    assert marks == {"R1": "yes", "R2": "yes", "R4": "no"}


def test_what_is_marked_as_counted_adds_up_to_the_headline_figure_of_every_country(
    catalog: Catalog,
) -> None:
    for choice in choices(catalog)["country"]:
        selection = Selection(country=(choice.value,))
        counted = selected_rows(catalog, FUNDING, selection).query("in_headline_figure == 'yes'")
        value = headline_figure(catalog, selection).value or 0
        assert counted["amount_usd_millions"].sum() == pytest.approx(value)


def test_an_amount_names_its_series_its_stage_and_its_publications(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    sources = [{"url": "https://example.gov/a"}, {"source_id": "S2", "title": "B"}]
    (row,) = amounts(tiny_catalog(sources=sources, funding=[{"source_id": "S1;S2"}]), Selection())
    named = ("countries", "series", "stage", "sources", "source_urls")
    assert [row[name] for name in named] == [
        "Honduras",
        "Country lines",
        "allocated",
        "A report; B",
        "https://example.gov/a",
    ]


def test_the_sources_are_those_that_the_programs_and_the_amounts_cite(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        sources=[{"source_id": f"S{number}"} for number in range(1, 6)],
        programs=[{"source_id": "S3;S2"}],
        funding=[{"source_id": "S4"}],
    )
    everything = read(table_csv_of(catalog, SOURCES, Selection()))
    assert [row["source_id"] for row in everything] == ["S2", "S3", "S4"]
    of_goal = read(table_csv_of(catalog, SOURCES, Selection(assistance=("training",))))
    assert [row["source_id"] for row in of_goal] == ["S2", "S3"]


@pytest.mark.parametrize("table", FILE_TABLES, ids=lambda table: table.name)
def test_a_file_has_exactly_the_columns_that_are_described(catalog: Catalog, table: Table) -> None:
    heading = table_csv_of(catalog, table, Selection(country=("ARG",))).decode("utf-8-sig")
    assert heading.splitlines()[0].split(",") == list(described(table).column_names)


@pytest.mark.parametrize("table", FILE_TABLES, ids=lambda table: table.name)
def test_the_page_on_data_addresses_describes_every_added_column(table: Table) -> None:
    section = DOCS.partition(f"\n### {table.name}\n")[2].split("\n##")[0]
    told = re.findall(r"^\| `([^`]+)` \| (.+) \|$", section, re.MULTILINE)
    assert told == [(column.name, column.meaning) for column in ADDED[table.name]]


def test_json_tells_numbers_lists_and_what_is_missing_apart(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        programs=[
            {"iso3": "HND;GTM", "start_year": "2008", "amount_usd_millions": "-0.302776"},
            {"program_id": "PR2", "iso3": "", "scope": "office", "name": "=1+1"},
        ]
    )
    content = parsed(catalog, PROGRAMS, Selection(fy=(2005, 2009)))
    assert content["rows"][0]["iso3"] == ["HND", "GTM"]
    assert content["rows"][0]["start_year"] == 2008
    assert content["rows"][0]["amount_usd_millions"] == -0.302776
    assert content["rows"][0]["end_year"] is None
    (_, second) = parsed(catalog, PROGRAMS, Selection())["rows"]
    assert (second["iso3"], second["status"], second["name"]) == ([], None, "=1+1")


def test_json_carries_the_version_the_table_and_the_filters(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=programs_in("HND", 2) + programs_in("GTM", 1))
    content = parsed(catalog, PROGRAMS, Selection(initiative=("ALPHA",), country=("HND",)))
    assert [row["program_id"] for row in content["rows"]] == ["HND-1", "HND-2"]
    assert content["dataset_version"] == catalog.version
    assert content["table"] == "programs"
    assert content["filters"] == {"initiative": ["ALPHA"], "country": ["HND"]}
    assert content["notice"] is None


@pytest.mark.parametrize("table", FILE_TABLES, ids=lambda table: table.name)
def test_both_formats_hold_the_same_rows(catalog: Catalog, table: Table) -> None:
    selection = Selection(country=("COL",), fy=(2010, 2014))
    keys = [row[table.key[0]] for row in read(table_csv_of(catalog, table, selection))]
    assert keys
    assert [row[table.key[0]] for row in parsed(catalog, table, selection)["rows"]] == keys


def test_only_the_columns_asked_for_come_in_their_order(catalog: Catalog) -> None:
    columns = ("stage", "record_id")
    selection = Selection(country=("MEX",))
    body = table_csv_of(catalog, FUNDING, selection, columns).decode("utf-8-sig")
    assert body.startswith("stage,record_id\r\n")
    first = json.loads(table_json_of(catalog, FUNDING, selection, columns))["rows"][0]
    assert list(first) == ["stage", "record_id"]


@pytest.mark.parametrize("table", FILE_TABLES, ids=lambda table: table.name)
def test_a_visitors_own_rows_are_marked_in_a_described_column(
    tiny_catalog: Callable[..., Catalog], table: Table
) -> None:
    published = tiny_catalog()
    body = published.raw["programs"].assign(program_id="OWN1").to_csv(index=False).encode()
    frame, _ = read_content(body, PROGRAMS)
    assert frame is not None
    own = with_own_rows(published, {"programs": frame}, beside=True)
    found = read(table_csv_of(own, table, Selection()))
    assert list(found[0]) == list(described(table, own).column_names)
    marks = ["published", "your row, not published"] if table is PROGRAMS else ["published"]
    assert [row["row_status"] for row in found] == marks
