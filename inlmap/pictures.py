"""Geometry for the still maps of the Country page: small enough to travel inside a chart."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import shapely

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog

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
