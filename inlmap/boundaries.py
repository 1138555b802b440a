"""Read the boundary files of a data folder: countries and first-level units, EPSG:4326."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely
from pyogrio.errors import DataSourceError

from inlmap.errors import Fault

GEO_FOLDER = "geo"
WGS84_EPSG = 4326
COUNTRY_COLUMNS = (
    "iso3",
    "iso2",
    "iso_n3",
    "name",
    "name_local",
    "name_es",
    "subregion",
    "role",
    "lon",
    "lat",
)
ADMIN1_COLUMNS = ("code", "iso3", "name", "name_en", "name_es", "type_en", "wikidataid")
COUNTRY_ROLES = ("partner", "context")
LARGEST_FILE_BYTES = 20_000_000
NOTICE = "Boundaries: Natural Earth; not authoritative"


@dataclass(frozen=True)
class Layer:
    """One boundary file: its name without the ending, its key and its columns."""

    name: str
    key: str
    columns: tuple[str, ...]

    @property
    def file(self) -> str:
        """Path of the full file below the data folder."""
        return f"{GEO_FOLDER}/{self.name}.geojson"

    @property
    def web_file(self) -> str:
        """Path of the simplified file that the browser gets, below the data folder."""
        return f"{GEO_FOLDER}/{self.name}.web.geojson"


COUNTRIES = Layer("countries", "iso3", COUNTRY_COLUMNS)
ADMIN1 = Layer("admin1", "code", ADMIN1_COLUMNS)
LAYERS = (COUNTRIES, ADMIN1)


def read_layer(folder: Path, layer: Layer) -> tuple[gpd.GeoDataFrame | None, list[Fault]]:
    """Return a boundary layer (EPSG:4326) and its faults; ``None`` when it cannot be read."""
    path = folder / layer.file
    if not path.is_file():
        return None, [Fault(layer.file, 0, "", "", f"is missing from {folder.resolve().name}/")]
    if path.stat().st_size > LARGEST_FILE_BYTES:
        remedy = f"is over {LARGEST_FILE_BYTES // 1_000_000} MB; simplify it (see geo/SOURCES.md)"
        return None, [Fault(layer.file, 0, "", "", remedy)]
    try:
        frame = gpd.read_file(path)
    except (DataSourceError, json.JSONDecodeError, UnicodeDecodeError, ValueError):
        return None, [Fault(layer.file, 0, "", "", "is not a GeoJSON file")]
    missing = [name for name in layer.columns if name not in frame.columns]
    if missing:
        return None, [Fault(layer.file, 0, name, "", "is missing") for name in missing]
    faults = _geometry_faults(frame, layer) + _property_faults(frame, layer)
    if not (folder / layer.web_file).is_file():
        remedy = f"is missing from {folder.resolve().name}/"
        faults.append(Fault(layer.web_file, 0, "", "", remedy))
    return frame[[*layer.columns, "geometry"]], faults


def _property_faults(frame: gpd.GeoDataFrame, layer: Layer) -> list[Fault]:
    keys = enumerate(frame[layer.key].fillna(""), 1)
    faults = [
        Fault(layer.file, row, layer.key, "", "is empty; fill it in")
        for row, key in keys
        if not key
    ]
    if "role" in layer.columns:
        remedy = f"is not allowed; use one of: {', '.join(COUNTRY_ROLES)}"
        faults += [
            Fault(layer.file, row, "role", str(role), remedy)
            for row, role in enumerate(frame["role"], 1)
            if role not in COUNTRY_ROLES
        ]
    return faults


def _geometry_faults(frame: gpd.GeoDataFrame, layer: Layer) -> list[Fault]:
    faults: list[Fault] = []
    if frame.crs is None or frame.crs.to_epsg() != WGS84_EPSG:
        faults.append(Fault(layer.file, 0, "crs", str(frame.crs), "is not EPSG:4326"))
    for row, (key, shape) in enumerate(zip(frame[layer.key], frame.geometry, strict=True), 1):
        if shape is None or shape.is_empty:
            faults.append(Fault(layer.file, row, "geometry", str(key), "has no shape"))
        elif not shape.is_valid:
            reason = shapely.is_valid_reason(shape)
            faults.append(Fault(layer.file, row, "geometry", str(key), f"is not valid: {reason}"))
    repeated = sorted(set(frame[layer.key][frame[layer.key].duplicated()]))
    twice = [
        Fault(layer.file, 0, layer.key, str(key), "stands twice; keep one") for key in repeated
    ]
    return faults + twice
