"""The legend of a still map: its parts, and how the swatch of each line looks.

Whatever draws a map beside a legend takes it from here: the picture, the slides and the paper.
"""

from __future__ import annotations

from typing import NamedTuple

from inlmap import colors, formats
from inlmap.maps import looks
from inlmap.maps.looks import LOOKS, PLACE_FORMS
from inlmap.maps.picture import UNITS_NOTE, LegendEntry, map_picture
from inlmap.maps.placement import Placement, placement_of
from inlmap.presentation.view import View
from inlmap.words import say, word

PLACE = "place"
STRIPED = f"initiatives:{'+'.join(colors.STRIPES)}"
NUMBERS = word(
    "A number counts programs. Places that the round mark of a small country would cover are "
    "left out."
)


class Key(NamedTuple):
    """One line of a legend: a look of the map or, as ``place:exact``, of a place; and its words."""

    look: str
    words: str


class Part(NamedTuple):
    """A part of a legend; the note stands under the heading, the rest under the lines."""

    heading: str
    note: str
    keys: tuple[Key, ...]
    rest: str = ""


class Swatch(NamedTuple):
    """How a line of a legend is drawn: a small one, of a place, is as wide as it is high.

    ``pattern`` is ``lines``, ``dots`` or ``bands`` in the color ``ink``, or empty.
    """

    fill: str
    edge: str
    pattern: str = ""
    ink: str = ""
    is_dashed: bool = False
    is_small: bool = False
    is_round: bool = False


def legend(view: View) -> tuple[Part, ...]:
    """Return the legend of the map of a view."""
    return legend_parts(view, placement_of(view))


def legend_parts(view: View, drawn: Placement) -> tuple[Part, ...]:
    """Return the legend of a map: areas, states or departments, places, and what is not on it."""
    picture = map_picture(view)
    parts = [Part(picture.heading, picture.note, _areas(picture.legend))]
    if picture.units:
        parts.append(Part(say("States or departments"), say(UNITS_NOTE), _areas(picture.units)))
    if drawn.symbols:
        places = tuple(Key(f"{PLACE}:{form}", say(words)) for form, words in PLACE_FORMS)
        parts.append(Part(say("Places of programs"), "", places, say(NUMBERS)))
    if drawn.beyond:
        names = sorted(view.catalog.country_names[code] for code in drawn.beyond)
        rest = say("Not on this picture: {countries}.", countries=formats.joined(names))
        parts.append(Part("", "", (), rest))
    return tuple(parts)


def _areas(entries: tuple[LegendEntry, ...]) -> tuple[Key, ...]:
    return tuple(Key(entry.look, entry.words) for entry in entries)


def swatch_of(look: str) -> Swatch:
    """Return how a line of the legend is drawn, in the colors of the map."""
    kind, _, key = look.partition(":")
    if kind == PLACE:
        dashed = key in looks.SYMBOL_LINES
        fill, edge = looks.SYMBOL_FILLS[key], colors.PLACE_INK
        return Swatch(fill, edge, is_dashed=dashed, is_small=True, is_round=key != "admin1")
    about = LOOKS.get(kind, LOOKS["initiative"])
    edge = about["color"]
    if kind == "stripes":
        first, second = (colors.INITIATIVE_COLORS[one] for one in colors.STRIPES)
        return Swatch(first, edge, "bands", second)
    if key:
        return Swatch(colors.INITIATIVE_COLORS.get(key, colors.OTHER_COLOR), edge)
    _, ink = looks.HATCHES.get(about["fillColor"], ("", ""))
    pattern = {"regional": "lines", "zero": "dots"}.get(kind, "")
    fill = colors.PAPER if pattern else about["fillColor"]
    return Swatch(fill, edge, pattern, ink, is_dashed=bool(about["dashArray"]))
