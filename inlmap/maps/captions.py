"""The map in words: title, text alternative, small print, and its rows as lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import count_programs_by
from inlmap.dataset.boundaries import NOTICE
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import DOCUMENTED, OUTSIDE, REGIONAL_ONLY
from inlmap.figures.measures import (
    FUNDING,
    GOALS,
    INITIATIVES,
    NO_AMOUNT,
    NO_INITIATIVE,
    NO_LINE,
    PROGRAMS,
    ZERO,
    Value,
    country_values,
    unit_values,
)
from inlmap.formats import counted
from inlmap.maps.looks import PLACE_WORDS
from inlmap.maps.picture import MapPicture, map_picture
from inlmap.presentation.sentences import filters_in_words
from inlmap.presentation.view import View
from inlmap.words import say, say_count, word

INDEPENDENT = word(
    "Independent tool built from public sources; not an official U.S. Government site."
)
YOURS = word("Your rows, not published")
SUBJECTS = {
    PROGRAMS: word("Programs by country"),
    FUNDING: word("Documented funding by country"),
    GOALS: word("Goals covered by country"),
    INITIATIVES: word("Initiatives by country"),
}
MOST_NAMED = 4

# What no evidence was found of stands behind these, and what is not in the choice last.
RANKS = {DOCUMENTED: 0, ZERO: 1, REGIONAL_ONLY: 2, OUTSIDE: 4}


def map_title(view: View) -> str:
    """Return the title of a picture of the view: what is colored, and the filters in words."""
    phrase = filters_in_words(view.catalog, view.selection)
    subject = say(SUBJECTS[view.measure])
    title = f"{subject} {phrase}" if phrase else say("{subject}, without a filter", subject=subject)
    year = view.selection.as_of
    return say("{title}, as of {year}", title=title, year=year) if year else title


def small_print(view: View) -> str:
    """Return the line under a map and a page: boundaries, maker and dataset version."""
    version = say("Dataset version {version}.", version=view.catalog.version)
    return f"{say(NOTICE)}. {say(INDEPENDENT)} {version}"


def watermark(view: View) -> str:
    """Return what a picture bears when it shows a visitor's own rows, else an empty string."""
    return say(YOURS) if view.catalog.own_rows else ""


def map_alt(view: View) -> str:
    """Return the map in words: what it shows, how many countries each look has, most and least."""
    picture = map_picture(view)
    number = _look_counts(picture)
    shown = [
        f"{entry.words}, {say_count(number[entry.look], '{n} country', '{n} countries')}"
        for entry in picture.legend
        if number[entry.look]
    ]
    parts = [
        say(
            "Map. {title}. {heading}. {looks}.",
            title=map_title(view),
            heading=picture.heading,
            looks="; ".join(shown),
        )
    ]
    if view.measure != INITIATIVES:
        parts.append(_extremes(view))
    if view.catalog.own_rows:
        parts.append(f"{say(YOURS)}.")
    return " ".join(filter(None, parts))


def _look_counts(picture: MapPicture) -> Counter[str]:
    """Countries by look; a striped one counts for each of its initiatives and for the stripes."""
    looks: Counter[str] = Counter()
    for look, _ in picture.paint.countries.values():
        kind, _, keys = look.partition(":")
        looks.update(f"{kind}:{key}" for key in keys.split("+") if key)
        looks["stripes"] += "+" in keys
        looks[kind] += not keys
    return looks


def _extremes(view: View) -> str:
    values = country_values(view.catalog, view.selection, view.measure).values
    documented = {iso3: one for iso3, one in values.items() if one.state == DOCUMENTED}
    if not documented:
        return say("No country has a value of its own.")
    amounts = [one.amount for one in documented.values()]
    most, least = max(amounts), min(amounts)
    lines = [_with(view, documented, most, word("Most: {countries}, {value}."))]
    if least < most:
        words = word("Least, where documented: {countries}, {value}.")
        lines.append(_with(view, documented, least, words))
    return " ".join(lines)


def _with(view: View, documented: dict[str, Value], amount: float, text: str) -> str:
    found = {iso3: one for iso3, one in documented.items() if one.amount == amount}
    names = [view.catalog.country_names[iso3] for iso3 in found]
    words = next(iter(found.values())).words[0]
    return say(text, countries=formats.joined(names, MOST_NAMED), value=words)


OWN_GAPS = (NO_INITIATIVE, NO_LINE, NO_AMOUNT)  # said as they are, without the kind of gap


class MapRow(NamedTuple):
    """One shape or symbol of the map; ``figure`` is its amount where the value is money."""

    code: str  # ISO3, code of a first-level unit, or place_id
    name: str
    words: str
    figure: Figure | None = None


def country_rows(view: View) -> tuple[MapRow, ...]:
    """Return every partner country with what the map shows of it, the highest value first.

    After the values come zeros, then what is covered by a region only, then what has no evidence,
    then what the chosen initiatives are not about.
    """
    values = country_values(view.catalog, view.selection, view.measure).values
    return _by_rank(values, view.catalog.country_names)


def unit_rows(view: View) -> tuple[MapRow, ...]:
    """Return the first-level units of the chosen countries in the order of country rows."""
    values = unit_values(view.catalog, view.selection, view.measure)
    units = view.catalog.admin1
    return _by_rank(values, dict(zip(units["code"], units["name"], strict=True)))


def _by_rank(values: dict[str, Value], names: Mapping[str, str]) -> tuple[MapRow, ...]:
    def rank(code: str) -> tuple[int, float, str]:
        value = values[code]
        return RANKS.get(value.state, 3), -value.amount, names[code]

    return tuple(
        MapRow(code, names[code], _row_words(values[code]), values[code].figure)
        for code in sorted(values, key=rank)
    )


def _row_words(value: Value) -> str:
    """The words of the map, after the kind of gap where they do not name it."""
    words = ", ".join(value.words)
    gap = say(value.state)
    named = value.state == DOCUMENTED or value.words[0] in (gap, *map(say, OWN_GAPS))
    return words if named else f"{gap}: {words}"


def place_rows(view: View) -> tuple[MapRow, ...]:
    """Return the places of the selected programs, the one with most programs first."""
    counts = count_programs_by(view.programs, "place_ids")
    places = _place_names(view.catalog)
    rows = [
        MapRow(key, name, f"{counted('programs', counts[key])}, {say(where)}")
        for key, (name, where) in places.items()
        if counts[key]
    ]
    return tuple(sorted(rows, key=lambda row: (-counts[row.code], row.name)))


def _place_names(catalog: Catalog) -> dict[str, tuple[str, str]]:
    """Each place by its id: its name with its country, and how well it is known."""
    countries = catalog.country_names
    return {
        place["place_id"]: (
            f"{place['name']}, {countries[place['iso3']]}",
            PLACE_WORDS[place["precision"]],
        )
        for place in catalog.places.to_dict("records")
    }
