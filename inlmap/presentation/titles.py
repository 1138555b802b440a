"""The title of a view: what is chosen, where and when; it says nothing of what was found."""

from __future__ import annotations

from inlmap import formats
from inlmap.catalog.address import chosen_labels, year_span
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.words import say, word

REGION = word("Security programs in the Western Hemisphere")
PROGRAMS = word("Security programs")
MOST_COUNTRIES = 3
MOST_OTHERS = 2


def choice_title(catalog: Catalog, selection: Selection) -> str:
    """Return the choice as a title, ``CARSI goal 2 in Honduras, since 2010``; else the region."""
    subjects = [
        _initiatives(catalog, selection),
        _labels(catalog, selection, "theme"),
        _labels(catalog, selection, "assistance"),
    ]
    agencies = _labels(catalog, selection, "agency")
    names = [catalog.country_names[code] for code in selection.country]
    places = formats.joined(names, MOST_COUNTRIES)
    years = _years(catalog, selection)
    title = ", ".join(filter(None, subjects))
    if not (title or agencies or places or years):
        return say(REGION)
    title = title or say(PROGRAMS)
    if agencies:
        title = say("{subject} with {agencies}", subject=title, agencies=agencies)
    if places:
        title = say("{subject} in {countries}", subject=title, countries=places)
    return say("{subject}, {years}", subject=title, years=years) if years else title


def full_names(catalog: Catalog) -> dict[str, str]:
    """Return the names of the initiatives by id, in their order.

    The short name follows in brackets where it is no part of the name.
    """
    rows = catalog.initiatives.sort_values("sort_order")
    found = zip(rows["initiative_id"], rows["name"], rows["short_name"], strict=True)
    return {key: name if short in name else f"{name} ({short})" for key, name, short in found}


def _initiatives(catalog: Catalog, selection: Selection) -> str:
    """The chosen initiatives, each with its chosen goals in place of its bare name."""
    goals = [goal for goal in catalog.ordered_goals if goal.goal_id in selection.goal]
    named = {goal.initiative_id for goal in goals}
    short = catalog.names("initiatives", "short_name")
    alone = [short[key] for key in selection.initiative if key not in named]
    numbered = [
        say("{initiative} goal {number}", initiative=goal.initiative, number=goal.number)
        for goal in goals
    ]
    return formats.joined([*alone, *numbered], MOST_COUNTRIES)


def _labels(catalog: Catalog, selection: Selection, name: str) -> str:
    return formats.joined(chosen_labels(catalog, selection, name), MOST_OTHERS)


def _years(catalog: Catalog, selection: Selection) -> str:
    if not selection.fy:
        return ""
    (first, last), span = selection.fy, year_span(catalog)
    if first < last == span[1]:
        return say("since {year}", year=first)
    return formats.years(first, last)
