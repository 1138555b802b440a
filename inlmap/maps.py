"""The map: geometry drawn once from addresses on this host, painted anew for each selection.

Text of the data reaches the browser only as JSON that the page sets as text, never as HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from inlmap import formats, tokens
from inlmap.catalog import Catalog
from inlmap.classes import Classes, natural_breaks
from inlmap.coverage import (
    DOCUMENTED,
    NO_EVIDENCE,
    REGIONAL_ONLY,
    programs_by_country,
    programs_by_place,
)
from inlmap.selection import Selection

# The frame of the map lies two levels below the root (/component/streamlit_folium.st_folium/), so
# these addresses hold behind any base path.
ROOT = "../.."
# South-west and north-east corners of the first view: the U.S. Southwest border to the Andes.
FIRST_VIEW = ((-23.0, -117.5), (33.0, -54.0))
PLACE_WORDS = {
    "exact": " program(s) here",
    "approximate": " program(s) near here (position approximate)",
    "admin1": " program(s) somewhere in this state or department",
}


def _look(fill: str, edge: str = tokens.BORDER, weight: float = 1, **more: Any) -> dict[str, Any]:
    return {"fillColor": fill, "fillOpacity": 1, "color": edge, "weight": weight, **more}


LOOKS: dict[str, dict[str, Any]] = {
    **{f"class-{index}": _look(color) for index, color in enumerate(tokens.CLASS_COLORS)},
    "zero": _look("url(#zero)"),
    "regional": _look("url(#regional-only)"),
    "none": _look(tokens.PAPER, tokens.INK_SOFT, dashArray="3 3"),
    "context": _look(tokens.LAND, tokens.LAND_EDGE, 0.6),
    "borderStates": {"fill": False, "color": tokens.INK_SOFT, "weight": 1.6},
    "leader": {"color": tokens.INK_SOFT, "weight": 1},
    "selected": {"color": tokens.SELECTED, "weight": 3, "dashArray": None},
}
LOOK_OF_STATE = {REGIONAL_ONLY: "regional", NO_EVIDENCE: "none"}


class RegionMap(folium.Map):
    """A folium map whose scripts and styles come from this host only."""

    default_js = [("leaflet", f"{ROOT}/assets/leaflet/leaflet.js")]
    default_css = [("leaflet", f"{ROOT}/assets/leaflet/leaflet.css")]


class Boundaries(JSCSSMixin, MacroElement):
    """Draws countries, border states and places once; see ``web/static/map.js``."""

    default_js = [("inlmap", f"{ROOT}/assets/map/map.js")]
    default_css = [("inlmap", f"{ROOT}/assets/map/map.css")]
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "inlmap.start({{ this._parent.get_name() }}, {{ this.settings|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, version: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Boundaries"
        geo = f"{ROOT}/assets/geo/{version}"
        self.settings = {
            "countries": f"{geo}/countries.geojson",
            "admin1": f"{geo}/admin1.geojson",
            "places": f"{geo}/places.geojson",
            "firstView": FIRST_VIEW,
            "looks": LOOKS,
            "patterns": {
                "paper": tokens.PAPER,
                "stripe": tokens.CLASS_COLORS[3],
                "dot": tokens.INK_SOFT,
            },
            "target": tokens.SMALLEST_TARGET_PX,
            "placeWords": PLACE_WORDS,
        }


class Paint(MacroElement):
    """Paints the boundaries for one selection; the only thing sent when a filter changes."""

    _template = Template(
        "{% macro script(this, kwargs) %}inlmap.paint({{ this.state|tojson }});{% endmacro %}"
    )

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Paint"
        self.state = state


def base_map(catalog: Catalog) -> RegionMap:
    """Return the map before any filter: its text is the same for every visitor and selection."""
    region = RegionMap(
        location=(5.0, -86.0),
        zoom_start=4,
        tiles=None,
        minZoom=2,
        maxZoom=12,
        attributionControl=False,
        zoomSnap=0.25,
        zoomDelta=0.5,
    )
    region.add_child(Boundaries(catalog.version))
    return region


class LegendEntry(NamedTuple):
    """One line of the legend: the look on the map and what it means, in words."""

    look: str
    words: str


@dataclass(frozen=True)
class MapPicture:
    """What the map shows for one selection: the paint for the browser and its legend."""

    state: dict[str, Any]
    legend: tuple[LegendEntry, ...]

    def layer(self) -> folium.FeatureGroup:
        """Return the paint as the layer that is sent to the browser."""
        group = folium.FeatureGroup(name="paint")
        group.add_child(Paint(self.state))
        return group


def map_picture(catalog: Catalog, selection: Selection) -> MapPicture:
    """Return the paint and the legend of a selection, by number of programs."""
    values = programs_by_country(catalog, selection)
    documented = values.loc[values["state"] == DOCUMENTED, "programs"]
    classes = natural_breaks(documented.tolist()) if len(documented) else Classes((), ())
    countries = {}
    for iso3, programs, regional, state in values.itertuples():
        look = f"class-{classes.index(programs)}" if state == DOCUMENTED else LOOK_OF_STATE[state]
        countries[iso3] = [look, _country_lines(programs, regional)]
    state = {
        "countries": countries,
        "selected": list(selection.country),
        "places": programs_by_place(selection.programs(catalog)),
    }
    return MapPicture(state, _legend(classes))


def _country_lines(programs: int, regional: int) -> list[str]:
    shared = f"covered by {formats.count(regional, 'regional program')}"
    if programs:
        own = f"{formats.count(programs, 'program')} of its own"
        return [own, f"also {shared}"] if regional else [own]
    return ["regional only", shared] if regional else ["no evidence found"]


def _legend(classes: Classes) -> tuple[LegendEntry, ...]:
    entries = []
    for index, (low, high) in enumerate(zip(classes.lower, classes.upper, strict=True)):
        noun = "program" if high == 1 else "programs"
        span = (
            formats.number(low)
            if low == high
            else f"{formats.number(low)} to {formats.number(high)}"
        )
        entries.append(LegendEntry(f"class-{index}", f"{span} {noun}"))
    return (
        *entries,
        LegendEntry("regional", "Regional only: covered by a program shared with other countries"),
        LegendEntry("none", "No evidence found in the sources"),
    )
