"""Countries and places of a view for other mapping programs: GeoJSON and GeoPackage, EPSG:4326."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from inlmap.boundaries import NOTICE
from inlmap.cells import split_list
from inlmap.coverage import countries_of, programs_by_country
from inlmap.preview import row_status
from inlmap.references import figure_id
from inlmap.schema import PLACES, STATUS_COLUMN
from inlmap.totals import figures_by_country
from inlmap.view import View

WGS84 = "EPSG:4326"
# A GeoPackage notes when it was written; a fixed time lets the same view give the same bytes.
TIME = "2000-01-01T00:00:00.000Z"
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
        **_amounts(view, list(rows["iso3"])),
    )
    return _closed(view, layer)


def _amounts(view: View, codes: list[str]) -> dict[str, Any]:
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
    if catalog.yours:
        places = places.assign(**{STATUS_COLUMN: row_status(catalog, PLACES)})
    rows = places[places["place_id"].isin(named)]
    layer = gpd.GeoDataFrame(
        {
            **{name: rows[name] for name in ("place_id", "name", "iso3")},
            "country": rows["iso3"].map(catalog.country_names),
            **{name: rows[name] for name in ("kind", "precision", "admin1_code")},
            "program_count": [len(named[key]) for key in rows["place_id"]],
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
    """Return a GeoPackage with the layers ``countries`` and ``places``; the same bytes again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "view.gpkg"
        for name, layer in (("countries", country_layer(view)), ("places", place_layer(view))):
            layer.to_file(path, layer=name, driver="GPKG", engine="pyogrio")
        with closing(sqlite3.connect(path)) as database:
            database.execute("UPDATE gpkg_contents SET last_change = ?", (TIME,))
            database.commit()
            database.execute("VACUUM")
        return path.read_bytes()
