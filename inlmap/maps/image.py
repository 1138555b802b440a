"""The map of a view as PNG and SVG, drawn on the server without a browser.

Text of the data is drawn as plain text: nothing in it is read as a formula or as markup.
"""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib as mpl
import shapely
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Outline

from inlmap import colors
from inlmap.maps.captions import map_title, small_print, watermark
from inlmap.maps.legend import PLACE, STRIPED, Key, Part, legend_parts, plain_map
from inlmap.maps.looks import HATCHES, LOOKS, SYMBOL_FILLS, SYMBOL_LINES
from inlmap.maps.picture import Paint, map_picture
from inlmap.maps.placement import MAP_PX, Island, Placement, countries_in_extent, placement_of
from inlmap.presentation.sentences import summary
from inlmap.presentation.view import View

FONT = "DejaVu Sans"  # comes with matplotlib, so that every server draws alike
# Settings of the whole library, which no picture changes: text in SVG stays text, and the same
# view gives the same bytes.
mpl.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "inlmap",
        "font.family": FONT,
        "hatch.linewidth": 1.1,
    }
)
WIDTH_PX, HEIGHT_PX = 1400, 900
SHARPNESS = 2  # a PNG has twice the pixels
MAP_BOX = (24, 60, *MAP_PX)  # left, bottom, width, height
LEGEND_LEFT, LEGEND_TOP = 1044, 800
TITLE_TOP = 882
# The size of a title, the characters on its lines and how many lines it may have.
TITLE_SIZES = ((20, 96, 1), (15, 140, 2), (12, 180, 3))
SENTENCE_LINE_PX = 17
NAME_BOX = {"boxstyle": "round,pad=0.15", "facecolor": colors.PAPER, "alpha": 0.78, "linewidth": 0}
ONE_AT_A_TIME = Lock()  # matplotlib is not made for several threads

PIXELS_PER_INCH = 100
POINTS_PER_PX = 72 / PIXELS_PER_INCH
DASHES = (0, (3, 3))
BAND_PX = 7
MISSING = "□"  # stands for a character that the font does not have
SYMBOL_PX = 20
NAME_TEXT_PX, PLAIN_NAME_PX, PLAIN_SYMBOL_PX = 12, 25, 30
TEXT_OF_SYMBOL = 0.55
NAME_STEPS = 6  # of the height of a name, to each side
LEAST_NAMED_PX, LEAST_NEIGHBOR_PX = 1500, 15_000  # the areas of land that bear a large name
WIDE_OF_HIGH = 0.62  # a bold letter of the font, on the average, with its room around


def map_png(view: View) -> bytes:
    """Return the map of a view as a PNG of 2800 by 1800 pixels; the same view, the same bytes."""
    return _saved(map_canvas(view), view, "png")


def map_svg(view: View) -> bytes:
    """Return the map of a view as SVG, 1400 by 900 pixels; text is text; the same bytes again."""
    return _saved(map_canvas(view), view, "svg")


def bare_map_png(view: View) -> bytes:
    """Return the map without title and legend, 1992 by 1480 pixels, for a page that has both."""
    return _saved(bare_map_canvas(view), view, "png")


def bare_map_svg(view: View) -> bytes:
    """Return the map without title and legend as SVG, 996 by 740 pixels."""
    return _saved(bare_map_canvas(view), view, "svg")


def _saved(figure: Figure, view: View, ending: str) -> bytes:
    about: dict[str, Any] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
    buffer = io.BytesIO()
    title = {"Title": drawable_text(map_title(view))}
    with ONE_AT_A_TIME:
        figure.savefig(buffer, format=ending, metadata=about[ending] | title)
    return buffer.getvalue()


def map_canvas(view: View) -> Figure:
    """Return the picture; a shape has an id: ``country-HND``, ``island-KNA``, ``unit-MX-BCN``.

    A title of more than three lines ends in an ellipsis; the text alternative has all of it.
    """
    figure, page = _page(WIDTH_PX, HEIGHT_PX)
    left, bottom, _, height = MAP_BOX
    drawn = placement_of(view)
    _draw_map(_axes(figure, MAP_BOX), view, drawn, map_picture(view).paint)
    top = _write_title(page, map_title(view))
    soft = {"color": colors.INK_SOFT}
    lines = max(1, int((top - bottom - height) / SENTENCE_LINE_PX))
    write_text(page, (left, top), _wrapped(summary(view)[0], 180, lines), 12, **soft)
    write_text(page, (left, bottom - 12), _wrapped(small_print(view), 200), 11, **soft)
    _draw_legend(page, legend_parts(view, drawn))
    return figure


def bare_map_canvas(view: View) -> Figure:
    """Return the map alone: what is chosen filled, with names that are read from afar."""
    figure, page = _page(*MAP_PX)
    plain = plain_map(view)
    names = _names_with_room(plain.drawn, view)
    drawn = replace(plain.drawn, names=names)
    _draw_map(page, view, drawn, plain.paint, (PLAIN_NAME_PX, PLAIN_SYMBOL_PX))
    return figure


def _names_with_room(drawn: Placement, view: View) -> tuple[tuple[str, float, float], ...]:
    """The names that large letters leave room for: chosen countries first, then by their size.

    Beside chosen countries only large neighbors bear a name.
    """
    names, chosen = view.catalog.country_names, set(countries_in_extent(view))
    whole = shapely.box(0, 0, *MAP_PX)
    seen = {iso3: shapely.intersection(one, whole) for iso3, one in drawn.countries.items()}
    marks = [shapely.Point(one.x, one.y).buffer(PLAIN_SYMBOL_PX / 2) for one in drawn.symbols]
    marks += [_mark(one) for one in drawn.islands.values()]
    found: list[tuple[str, float, float]] = []
    codes = [
        iso3
        for iso3 in dict.fromkeys((*seen, *drawn.islands))
        if not chosen or iso3 in chosen or _area(seen.get(iso3)) > LEAST_NEIGHBOR_PX
    ]
    for iso3 in sorted(codes, key=lambda one: (one not in chosen, -_area(seen.get(one)))):
        half = len(names[iso3]) * PLAIN_NAME_PX * WIDE_OF_HIGH / 2
        spots = list(_spots_of_name(seen.get(iso3), drawn.islands.get(iso3), half))
        taken = marks
        if iso3 in chosen:  # its name may stand beside it, but on no other country
            spots += _spots_beside(seen.get(iso3))
            taken = [*marks, *(shape for code, shape in seen.items() if code != iso3)]
        boxes = [_name_box(spot, half) for spot in spots]
        free = [
            at
            for at, box in enumerate(boxes)
            if whole.contains(box) and not any(box.intersects(one) for one in taken)
        ]
        if free or (spots and iso3 in chosen):
            at = free[0] if free else 0
            marks.append(boxes[at])
            found.append((names[iso3], *spots[at]))
    return tuple(found)


def _area(shape: Any) -> float:
    return float(shapely.area(shape)) if shape is not None else 0.0


def _mark(island: Island) -> Any:
    return shapely.Point(island.spot).buffer(colors.SMALLEST_TARGET_PX / 2)


def _name_box(spot: tuple[float, float], half: float) -> Any:
    high = PLAIN_NAME_PX * 0.7
    return shapely.box(spot[0] - half, spot[1] - high, spot[0] + half, spot[1] + high)


def _spots_of_name(shape: Any, island: Island | None, half: float) -> Iterator[tuple[float, float]]:
    """Where the name of a country may stand: beside its round mark, or on its land."""
    if island:
        away = colors.SMALLEST_TARGET_PX / 2 + 3 + half
        yield from ((island.spot[0] + side * away, island.spot[1]) for side in (1, -1))
    elif shape is not None and _area(shape) > LEAST_NAMED_PX:
        largest = max(shapely.get_parts(shape), key=shapely.area)
        yield from (spot for spot in _spots_around(shape) if largest.contains(shapely.Point(spot)))


def _spots_beside(shape: Any) -> list[tuple[float, float]]:
    return list(_spots_around(shape)) if shape is not None and _area(shape) else []


def _spots_around(shape: Any) -> Iterator[tuple[float, float]]:
    """Spots on and around the largest part of a country, those near its middle first."""
    largest = max(shapely.get_parts(shape), key=shapely.area)
    middle = shapely.centroid(largest)
    middle = middle if largest.contains(middle) else shapely.point_on_surface(largest)
    steps = [PLAIN_NAME_PX * times for times in range(-NAME_STEPS, NAME_STEPS + 1)]
    for right, up in sorted(product(steps, steps), key=lambda step: math.hypot(*step)):
        yield middle.x + right, middle.y + up


def _page(width: float, height: float) -> tuple[Figure, Axes]:
    size = (width / PIXELS_PER_INCH, height / PIXELS_PER_INCH)
    figure = Figure(size, PIXELS_PER_INCH * SHARPNESS)
    return figure, _axes(figure, (0, 0, width, height))


def _draw_map(
    axes: Axes,
    view: View,
    drawn: Placement,
    shown: Paint,
    sizes: tuple[float, float] = (NAME_TEXT_PX, SYMBOL_PX),
) -> None:
    """Draw the map; ``sizes`` are those of the names and of the symbols of places."""
    width, height = MAP_PX
    axes.add_artist(Rectangle((0, 0), width, height, color=colors.SEA, zorder=0))
    _draw_land(axes, shown, drawn)
    _draw_partners(axes, shown, drawn, sizes)
    if watermark(view):
        style = {"alpha": 0.35, "rotation": 24, "ha": "center", "va": "center", "zorder": 9}
        middle = (width / 2, height / 2)
        write_text(axes, middle, watermark(view), 46, color=colors.SELECTED, weight="bold", **style)


def _axes(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Axes whose units are the pixels of the page."""
    left, bottom, width, height = box
    across, up = figure.get_size_inches() * PIXELS_PER_INCH
    axes = figure.add_axes((left / across, bottom / up, width / across, height / up))
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    return axes


def _wrapped(text: str, characters: int, most_lines: int | None = None) -> str:
    return "\n".join(textwrap.wrap(text, characters, max_lines=most_lines, placeholder=" …"))


def _write_title(page: Axes, title: str) -> float:
    """Write the title in the largest size that holds it; return where the next line begins."""
    fitting = [one for one in TITLE_SIZES if len(_wrapped(title, one[1]).split("\n")) <= one[2]]
    pixels, characters, lines = (fitting or TITLE_SIZES[-1:])[0]
    wrapped = _wrapped(title, characters, lines)
    write_text(page, (MAP_BOX[0], TITLE_TOP), wrapped, pixels, weight="bold")
    return TITLE_TOP - (wrapped.count("\n") + 1) * pixels * 1.3 - 6


def _draw_land(axes: Axes, shown: Paint, drawn: Placement) -> None:
    for shape in drawn.context:
        fill(axes, shape, LOOKS["context"], 1)
    for iso3, shape in drawn.countries.items():
        paint(axes, shape, shown.land_look(iso3), 2, f"country-{iso3}")
    for code, shape in drawn.units.items():
        paint(axes, shape, shown.unit_look(code), 3, f"unit-{code}", **LOOKS["unitEdge"])
    for shape in drawn.border_states:
        outline(axes, shape, LOOKS["borderStates"], 3)


def _draw_partners(axes: Axes, shown: Paint, drawn: Placement, sizes: tuple[float, float]) -> None:
    """Draw what stands over the land: marks of small countries, choices, names and places."""
    marks = {iso3: _mark(one) for iso3, one in drawn.islands.items()}
    leader = LOOKS["leader"]
    for iso3, island in drawn.islands.items():
        ends = zip(island.anchor, island.spot, strict=True)
        width = leader["weight"] * POINTS_PER_PX
        axes.add_line(Line2D(*ends, color=leader["color"], linewidth=width, zorder=4))
        paint(axes, marks[iso3], shown.countries[iso3].look, 5, f"island-{iso3}")
    for iso3 in shown.selected:
        chosen = [shapes[iso3] for shapes in (drawn.countries, marks) if iso3 in shapes]
        for order, shape in enumerate(chosen, 4):
            outline(axes, shape, LOOKS["selected"], order)
    for name, x, y in drawn.names:
        style: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 6, "bbox": NAME_BOX}
        write_text(axes, (x, y), name, sizes[0], weight="bold", **style)
    for one in drawn.symbols:
        symbol(axes, one.kind, one.text, (one.x, one.y), sizes[1])


def _draw_legend(axes: Axes, parts: tuple[Part, ...]) -> None:
    top, soft = float(LEGEND_TOP), colors.INK_SOFT
    for part in parts:
        if part.heading:
            top = _paragraph(axes, top, part.heading, 14, weight="bold") - 4
        if part.note:
            top = _paragraph(axes, top, part.note, 11, color=soft) - 6
        for key in part.keys:
            top = _legend_line(axes, top, key)
        if part.rest:
            top = _paragraph(axes, top, part.rest, 11, color=soft)
        top -= 8


def _legend_line(axes: Axes, top: float, key: Key) -> float:
    kind, _, form = key.look.partition(":")
    if kind == PLACE:
        symbol(axes, form, "", (LEGEND_LEFT + 14, top - 8), 14)
    else:
        box = shapely.box(LEGEND_LEFT, top - 17, LEGEND_LEFT + 28, top + 1)
        look = STRIPED if key.look == "stripes" else key.look
        paint(axes, box, look, 2, f"legend-{key.look.replace(':', '-')}")
    return _paragraph(axes, top, key.words, 12, indent=40) - 7


def _paragraph(
    axes: Axes, top: float, text: str, pixels: float, *, indent: float = 0, **style: Any
) -> float:
    """Write wrapped text of the legend and return where the next line begins."""
    room = (WIDTH_PX - LEGEND_LEFT - indent - 12) / (pixels * 0.6)
    wrapped = _wrapped(text, int(room))
    write_text(axes, (LEGEND_LEFT + indent, top), wrapped, pixels, **style)
    return top - (wrapped.count("\n") + 1) * pixels * 1.45


def font_folder() -> Path:
    """Return the folder of the font in which the maps are written; it comes with matplotlib."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf"


def drawable_text(text: str) -> str:
    """Return text with every character that the font does not have shown as a box."""
    known = font_manager.get_font(font_manager.findfont(FONT)).get_charmap()
    return "".join(one if one == "\n" or ord(one) in known else MISSING for one in text)


def write_text(
    axes: Axes, spot: tuple[float, float], text: str, pixels: float, **style: Any
) -> None:
    """Write text ``pixels`` high, its upper left corner at ``spot`` unless ``style`` differs."""
    look: dict[str, Any] = {
        "color": colors.INK,
        "va": "top",
        "linespacing": 1.25,
        "zorder": 8,
    } | style
    axes.text(*spot, drawable_text(text), size=pixels * POINTS_PER_PX, parse_math=False, **look)


def paint(axes: Axes, shape: Any, look: str, order: float, name: str, **edge: Any) -> None:
    """Draw a shape in one of :data:`inlmap.maps.looks.LOOKS`, striped for several initiatives.

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
            fill=bool(look.get("fillOpacity", 1)),
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
    write_text(
        axes,
        spot,
        text,
        size * TEXT_OF_SYMBOL,
        ha="center",
        va="center_baseline",
        weight="bold",
        color=ink,
    )
