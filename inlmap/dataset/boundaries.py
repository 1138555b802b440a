"""Read the boundary files of a data folder: countries and first-level units, EPSG:4326."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from inlmap.dataset.cells import hidden_character
from inlmap.dataset.csv_files import file_content
from inlmap.dataset.geojson import Feature, parse_features
from inlmap.errors import Fault
from inlmap.words import word

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
POINT_LIMITS_DEGREES = {"lon": 180.0, "lat": 90.0}
VALID = "Valid Geometry"  # the reason that GEOS gives for a right shape
SIMPLIFY = "simplify it (see geo/SOURCES.md)"
NOTICE = word("Boundaries: Natural Earth; not authoritative")


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
    """Return a boundary layer (EPSG:4326) and its faults; ``None`` when it cannot be read.

    The simplified file is checked too: the browser gets it as it is.
    """
    features, faults = _read_features(folder, layer.file, layer)
    web_features, web_faults = _read_features(folder, layer.web_file, layer)
    if features and web_features:
        web_faults += _strangers(features, web_features, layer)
    if not features:
        return None, faults + web_faults
    faults += _invalid_shapes(features, layer)
    columns = {name: [one.properties[name] for one in features] for name in layer.columns}
    shapes = [feature.shape for feature in features]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=WGS84_EPSG), faults + web_faults


def _read_features(folder: Path, file: str, layer: Layer) -> tuple[list[Feature], list[Fault]]:
    """Return the features of a file and its faults; none when their keys are no use."""
    content, faults = file_content(folder, file, SIMPLIFY)
    if content is None:
        return [], faults
    features, faults = parse_features(content, file)
    faults += _missing_properties(features, file, layer)
    if faults:
        return [], faults
    faults = [
        Fault(file, row, "geometry", _key(feature, layer), feature.fault)
        for row, feature in enumerate(features, 1)
        if feature.fault
    ]
    properties = list(_property_faults(features, file, layer))
    usable = all(fault.column != layer.key for fault in properties)
    return features if usable else [], faults + properties


def _key(feature: Feature, layer: Layer) -> str:
    return str(feature.properties[layer.key])


def _missing_properties(features: Sequence[Feature], file: str, layer: Layer) -> list[Fault]:
    """Return a fault for each property that all features lack, or for each that lacks it."""
    faults: list[Fault] = []
    for name in layer.columns:
        rows = [row for row, one in enumerate(features, 1) if name not in one.properties]
        remedy = "is missing; add this property to every feature"
        if rows and len(rows) == len(features):
            rows = [0]
        faults += [Fault(file, row, name, "", remedy) for row in rows]
    return faults


def _property_faults(features: Sequence[Feature], file: str, layer: Layer) -> Iterator[Fault]:
    for row, feature in enumerate(features, 1):
        for name in layer.columns:
            value = feature.properties[name]
            remedy = _value_remedy(name, value, required=name in (layer.key, "iso3", "name"))
            if remedy:
                yield Fault(file, row, name, "" if value is None else str(value), remedy)
    keys = Counter(_key(feature, layer) for feature in features)
    for key, count in keys.items():
        if key and count > 1:
            yield Fault(file, 0, layer.key, key, "stands twice; keep one")


def _value_remedy(name: str, value: Any, *, required: bool) -> str:
    if name in POINT_LIMITS_DEGREES:
        limit = POINT_LIMITS_DEGREES[name]
        right = isinstance(value, float) and abs(value) <= limit
        return "" if right else f"is not a number of degrees from -{limit:g} to {limit:g}"
    if value is None or value == "":
        return "is empty; fill it in" if required else ""
    if name == "role" and value not in COUNTRY_ROLES:
        return f"is not allowed; use one of: {', '.join(COUNTRY_ROLES)}"
    return _text_remedy(value)


def _text_remedy(value: Any) -> str:
    if not isinstance(value, str):
        return "is not text; put it in quotation marks"
    if hidden_character(value):
        return f"holds {hidden_character(value)}; remove it"
    return "" if value == value.strip() else "begins or ends with a space; remove the space"


def _invalid_shapes(features: Sequence[Feature], layer: Layer) -> Iterator[Fault]:
    for row, feature in enumerate(features, 1):
        reason = shapely.is_valid_reason(feature.shape) if feature.shape else VALID
        if reason != VALID:
            remedy = f"is not valid: {reason}; mend this shape"
            yield Fault(layer.file, row, "geometry", _key(feature, layer), remedy)


def _strangers(
    features: Sequence[Feature], web_features: Sequence[Feature], layer: Layer
) -> Iterator[Fault]:
    """Yield the keys that only one of a layer's two files has."""
    keys = {_key(feature, layer) for feature in features}
    web_keys = {_key(feature, layer) for feature in web_features}
    for key in sorted(keys - web_keys):
        yield Fault(layer.web_file, 0, layer.key, key, f"is missing; it is in {layer.file}")
    for key in sorted(web_keys - keys):
        yield Fault(layer.web_file, 0, layer.key, key, f"is not in {layer.file}; remove it")
