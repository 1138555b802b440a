"""The map of one country: its outline, its first-level units and its places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import geopandas as gpd
import pandas as pd
import shapely

from inlmap import colors
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.words import say

# Degrees; about 2 km, less than a pixel at the size these maps are drawn.
SIMPLIFY_DEGREES = 0.02


@cached(64)
def country_shapes(catalog: Catalog, iso3: str) -> tuple[dict[str, Any], ...]:
    """Return a country's first-level units, or the country itself, as GeoJSON features.

    EPSG:4326; exterior rings run clockwise, as d3 wants them. Properties: ``code``, ``name``.
    """
    units = catalog.admin1[catalog.admin1["iso3"] == iso3]
    if units.empty:
        units = catalog.countries[catalog.countries["iso3"] == iso3].rename(
            columns={"iso3": "code"}
        )
    shapes = shapely.coverage_simplify(units.geometry.to_numpy(), SIMPLIFY_DEGREES)
    shapes = shapely.set_precision(shapes, 0.001)
    shapes = shapely.orient_polygons(shapes, exterior_cw=True)
    drawn = gpd.GeoDataFrame(units[["code", "name"]], geometry=shapes, crs=units.crs)
    return tuple(drawn[~drawn.geometry.is_empty].iterfeatures(drop_id=True))


def still_map(shapes: Sequence[dict[str, Any]], fills: dict[str, str], places: pd.DataFrame) -> Any:
    """Return a still map: shapes filled by code, and places as points with their names.

    ``places`` has the columns lon, lat, name, programs; ``fills`` gives a color by shape code.
    """
    features = [
        {**shape, "properties": {**shape["properties"], "fill": fills[shape["properties"]["code"]]}}
        for shape in shapes
    ]
    land = (
        alt.Chart(alt.InlineData(values=features))
        .mark_geoshape(stroke=colors.shade("ink-soft"), strokeWidth=0.7)
        .encode(
            color=alt.Color("properties.fill:N", scale=None),
            tooltip=[alt.Tooltip("properties.name:N", title=say("Name"))],
        )
    )
    points = (
        alt.Chart(places)
        .mark_circle(
            size=70, color=colors.shade("place"), stroke=colors.shade("place-ink"), opacity=1
        )
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            tooltip=[
                alt.Tooltip("name:N", title=say("Place")),
                alt.Tooltip("programs:Q", title=say("Programs")),
            ],
        )
    )
    return alt.layer(land, points).project("mercator").properties(height=420)
