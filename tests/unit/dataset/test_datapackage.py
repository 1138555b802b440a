"""A data folder is described from the schema, so that other tools can read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inlmap.dataset.datapackage import codebook, datapackage_json
from inlmap.dataset.schema import TABLES, Table

DATA = Path(__file__).parents[3] / "data"
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def resources() -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in json.loads(datapackage_json())["resources"]}


def fields(table: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in resources()[table]["schema"]["fields"]}


def test_every_file_of_the_data_folder_is_described() -> None:
    paths = {one["path"] for one in resources().values()}
    present = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()}
    assert paths == {name for name in present if name.endswith((".csv", ".geojson"))}


@every_table
def test_the_fields_of_a_table_are_its_columns_in_order(table: Table) -> None:
    assert list(fields(table.name)) == list(table.column_names)
    assert resources()[table.name]["schema"]["primaryKey"] == list(table.key)


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("programs", "name", "string"),
        ("programs", "iso3", "list"),
        ("programs", "start_year", "year"),
        ("funding", "amount_usd_millions", "number"),
        ("goals", "number", "integer"),
    ],
)
def test_a_column_has_the_type_of_the_standard(table: str, column: str, kind: str) -> None:
    assert fields(table)[column]["type"] == kind


def test_a_column_of_codes_lists_them() -> None:
    assert fields("programs")["modality"]["constraints"] == {
        "required": True,
        "enum": ["bilateral", "regional", "global", "domestic"],
    }


def test_a_reference_is_a_foreign_key() -> None:
    assert {
        "fields": ["series_id"],
        "reference": {"resource": "series", "fields": ["series_id"]},
    } in resources()["funding"]["schema"]["foreignKeys"]


def test_an_empty_cell_means_not_found() -> None:
    assert resources()["programs"]["schema"]["missingValues"][0]["value"] == ""


@every_table
def test_the_codebook_has_a_line_for_every_column(table: Table) -> None:
    _, _, section = codebook().partition(f"### {table.file}: one row is {table.row}\n")
    lines = [line for line in section.split("###")[0].splitlines() if line.startswith("| `")]
    assert [line.split("`")[1] for line in lines] == list(table.column_names)
