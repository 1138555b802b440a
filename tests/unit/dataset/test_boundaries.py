"""A boundary file is read with its columns, or its faults say what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inlmap.dataset.boundaries import COUNTRIES, NOTICE, read_layer

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
    assert [str(fault) for fault in faults] == [
        "geo/countries.geojson: is missing from mine/",
        "geo/countries.web.geojson: is missing from mine/",
    ]


NO_COLLECTION = 'is not a GeoJSON file with a "FeatureCollection" of "features"'
EXPORT = "export it as GeoJSON in EPSG:4326"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is not a GeoJSON file (line 1, column 1: Expecting value)"),
        (
            b"iso3,name\nHND,Honduras\n",
            "is not a GeoJSON file (line 1, column 1: Expecting value)",
        ),
        (
            b'{"type":\n"Featu',
            "is not a GeoJSON file (line 2, column 1: Unterminated string starting at)",
        ),
        (b"[]", NO_COLLECTION),
        (b'"text"', NO_COLLECTION),
        (b"null", NO_COLLECTION),
        (b'{"type": "FeatureCollection"}', NO_COLLECTION),
        (b'{"type": "FeatureCollection", "features": {}}', NO_COLLECTION),
        (b'{"type": "Feature", "properties": {}, "geometry": null}', NO_COLLECTION),
        (
            b'{"type": "FeatureCollection", "features": []}',
            "has no features; every country or unit needs one",
        ),
        (
            b'{"type": "Topology", "objects": {}, "arcs": []}',
            f"is a TopoJSON file; {EXPORT}",
        ),
        (b"PK\x03\x04rest", f"is a zip file, not a GeoJSON file; {EXPORT}"),
        (b"SQLite format 3\0rest", f"is a GeoPackage, not a GeoJSON file; {EXPORT}"),
        (b"\0\0\x27\x0a\0\0", f"is a shapefile, not a GeoJSON file; {EXPORT}"),
        (
            b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd"
            b"</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
            f"is a link to other data, not a GeoJSON file; {EXPORT}",
        ),
        (b"<kml/>", f"is XML, such as KML or a web page, not a GeoJSON file; {EXPORT}"),
        ('{"ñ": 1}'.encode("latin-1"), "is not a GeoJSON file in UTF-8"),
        (b"[" * 100_000, "is not a GeoJSON file (it is nested too deeply)"),
        (b'{"a": NaN}', "is not a GeoJSON file (NaN is not a number of JSON)"),
        (b'{"a": [-Infinity]}', "is not a GeoJSON file (-Infinity is not a number of JSON)"),
        (b'{"a": 1, "a": 2}', 'has "a" twice in one object; keep one'),
        (
            b'{"type": "FeatureCollection", "features": [7]}',
            'ROW1 is not a feature with "properties" and "geometry"',
        ),
    ],
)
def test_a_file_of_another_kind_is_told_what_it_is(
    tiny_folder: Callable[..., Path], content: bytes, fault: str
) -> None:
    folder = tiny_folder()
    (folder / COUNTRIES.file).write_bytes(content)
    place = ", row 1: " if fault.startswith("ROW1 ") else ": "
    assert [str(fault) for fault in read_layer(folder, COUNTRIES)[1]] == [
        f"geo/countries.geojson{place}{fault.removeprefix('ROW1 ')}"
    ]


def test_a_connection_string_in_a_file_is_not_followed(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder()
    (folder / COUNTRIES.file).write_text("PG:host=localhost dbname=x", encoding="utf-8")
    assert [str(fault) for fault in read_layer(folder, COUNTRIES)[1]] == [
        "geo/countries.geojson: is not a GeoJSON file (line 1, column 1: Expecting value)"
    ]


def test_a_folder_in_place_of_a_boundary_file_is_told_so(
    tiny_folder: Callable[..., Path],
) -> None:
    folder = tiny_folder()
    (folder / COUNTRIES.file).unlink()
    (folder / COUNTRIES.file).mkdir()
    assert [str(fault) for fault in read_layer(folder, COUNTRIES)[1]] == [
        "geo/countries.geojson: is a folder, not a file; simplify it (see geo/SOURCES.md)"
    ]


@pytest.mark.parametrize("size", [20_000_001, 100_000_000, 10**12])
def test_a_file_over_20_megabytes_is_not_opened(
    tiny_folder: Callable[..., Path], size: int
) -> None:
    folder = tiny_folder()
    with (folder / COUNTRIES.file).open("r+b") as file:
        file.truncate(size)
    assert [str(fault) for fault in read_layer(folder, COUNTRIES)[1]] == [
        "geo/countries.geojson: is over 20 MB; simplify it (see geo/SOURCES.md)"
    ]


def test_a_missing_property_is_a_fault(faults: Callable[..., list[str]]) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        for feature in collection["features"]:
            del feature["properties"]["role"]

    assert faults(spoil) == [
        "geo/countries.geojson, role: is missing; add this property to every feature"
    ]


def test_a_country_without_a_shape_is_a_fault(faults: Callable[..., list[str]]) -> None:
    assert faults(lambda collection: collection["features"][1].update(geometry=None)) == [
        'geo/countries.geojson, row 2, geometry: "HND" has no shape'
    ]


def test_a_file_without_any_shape_is_a_list_of_faults(faults: Callable[..., list[str]]) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        for feature in collection["features"]:
            feature["geometry"] = None

    assert len(faults(spoil)) == 3


def test_a_shape_that_crosses_itself_is_a_fault(faults: Callable[..., list[str]]) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        collection["features"][1]["geometry"]["coordinates"] = BOWTIE

    (fault,) = faults(spoil)
    assert fault == (
        'geo/countries.geojson, row 2, geometry: "HND" is not valid: '
        "Self-intersection[0.5 0.5]; mend this shape"
    )


def test_a_country_that_stands_twice_is_a_fault(faults: Callable[..., list[str]]) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        collection["features"].append(collection["features"][1])

    assert faults(spoil) == ['geo/countries.geojson, iso3: "HND" stands twice; keep one']


A_POSITION_LIST = "has a ring that is not a list of [longitude, latitude]"
A_CLOSED_RING = "points; a ring has at least 4, and the last is the first again"
REPROJECT = (
    "outside -180 to 180 and -90 to 90 degrees; "
    "reproject the file to EPSG:4326 and keep longitude first"
)


def polygon(*ring: object) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(ring)]}


@pytest.mark.parametrize(
    ("geometry", "fault"),
    [
        (None, "has no shape"),
        ("POLYGON EMPTY", "is not a shape; it must be a Polygon or a MultiPolygon"),
        ({"type": ["x"]}, "is not a shape; it must be a Polygon or a MultiPolygon"),
        (
            {"type": "Point", "coordinates": [1, 2]},
            "is a Point; it must be a Polygon or a MultiPolygon",
        ),
        (
            {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
            "is a LineString; it must be a Polygon or a MultiPolygon",
        ),
        (
            {"type": "GeometryCollection", "geometries": []},
            "is a GeometryCollection; it must be a Polygon or a MultiPolygon",
        ),
        ({"type": "Polygon"}, "has no shape"),
        ({"type": "Polygon", "coordinates": []}, "has no shape"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "has no shape"),
        (polygon(), A_POSITION_LIST),
        (polygon([0, 0], [1, 1]), f"has a ring of 2 {A_CLOSED_RING}"),
        (polygon([0, 0], [1, 0], [1, 1], [0, 1]), f"has a ring of 4 {A_CLOSED_RING}"),
        (polygon([0, 0], ["1", 0], [1, 1], [0, 0]), A_POSITION_LIST),
        (polygon([0, 0], [None, 0], [1, 1], [0, 0]), A_POSITION_LIST),
        (polygon([0, 0], [1], [1, 1], [0, 0]), A_POSITION_LIST),
        (polygon(0, 1, 2, 0), A_POSITION_LIST),
        (
            polygon([0, 0], [1_669_792.4, 0], [1_669_792.4, 9], [0, 0]),
            f"lies at 1.66979e+06, 0, {REPROJECT}",
        ),
        (polygon([15, -87], [15, -97], [16, -97], [15, -87]), f"lies at 15, -97, {REPROJECT}"),
    ],
)
def test_a_shape_that_is_none_names_its_country_and_the_reason(
    faults: Callable[..., list[str]], geometry: object, fault: str
) -> None:
    assert faults(lambda collection: collection["features"][1].update(geometry=geometry)) == [
        f'geo/countries.geojson, row 2, geometry: "HND" {fault}'
    ]


def test_a_shape_of_more_than_200000_points_is_refused(faults: Callable[..., list[str]]) -> None:
    ring = polygon(*([2, 0], [3, 0]) * 100_000, [2, 0])
    assert faults(lambda collection: collection["features"][1].update(geometry=ring)) == [
        'geo/countries.geojson, row 2, geometry: "HND" has over 200,000 points; simplify it'
    ]


def test_an_infinite_coordinate_is_outside(tiny_folder: Callable[..., Path]) -> None:
    folder = tiny_folder()
    text = (folder / COUNTRIES.file).read_text("utf-8")
    (folder / COUNTRIES.file).write_text(text.replace("[3, 0]", "[1e999, 0]"), encoding="utf-8")
    assert [str(fault) for fault in read_layer(folder, COUNTRIES)[1]] == [
        f'geo/countries.geojson, row 2, geometry: "HND" lies at inf, 0, {REPROJECT}'
    ]


def test_a_height_above_the_sea_is_left_aside(faults: Callable[..., list[str]]) -> None:
    ring = polygon([0, 0, 9], [1, 0, 9], [1, 1, 9], [0, 0, 9])
    assert faults(lambda collection: collection["features"][1].update(geometry=ring)) == []


@pytest.mark.parametrize(
    "name", ["EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"]
)
def test_a_file_that_names_longitude_and_latitude_is_read(
    faults: Callable[..., list[str]], name: str
) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    assert faults(lambda collection: collection.update(crs=crs)) == []


@pytest.mark.parametrize(
    ("crs", "shown"),
    [
        ({"type": "name", "properties": {"name": "EPSG:3857"}}, "EPSG:3857"),
        ("EPSG:32616", "EPSG:32616"),
        ({"type": "name", "properties": []}, "{'type': 'name', 'properties': []}"),
    ],
)
def test_another_reference_system_is_refused_by_its_name(
    faults: Callable[..., list[str]], crs: object, shown: str
) -> None:
    assert faults(lambda collection: collection.update(crs=crs)) == [
        f'geo/countries.geojson, crs: "{shown}" is not EPSG:4326 (longitude and latitude); '
        "reproject the file"
    ]


DEGREES_EAST = "is not a number of degrees from -180 to 180"


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("lon", "-87", f'"-87" {DEGREES_EAST}'),
        ("lon", None, DEGREES_EAST),
        ("lon", True, f'"True" {DEGREES_EAST}'),
        ("lon", 181, f'"181.0" {DEGREES_EAST}'),
        ("lat", -90.5, '"-90.5" is not a number of degrees from -90 to 90'),
        ("iso3", None, "is empty; fill it in"),
        ("iso3", "", "is empty; fill it in"),
        ("iso3", 340, '"340.0" is not text; put it in quotation marks'),
        ("iso3", ["HND"], "\"['HND']\" is not text; put it in quotation marks"),
        ("name", "", "is empty; fill it in"),
        ("name", {"en": "x"}, "\"{'en': 'x'}\" is not text; put it in quotation marks"),
        ("name", " Honduras", '"Honduras" begins or ends with a space; remove the space'),
        (
            "name",
            "Hon\u202eduras",
            '"Hon\ufffdduras" holds a hidden character at position 4: U+202E '
            "(right-to-left override); remove it",
        ),
        ("role", "friend", '"friend" is not allowed; use one of: partner, context'),
    ],
)
def test_a_wrong_property_names_its_feature_and_its_cure(
    faults: Callable[..., list[str]], name: str, value: object, fault: str
) -> None:
    changed = {name: value}
    found = faults(lambda collection: collection["features"][1]["properties"].update(changed))
    assert found == [f"geo/countries.geojson, row 2, {name}: {fault}"]


def test_a_property_that_one_feature_lacks_names_its_row(
    faults: Callable[..., list[str]],
) -> None:
    assert faults(lambda collection: collection["features"][1]["properties"].pop("lon")) == [
        "geo/countries.geojson, row 2, lon: is missing; add this property to every feature"
    ]


def test_more_than_10000_features_are_refused(faults: Callable[..., list[str]]) -> None:
    assert faults(lambda collection: collection.update(features=[{}] * 10_001)) == [
        "geo/countries.geojson: has over 10,000 features; keep the countries and units"
    ]


@pytest.fixture
def web_faults(tiny_folder: Callable[..., Path]) -> Callable[..., list[str]]:
    """Return the faults after ``spoil`` has changed the simplified file of the tiny countries."""

    def find(spoil: Callable[[dict[str, Any]], object]) -> list[str]:
        folder = tiny_folder()
        path = folder / COUNTRIES.web_file
        collection = json.loads(path.read_text("utf-8"))
        spoil(collection)
        path.write_text(json.dumps(collection), encoding="utf-8")
        return [str(fault) for fault in read_layer(folder, COUNTRIES)[1]]

    return find


def test_a_country_that_the_simplified_file_lacks_is_a_fault(
    web_faults: Callable[..., list[str]],
) -> None:
    assert web_faults(lambda collection: collection["features"].pop(1)) == [
        'geo/countries.web.geojson, iso3: "HND" is missing; it is in geo/countries.geojson'
    ]


def test_a_country_that_only_the_simplified_file_has_is_a_fault(
    web_faults: Callable[..., list[str]],
) -> None:
    def spoil(collection: dict[str, Any]) -> None:
        other = json.loads(json.dumps(collection["features"][1]).replace("HND", "XXX"))
        collection["features"].append(other)

    assert web_faults(spoil) == [
        'geo/countries.web.geojson, iso3: "XXX" is not in geo/countries.geojson; remove it'
    ]


def test_the_shapes_of_the_simplified_file_are_checked_too(
    web_faults: Callable[..., list[str]],
) -> None:
    assert web_faults(lambda collection: collection["features"][1].update(geometry=None)) == [
        'geo/countries.web.geojson, row 2, geometry: "HND" has no shape'
    ]


def test_a_simplified_file_that_is_no_geojson_is_a_fault(
    tiny_folder: Callable[..., Path],
) -> None:
    folder = tiny_folder()
    (folder / COUNTRIES.web_file).write_text("{", encoding="utf-8")
    assert [str(fault) for fault in read_layer(folder, COUNTRIES)[1]] == [
        "geo/countries.web.geojson: is not a GeoJSON file (line 1, column 2: "
        "Expecting property name enclosed in double quotes)"
    ]


def test_the_notice_says_whose_boundaries_they_are_and_that_they_bind_nobody() -> None:
    assert NOTICE == "Boundaries: Natural Earth; not authoritative"
