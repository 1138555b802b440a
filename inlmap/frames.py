"""The part of the world that a still picture shows, and where a spot of it lies in pixels.

Projected as Leaflet does, so that a picture looks like the map on the screen.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import geopandas as gpd
import shapely

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.figures.coverage import countries_of
from inlmap.maps import REGIONS
from inlmap.presentation.view import View

MERCATOR = 3857  # as Leaflet draws
MARGIN = 0.06  # around chosen countries, as a share of their extent
LEAST_METERS = 700_000  # an island is shown with its neighbors
Spot = tuple[float, float]


class Frame(NamedTuple):
    """The part of the world that is shown: its corner in meters, its scale, its size in pixels."""

    west: float
    south: float
    pixels_per_meter: float
    width: float
    height: float

    def pixels(self, points: Any) -> Any:
        """Return projected points as pixels."""
        return (points - (self.west, self.south)) * self.pixels_per_meter

    def holds(self, spot: Spot, margin: float = 0) -> bool:
        """Return whether a spot is on the picture, so many pixels from its left and right."""
        return margin <= spot[0] <= self.width - margin and 0 <= spot[1] <= self.height


@cached()
def projected(catalog: Catalog) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the boundaries in meters: countries by ISO3, first-level units by code."""
    layers = ((catalog.countries, "iso3"), (catalog.admin1, "code"))
    one, other = (layer.to_crs(MERCATOR).set_index(key, drop=False) for layer, key in layers)
    return one, other


def meters(lon: Any, lat: Any) -> Any:
    """Return positions in degrees as an array of projected (x, y), in meters."""
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=4326).to_crs(MERCATOR)
    return shapely.get_coordinates(points.to_numpy())


def frame_of(view: View, width: float, height: float) -> Frame:
    """Return what a picture of so many pixels shows.

    That is the chosen countries; else those that the programs of the chosen initiatives touch; else
    the whole region as the screen shows it first.
    """
    codes = framed_countries(view)
    if codes:
        shapes = projected(view.catalog)[0].geometry
        left, bottom, right, top = shapes[shapes.index.isin(codes)].total_bounds
        sizes = (right - left, top - bottom)
        wide, high = (max(size, LEAST_METERS) * (1 + 2 * MARGIN) for size in sizes)
    else:
        (south, west), (north, east) = REGIONS[0][1]
        (left, bottom), (right, top) = meters([west, east], [south, north])
        wide, high = right - left, top - bottom
    scale = min(width / wide, height / high)
    middle = ((left + right) / 2, (bottom + top) / 2)
    corner = (middle[0] - width / scale / 2, middle[1] - height / scale / 2)
    return Frame(*corner, scale, width, height)


def framed_countries(view: View) -> tuple[str, ...]:
    """Return the countries that a picture is drawn around; none for the whole region."""
    if view.selection.country or not view.selection.initiative:
        return view.selection.country
    return countries_of(view.programs, view.selection)
