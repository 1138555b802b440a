"""Whatever is done to a table, it is read whole or refused in words that name the place."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.catalog import read_catalog
from inlmap.dataset.folder import dataset_files
from inlmap.dataset.schema import TABLES, THEMES, Table
from inlmap.dataset.table_reader import cell_faults, read_content
from inlmap.errors import DataError, Fault
from tests.json_mutations import JSON_MUTATIONS
from tests.mutations import TABLE_MUTATIONS, mutated, window

DATA = Path(__file__).parents[2] / "data"
CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


def records(text: str) -> list[list[str]]:
    """Split CSV as RFC 4180 says, character by character; a blank line is a row without cells.

    It shares nothing with the reader, so that a row which the reader loses is missed here.
    """
    rows: list[list[str]] = []
    row: list[str] = []
    cell, state, before = "", "start", ""
    for mark in text.removeprefix("\ufeff"):
        if state == "quoted":
            state = "closed" if mark == '"' else state
            cell += mark if mark != '"' else ""
        elif mark == '"' and state != "plain":
            cell += '"' if state == "closed" else ""
            state = "quoted"
        elif mark in ",\r\n":
            if (before, mark) != ("\r", "\n"):
                row += [cell] if mark == "," or row or state != "start" else []
                cell, state = "", "start"
            if mark != "," and (before, mark) != ("\r", "\n"):
                rows.append(row)
                row = []
        else:
            cell, state = cell + mark, "plain"
        before = mark
    return [*rows, [*row, cell]] if row or state != "start" else rows


def checked(content: bytes, table: Table) -> list[Fault]:
    """Read a table, and see that each row is in the frame or named by a fault."""
    frame, faults = read_content(content, table)
    if frame is None:
        assert faults
        return faults
    rows = records(content.decode("utf-8"))
    told = {fault.row for fault in faults}
    for number, row in enumerate(rows[1:], 2):
        if not row or number in told:
            continue
        assert dict(zip(rows[0], row, strict=True)) == frame.loc[number].to_dict()
    assert len(frame) + len(told) == sum(map(bool, rows[1:]))
    return faults + list(cell_faults(frame, table))


def worded(faults: list[Fault], names: set[str]) -> bool:
    """Return whether there are no faults, having seen that each is a line a reader can use."""
    for fault in faults:
        assert fault.file in names
        assert str(fault).isprintable()
        assert fault.remedy
    return not faults


def test_a_mutated_table_is_read_whole_or_refused_in_words(fuzz: Callable[..., None]) -> None:
    shipped = {table: (DATA / table.file).read_bytes() for table in TABLES}

    def case(random: Random) -> bool:
        table = random.choice(TABLES)
        content = mutated(window(shipped[table], random), TABLE_MUTATIONS, random)
        return worded(checked(content, table), {table.file})

    fuzz(case, share=0.6)


def test_a_folder_with_a_mutated_file_is_a_catalog_or_a_data_error(
    fuzz: Callable[..., None], tiny_folder: Callable[..., Path]
) -> None:
    folder = tiny_folder()
    right = {path: path.read_bytes() for path in dataset_files(folder).values()}
    names = {path.relative_to(folder).as_posix() for path in right}

    def case(random: Random) -> bool:
        path = random.choice(list(right))
        mutations = TABLE_MUTATIONS if path.suffix == ".csv" else JSON_MUTATIONS
        path.write_bytes(mutated(right[path], mutations, random))
        try:
            read_catalog(folder)
        except DataError as error:
            return worded(list(error.faults), names)
        finally:
            path.write_bytes(right[path])
        return True

    fuzz(case, share=0.12)


@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    assert not worded(checked(content, THEMES), {"themes.csv"})


@settings(max_examples=300, deadline=None)
@given(body=st.text(st.sampled_from('abc123,";\t\r\n \u00a0\ufeffé'), max_size=60))
def test_any_text_under_the_heading_is_read_whole_or_refused(body: str) -> None:
    heading = ",".join(THEMES.column_names)
    worded(checked(f"{heading}\n{body}".encode(), THEMES), {"themes.csv"})


@settings(max_examples=300, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=5))
def test_any_cells_are_read_letter_for_letter_or_named(rows: list[tuple[str, ...]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([THEMES.column_names, *rows])
    frame, faults = read_content(buffer.getvalue().encode(), THEMES)
    assert frame is not None
    blank = [number for number, row in enumerate(rows, 2) if not any(map(str.strip, row))]
    assert [fault.row for fault in faults] == blank
    assert [list(row) for row in rows if any(map(str.strip, row))] == frame.to_numpy().tolist()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_of_random_rows_of_the_shipped_one_is_accepted(table: Table) -> None:
    content = window((DATA / table.file).read_bytes(), Random(table.name))
    assert worded(checked(content, table), {table.file})
