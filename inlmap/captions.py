"""What a picture of the map says in words: its title, its text alternative and its small print."""

from __future__ import annotations

from collections import Counter

from inlmap import formats
from inlmap.boundaries import NOTICE
from inlmap.coverage import DOCUMENTED
from inlmap.measures import FUNDING, GOALS, INITIATIVES, PROGRAMS, country_values
from inlmap.sentences import filters_in_words
from inlmap.view import View

INDEPENDENT = "Independent tool built from public sources; not an official U.S. Government site."
YOURS = "Your rows, not published"
SUBJECTS = {
    PROGRAMS: "Programs by country",
    FUNDING: "Documented funding by country",
    GOALS: "Goals covered by country",
    INITIATIVES: "Initiatives by country",
}
MOST_NAMED = 4


def map_title(view: View) -> str:
    """Return the title of a picture of the view: what is colored, and the filters in words."""
    phrase = filters_in_words(view.catalog, view.selection) or "everything found in the sources"
    year = f", as of {view.selection.as_of}" if view.selection.as_of else ""
    return f"{SUBJECTS[view.measure]}: {phrase}{year}"


def small_print(view: View) -> str:
    """Return the line under a picture: the boundaries, the maker and the dataset version."""
    return f"{NOTICE}. {INDEPENDENT} Dataset version {view.catalog.version}."


def watermark(view: View) -> str:
    """Return what a picture bears when it shows a visitor's own rows, else an empty string."""
    return YOURS if view.catalog.yours else ""


def map_alt(view: View) -> str:
    """Return the map in words: what it shows, how many countries each look has, most and least."""
    picture = view.picture
    looks = Counter(look for look, _ in picture.state["countries"].values())
    counted = [
        f"{entry.words}, {formats.count(looks[entry.look], 'country', 'countries')}"
        for entry in picture.legend
        if looks[entry.look]
    ]
    parts = [f"Map. {map_title(view)}. {picture.heading}. {'; '.join(counted)}."]
    if view.measure != INITIATIVES:
        parts.append(_extremes(view))
    if view.catalog.yours:
        parts.append(f"{YOURS}.")
    return " ".join(filter(None, parts))


def _extremes(view: View) -> str:
    values = country_values(view.catalog, view.selection, view.measure).values
    documented = {iso3: one for iso3, one in values.items() if one.state == DOCUMENTED}
    if not documented:
        return "No country has a value of its own."
    amounts = [one.amount for one in documented.values()]
    most, least = max(amounts), min(amounts)
    told = [_with(view, documented, most, "Most")]
    if least < most:
        told.append(_with(view, documented, least, "Least, where documented"))
    return " ".join(told)


def _with(view: View, documented: dict, amount: float, label: str) -> str:  # type: ignore[type-arg]
    found = {iso3: one for iso3, one in documented.items() if one.amount == amount}
    names = [view.catalog.country_names[iso3] for iso3 in found]
    words = next(iter(found.values())).words[0]
    return f"{label}: {formats.listing(names, MOST_NAMED)}, {words}."
