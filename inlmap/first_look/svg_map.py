"""The map of a view as SVG, in the colors of the theme, each country a link to its choice."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from markupsafe import Markup

from inlmap import colors
from inlmap.maps.looks import REGIONS, looks_of
from inlmap.maps.picture import map_picture
from inlmap.maps.placement import (
    MAP_PX,
    Island,
    countries_in_extent,
    extent_of,
    meters,
    placement_of,
)
from inlmap.presentation.view import View

STEPS = 2  # to a pixel of a placement: points are whole steps
MERCATOR_WORLD_M = 2 * math.pi * 6_378_137  # the width of the world in EPSG:3857
TILE_PX = 256  # and in pixels at zoom 0, as Leaflet has it
BAND = 7
RADIUS = colors.SMALLEST_TARGET_PX / 2
PLACE_RADIUS = 7
LOOKS = looks_of(colors.shade)
PATTERNS = {"url(#regional-only)": "url(#first-regional)", "url(#zero)": "url(#first-zero)"}
GROUND = Markup(
    "<pattern id='first-regional' width='16' height='16' patternUnits='userSpaceOnUse'>"
    "<path fill='var(--paper)' d='M0 0h16v16H0z'/>"
    "<path d='M-4,4 l8,-8 M0,16 l16,-16 M12,20 l8,-8' stroke='var(--class-3)' stroke-width='3.2'/>"
    "</pattern><pattern id='first-zero' width='16' height='16' patternUnits='userSpaceOnUse'>"
    "<path fill='var(--paper)' d='M0 0h16v16H0z'/>"
    "<circle cx='8' cy='8' r='2.8' fill='var(--ink-soft)'/></pattern>"
)
PATH = Markup("<path data-country='{}' data-look='{}' {} d='{}'/>")
LINK = Markup("<a href='{}' tabindex='-1'>{}</a>")


def svg_map(view: View) -> Markup:
    """Return the map as an SVG element that fills its box; for eyes alone, its list says the same.

    Each country bears its ISO3 and its look, as on the live map.
    """
    drawn, paint = placement_of(view), map_picture(view).paint
    parts = [_path("", "context", shape) for shape in drawn.context]
    parts += [
        _linked(view, iso3, _path(iso3, paint.land_look(iso3), shape, iso3 in paint.selected))
        for iso3, shape in drawn.countries.items()
    ]
    parts += [_path("", paint.unit_look(code), shape) for code, shape in drawn.units.items()]
    parts += [_path("", "borderStates", shape) for shape in drawn.border_states]
    parts += [
        _linked(view, iso3, _mark(iso3, paint.land_look(iso3), island))
        for iso3, island in drawn.islands.items()
    ]
    parts += [
        Markup("<text x='{:.0f}' y='{:.0f}'>{}</text>").format(*_point(x, y), name)
        for name, x, y in drawn.names
    ]
    parts.append(_chosen_place(view))
    used = dict.fromkeys(one.look for one in paint.countries.values() if "+" in one.look)
    stripes = Markup("").join(_stripes(look) for look in used)
    width, height = MAP_PX
    return Markup(
        "<svg viewBox='0 0 {} {}'{} aria-hidden='true' focusable='false'><defs>{}{}</defs>{}</svg>"
    ).format(width * STEPS, height * STEPS, _fitted(view), GROUND, stripes, Markup("").join(parts))


def _fitted(view: View) -> Markup:
    """What the script needs to show the whole region as large as the live map does in its box.

    That is the region as "left top width height" in steps, and the steps of a pixel at zoom 0.
    """
    if countries_in_extent(view):
        return Markup("")
    extent = extent_of(view, *MAP_PX)
    (south, west), (north, east) = REGIONS[0][1]
    (left, bottom), (right, top) = (
        _point(x, y) for x, y in extent.pixels(meters([west, east], [south, north])).tolist()
    )
    steps = extent.pixels_per_meter * STEPS * MERCATOR_WORLD_M / TILE_PX
    return Markup(" data-region='{:.0f} {:.0f} {:.0f} {:.0f}' data-steps='{:.3f}'").format(
        left, top, right - left, bottom - top, steps
    )


def _chosen_place(view: View) -> Markup:
    """The mark of the place that an address asks for; others show when the live map is there."""
    places = view.catalog.places
    marks = []
    for lon, lat in places.loc[places["place_id"] == view.place_id, ["lon", "lat"]].to_numpy():
        [spot] = extent_of(view, *MAP_PX).pixels(meters([lon], [lat])).tolist()
        x, y = _point(*spot)
        mark = Markup("<circle class='place' cx='{:.0f}' cy='{:.0f}' r='{}'/>")
        marks.append(mark.format(x, y, PLACE_RADIUS * STEPS))
    return Markup("").join(marks)


def _linked(view: View, iso3: str, shape: Markup) -> Markup:
    return LINK.format(view.of_country(iso3).link(), shape)


def _point(x: Any, y: Any) -> tuple[Any, Any]:
    """A point of a placement, which counts from the lower left, in steps from the upper left."""
    return x * STEPS, (MAP_PX[1] - y) * STEPS


def _path(iso3: str, look: str, shape: Any, is_chosen: bool = False) -> Markup:
    return PATH.format(iso3, look, _attributes(look, is_chosen), _outline(shape))


def _mark(iso3: str, look: str, island: Island) -> Markup:
    (x, y), (left, top) = _point(*island.spot), _point(*island.anchor)
    leader = Markup("<path class='leader' d='M{:.0f} {:.0f}L{:.0f} {:.0f}'/>").format(
        left, top, x, y
    )
    circle = Markup("<circle data-country='{}' data-look='{}' {} cx='{:.0f}' cy='{:.0f}' r='{}'/>")
    return leader + circle.format(iso3, look, _attributes(look), x, y, RADIUS * STEPS)


def _attributes(look: str, is_chosen: bool = False) -> Markup:
    about = dict(LOOKS.get(look, LOOKS["initiative"]))
    if look.startswith("initiatives:"):
        about["fillColor"] = _initiative_fill(look)
    if is_chosen:
        about |= LOOKS["selected"]
    fill = about.get("fillColor", "none") if about.get("fillOpacity") else "none"
    dashes = Markup(" stroke-dasharray='6 6'") if about.get("dashArray") else ""
    return Markup("fill='{}' stroke='{}' stroke-width='{:g}'{}").format(
        PATTERNS.get(fill, fill), about["color"], about["weight"] * STEPS, dashes
    )


def _initiative_fill(look: str) -> str:
    keys = _keys(look)
    return colors.initiative_shade(keys[0]) if len(keys) == 1 else f"url(#{_stripes_id(keys)})"


def _keys(look: str) -> list[str]:
    return look.partition(":")[2].split("+")


def _stripes_id(keys: list[str]) -> str:
    safe = ("".join(one if one.isalnum() else "-" for one in key) for key in keys)
    return "first-stripes-" + "-".join(safe)


def _stripes(look: str) -> Markup:
    keys, band = _keys(look), BAND * STEPS
    bands = Markup("").join(
        Markup("<rect x='{}' width='{}' height='40' fill='{}'/>").format(
            at * band, band, colors.initiative_shade(key)
        )
        for at, key in enumerate(keys)
    )
    return Markup(
        "<pattern id='{}' width='{}' height='{}' patternUnits='userSpaceOnUse' "
        "patternTransform='rotate(45)'>{}</pattern>"
    ).format(_stripes_id(keys), band * len(keys), band * len(keys), bands)


def _outline(shape: Any) -> str:
    """The rings of a shape as a path in whole steps, each point told by its distance."""
    rings = []
    for part in shapely.get_parts(shape):
        if shapely.get_type_id(part) != shapely.GeometryType.POLYGON:
            continue
        every = (part.exterior, *part.interiors)
        rings += [_ring(shapely.get_coordinates(ring)) for ring in every]
    return "".join(rings)


def _ring(points: Any) -> str:
    """A ring; its last point is its first and not told again, nor is one on the point before."""
    x, y = points[:-1].T
    whole = np.rint(np.column_stack(_point(x, y))).astype(int)
    ways = np.diff(whole, axis=0)
    told = [f"{right} {down}" for right, down in ways[ways.any(axis=1)].tolist()]
    return f"M{whole[0][0]} {whole[0][1]}l{' '.join(told)}z" if told else ""
