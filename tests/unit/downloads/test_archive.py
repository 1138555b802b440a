"""The archive of a selection: its files, what describes them, and that nothing points nowhere."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import FUNDING, PROGRAMS, TABLES
from inlmap.downloads.archive import archive
from inlmap.downloads.table_files import table_csv_of

HONDURAS = Selection(initiative=("CARSI",), country=("HND",))
SELECTIONS = [Selection(), HONDURAS, Selection(goal=("CARSI-1",)), Selection(country=("ARG",))]


def unpacked(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@cache
def files_of(catalog: Catalog, selection: Selection) -> dict[str, bytes]:
    """The files of an archive, made once for all tests that read it."""
    return unpacked(archive(catalog, selection))


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def resources(files: dict[str, bytes]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files["datapackage.json"])["resources"]
    return found


def test_the_archive_holds_the_tables_and_what_describes_them(catalog: Catalog) -> None:
    names = [table.file for table in TABLES]
    assert list(files_of(catalog, HONDURAS)) == [
        *names,
        "codebook.md",
        "datapackage.json",
        "README.txt",
    ]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_programs_and_amounts_are_those_of_their_addresses(
    catalog: Catalog, selection: Selection
) -> None:
    files = files_of(catalog, selection)
    for table in (PROGRAMS, FUNDING):
        assert files[table.file] == table_csv_of(catalog, table, selection)


def test_a_filter_narrows_what_depends_on_it_and_leaves_the_rest_whole(catalog: Catalog) -> None:
    files = files_of(catalog, HONDURAS)
    counts = {table.name: len(rows(files[table.file])) for table in TABLES}
    whole = {name: len(getattr(catalog, name)) for name in counts}
    narrowed = {name for name in counts if counts[name] < whole[name]}
    assert narrowed == {"programs", "funding", "series", "sources", "statements", "results"}


def test_the_description_lists_exactly_the_tables_of_the_archive(catalog: Catalog) -> None:
    files = files_of(catalog, HONDURAS)
    tables = [name for name in files if name.endswith(".csv")]
    assert [one["path"] for one in resources(files)] == tables


@pytest.mark.parametrize("selection", SELECTIONS)
def test_every_table_fits_its_description(catalog: Catalog, selection: Selection) -> None:
    expect_described(files_of(catalog, selection))


def test_the_tables_of_a_visitor_fit_their_description_and_mark_the_rows(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    published = tiny_catalog()
    own = published.raw["programs"].assign(program_id="OWN1")
    files = unpacked(archive(with_own_rows(published, {"programs": own}, beside=True), Selection()))
    expect_described(files)
    marks = [row["row_status"] for row in rows(files["programs.csv"])]
    assert marks == ["published", "your row, not published"]


def expect_described(files: dict[str, bytes]) -> None:
    for resource in resources(files):
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        heading = files[resource["path"]].decode("utf-8-sig").splitlines()[0]
        assert heading.split(",") == list(fields)
        for row in rows(files[resource["path"]]):
            misfits = [name for name, cell in row.items() if not fits(cell, fields[name])]
            assert misfits == []


def fits(cell: str, field: dict[str, Any]) -> bool:
    rules = field.get("constraints", {})
    if not cell:
        return not rules.get("required", False)
    if field["type"] in {"number", "integer", "year"}:
        float(cell) if field["type"] == "number" else int(cell)
        return float(rules.get("minimum", cell)) <= float(cell) <= float(rules.get("maximum", cell))
    return cell in rules.get("enum", [cell])


@pytest.mark.parametrize("selection", SELECTIONS)
def test_no_key_points_to_a_row_that_is_not_in_the_archive(
    catalog: Catalog, selection: Selection
) -> None:
    files = files_of(catalog, selection)
    tables = {one["name"]: rows(files[one["path"]]) for one in resources(files)}
    for resource in resources(files):
        own = tables[resource["name"]]
        keys = [row[resource["schema"]["primaryKey"][0]] for row in own]
        assert all(keys)
        for key in resource["schema"]["foreignKeys"]:
            (column,), (target,) = key["fields"], key["reference"]["fields"]
            there = {row[target] for row in tables[key["reference"]["resource"]]}
            assert {row[column] for row in own} - there - {""} == set()


@pytest.mark.parametrize("selection", SELECTIONS)
def test_every_publication_that_a_row_names_is_in_the_archive(
    catalog: Catalog, selection: Selection
) -> None:
    files = files_of(catalog, selection)
    cited = {
        key
        for name, body in files.items()
        if name.endswith(".csv")
        for row in rows(body)
        for key in row.get("source_id", "").split(";")
    } - {""}
    assert {row["source_id"] for row in rows(files["sources.csv"])} == cited


def test_the_codebook_describes_every_column_of_every_table(catalog: Catalog) -> None:
    files = files_of(catalog, HONDURAS)
    text = files["codebook.md"].decode()
    for table in TABLES:
        section = text.partition(f"### {table.file}:")[2].split("\n### ")[0]
        heading = files[table.file].decode("utf-8-sig").splitlines()[0]
        assert [name for name in heading.split(",") if f"| `{name}` |" not in section] == []


def test_the_readme_names_the_filters_and_the_version(catalog: Catalog) -> None:
    text = files_of(catalog, HONDURAS)["README.txt"].decode()
    assert "Filters: initiative: CARSI; country: HND." in text
    assert f"Dataset version {catalog.version}" in text
    assert "nominal U.S. dollars in millions" in text
    assert "Boundaries: Natural Earth; not authoritative." in text


def test_the_readme_of_everything_says_that_nothing_is_filtered(catalog: Catalog) -> None:
    text = files_of(catalog, Selection())["README.txt"].decode()
    assert "Filters: none." in text


def test_the_same_data_give_the_same_bytes_whenever_they_are_read(
    tiny_catalog: Callable[..., Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = archive(tiny_catalog(), Selection())
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert archive(tiny_catalog(), Selection()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
