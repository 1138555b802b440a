"""Parse a GeoJSON file (RFC 7946) into its features, or say what is wrong with it.

No driver of GDAL is asked: whatever a file is, nothing else is opened and nothing is fetched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import shapely

from inlmap.errors import Fault
from inlmap.formats import shorten

EXPORT_AS = "export it as GeoJSON in EPSG:4326"
# The names that programs write for longitude and latitude on WGS 84 in the old "crs" member.
WGS84_NAMES = frozenset(
    (
        "epsg:4326",
        "urn:ogc:def:crs:epsg::4326",
        "crs84",
        "ogc:crs84",
        "urn:ogc:def:crs:ogc:1.3:crs84",
        "urn:ogc:def:crs:ogc::crs84",
    )
)
BEGINNINGS = (
    (b"pk\x03\x04", "a zip file"),
    (b"sqlite format 3", "a GeoPackage"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"<ogrvrt", "a link to other data"),
    (b"<", "XML, such as KML or a web page"),
)
LIMITS_DEGREES = np.array((180.0, 90.0))
SHORTEST_RING = 4
MOST_FEATURES = 10_000
MOST_POINTS = 200_000
SHAPES = ("Polygon", "MultiPolygon")


@dataclass(frozen=True)
class Feature:
    """A feature: its properties, its shape (``None`` when it is at fault) and that fault."""

    properties: dict[str, Any]
    shape: shapely.Geometry | None
    fault: str


class _ShapeError(ValueError):
    """A shape is not one; the text says why."""


def parse_features(content: bytes, file: str) -> tuple[list[Feature], list[Fault]]:
    """Return the features of a GeoJSON file, or the faults of the file as a whole."""
    try:
        collection = _parsed(content)
        features = _features_of(collection)
    except _ShapeError as error:
        return [], [Fault(file, 0, "", "", str(error))]
    name = _crs_name(collection.get("crs"))
    if name.casefold() not in WGS84_NAMES:
        remedy = "is not EPSG:4326 (longitude and latitude); reproject the file"
        return [], [Fault(file, 0, "crs", name, remedy)]
    broken = [
        Fault(file, row, "", "", 'is not a feature with "properties" and "geometry"')
        for row, feature in enumerate(features, 1)
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict)
    ]
    return ([], broken) if broken else (list(map(_feature, features)), [])


def _parsed(content: bytes) -> Any:
    beginning = content[:64].lstrip().lower()
    for signature, kind in BEGINNINGS:
        if content.startswith(signature) or beginning.startswith(signature):
            raise _ShapeError(f"is {kind}, not a GeoJSON file; {EXPORT_AS}")
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            parse_int=float,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError:
        raise _ShapeError("is not a GeoJSON file in UTF-8") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise _ShapeError(f"is not a GeoJSON file ({place})") from None
    except RecursionError:
        raise _ShapeError("is not a GeoJSON file (it is nested too deeply)") from None


def _refuse_constant(name: str) -> NoReturn:
    raise _ShapeError(f"is not a GeoJSON file ({name} is not a number of JSON)")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object; the standard parser keeps the last of two equal names silently."""
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _ShapeError(f'has "{shorten(twice)}" twice in one object; keep one')
    return members


def _features_of(collection: Any) -> list[Any]:
    kind = collection.get("type") if isinstance(collection, dict) else None
    if kind == "Topology":
        raise _ShapeError(f"is a TopoJSON file; {EXPORT_AS}")
    features = collection.get("features") if isinstance(collection, dict) else None
    if kind != "FeatureCollection" or not isinstance(features, list):
        raise _ShapeError('is not a GeoJSON file with a "FeatureCollection" of "features"')
    if not features:
        raise _ShapeError("has no features; every country or unit needs one")
    if len(features) > MOST_FEATURES:
        raise _ShapeError(f"has over {MOST_FEATURES:,} features; keep the countries and units")
    return features


def _crs_name(member: Any) -> str:
    """Return the name in a ``crs`` member; a file without one is in EPSG:4326 (RFC 7946)."""
    if member is None:
        return "EPSG:4326"
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else str(member)


def _feature(feature: dict[str, Any]) -> Feature:
    try:
        shape = _shape(feature.get("geometry"))
        if shapely.get_num_coordinates(shape) > MOST_POINTS:  # checking it would take minutes
            raise _ShapeError(f"has over {MOST_POINTS:,} points; simplify it")  # noqa: TRY301
    except _ShapeError as error:
        return Feature(feature["properties"], None, str(error))
    return Feature(feature["properties"], shape, "")


def _shape(geometry: Any) -> shapely.Geometry:
    if geometry is None:
        raise _ShapeError("has no shape")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in SHAPES:
        raise _ShapeError(f"is {_described(kind)}; it must be a Polygon or a MultiPolygon")
    coordinates = geometry.get("coordinates")
    parts = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(parts, list) or not parts:
        raise _ShapeError("has no shape")
    polygons = [_polygon(part) for part in parts]
    return polygons[0] if kind == "Polygon" else shapely.MultiPolygon(polygons)


def _described(kind: Any) -> str:
    return f"a {kind}" if isinstance(kind, str) and kind.isalpha() else "not a shape"


def _polygon(part: Any) -> shapely.Polygon:
    if not isinstance(part, list) or not part:
        raise _ShapeError("has no shape")
    shell, *holes = map(_ring, part)
    return shapely.Polygon(shell, holes)


def _ring(positions: Any) -> np.ndarray[Any, Any]:
    try:
        ring = np.asarray(positions)
    except ValueError:  # lists of unequal length
        raise _ShapeError("has a ring that is not a list of [longitude, latitude]") from None
    if ring.dtype.kind != "f" or ring.ndim != 2 or ring.shape[1] not in (2, 3):  # noqa: PLR2004
        raise _ShapeError("has a ring that is not a list of [longitude, latitude]")
    if len(ring) < SHORTEST_RING or not (ring[0] == ring[-1]).all():
        raise _ShapeError(
            f"has a ring of {len(ring)} points; a ring has at least {SHORTEST_RING}, "
            "and the last is the first again"
        )
    flat = ring[:, :2]
    outside = ~(np.abs(flat) <= LIMITS_DEGREES).all(axis=1)
    if outside.any():
        lon, lat = flat[outside.argmax()]
        raise _ShapeError(
            f"lies at {lon:g}, {lat:g}, outside -180 to 180 and -90 to 90 degrees; "
            "reproject the file to EPSG:4326 and keep longitude first"
        )
    return flat
