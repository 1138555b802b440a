"""One rule says which program is newer than which, for every list and table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.presentation.lately import newest_programs
from inlmap.presentation.newest import newest_first, newest_published_first, publication_day
from inlmap.presentation.screen_tables import program_table
from inlmap.presentation.view import View

PROGRAMS = [
    {"program_id": "NONE"},
    {"program_id": "TO-COME", "start_year": "2024", "end_year": "2029"},
    {"program_id": "OVER", "start_year": "2016", "end_year": "2025"},
    {"program_id": "BEGUN", "start_year": "2026"},
    {"program_id": "THIS-YEAR", "start_year": "2020", "end_year": "2026"},
]


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2026-10-06", (2026, 10, 6)),
        ("2024-11", (2024, 11, 0)),
        ("2015 (undated copy)", (2015, 0, 0)),
        ("2013-02-08 and 2013-03-01", (2013, 2, 8)),
        ("2019-2021", None),
        ("March 18 (year not shown)", None),
        ("undated", None),
        ("", None),
    ],
)
def test_a_day_is_read_only_where_a_date_stands_first(
    stated: str, day: tuple[int, int, int] | None
) -> None:
    assert publication_day(stated) == day


def order(catalog: Catalog) -> list[str]:
    return list(newest_first(catalog, catalog.programs)["program_id"])


def test_a_program_with_a_last_year_to_come_counts_by_its_first(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=PROGRAMS, sources=[{"date": "2026-10-06"}])
    assert order(catalog) == ["BEGUN", "THIS-YEAR", "OVER", "TO-COME", "NONE"]


def test_where_no_source_is_dated_no_last_year_is_known_to_come(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=PROGRAMS)
    assert order(catalog) == ["TO-COME", "BEGUN", "THIS-YEAR", "OVER", "NONE"]


def test_the_table_of_programs_and_the_newest_ones_begin_with_the_same_years(
    catalog: Catalog,
) -> None:
    newest = [one.years for one in newest_programs(View(catalog, Selection()))]
    assert newest == ["2026", "2026", "since 2026", "since 2026", "2023–2026"]
    assert list(program_table(catalog)["years"])[:5] == newest


def test_publications_stand_by_their_dates_and_those_without_one_last(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    dates = ("2012-05", "undated", "2026-10-06", "2012-05-03")
    rows = [{"source_id": f"S{at}", "date": date} for at, date in enumerate(dates, 1)]
    catalog = tiny_catalog(sources=rows)
    found = newest_published_first(catalog, catalog.sources["source_id"])
    assert found == ["S3", "S4", "S1", "S2"]
