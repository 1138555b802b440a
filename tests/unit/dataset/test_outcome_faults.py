"""What may not stand in the tables of results and indicators."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inlmap.catalog.catalog import read_catalog
from inlmap.errors import DataError

NO_NUMBER = "is not a number (digits and one point, e.g. 1700 or 5.3; no commas, units or %)"


@pytest.fixture
def faults(tiny_folder: Callable[..., Path]) -> Callable[..., list[str]]:
    """The faults of a tiny folder with the rows given as keywords."""

    def find(**rows: list[dict[str, str]]) -> list[str]:
        with pytest.raises(DataError) as caught:
            read_catalog(tiny_folder(**{"indicators": [{}]} | rows))
        return [str(fault) for fault in caught.value.faults]

    return find


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"source_id": ""}, "source_id: is empty; fill it in"),
        ({"source_id": "S9"}, 'source_id: "S9" is not in sources.csv; add it there or correct it'),
        ({"iso3": "XYZ"}, 'iso3: "XYZ" is not in geo/countries.geojson; add it there or correct'),
        ({"indicator_id": "rain"}, 'indicator_id: "rain" is not in indicators.csv; add it there'),
        (
            {"unit": "people"},
            'unit: "people" is not the unit of indicator homicides, which is victims',
        ),
        ({"year": "210"}, 'year: "210" is not a year (four digits from 1960 to 2040, e.g. 2019)'),
        ({"year": "2999"}, 'year: "2999" is not a year (four digits from 1960 to 2040, e.g. 2019)'),
        ({"value": "6,000"}, f'value: "6,000" {NO_NUMBER}'),
        ({"value": "1e400"}, f'value: "1e400" {NO_NUMBER}'),
        ({"value": "nan"}, f'value: "nan" {NO_NUMBER}'),
        ({"value": ""}, "value: is empty; fill it in"),
        ({"mark": "old"}, 'mark: "old" is not allowed; use one of: partial year, break, caution'),
    ],
)
def test_a_wrong_value_is_told_with_row_column_and_cure(
    faults: Callable[..., list[str]], cells: dict[str, str], fault: str
) -> None:
    found = faults(indicator_values=[{}, {"year": "2011"} | cells])
    assert len(found) == 1
    assert found[0].startswith(f"indicator_values.csv, row 3, {fault}")


def test_a_second_value_of_a_country_and_year_is_a_fault(
    faults: Callable[..., list[str]],
) -> None:
    assert faults(indicator_values=[{}, {"value": "6001"}]) == [
        "indicator_values.csv, row 3, indicator_id / iso3 / year: "
        '"homicides / HND / 2010" stands in row 2 too; keep one'
    ]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"source_id": ""}, "source_id: is empty; fill it in"),
        ({"who_says": ""}, "who_says: is empty; fill it in"),
        ({"value": "more than 40"}, f'value: "more than 40" {NO_NUMBER}'),
        (
            {"precision": "over"},
            'precision: "over" is not allowed; use one of: more than, about, nearly',
        ),
        ({"program_id": "PR9"}, 'program_id: "PR9" is not in programs.csv; add it there or'),
        ({"overlaps": "RES9"}, 'overlaps: "RES9" is not in results.csv; add it there or'),
        ({"year_from": "2012", "year_to": "2010"}, 'year_to: "2010" is before year_from 2012'),
        (
            {"disputed_by": "A think tank"},
            "dispute_source_id: is empty, yet disputed_by is filled in; name the publication",
        ),
        (
            {"dispute_source_id": "S1"},
            "disputed_by: is empty, yet dispute_source_id is filled in; name who disputes it",
        ),
    ],
)
def test_a_wrong_result_is_told_with_row_column_and_cure(
    faults: Callable[..., list[str]], cells: dict[str, str], fault: str
) -> None:
    [found] = faults(results=[cells])
    assert found.startswith(f"results.csv, row 2, {fault}")


def test_a_number_of_any_size_that_counts_no_dollars_is_read(
    tiny_folder: Callable[..., Path],
) -> None:
    catalog = read_catalog(tiny_folder(indicators=[{}], indicator_values=[{"value": "340110988"}]))
    assert catalog.indicator_values["value"].tolist() == [340110988.0]


def test_a_folder_without_the_tables_has_the_published_ones(
    tiny_folder: Callable[..., Path],
) -> None:
    folder = tiny_folder()
    for name in ("results", "indicators", "indicator_values"):
        (folder / f"{name}.csv").unlink()
    assert len(read_catalog(folder).indicators) == 14
