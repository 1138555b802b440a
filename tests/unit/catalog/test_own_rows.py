"""A visitor's own rows are marked wherever they show, and never counted with published ones."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import count_own_rows, is_own_series, row_status, with_own_rows
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import FUNDING, PROGRAMS
from inlmap.downloads.table_files import programs_csv, table_csv
from inlmap.errors import DataError
from inlmap.figures.figure_ids import figure_id, figure_of
from inlmap.figures.totals import headline_figure
from inlmap.maps.leaflet import Boundaries, base_map
from inlmap.maps.looks import drawing_version
from inlmap.presentation.screen_tables import program_table
from inlmap.presentation.sentences import summary
from inlmap.presentation.view import View, file_name

EVERYTHING = Selection()


def own_places(catalog: Catalog) -> list[str] | None:
    """The places that the map of a catalog carries with it, by id."""
    [boundaries] = [
        part for part in base_map(catalog)._children.values() if isinstance(part, Boundaries)
    ]
    if not boundaries.given:
        return None
    places = boundaries.given["places.geojson"]["features"]
    return [one["properties"]["place_id"] for one in places]


def rows(catalog: Catalog, table: str, *changes: dict[str, str]) -> pd.DataFrame:
    """The first row of a table, once per change, numbered as in a spreadsheet."""
    first = catalog.raw[table].iloc[0].to_dict()
    frame = pd.DataFrame([first | change for change in changes], dtype="str")
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return frame


@pytest.fixture
def published(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    return tiny_catalog(programs=[{}], funding=[{"amount_usd_millions": "10"}])


@pytest.fixture
def beside(published: Catalog) -> Catalog:
    """One own program and one own amount of 5 in a series of its own, beside one of each."""
    own = {
        "programs": rows(
            published, "programs", {"program_id": "MINE", "name": "My dogs", "place_ids": "P1"}
        ),
        "series": rows(published, "series", {"series_id": "mine", "headline": "alternate"}),
        "funding": rows(
            published,
            "funding",
            {"record_id": "M1", "series_id": "mine", "amount_usd_millions": "5"},
        ),
    }
    return with_own_rows(published, own, beside=True)


def test_own_programs_are_marked_in_their_names(beside: Catalog) -> None:
    names = ["Port police", "My dogs (your row, not published)"]
    assert list(beside.programs["name"]) == names
    assert list(program_table(beside)["program"]) == names


def test_a_series_with_own_amounts_is_marked_in_its_title(beside: Catalog) -> None:
    assert list(beside.series["title"]) == [
        "Country lines",
        "Country lines (your row, not published)",
    ]


def test_the_published_total_stays_what_it_was(published: Catalog, beside: Catalog) -> None:
    assert headline_figure(published, EVERYTHING).value == 10
    assert headline_figure(beside, EVERYTHING).value == 10


def test_a_published_amount_keeps_its_address(published: Catalog, beside: Catalog) -> None:
    figure = headline_figure(beside, EVERYTHING)
    key = figure_id(beside, figure)
    assert key == f"lines!0@{published.version}"
    assert figure_of(published, key).value == 10


def test_an_own_amount_has_the_address_of_the_visit(beside: Catalog) -> None:
    assert is_own_series(beside, "mine")
    assert not is_own_series(beside, "lines")
    key = f"mine!0@{beside.version}"
    assert figure_of(beside, key).value == 5


def test_own_amounts_instead_of_the_published_ones_are_no_published_address(
    published: Catalog,
) -> None:
    own = {"funding": rows(published, "funding", {"amount_usd_millions": "7"})}
    instead = with_own_rows(published, own, beside=False)
    figure = headline_figure(instead, EVERYTHING)
    assert figure.value == 7
    assert figure_id(instead, figure) == f"lines!0@{instead.version}"


def test_the_version_names_the_published_one_and_says_that_it_is_not_it(
    published: Catalog, beside: Catalog
) -> None:
    assert beside.version.startswith(f"{published.version}-yours-")
    assert "-yours-" in file_name(beside, EVERYTHING)
    assert beside.published_version == published.version


def test_other_rows_are_another_version(published: Catalog) -> None:
    versions = {
        with_own_rows(
            published, {"programs": rows(published, "programs", one)}, beside=True
        ).version
        for one in ({"program_id": "A"}, {"program_id": "B"})
    }
    assert len(versions) == 2


def test_rows_are_counted_as_own_when_they_are_not_published(beside: Catalog) -> None:
    assert count_own_rows(beside) == {"programs": 1, "funding": 1, "series": 1}


def test_the_download_says_of_each_row_whether_it_is_published(beside: Catalog) -> None:
    lines = programs_csv(beside, EVERYTHING).decode("utf-8-sig").splitlines()
    assert lines[0].endswith(",row_status")
    assert lines[1].endswith(",published")
    assert lines[2].endswith(',"your row, not published"')
    assert lines[2].startswith("MINE,My dogs,")


def test_whole_tables_say_it_too(beside: Catalog) -> None:
    lines = table_csv(beside, FUNDING).decode("utf-8-sig").splitlines()
    assert [line.rpartition(",")[2] for line in lines[:2]] == ["row_status", "published"]
    assert lines[2].endswith(',"your row, not published"')


def test_the_download_of_published_rows_has_no_such_column(published: Catalog) -> None:
    assert b"row_status" not in programs_csv(published, EVERYTHING)
    assert set(row_status(published, PROGRAMS)) == {"published"}


def test_the_sentences_count_the_rows_that_are_not_published(beside: Catalog) -> None:
    words = summary(View(beside, EVERYTHING))
    assert words[0] == (
        "The sources and your own rows name 2 programs in Honduras; 1 of them is yours and not "
        "published."
    )


def test_own_places_go_to_the_visitor_and_have_no_address(
    published: Catalog, beside: Catalog
) -> None:
    assert drawing_version(beside) == drawing_version(published)
    assert own_places(beside) == ["P1"]
    assert own_places(published) is None


def test_rows_that_refer_to_nothing_are_refused_with_their_row(published: Catalog) -> None:
    own = {"programs": rows(published, "programs", {"program_id": "MINE", "source_id": "S9"})}
    with pytest.raises(DataError) as caught:
        with_own_rows(published, own, beside=True)
    assert [str(fault) for fault in caught.value.faults] == [
        'programs.csv, row 2, source_id: "S9" is not in sources.csv; add it there or correct it '
        "here"
    ]


def test_the_published_catalog_is_not_changed(published: Catalog, beside: Catalog) -> None:
    assert list(published.programs["name"]) == ["Port police"]
    assert published.own_rows is None
    assert beside.cache is not published.cache
