"""A boundary file is read with its columns, or its faults say what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inlmap.boundaries import COUNTRIES, NOTICE, read_layer

BOWTIE = [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]


@pytest.fixture
def faults(tiny_folder: Callable[..., Path]) -> Callable[..., list[str]]:
    """Return the faults of the tiny countries after ``spoil`` has changed their collection."""

    def find(spoil: Callable[[dict[str, Any]], object]) -> list[str]:
        folder = tiny_folder()
        path = folder / COUNTRIES.file
        collection = json.loads(path.read_text("utf-8"))
        spoil(collection)
        path.write_text(json.dumps(collection), encoding="utf-8")
        return [str(fault) for fault in read_layer(folder, COUNTRIES)[1]]

    return find


def test_a_right_file_is_read_in_degrees_with_the_columns_of_its_layer(
    tiny_folder: Callable[..., Path],
) -> None:
    frame, faults = read_layer(tiny_folder(), COUNTRIES)
    assert faults == []
    assert frame is not None
    assert frame["iso3"].to_list() == ["GTM", "HND", "USA"]
    assert list(frame.columns) == [*COUNTRIES.columns, "geometry"]
    assert frame.crs.to_epsg() == 4326


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    frame, faults = read_layer(folder, COUNTRIES)
    assert frame is None
    assert [str(fault) for fault in faults] == ["geo/countries.geojson: is missing from mine/"]


@pytest.mark.parametrize("text", ["", "iso3,name\nHND,Honduras\n", '{"type": "Featu', "[]"])
def test_a_file_of_another_kind_is_a_fault(tiny_folder: Callable[..., Path], text: str) -> None:
    folder = tiny_folder()
    (folder / COUNTRIES.file).write_text(text, encoding="utf-8")
    assert [str(fault) for fault in read_layer(folder, COUNTRIES)[1]] == [
        "geo/countries.geojson: is not a GeoJSON file"
    ]


def test_a_file_over_20_megabytes_is_not_opened(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder()
    with (folder / COUNTRIES.file).open("r+b") as file:
        file.truncate(20_000_001)
    assert [str(fault) for fault in read_layer(folder, COUNTRIES)[1]] == [
        "geo/countries.geojson: is over 20 MB; simplify it (see geo/SOURCES.md)"
    ]


def test_a_missing_property_is_a_fault(faults: Callable[..., list[str]]) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        for feature in collection["features"]:
            del feature["properties"]["role"]

    assert faults(spoil) == ["geo/countries.geojson, role: is missing"]


def test_a_country_without_a_shape_is_a_fault(faults: Callable[..., list[str]]) -> None:
    assert faults(lambda collection: collection["features"][1].update(geometry=None)) == [
        'geo/countries.geojson, row 2, geometry: "HND" has no shape'
    ]


def test_a_file_without_any_shape_is_a_list_of_faults(faults: Callable[..., list[str]]) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        for feature in collection["features"]:
            feature["geometry"] = None

    assert len(faults(spoil)) == 3


def test_a_file_without_features_is_a_fault(faults: Callable[..., list[str]]) -> None:
    assert faults(lambda collection: collection.update(features=[])) != []


def test_a_shape_that_crosses_itself_is_a_fault(faults: Callable[..., list[str]]) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        collection["features"][1]["geometry"]["coordinates"] = BOWTIE

    (fault,) = faults(spoil)
    assert fault.startswith(
        'geo/countries.geojson, row 2, geometry: "HND" is not valid: Self-intersection'
    )


def test_a_country_that_stands_twice_is_a_fault(faults: Callable[..., list[str]]) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        collection["features"].append(collection["features"][1])

    assert faults(spoil) == ['geo/countries.geojson, iso3: "HND" stands twice; keep one']


def test_a_country_without_a_code_is_a_fault(faults: Callable[..., list[str]]) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        collection["features"][1]["properties"]["iso3"] = None

    assert faults(spoil) != []


def test_a_role_that_is_neither_partner_nor_context_is_a_fault(
    faults: Callable[..., list[str]],
) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        collection["features"][1]["properties"]["role"] = "friend"

    (fault,) = faults(spoil)
    assert '"friend"' in fault


def test_the_notice_says_whose_boundaries_they_are_and_that_they_bind_nobody() -> None:
    assert NOTICE == "Boundaries: Natural Earth; not authoritative"
