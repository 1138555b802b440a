"""The title of a view: what is chosen, where and when; it says nothing of what was found."""

from __future__ import annotations

from collections.abc import Iterable

from inlmap import formats
from inlmap.catalog.address import choices, year_span
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
        *_initiatives(catalog, selection),
        *_labels(catalog, "theme", selection.theme),
        *_labels(catalog, "assistance", selection.assistance),
    ]
    agencies = ", ".join(_labels(catalog, "agency", selection.agency))
    names = [catalog.country_names[code] for code in selection.country]
    places = formats.joined(names, MOST_COUNTRIES)
    years = _years(catalog, selection)
    if not (subjects or agencies or places or years):
        return say(REGION)
    title = ", ".join(subjects) or say(PROGRAMS)
    if agencies:
        title = say("{subject} with {agencies}", subject=title, agencies=agencies)
    if places:
        title = say("{subject} in {countries}", subject=title, countries=places)
    return say("{subject}, {years}", subject=title, years=years) if years else title


def _initiatives(catalog: Catalog, selection: Selection) -> list[str]:
    """The chosen initiatives, each with its chosen goals in place of its bare name."""
    goals = [goal for goal in catalog.ordered_goals if goal.goal_id in selection.goal]
    named = {goal.initiative_id for goal in goals}
    short = catalog.names("initiatives", "short_name")
    alone = [short[key] for key in selection.initiative if key not in named]
    numbered = [
        say("{initiative} goal {number}", initiative=goal.initiative, number=goal.number)
        for goal in goals
    ]
    named_parts = [*alone, *numbered]
    return [formats.joined(named_parts, MOST_COUNTRIES)] if named_parts else []


def _labels(catalog: Catalog, name: str, chosen: Iterable[str]) -> list[str]:
    wanted = set(chosen)
    labels = [choice.label for choice in choices(catalog)[name] if choice.value in wanted]
    return [formats.joined(labels, MOST_OTHERS)] if labels else []


def _years(catalog: Catalog, selection: Selection) -> str:
    if not selection.fy:
        return ""
    (first, last), span = selection.fy, year_span(catalog)
    if first < last == span[1]:
        return say("since {year}", year=first)
    return formats.years(first, last)
