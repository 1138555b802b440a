"""The map of folium: drawn once from addresses on this host, painted again for each selection.

Text of the data reaches the browser only as JSON that the page sets as text, never as HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from inlmap.catalog.catalog import Catalog
from inlmap.colors import STYLE_SHEET
from inlmap.maps.looks import OPTIONS, drawing_version, static_version
from inlmap.maps.picture import Paint, ShapePaint, map_picture
from inlmap.maps.placement import countries_in_extent, place_features
from inlmap.presentation.view import View
from inlmap.words import language

# The frame of the map lies two levels below the root (/component/streamlit_folium.st_folium/), so
# these addresses hold behind any base path.
ROOT = "../.."


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


class PaintScript(_ReadAsScript):
    """Paints the boundaries for one selection; the only thing sent when a filter changes."""

    _template = Template(
        "{% macro script(this, kwargs) %}inlmap.paint({{ this.paint }});{% endmacro %}"
    )

    def __init__(self, paint: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Paint"
        # As jinja's filter, without the blanks: it is sent at each click.
        self.paint = htmlsafe_json_dumps(paint, separators=(",", ":"))


def base_map(catalog: Catalog) -> RegionMap:
    """Return the map before any filter: its text is the same for every selection."""
    region = RegionMap(
        location=(5.0, -86.0),
        zoom_start=4,
        tiles=None,
        **OPTIONS,
    )
    # A visitor's own places have no address: they go to that visitor alone.
    given = {"places.geojson": place_features(catalog)} if catalog.own_rows else {}
    region.add_child(Boundaries(drawing_version(catalog), given))
    page: Figure = region.get_root()  # type: ignore[assignment]
    page.header.add_child(FrameStyle())
    return region


class PaintLayer(_ReadAsScript, folium.FeatureGroup):
    """The layer that streamlit-folium replaces at each click."""


def paint_layer(view: View) -> PaintLayer:
    """Return the paint of a view as the layer that is sent to the browser.

    ``around`` are the countries that the view is moved to; none for the whole region.
    """
    layer = PaintLayer(name="paint")
    paint = packed(map_picture(view).paint) | {"around": countries_in_extent(view)}
    layer.add_child(PaintScript(paint))
    return layer


def packed(paint: Paint) -> dict[str, Any]:
    """Return paint as ``static/map.js`` reads it, each text once and referred to by its place.

    The texts, in ``words``, are the looks of shapes and what is said of them.
    """
    places: dict[str, int] = {}

    def place(text: str) -> int:
        return places.setdefault(text, len(places))

    def refer(shapes: Mapping[str, ShapePaint]) -> dict[str, Any]:
        return {
            code: [place(one.look), [place(text) for text in one.words]]
            for code, one in shapes.items()
        }

    return {
        "countries": refer(paint.countries),
        "units": refer(paint.units),
        "emptyUnit": paint.empty_unit,
        "selected": paint.selected,
        "divided": paint.divided,
        "programs": [int(row) for row in paint.programs],
        "place": paint.place_id,
        "words": list(places),
    }
