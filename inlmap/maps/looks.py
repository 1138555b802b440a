"""The looks of the map: fills, edges, hatches, forms of places, regions, and a browser's settings.

No library draws here: the map on the screen and the still maps obey the same looks.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from inlmap import colors
from inlmap.catalog.catalog import Catalog
from inlmap.colors import STYLE_SHEET, style_sheet
from inlmap.maps import pictograms
from inlmap.words import ENGLISH, LANGUAGES, language, say, speaking, word

STATIC = Path(__file__).resolve().parents[1] / "static"
PAGE_SHEET = "whole_page.css"  # is not a file: it is made here
IMPORTED = re.compile(r'@import url\("([a-z_]+\.css)"\) ?([^;]*);')
TILES_VARIABLE = "INLMAP_TILES"
# South-west and north-east corners of the views that the buttons above the map lead to.
REGIONS = (
    (word("Whole region"), ((-23.0, -118.0), (33.5, -47.0))),
    (word("Mexico and border"), ((14.3, -118.0), (33.5, -86.5))),
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
HATCHES = {
    "url(#regional-only)": ("//////", colors.CLASS_COLORS[3]),
    "url(#zero)": ("...", colors.INK_SOFT),
}
PLACE_FORMS = (
    ("exact", word("Town or city")),
    ("approximate", word("Near here; exact site not published")),
    ("admin1", word("Somewhere in this state or department")),
    ("gather", word("Several places")),
)

# On paper; the style sheet says it for the screen.
SYMBOL_FILLS = {
    "exact": colors.light("place"),
    "approximate": colors.PAPER,
    "admin1": colors.PAPER,
    "gather": colors.PLACE_INK,
}
SYMBOL_LINES = {"approximate": (0, (1, 1.5)), "admin1": (0, (3, 2))}


def looks_of(color: Callable[[str], str]) -> dict[str, dict[str, Any]]:
    """Return every look by name, with the properties that Leaflet knows.

    ``color`` gives a color by its name: that of paper, or one that follows the theme.
    """

    def look(fill: str, edge: str = "border", weight: float = 1, **more: Any) -> dict[str, Any]:
        # A look states every property: the browser keeps what the look before it left unsaid.
        filled = fill if fill.startswith("url(") else color(fill)
        base = {"fillColor": filled, "fillOpacity": 1, "color": color(edge), "weight": weight}
        return {**base, "dashArray": None, **more}

    return {
        **{f"class-{index}": look(f"class-{index}", EDGES[index]) for index in range(len(EDGES))},
        # A chosen country under its units, and a unit without a value, which lets it show through.
        # It is paler than each class: in its own, a unit without a value could seem to have most.
        "pale": look("pale", "ink-soft"),
        "empty-unit": look("paper", "ink-soft", fillOpacity=0),
        "zero": look("url(#zero)", "ink-soft"),
        "regional": look("url(#regional-only)", "ink-soft"),
        "none": look("paper", "ink-soft", dashArray="3 3"),
        "outside": look("land", "ink-soft", 0.8),
        "context": look("land", "land-edge", 0.6),
        "borderStates": {"fill": False, "color": color("ink-soft"), "weight": 1.6},
        "initiative": look(colors.OTHER),
        "unitEdge": {"color": color("paper"), "weight": 0.8, "dashArray": None},
        "leader": {"color": color("ink-soft"), "weight": 1},
        "selected": {"color": color("selected"), "weight": 3, "dashArray": None},
    }


LOOKS = looks_of(colors.light)  # on paper


def under_units(look: str) -> str:
    """Return the look of a country that lies under its units; only a class has another there."""
    return "pale" if look.startswith("class-") else look


@lru_cache(maxsize=1)
def static_version() -> str:
    """Return a short hash over our scripts and styles, for addresses that are cached for good."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update(style_sheet().encode())
    return digest.hexdigest()[:10]


@lru_cache(maxsize=1)
def page_sheet() -> str:
    """Return the sheets of a page as one: ``page_sheets.css`` with those that it imports.

    Each holds for the screens that its import names. One that came later than another would show
    a page in half of its looks.
    """

    def text(found: re.Match[str]) -> str:
        name, screens = found.groups()
        sheet = style_sheet() if name == STYLE_SHEET else (STATIC / name).read_text("utf-8")
        return f"@media {screens} {{\n{sheet}\n}}" if screens else sheet

    return IMPORTED.sub(text, (STATIC / "page_sheets.css").read_text("utf-8"))


def tile_address() -> str:
    """Return the address template of an in-house tile server, or an empty string for none."""
    return os.environ.get(TILES_VARIABLE, "")


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
        "fingers": say("Use two fingers to move the map"),
        "back": say("Back to the whole region"),
        "places": say("Places ({n})", n="{n}"),
        "nameProperty": "name" if language() == ENGLISH else f"name_{language()}",
        "gathered": say("{programs} programs at {places} places, open the list"),
        "kinds": {kind: say(kind) for kind in pictograms.PATHS},
        "looks": looks_of(color),
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
            kind: pictograms.pictogram_address(kind, colors.PLACE_INK) for kind in pictograms.PATHS
        },
    }
