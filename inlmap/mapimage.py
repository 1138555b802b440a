"""The map as a picture, PNG and SVG, made on the server; the one home of matplotlib.

Text of the data is drawn as plain text: nothing in it is read as a formula or as markup.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib as mpl
import shapely
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Outline

from inlmap import formats, tokens
from inlmap.captions import map_title, small_print, watermark
from inlmap.drawing import Drawing, drawing
from inlmap.maps import LOOKS
from inlmap.painting import LegendEntry
from inlmap.view import View

FONT = "DejaVu Sans"  # comes with matplotlib, so that every server draws alike
# Settings of the whole library, which no picture changes: text in SVG stays text, and the same
# view gives the same bytes.
mpl.rcParams.update(
    {"svg.fonttype": "none", "svg.hashsalt": "inlmap", "font.family": FONT, "hatch.linewidth": 1.1}
)
WIDTH_PX, HEIGHT_PX = 1400, 900
PIXELS_PER_INCH = 100
SHARPNESS = 2  # a PNG has twice the pixels
POINTS_PER_PX = 72 / PIXELS_PER_INCH
MAP_BOX = (24, 60, 996, 740)  # left, bottom, width, height
LEGEND_LEFT, LEGEND_TOP = 1044, 800
LEGEND_CHARACTERS = 44
TITLE_CHARACTERS = 100
HATCHES = {
    "url(#regional-only)": ("//////", tokens.CLASS_COLORS[3]),
    "url(#zero)": ("...", tokens.INK_SOFT),
}
BAND_PX = 7
MISSING = "□"  # stands for a character that the font does not have
ONE_AT_A_TIME = Lock()  # matplotlib is not made for several threads


def map_png(view: View) -> bytes:
    """Return the map of a view as a PNG of 2800 by 1800 pixels."""
    buffer = io.BytesIO()
    with ONE_AT_A_TIME:
        canvas = FigureCanvasAgg(map_figure(view))
        canvas.print_png(buffer, metadata={"Software": None, "Title": _plain(map_title(view))})
    return buffer.getvalue()


def map_svg(view: View) -> bytes:
    """Return the map of a view as SVG, 1400 by 900 pixels, with its text as text."""
    buffer = io.BytesIO()
    with ONE_AT_A_TIME:
        canvas = FigureCanvasSVG(map_figure(view))
        about = {"Date": None, "Creator": None, "Title": _plain(map_title(view))}
        canvas.print_svg(buffer, metadata=about)
    return buffer.getvalue()


def map_figure(view: View) -> Figure:
    """Return the picture as a figure; the shape of a country has the id ``country-HND``."""
    figure = Figure(
        (WIDTH_PX / PIXELS_PER_INCH, HEIGHT_PX / PIXELS_PER_INCH), PIXELS_PER_INCH * SHARPNESS
    )
    left, bottom, width, height = MAP_BOX
    page = _axes(figure, (0, 0, WIDTH_PX, HEIGHT_PX))
    sea = _axes(figure, MAP_BOX)
    sea.add_patch(Rectangle((0, 0), width, height, color=tokens.SEA, zorder=0))
    drawn = drawing(view, width, height)
    _draw_map(sea, view, drawn)
    _write(page, (left, 878), _wrapped(map_title(view), TITLE_CHARACTERS, 2), 17, weight="bold")
    _write(page, (left, 832), _wrapped(view.sentences[0], 150, 1), 11, color=tokens.INK_SOFT)
    _write(page, (left, 46), _wrapped(small_print(view), 190, 2), 10, color=tokens.INK_SOFT)
    _draw_legend(page, view, drawn)
    if watermark(view):
        style: dict[str, Any] = {
            "color": tokens.SELECTED,
            "alpha": 0.35,
            "rotation": 24,
            "ha": "center",
        }
        _write(sea, (width / 2, height / 2), watermark(view), 46, weight="bold", zorder=9, **style)
    return figure


def _axes(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Axes whose units are the pixels of the page."""
    left, bottom, width, height = box
    place = (left / WIDTH_PX, bottom / HEIGHT_PX, width / WIDTH_PX, height / HEIGHT_PX)
    axes = figure.add_axes(place)
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    return axes


def _plain(text: str) -> str:
    known = _characters()
    return "".join(one if one == "\n" or ord(one) in known else MISSING for one in text)


def _characters() -> Any:
    return font_manager.get_font(font_manager.findfont(FONT)).get_charmap()


def _wrapped(text: str, characters: int, most_lines: int) -> str:
    return "\n".join(textwrap.wrap(text, characters, max_lines=most_lines, placeholder=" …"))


def _write(axes: Axes, spot: tuple[float, float], text: str, pixels: float, **style: Any) -> None:
    look = {"color": tokens.INK, "va": "top", "linespacing": 1.25, "zorder": 8} | style
    axes.text(*spot, _plain(text), size=pixels * POINTS_PER_PX, parse_math=False, **look)


# --- the map --------------------------------------------------------------------------------------


def _draw_map(axes: Axes, view: View, drawn: Drawing) -> None:
    state = view.picture.state
    for shape in drawn.context:
        _fill(axes, shape, LOOKS["context"], 1)
    for iso3, shape in drawn.countries.items():
        _paint(axes, shape, state["countries"][iso3][0], 2, f"country-{iso3}")
    for code, shape in drawn.units.items():
        look = state["units"].get(code, state["emptyUnit"])[0]
        _paint(axes, shape, look, 3, f"unit-{code}", LOOKS["unitEdge"])
    for shape in drawn.border_states:
        _fill(axes, shape, {"weight": 1.6, "color": tokens.INK_SOFT, "fillColor": "none"}, 3)
    for iso3, island in drawn.islands.items():
        line = zip(island.anchor, island.spot, strict=True)
        axes.add_line(Line2D(*line, color=tokens.INK_SOFT, linewidth=POINTS_PER_PX, zorder=4))
        mark = shapely.Point(island.spot).buffer(tokens.SMALLEST_TARGET_PX / 2)
        _paint(axes, mark, state["countries"][iso3][0], 5, f"island-{iso3}")
        if iso3 in state["selected"]:
            _fill(axes, mark, LOOKS["selected"] | {"fillColor": "none"}, 6)
    for iso3 in state["selected"]:
        if iso3 in drawn.countries:
            _fill(axes, drawn.countries[iso3], LOOKS["selected"] | {"fillColor": "none"}, 4)
    for name, x, y in drawn.names:
        _write(
            axes, (x, y), name, 12, ha="center", va="center", weight="bold", zorder=6, bbox=NAME_BOX
        )
    for symbol in drawn.symbols:
        _draw_symbol(axes, symbol.kind, symbol.text, (symbol.x, symbol.y))


NAME_BOX = {"boxstyle": "round,pad=0.15", "facecolor": tokens.PAPER, "alpha": 0.78, "linewidth": 0}


def _paint(
    axes: Axes, shape: Any, look: str, order: float, name: str, edge: dict[str, Any] | None = None
) -> None:
    kind, _, keys = look.partition(":")
    colors = [
        tokens.INITIATIVE_COLORS.get(key, tokens.OTHER_COLOR) for key in keys.split("+") if key
    ]
    style = dict(LOOKS["initiative"] if kind == "initiatives" else LOOKS[kind])
    if colors:
        style["fillColor"] = colors[0]
    patch = _fill(axes, shape, style | (edge or {}), order, name)
    for at, color in enumerate(colors[1:], 1):
        bands = _bands(shape, len(colors), at)
        for band in bands:
            stripe = _fill(axes, band, {"fillColor": color, "color": "none", "weight": 0}, order)
            stripe.set_gid(f"{name}-stripe-{at}")
    if len(colors) > 1:
        _fill(axes, shape, {**style, "fillColor": "none"}, order)
    assert patch is not None


def _bands(shape: Any, number: int, at: int) -> list[Any]:
    """The slanted bands of one color of several, cut out of a shape."""
    left, bottom, right, top = shape.bounds
    high = top - bottom
    step = BAND_PX * 2**0.5
    bands = []
    first = int((left - high) // (step * number)) * number + at
    start = first * step
    while start < right:
        bands.append(
            shapely.Polygon(
                [
                    (start, bottom),
                    (start + step, bottom),
                    (start + step + high, top),
                    (start + high, top),
                ]
            )
        )
        start += step * number
    cut = shapely.intersection(shape, shapely.MultiPolygon(bands))
    return [
        shapely.MultiPolygon(
            [part for part in shapely.get_parts(cut) if part.geom_type == "Polygon"]
        )
    ]


def _fill(axes: Axes, shape: Any, look: dict[str, Any], order: float, name: str = "") -> PathPatch:
    hatch, ink = HATCHES.get(look["fillColor"], ("", None))
    patch = PathPatch(
        _outline(shape),
        facecolor=tokens.PAPER if hatch else look["fillColor"],
        edgecolor=look["color"],
        linewidth=look["weight"] * POINTS_PER_PX,
        linestyle=(0, (3, 3)) if look.get("dashArray") else "solid",
        hatch=hatch or None,
        hatchcolor=ink,
        joinstyle="round",
        zorder=order,
        gid=name or None,
    )
    axes.add_patch(patch)
    return patch


def _outline(shape: Any) -> Outline:
    rings = list(_rings(shape))
    if not rings:
        return Outline([(0, 0)])
    return Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))


def _rings(shape: Any) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            yield shapely.get_coordinates(ring)


# --- symbols and legend ---------------------------------------------------------------------------

SYMBOL_FILLS = {
    "exact": "#ffe3bf",
    "approximate": tokens.PAPER,
    "admin1": tokens.PAPER,
    "gather": tokens.PLACE_INK,
}
SYMBOL_LINES = {"approximate": (0, (1, 1.5)), "admin1": (0, (3, 2))}
SYMBOL_PX = 20


def _draw_symbol(
    axes: Axes, kind: str, text: str, spot: tuple[float, float], size: float = SYMBOL_PX
) -> None:
    style: dict[str, Any] = {
        "facecolor": SYMBOL_FILLS[kind],
        "edgecolor": tokens.PAPER if kind == "gather" else tokens.PLACE_INK,
        "linewidth": 1.5 * POINTS_PER_PX,
        "linestyle": SYMBOL_LINES.get(kind, "solid"),
        "zorder": 7,
    }
    if kind == "admin1":
        corner = (spot[0] - size / 2, spot[1] - size / 2)
        axes.add_patch(Rectangle(corner, size, size, **style))
    else:
        axes.add_patch(Circle(spot, size / 2, **style))
    color = tokens.PAPER if kind == "gather" else tokens.PLACE_INK
    _write(axes, spot, text, 11, ha="center", va="center_baseline", weight="bold", color=color)


PLACES = (
    ("exact", "Town or city"),
    ("approximate", "Near here; exact site not published"),
    ("admin1", "Somewhere in this state or department"),
    ("gather", "Several places"),
)
LINE_PX = 17


def _draw_legend(axes: Axes, view: View, drawn: Drawing) -> None:
    picture = view.picture
    top = _paragraph(axes, LEGEND_TOP, picture.heading, 14, weight="bold") - 4
    if picture.note:
        top = _paragraph(axes, top, picture.note, 11, color=tokens.INK_SOFT) - 6
    for entry in picture.legend:
        top = _legend_line(axes, top, entry, view)
    if drawn.symbols:
        top = _paragraph(axes, top - 12, "Places of programs", 14, weight="bold") - 6
        for kind, words in PLACES:
            _draw_symbol(axes, kind, "", (LEGEND_LEFT + 16, top - 8), 14)
            top = _paragraph(axes, top, words, 12, indent=40) - 6
        top = _paragraph(axes, top, NUMBERS, 11, color=tokens.INK_SOFT)
    if drawn.outside:
        names = [view.catalog.country_names[code] for code in drawn.outside]
        words = f"Not on this picture: {formats.listing(sorted(names))}."
        _paragraph(axes, top - 10, words, 11, color=tokens.INK_SOFT)


NUMBERS = (
    "A number counts programs. Places on small islands are left out where their round mark is."
)


def _paragraph(
    axes: Axes, top: float, text: str, pixels: float, *, indent: float = 0, **style: Any
) -> float:
    """Write wrapped text of the legend and return where the next line begins."""
    room = int((WIDTH_PX - LEGEND_LEFT - indent - 16) / (pixels * 0.58))
    wrapped = _wrapped(text, room, 6)
    _write(axes, (LEGEND_LEFT + indent, top), wrapped, pixels, **style)
    return top - (wrapped.count("\n") + 1) * pixels * 1.45


def _legend_line(axes: Axes, top: float, entry: LegendEntry, view: View) -> float:
    swatch = shapely.box(LEGEND_LEFT, top - 17, LEGEND_LEFT + 28, top + 1)
    _paint(axes, swatch, _swatch_look(entry.look), 2, f"legend-{entry.look.replace(':', '-')}")
    return _paragraph(axes, top, entry.words, 12, indent=40) - 7


def _swatch_look(look: str) -> str:
    return "initiatives:Merida+CARSI" if look == "stripes" else look


def font_folder() -> Path:
    """Return the folder of the font in which the maps are written; it comes with matplotlib."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf"
