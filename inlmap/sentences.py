"""The filtered view in plain sentences, computed from the data."""

from __future__ import annotations

import pandas as pd

from inlmap import formats
from inlmap.catalog import Catalog
from inlmap.cells import count_items
from inlmap.coverage import countries_of
from inlmap.ledger import Figure
from inlmap.selection import Selection, choices

MOST_NAMED = 4
PREPOSITIONS = {
    "initiative": "under",
    "goal": "toward",
    "theme": "on",
    "country": "in",
    "agency": "with",
    "assistance": "of kind",
}


def filters_in_words(catalog: Catalog, selection: Selection) -> str:
    """Return the chosen filters as a phrase, empty when nothing is filtered."""
    phrases = []
    for name, preposition in PREPOSITIONS.items():
        chosen = getattr(selection, name)
        labels = [choice.label for choice in choices(catalog)[name] if choice.value in chosen]
        if labels:
            phrases.append(f"{preposition} {formats.listing(labels, MOST_NAMED, 'or')}")
    if selection.fy:
        phrases.append(f"active in {formats.years(*selection.fy)}")
    return " ".join(phrases)


def summary(
    catalog: Catalog, selection: Selection, programs: pd.DataFrame, figure: Figure
) -> tuple[str, ...]:
    """Return two to four sentences that say what the view shows."""
    phrase = filters_in_words(catalog, selection)
    if programs.empty:
        return (
            f"No program{f' {phrase}' if phrase else ''} was found in the sources.",
            "That means no evidence was found, not that nothing was done. "
            "Remove a filter or widen the years to see more.",
        )
    names = catalog.country_names
    countries = [names[code] for code in countries_of(programs, selection)]
    where = f" in {_places(countries)}" if countries and not selection.country else ""
    scope = f" {phrase}" if phrase else ""
    first = f"The sources document {formats.count(len(programs), 'program')}{scope}{where}."
    as_of = f"Membership and status are those of {selection.as_of}." if selection.as_of else ""
    return tuple(filter(None, (first, _sharing(programs), _money(figure), figure.caution, as_of)))


def _places(countries: list[str]) -> str:
    if len(countries) <= MOST_NAMED:
        return formats.listing(countries)
    return formats.count(len(countries), "country", "countries")


def _sharing(programs: pd.DataFrame) -> str:
    located = _of_them(int((programs["scope"] == "place").sum()))
    shared = _of_them(int((programs["scope"] == "regional").sum()))
    sources = len(count_items(programs["source_id"]))
    return (
        f"{located[:1].upper()}{located[1:]} tied to a named place and {shared} shared by several "
        f"countries; the evidence is in {formats.count(sources, 'source')}."
    )


def _of_them(quantity: int) -> str:
    if quantity == 0:
        return "none is"
    return f"{formats.number(quantity)} {'is' if quantity == 1 else 'are'}"


def _money(figure: Figure) -> str:
    if figure.value is None:
        return figure.reason
    return f"Documented money: {figure.in_words}; series: {figure.title}."
