"""What an address asks of the Sources page: a part of it, or one amount, source or fact.

The address is the only state: the switch of the parts writes it, and the page follows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from inlmap.catalog.address import SHOWN_CHARACTERS
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.releases import released_catalog
from inlmap.catalog.translated import translated
from inlmap.dataset.folder import data_folder
from inlmap.errors import DataError, FigureError
from inlmap.figures.adding import Figure
from inlmap.figures.figure_ids import figure_of
from inlmap.formats import shorten
from inlmap.presentation.changes import figure_change_in_words, figure_since, version_of_figure
from inlmap.presentation.view import View
from inlmap.ui.blocks import switch
from inlmap.words import say, word

PARTS = {
    "sources": word("Sources"),
    "amounts": word("Amounts"),
    "disagree": word("Where sources disagree"),
    "totals": word("How totals are chosen"),
    "downloads": word("Downloads"),
}
# What opens exactly one thing, the part that shows it, and its table; the first one asked for wins.
SINGLE = {
    "record": ("amounts", "funding", "record_id"),
    "source": ("sources", "sources", "source_id"),
    "statement": ("disagree", "statements", "statement_id"),
}
PROGRAM, FIGURE = "program", "figure"
PARAMETERS = ("part", *SINGLE, PROGRAM, FIGURE)
PART_KEY = "sources_part"


@dataclass(frozen=True)
class SourcesQuery:
    """The part to draw, the id of the one thing to open in it, and notices on what is unknown.

    ``figure`` is the amount whose records are asked for, ``program`` the id of a program.
    """

    part: str
    one: str
    notices: tuple[str, ...]
    program: str = ""
    figure: Figure | None = None


def read_asked(catalog: Catalog) -> SourcesQuery:
    """Return what the address asks for; one thing to open goes before a part."""
    part, notices = _known("part", PARTS)
    opened = []
    for name, (home, table, key) in SINGLE.items():
        found, unknown = _known(name, getattr(catalog, table)[key])
        notices += unknown
        opened += [(home, found)] if found else []
    first = (part or next(iter(PARTS)), "")
    program, unknown = _known(PROGRAM, catalog.programs["program_id"])
    figure, wrong = figure_asked(catalog, st.query_params.get(FIGURE, "").strip())
    return SourcesQuery(*next(iter(opened), first), notices + unknown + wrong, program, figure)


def figure_asked(catalog: Catalog, text: str) -> tuple[Figure | None, tuple[str, ...]]:
    """Return the amount of an id and what is to be said of it; no amount where it is none.

    An id of an earlier version on record gives the amount that its records make now.
    """
    try:
        return (figure_of(catalog, text) if text else None), ()
    except FigureError as error:
        return _earlier_figure(catalog, text) or (None, (str(error),))


def _earlier_figure(catalog: Catalog, text: str) -> tuple[Figure | None, tuple[str, ...]] | None:
    """An amount of an earlier version as its records give it now, and what it was; if on record."""
    version = version_of_figure(text)
    if version == catalog.published_version:
        return None
    try:
        then = released_catalog(catalog.original, data_folder(), version)
        found = figure_since(translated(then.catalog), catalog, text) if then else None
    except (DataError, FigureError):
        return None
    if then is None or found is None:
        return None
    return found.now, (figure_change_in_words(found, version, str(then.released)),)


def _known(name: str, values: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    return known_or_notice(name, st.query_params.get(name, ""), values)


def known_or_notice(name: str, text: str, values: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return the value that a text of the address is, in any case; else a notice, if it is one."""
    text, values = text.strip(), tuple(values)
    if not text:
        return "", ()
    known = {value.casefold(): value for value in values} | {value: value for value in values}
    found = known.get(text) or known.get(text.casefold(), "")
    if found:
        return found, ()
    shown = shorten(text, SHOWN_CHARACTERS)
    return "", (say('Ignored {name} "{value}": not a known value.', name=name, value=shown),)


def ask(**wanted: str) -> None:
    """Make the address ask for this alone and leave the filters in it."""
    others = {
        name: st.query_params.get_all(name) for name in st.query_params if name not in PARAMETERS
    }
    given = {name: [value] for name, value in wanted.items()}
    st.query_params.from_dict(others | given)  # in one go: one step of the back button


def address(view: View, **wanted: str) -> str:
    """Return the address that asks for this under the same filters."""
    given = {name: [value] for name, value in wanted.items()}
    return view.link(**given)


def chosen_part(asked: SourcesQuery) -> str:
    """Draw the switch of the parts and return the one that the address asks for."""
    st.session_state[PART_KEY] = asked.part
    switch(
        say("Part of the page"),
        PARTS,
        PART_KEY,
        label_visibility="collapsed",
        on_change=lambda: ask(part=st.session_state[PART_KEY]),
    )
    return asked.part
