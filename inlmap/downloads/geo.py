"""Countries and places of a view for other mapping programs: GeoJSON and GeoPackage, EPSG:4326."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from inlmap.catalog.counting import count_programs_by
from inlmap.catalog.own_rows import row_status
from inlmap.dataset.boundaries import NOTICE
from inlmap.dataset.cells import split_list
from inlmap.dataset.schema import PLACES, STATUS_COLUMN
from inlmap.figures.coverage import countries_of, programs_by_country
from inlmap.figures.figure_ids import figure_id
from inlmap.figures.totals import figures_by_country
from inlmap.presentation.view import View

WGS84 = "EPSG:4326"
# A GeoPackage notes when it was written; a fixed time lets the same view give the same bytes.
TIME = "2000-01-01T00:00:00.000Z"
# Where the header of an SQLite file counts its changes, and for which count its size is valid
# (sqlite.org, Database File Format, 1.3): GDAL counts now one more, now one less.
COUNTERS = (24, 92)
# Where a GeoPackage notes what it knows of a layer; the last one is GDAL's own count of rows.
REGISTRIES = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_ogr_contents")
AMOUNT_TEXTS = ("amount_stage", "amount_years", "amount_series", "amount_figure_id")


def country_layer(view: View) -> gpd.GeoDataFrame:
    """Return the partner countries that the selected programs work in, in the order of ISO3.

    Columns: iso3, name, name_local, subregion, programs (of its own), regional_programs, state
    (documented, regional only or no evidence found), amount_usd_millions (nominal, empty when none
    is documented) with stage, years, series and figure id, then dataset_version and notice. The
    counts are those of the map: the filter by country is left open for them.
    """
    catalog = view.catalog
    codes = set(countries_of(view.programs, view.selection)) & set(catalog.partner_codes)
    rows = catalog.countries[catalog.countries["iso3"].isin(codes)].sort_values("iso3")
    counts = programs_by_country(catalog, view.selection).loc[rows["iso3"]]
    layer = rows[["iso3", "name", "name_local", "subregion", "geometry"]].assign(
        programs=counts["programs"].to_numpy("int64"),
        regional_programs=counts["regional"].to_numpy("int64"),
        state=counts["state"].tolist(),
        **_amount_columns(view, list(rows["iso3"])),
    )
    return _closed(view, layer)


def _amount_columns(view: View, codes: list[str]) -> dict[str, Any]:
    open_selection = view.selection.without("country")
    found = figures_by_country(view.catalog, open_selection)
    figures = [found.get(code) for code in codes]
    known = [one if one and one.value is not None else None for one in figures]
    texts = [
        (one.stage, one.years, one.title, figure_id(view.catalog, one)) if one else ("",) * 4
        for one in known
    ]
    columns = {name: [row[at] for row in texts] for at, name in enumerate(AMOUNT_TEXTS)}
    amounts = pd.Series([one.value if one else None for one in known], dtype="float64")
    return {"amount_usd_millions": amounts.to_numpy(), **columns}


def place_layer(view: View) -> gpd.GeoDataFrame:
    """Return the places of the selected programs, in the order of the catalog.

    Columns: place_id, name, iso3, country, kind, precision, admin1_code, program_count, programs
    (names, "; " between), source, row_status (where a visitor's rows are shown), dataset_version
    and notice.
    """
    catalog, programs = view.catalog, view.programs
    named: dict[str, list[str]] = {}
    for name, cell in zip(programs["name"], programs["place_ids"], strict=True):
        for place_id in split_list(cell):
            named.setdefault(place_id, []).append(name)
    places = catalog.places
    if catalog.own_rows:
        places = places.assign(**{STATUS_COLUMN: row_status(catalog, PLACES)})
    rows = places[places["place_id"].isin(named)]
    layer = gpd.GeoDataFrame(
        {
            **{name: rows[name] for name in ("place_id", "name", "iso3")},
            "country": rows["iso3"].map(catalog.country_names),
            **{name: rows[name] for name in ("kind", "precision", "admin1_code")},
            "program_count": rows["place_id"].map(count_programs_by(programs, "place_ids")),
            "programs": ["; ".join(named[key]) for key in rows["place_id"]],
            "source": rows["source"],
            **{name: rows[name] for name in (STATUS_COLUMN,) if name in rows},
        },
        geometry=gpd.points_from_xy(rows["lon"], rows["lat"]),
        crs=WGS84,
    )
    return _closed(view, layer)


def _closed(view: View, layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The layer with what every row says of its origin, and its shape last."""
    layer = layer.assign(dataset_version=view.catalog.version, notice=NOTICE)
    columns = [name for name in layer.columns if name != "geometry"]
    return layer[[*columns, "geometry"]].reset_index(drop=True)


def countries_geojson(view: View) -> bytes:
    """Return :func:`country_layer` as GeoJSON (RFC 7946); the id of a feature is its ISO3 code."""
    return _geojson(country_layer(view), "iso3")


def places_geojson(view: View) -> bytes:
    """Return :func:`place_layer` as GeoJSON (RFC 7946); the id of a feature is its place id."""
    return _geojson(place_layer(view), "place_id")


def _geojson(layer: gpd.GeoDataFrame, key: str) -> bytes:
    # RFC 7946 wants exterior rings counterclockwise.
    turned = layer.set_geometry(shapely.orient_polygons(layer.geometry.to_numpy()))
    features = [
        {"id": one["properties"][key], **one}
        for one in turned.iterfeatures(na="null", drop_id=True)
    ]
    content = {"type": "FeatureCollection", "features": features}
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()


def geopackage(view: View) -> bytes:
    """Return a GeoPackage with the layers ``countries`` and ``places``; the same bytes again.

    It is made in memory: a visitor's own rows never reach a disk.
    """
    with closing(_database(country_layer(view), "countries")) as both:
        with closing(_database(place_layer(view), "places")) as places:
            _take_layer(both, places, "places")
        both.execute("UPDATE gpkg_contents SET last_change = ?", (TIME,))
        both.commit()
        both.execute("VACUUM")
        content = bytearray(both.serialize())
    for at in COUNTERS:
        content[at : at + 4] = (1).to_bytes(4, "big")
    return bytes(content)


def _database(layer: gpd.GeoDataFrame, name: str) -> sqlite3.Connection:
    """One layer as a GeoPackage in memory; so few shapes need no index."""
    written = io.BytesIO()
    layer.to_file(written, layer=name, driver="GPKG", engine="pyogrio", SPATIAL_INDEX="NO")
    database = sqlite3.connect(":memory:")
    database.deserialize(written.getvalue())
    return database


def _take_layer(into: sqlite3.Connection, other: sqlite3.Connection, name: str) -> None:
    """Copy a layer from one GeoPackage to another: its table, and what is noted of it."""
    made = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql > '' ORDER BY type = 'trigger'"
    rows = other.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - our own name
    definitions = [sql for (sql,) in other.execute(made, (name,))]
    into.execute(definitions[0])
    _insert(into, name, rows)
    for registry in REGISTRIES:
        noted = other.execute(
            f"SELECT * FROM {registry} WHERE table_name = ?",  # noqa: S608 - a constant
            (name,),
        )
        _insert(into, registry, noted.fetchall())
    for sql in definitions[1:]:
        into.execute(sql)


def _insert(database: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        slots = ", ".join("?" * len(rows[0]))
        database.executemany(f'INSERT INTO "{table}" VALUES ({slots})', rows)  # noqa: S608
