"""The legend of a still map: its parts, and how the swatch of each line looks.

Whatever draws a map beside a legend takes it from here: the picture, the slides and the paper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from inlmap import colors, formats
from inlmap.maps import looks
from inlmap.maps.captions import country_rows
from inlmap.maps.looks import LOOKS, PLACE_FORMS
from inlmap.maps.picture import UNITS_NOTE, LegendEntry, Paint, ShapePaint, map_picture
from inlmap.maps.placement import Placement, placement_of
from inlmap.presentation.view import View
from inlmap.words import say, word

PLACE = "place"
STRIPED = f"initiatives:{'+'.join(colors.STRIPES)}"
NUMBERS = word(
    "A number counts programs. Places that the round mark of a small country would cover are "
    "left out."
)
COUNTS = word("A number counts programs.")
MOST_LINES, FEW_COUNTRIES = 8, 3


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
        parts.append(Part("", "", (), _beyond(view, drawn)))
    return tuple(parts)


def _beyond(view: View, drawn: Placement) -> str:
    """Which partner countries the picture does not show; nothing where it shows them all."""
    names = sorted(view.catalog.country_names[code] for code in drawn.beyond)
    return (
        say("Not on this picture: {countries}.", countries=formats.joined(names)) if names else ""
    )


def _areas(entries: tuple[LegendEntry, ...]) -> tuple[Key, ...]:
    return tuple(Key(entry.look, entry.words) for entry in entries)


class PlainMap(NamedTuple):
    """A map to be seen from afar: its paint, where all lies, and a legend of few lines."""

    paint: Paint
    drawn: Placement
    legend: tuple[Part, ...]


def plain_map(view: View) -> PlainMap:
    """Return the map of a view with what is chosen filled and everything else plain.

    Without units; places only where the legend has room for their lines.
    """
    picture, drawn = map_picture(view), placement_of(view)
    chosen = set(view.selection.country)
    countries = {
        iso3: one if not chosen or iso3 in chosen else ShapePaint("outside", one.words)
        for iso3, one in picture.paint.countries.items()
    }
    shown = {countries[iso3].look for iso3 in (*drawn.countries, *drawn.islands)}
    kinds = {one.kind for one in drawn.symbols}
    forms = [(form, words) for form, words in PLACE_FORMS if form in kinds]
    areas = _chosen_areas(view, countries) or _areas_of(picture.legend, shown)
    if len(areas) + len(forms) > MOST_LINES:
        forms, drawn = [], replace(drawn, symbols=())
    heading = "" if len(chosen) == 1 else picture.heading
    parts = [Part(heading, "", areas, _beyond(view, drawn))]
    if forms:
        places = tuple(Key(f"{PLACE}:{form}", say(words)) for form, words in forms)
        parts.append(Part(say("Places of programs"), "", places, say(COUNTS)))
    paint = replace(picture.paint, countries=countries, units={}, empty_unit=None, divided=())
    return PlainMap(paint, replace(drawn, units={}), tuple(parts))


def _chosen_areas(view: View, countries: dict[str, ShapePaint]) -> tuple[Key, ...]:
    """One line for each chosen country, where they are few."""
    chosen = view.selection.country
    if not 0 < len(chosen) <= FEW_COUNTRIES:
        return ()
    rows = [row for row in country_rows(view) if row.code in chosen]
    keys = [
        Key(
            countries[row.code].look,
            say("{country}: {value}", country=row.name, value=row.words),
        )
        for row in rows
    ]
    return (*keys, Key("outside", say("Other countries")))


def _areas_of(entries: tuple[LegendEntry, ...], shown: set[str]) -> tuple[Key, ...]:
    """The lines of looks that are on the map; past the most lines the last ones are left out."""
    used = [one for one in _areas(entries) if one.look in shown or ":" in one.look]
    if "outside" in shown and all(one.look != "outside" for one in used):
        used.append(Key("outside", say("Other countries")))
    return tuple(used[:MOST_LINES])


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
