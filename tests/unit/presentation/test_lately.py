"""What is new is found by comparing: the newest dated rows, and what the data changed last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.catalog.releases import write_record
from inlmap.catalog.selection import Selection
from inlmap.presentation.lately import (
    last_change,
    newest_programs,
    newest_source,
    newest_sources,
)
from inlmap.presentation.view import View
from inlmap.words import speaking

DAY = date(2026, 11, 24)


def program(key: str, start: str = "", end: str = "", **cells: str) -> dict[str, str]:
    return {"program_id": key, "name": key, "start_year": start, "end_year": end} | cells


PROGRAMS = [
    program("ALP-P001", "2019", "2021"),
    program("ALP-P002", "2024", "2029"),
    program("ALP-P003", "2025"),
    program("ALP-P004"),
    program("ALP-P005", "2026", part_of="ALP-P003"),
    program("ALP-P006", "2026", assistance_type="umbrella", theme_id="", goal_ids=""),
]
SOURCES = [
    {"source_id": "S1", "date": "2026-10-06"},
    {"source_id": "S2", "date": "undated"},
    {"source_id": "S3", "date": "2024-11"},
]


def test_the_newest_programs_have_begun_and_stand_for_themselves(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    view = View(tiny_catalog(programs=PROGRAMS, sources=SOURCES), Selection())
    found = [(one.program_id, one.years) for one in newest_programs(view)]
    assert found == [
        ("ALP-P003", "from 2025"),
        ("ALP-P002", "2024–2029"),
        ("ALP-P001", "2019–2021"),
    ]


def test_the_newest_source_of_a_view_is_dated_in_both_languages(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    programs = [program("ALP-P001", "2019", source_id="S3;S1;S2")]
    view = View(tiny_catalog(programs=programs, sources=SOURCES), Selection())
    assert newest_source(view) == "Newest source: October 6, 2026"
    assert newest_sources(view) == (("October 6, 2026", "S1"), ("November 2024", "S3"))
    with speaking("es"):
        assert newest_source(view) == "Fuente más reciente: 6 de octubre de 2026"


def test_the_last_change_names_what_came_what_left_and_what_was_corrected(
    tiny_folder: Callable[..., Path],
) -> None:
    before = [program("ALP-P001", "2019", status="planned"), program("ALP-P002", "2020")]
    folder = tiny_folder(programs=before)
    write_record(folder, read_catalog(folder), DAY)
    now = [program("ALP-P001", "2019", "2021", status="completed"), program("ALP-P009", "2024")]
    catalog = read_catalog(tiny_folder(programs=now))
    found = last_change(catalog, folder)
    assert found is not None
    assert found.day == DAY
    assert found.counts == ("Rows of programs: 1 added, 1 corrected, 1 removed",)
    assert [one.program_id for one in found.added] == ["ALP-P009"]
    assert found.removed == ("ALP-P002",)
    assert [(one.what, one.before, one.now) for one in found.corrections] == [
        ("Last year", "not stated", "2021"),
        ("Status", "planned", "completed"),
    ]


def test_without_an_earlier_release_nothing_is_said_to_have_changed(
    tiny_folder: Callable[..., Path],
) -> None:
    folder = tiny_folder()
    catalog = read_catalog(folder)
    write_record(folder, catalog, DAY)
    assert last_change(catalog, folder) is None
