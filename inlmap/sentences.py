"""The filtered view in plain sentences, computed from the data."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from inlmap import formats
from inlmap.catalog import Catalog
from inlmap.cells import count_items
from inlmap.coverage import DOCUMENTED, REGIONAL_ONLY
from inlmap.ledger import Figure
from inlmap.matrix import Column, Matrix
from inlmap.preview import own_programs
from inlmap.profiles import OWN_SCOPES
from inlmap.selection import Selection, choices

MOST_NAMED = 4
MOST_RANKED = 3
MOST_GAPS = 6
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
            *((_money(figure),) if figure.value is not None else ()),
        )
    where = "" if selection.country else _places(catalog, programs)
    scope = f" {phrase}" if phrase else ""
    first = _first(catalog, programs, f"{scope}{where}")
    sharing = _sharing(programs, selection.as_of)
    return tuple(filter(None, (first, sharing, _money(figure), figure.caution)))


def _first(catalog: Catalog, programs: pd.DataFrame, scope: str) -> str:
    counted = formats.count(len(programs), "program")
    yours = own_programs(catalog, programs)
    if not yours:
        return f"The sources document {counted}{scope}."
    verb = "is" if yours == 1 else "are"
    return (
        f"The sources and your own rows name {counted}{scope}; {formats.number(yours)} of them "
        f"{verb} yours and not published."
    )


def _places(catalog: Catalog, programs: pd.DataFrame) -> str:
    """Where the programs are; of many countries those with the most of their own, as on the map."""
    names = catalog.country_names
    countries = sorted(names[code] for code in count_items(programs["iso3"]))
    if len(countries) <= MOST_NAMED:
        return f" in {formats.listing(countries)}" if countries else ""
    own = count_items(programs["iso3"][programs["scope"].isin(OWN_SCOPES)])
    ranked = sorted(((number, names[code]) for code, number in own.items()), reverse=True)
    least = ranked[MOST_RANKED - 1][0] if len(ranked) >= MOST_RANKED else 0
    top = [one for one in ranked if one[0] >= least]
    if len(top) > MOST_NAMED:  # too many share the third place
        top = [one for one in ranked if one[0] > least]
    most = [f"{name} ({formats.number(number)})" for number, name in top]
    where = f" in {formats.count(len(countries), 'country', 'countries')}"
    return f"{where}, most in {formats.listing(most)}" if most else where


def _sharing(programs: pd.DataFrame, as_of: int | None) -> str:
    year = f"; membership and status are those of {as_of}" if as_of else ""
    located = _of_them(int((programs["scope"] == "place").sum()))
    shared = _of_them(int((programs["scope"] == "regional").sum()))
    sources = len(count_items(programs["source_id"]))
    return (
        f"{located[:1].upper()}{located[1:]} tied to a named place and {shared} shared by several "
        f"countries; the evidence is in {formats.count(sources, 'source')}{year}."
    )


def _of_them(quantity: int) -> str:
    if quantity == 0:
        return "none is"
    return f"{formats.number(quantity)} {'is' if quantity == 1 else 'are'}"


def _money(figure: Figure) -> str:
    if figure.value is None:
        return figure.reason
    return f"Documented money: {figure.in_words}; series: {figure.title}."


def gaps(catalog: Catalog, matrix: Matrix) -> tuple[str, ...]:
    """Return a sentence for each column with gaps, the widest first, at most six.

    A gap is a country without a program of its own in the column; each sentence also says how
    many of them a regional program covers.
    """
    found = []
    for at, column in enumerate(matrix.columns):
        states = Counter(row.cells[at].state for row in matrix.rows)
        missing = len(matrix.rows) - states[DOCUMENTED]
        if missing and column.key:
            sentence = (
                f"No country-level {_kind(matrix, column)} was found for "
                f"{_which(catalog, matrix, missing)}{_covered(states[REGIONAL_ONLY], missing)}."
            )
            found.append((missing, sentence))
    found.sort(key=lambda gap: -gap[0])
    return tuple(sentence for _, sentence in found[:MOST_GAPS])


def _kind(matrix: Matrix, column: Column) -> str:
    if matrix.by == "goal":
        return f"program toward “{column.name}”"
    acronym = column.name[1:2].isupper()
    name = column.name if acronym else f"{column.name[:1].lower()}{column.name[1:]}"
    return f"{name} program"


def _which(catalog: Catalog, matrix: Matrix, missing: int) -> str:
    total = len(matrix.rows)
    if total == 1:
        return matrix.rows[0].name
    short = catalog.names("initiatives", "short_name")
    group = ""
    if matrix.selection.country:
        group = "chosen "
    elif matrix.selection.initiative:
        group = formats.listing([short[key] for key in matrix.selection.initiative], MOST_NAMED)
        group += " "
    part = "any of the" if missing == total else f"{missing} of"
    return f"{part} {formats.number(total)} {group}countries"


def _covered(covered: int, missing: int) -> str:
    if not covered:
        return ""
    if missing == 1:
        return "; a regional program covers it"
    part = "all" if covered == missing else formats.number(covered)
    verb = "is" if covered == 1 else "are"
    return f"; {part} of them {verb} covered by a regional program"
