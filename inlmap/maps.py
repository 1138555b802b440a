"""The map of folium: drawn once from addresses on this host, painted anew for each selection.

Text of the data reaches the browser only as JSON that the page sets as text, never as HTML.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from inlmap import colors, symbols
from inlmap.catalog.catalog import Catalog
from inlmap.colors import STYLE_SHEET, style_sheet
from inlmap.dataset.cells import split_list
from inlmap.painting import MapPicture
from inlmap.words import ENGLISH, LANGUAGES, language, say, speaking, word

# The frame of the map lies two levels below the root (/component/streamlit_folium.st_folium/), so
# these addresses hold behind any base path.
ROOT = "../.."
STATIC = Path(__file__).with_name("static")
TILES_VARIABLE = "INLMAP_TILES"
# South-west and north-east corners of the views that the buttons above the map lead to.
REGIONS = (
    (word("All"), ((-23.0, -117.5), (33.0, -53.5))),
    (word("Southwest border and Mexico"), ((14.3, -118.0), (33.5, -86.5))),
    (word("Central America"), ((6.8, -92.6), (18.7, -76.9))),
    (word("Caribbean"), ((1.0, -80.5), (27.5, -53.5))),
    (word("Colombia"), ((-4.5, -80.5), (13.0, -66.5))),
    (word("Andes"), ((-23.0, -82.0), (2.0, -57.0))),
)
PLACE_WORDS = {
    "exact": word("in this town or city"),
    "approximate": word("near here; the exact site is not published"),
    "admin1": word("somewhere in this state or department"),
}
GATHER_WITHIN_PX = 21
# What a screen reader says of the frame, of the map in it, and of the way past it.
FRAME = {
    "title": word("Map of countries and places of programs"),
    "keys": word(
        "Map. Arrow keys move it, plus and minus zoom, Tab goes through countries and places."
    ),
    "skip": word("Skip the map and go to its list"),
}
# Zoom and controls of the map, as Leaflet names them.
OPTIONS: dict[str, Any] = {
    "minZoom": 2,
    "maxZoom": 12,
    "attributionControl": False,
    "zoomSnap": 0.25,
    "zoomDelta": 0.5,
}
EDGES = ("border", "border", "border-high", "border-high", "border-high")  # of the classes
PLACE_COLUMNS = ("place_id", "name", "iso3", "precision")


def _looks(color: Callable[[str], str]) -> dict[str, dict[str, Any]]:
    def look(fill: str, edge: str = "border", weight: float = 1, **more: Any) -> dict[str, Any]:
        # A look states every property: the browser keeps what the look before it left unsaid.
        filled = fill if fill.startswith("url(") else color(fill)
        base = {"fillColor": filled, "fillOpacity": 1, "color": color(edge), "weight": weight}
        return {**base, "dashArray": None, **more}

    return {
        **{f"class-{index}": look(f"class-{index}", EDGES[index]) for index in range(len(EDGES))},
        "zero": look("url(#zero)", "ink-soft"),
        "regional": look("url(#regional-only)", "ink-soft"),
        "none": look("paper", "ink-soft", dashArray="3 3"),
        "context": look("land", "land-edge", 0.6),
        "borderStates": {"fill": False, "color": color("ink-soft"), "weight": 1.6},
        "initiative": look(colors.OTHER),
        "unitEdge": {"color": color("paper"), "weight": 0.8, "dashArray": None},
        "leader": {"color": color("ink-soft"), "weight": 1},
        "selected": {"color": color("selected"), "weight": 3, "dashArray": None},
    }


LOOKS = _looks(colors.light)  # on paper


@lru_cache(maxsize=1)
def static_version() -> str:
    """Return a short hash over our scripts and styles, for addresses that are cached for good."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update(style_sheet().encode())
    return digest.hexdigest()[:10]


def tile_address() -> str:
    """Return the address template of an in-house tile server, or an empty string for none."""
    return os.environ.get(TILES_VARIABLE, "")


class _ReadAsScript(MacroElement):
    """An element of which streamlit-folium reads the script and nothing else.

    branca would also render it into a page that nobody sees, and compile a template for that at
    every click.
    """

    def render(self, **_kwargs: Any) -> str:
        """Render nothing."""
        return ""


class FrameStyle(Element):
    """Lets the map fill its frame from the first moment; Leaflet reads its size when it starts."""

    _template = Template(
        "<style>html, body, #map_div { position: relative; width: 100%; height: 100%; margin: 0; }"
        "</style>"
    )


class RegionMap(_ReadAsScript, folium.Map):
    """A folium map whose scripts and styles come from this host only."""

    default_js = [("leaflet", f"{ROOT}/assets/leaflet/leaflet.js")]
    default_css = [("leaflet style", f"{ROOT}/assets/leaflet/leaflet.css")]


class Boundaries(_ReadAsScript, JSCSSMixin):
    """Draws countries, border states and places once; see ``static/map.js``."""

    default_js = [
        ("places", f"{ROOT}/assets/map/{static_version()}/places.js"),
        ("map", f"{ROOT}/assets/map/{static_version()}/map.js"),
    ]
    default_css = [
        ("tokens", f"{ROOT}/assets/map/{static_version()}/{STYLE_SHEET}"),
        ("map style", f"{ROOT}/assets/map/{static_version()}/map.css"),
    ]
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "inlmap.start({{ this._parent.get_name() }}, {{ this.folder|tojson }}, "
        "{{ this.given|tojson }}, {{ this.language|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, version: str, given: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Boundaries"
        self.folder = f"{ROOT}/assets/geo/{version}/"
        self.given = given
        self.language = language()


def drawing_version(catalog: Catalog) -> str:
    """Return the version in the address of everything that the map fetches.

    It changes with the data, our scripts and the settings, so that a browser may keep for good
    what it has.
    """
    return _drawing_version(catalog.published_version, tile_address())


@lru_cache(maxsize=4)
def _drawing_version(dataset_version: str, tiles: str) -> str:
    every = {**settings_by_language(), "tiles": tiles}
    settings = json.dumps(every, sort_keys=True)
    digest = hashlib.sha256("\n".join((dataset_version, static_version(), settings)).encode())
    return digest.hexdigest()[:10]


def settings_by_language() -> dict[str, dict[str, Any]]:
    """Return the settings of the map in each language."""
    found = {}
    for name in LANGUAGES:
        with speaking(name):
            found[name] = map_settings()
    return found


def map_settings(color: Callable[[str], str] = colors.shade) -> dict[str, Any]:
    """Return what the browser must know to draw, with its words in the language spoken.

    It is fetched once, not sent at each click. ``color`` gives a color by its name: one that
    follows the theme, or that of paper.
    """
    return {
        "language": language(),
        "tiles": tile_address(),
        "regions": [(say(name), corners) for name, corners in REGIONS],
        "frame": {part: say(words) for part, words in FRAME.items()},
        "zoomTo": say("Zoom to"),
        "nameProperty": "name" if language() == ENGLISH else f"name_{language()}",
        "gathered": say("{programs} programs at {places} places, open the list"),
        "kinds": {kind: say(kind) for kind in symbols.PATHS},
        "looks": _looks(color),
        "initiativeColors": {key: color(f"initiative-{key}") for key in colors.INITIATIVE_COLORS},
        "patterns": {
            "paper": color("paper"),
            "stripe": color("class-3"),
            "dot": color("ink-soft"),
        },
        "target": colors.SMALLEST_TARGET_PX,
        "gatherWithin": GATHER_WITHIN_PX,
        "placeWords": {precision: say(words) for precision, words in PLACE_WORDS.items()},
        "pictures": {
            kind: symbols.picture_address(kind, colors.PLACE_INK) for kind in symbols.PATHS
        },
    }


class Paint(_ReadAsScript):
    """Paints the boundaries for one selection; the only thing sent when a filter changes."""

    _template = Template(
        "{% macro script(this, kwargs) %}inlmap.paint({{ this.state }});{% endmacro %}"
    )

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Paint"
        # As jinja's filter, without the blanks: it is sent at each click.
        self.state = htmlsafe_json_dumps(state, separators=(",", ":"))


def base_map(catalog: Catalog) -> RegionMap:
    """Return the map before any filter: its text is the same for every selection."""
    region = RegionMap(
        location=(5.0, -86.0),
        zoom_start=4,
        tiles=None,
        **OPTIONS,
    )
    # A visitor's own places have no address: they go to that visitor alone.
    given = {"places.geojson": place_features(catalog)} if catalog.yours else {}
    region.add_child(Boundaries(drawing_version(catalog), given))
    page: Figure = region.get_root()  # type: ignore[assignment]
    page.header.add_child(FrameStyle())
    return region


def place_features(catalog: Catalog) -> dict[str, Any]:
    """Return the places of programs as a GeoJSON FeatureCollection (EPSG:4326) for the map.

    ``programs`` of a place lists its programs as [row number, name, kind of assistance].
    """
    programs: dict[str, list[list[object]]] = {}
    rows = catalog.programs
    for row, name, kind, cell in zip(
        rows.index, rows["name"], rows["assistance_type"], rows["place_ids"], strict=True
    ):
        for place_id in split_list(cell):
            programs.setdefault(place_id, []).append([int(row), name, kind])
    features = [
        {
            "type": "Feature",
            "properties": {name: place[name] for name in PLACE_COLUMNS}
            | {"programs": programs[place["place_id"]]},
            "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        }
        for place in catalog.places.to_dict("records")
        if place["place_id"] in programs
    ]
    return {"type": "FeatureCollection", "features": features}


class PaintLayer(_ReadAsScript, folium.FeatureGroup):
    """The layer that streamlit-folium replaces at each click."""


def paint_layer(picture: MapPicture) -> PaintLayer:
    """Return the paint of a picture as the layer that is sent to the browser."""
    layer = PaintLayer(name="paint")
    layer.add_child(Paint(packed(picture.state)))
    return layer


def packed(state: dict[str, Any]) -> dict[str, Any]:
    """Return paint in which each text stands once and is referred to by its place in ``words``.

    The texts are the looks of shapes and what is said of them.
    """
    places: dict[str, int] = {}

    def place(text: str) -> int:
        return places.setdefault(text, len(places))

    def refer(values: dict[str, Any]) -> dict[str, Any]:
        return {
            code: [place(look), [place(text) for text in texts]]
            for code, (look, texts) in values.items()
        }

    shapes = {name: refer(state[name]) for name in ("countries", "units")}
    return {**state, **shapes, "words": list(places)}
