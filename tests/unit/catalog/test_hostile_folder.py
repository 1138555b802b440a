"""Hostile text passes through the reader and the downloads unchanged, or is a fault."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.dataset.cells import FORMULA_STARTS
from inlmap.dataset.schema import TABLES, Table
from inlmap.downloads.table_files import table_csv
from inlmap.errors import DataError
from tests.hostile import text_columns, write_hostile_folder

BIDI = [
    chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile_folder(tmp_path_factory.mktemp("hostile") / "data")


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Catalog:
    return read_catalog(folder)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_download_holds_the_hostile_text_and_no_formula(
    folder: Path, hostile: Catalog, table: Table
) -> None:
    with (folder / table.file).open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    content = table_csv(hostile, table).decode("utf-8-sig")
    read = list(csv.DictReader(io.StringIO(content, newline="")))
    for name in text_columns(table):
        cells = [row[name] for row in read]
        assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == []
        plain = [cell[1:] if cell.startswith("'=") else cell for cell in cells]
        assert plain == [row[name] for row in written]


@pytest.mark.parametrize("mark", BIDI, ids=lambda mark: f"U+{ord(mark):04X}")
def test_a_mark_that_turns_the_direction_of_text_is_a_fault(
    tiny_folder: Callable[..., Path], mark: str
) -> None:
    folder = tiny_folder(programs=[{"name": f"Port{mark}police"}])
    with pytest.raises(DataError) as error:
        read_catalog(folder)
    (fault,) = error.value.faults
    assert (fault.file, fault.row, fault.column) == ("programs.csv", 2, "name")
    assert mark not in str(fault)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:window.__ran=1",
        "JavaScript:alert(1)",
        "data:text/html,<script>1</script>",
        "//outside.example/",
        "vbscript:x",
        " https://outside.example/",
        'https://outside.example/"onmouseover="x',
    ],
)
def test_an_address_that_is_not_http_is_a_fault(tiny_folder: Callable[..., Path], url: str) -> None:
    with pytest.raises(DataError) as error:
        read_catalog(tiny_folder(sources=[{"url": url}]))
    assert [(fault.file, fault.column) for fault in error.value.faults] == [("sources.csv", "url")]
