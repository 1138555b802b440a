"""The brush for still maps: shapes in the looks of the map on the screen, symbols and text.

Text of the data is drawn as plain text: nothing in it is read as a formula or as markup.
"""

from __future__ import annotations

from typing import Any

import shapely
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Outline

from inlmap import colors
from inlmap.maps import LOOKS

FONT = "DejaVu Sans"  # comes with matplotlib, so that every server draws alike
PIXELS_PER_INCH = 100
POINTS_PER_PX = 72 / PIXELS_PER_INCH
HATCHES = {
    "url(#regional-only)": ("//////", colors.CLASS_COLORS[3]),
    "url(#zero)": ("...", colors.INK_SOFT),
}
DASHES = (0, (3, 3))
BAND_PX = 7
MISSING = "□"  # stands for a character that the font does not have
SYMBOL_FILLS = {
    "exact": colors.light("place"),
    "approximate": colors.PAPER,
    "admin1": colors.PAPER,
    "gather": colors.PLACE_INK,
}
SYMBOL_LINES = {"approximate": (0, (1, 1.5)), "admin1": (0, (3, 2))}
SYMBOL_PX = 20


def plain(text: str) -> str:
    """Return text with every character that the font does not have shown as a box."""
    known = font_manager.get_font(font_manager.findfont(FONT)).get_charmap()
    return "".join(one if one == "\n" or ord(one) in known else MISSING for one in text)


def write(axes: Axes, spot: tuple[float, float], text: str, pixels: float, **style: Any) -> None:
    """Write text so many pixels high, its upper left corner at ``spot`` unless told otherwise."""
    look: dict[str, Any] = {
        "color": colors.INK,
        "va": "top",
        "linespacing": 1.25,
        "zorder": 8,
    } | style
    axes.text(*spot, plain(text), size=pixels * POINTS_PER_PX, parse_math=False, **look)


def paint(axes: Axes, shape: Any, look: str, order: float, name: str, **edge: Any) -> None:
    """Draw a shape in a look of :data:`inlmap.maps.LOOKS`, striped if it has several initiatives.

    ``name`` becomes the id of the shape in the picture; ``edge`` overrides the look's edge.
    """
    kind, _, keys = look.partition(":")
    style = {**LOOKS["initiative" if keys else kind], **edge}
    if not keys:
        fill(axes, shape, style, order, name)
        return
    fills = [colors.INITIATIVE_COLORS.get(key, colors.OTHER_COLOR) for key in keys.split("+")]
    fill(axes, shape, style | {"fillColor": fills[0]}, order, name)
    for at, color in enumerate(fills[1:], 1):
        band = _bands(shape, len(fills), at)
        fill(axes, band, {"fillColor": color, "color": "none", "weight": 0}, order, f"{name}-{at}")
    outline(axes, shape, style, order)


def outline(axes: Axes, shape: Any, look: dict[str, Any], order: float) -> None:
    """Draw the edge of a shape."""
    fill(axes, shape, {**look, "fillColor": "none"}, order)


def fill(axes: Axes, shape: Any, look: dict[str, Any], order: float, name: str = "") -> None:
    """Draw a shape with the properties that Leaflet knows: fillColor, color, weight, dashArray."""
    hatch, ink = HATCHES.get(look["fillColor"], (None, None))
    axes.add_artist(
        PathPatch(
            _outline(shape),
            facecolor=colors.PAPER if hatch else look["fillColor"],
            edgecolor=look["color"],
            linewidth=look["weight"] * POINTS_PER_PX,
            linestyle=DASHES if look.get("dashArray") else "solid",
            hatch=hatch,
            hatchcolor=ink,
            joinstyle="round",
            zorder=order,
            gid=name or None,
        )
    )


def _bands(shape: Any, number: int, at: int) -> Any:
    """The slanted bands of one color of several, cut out of a shape."""
    left, bottom, right, top = shape.bounds
    high, wide = top - bottom, BAND_PX * 2**0.5
    last = int((right - left + high) / (wide * number)) + 1
    starts = [left - high + (turn * number + at) * wide for turn in range(-1, last)]
    bands = [
        shapely.Polygon([(x, bottom), (x + wide, bottom), (x + wide + high, top), (x + high, top)])
        for x in starts
    ]
    cut = shapely.intersection(shape, shapely.MultiPolygon(bands))
    return shapely.orient_polygons(cut)


def _outline(shape: Any) -> Outline:
    rings = [
        Outline(shapely.get_coordinates(ring), closed=True)
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]
    return Outline.make_compound_path(*rings) if rings else Outline([(0, 0)])


def symbol(
    axes: Axes, kind: str, text: str, spot: tuple[float, float], size: float = SYMBOL_PX
) -> None:
    """Draw the symbol of a place: its form says how well the place is known."""
    ink = colors.PAPER if kind == "gather" else colors.PLACE_INK
    style: dict[str, Any] = {
        "facecolor": SYMBOL_FILLS[kind],
        "edgecolor": ink,
        "linewidth": 1.5 * POINTS_PER_PX,
        "linestyle": SYMBOL_LINES.get(kind, "solid"),
        "zorder": 7,
    }
    if kind == "admin1":
        corner = (spot[0] - size / 2, spot[1] - size / 2)
        axes.add_artist(Rectangle(corner, size, size, **style))
    else:
        axes.add_artist(Circle(spot, size / 2, **style))
    write(axes, spot, text, 11, ha="center", va="center_baseline", weight="bold", color=ink)
