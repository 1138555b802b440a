"""The one way in which an amount is written on a page: as a link to the records behind it."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from inlmap import formats
from inlmap.catalog import Catalog
from inlmap.kept import kept
from inlmap.ledger import Figure
from inlmap.preview import is_yours
from inlmap.references import disputes_of, figure_id

LINK = Markup(
    "<a class='amount' data-figure='{id}' href='sources?figure={address}' target='_blank'>"
    "{words}</a>"
)
MARK = Markup(
    "<a class='disputed' href='sources?part=disagree&amp;figure={address}' target='_blank'>"
    "sources differ</a>"
)
YOURS = Markup("<span data-figure='{id}'>{words} <span class='yours'>your rows</span></span>")
PROGRAM = Markup(
    "<span data-figure='{id}'>{words} "
    "<a class='disputed' href='sources?program={address}' target='_blank'>source</a></span>"
)


@kept(4096)
def amount(catalog: Catalog, figure: Figure, words: str = "") -> Markup:
    """Return a figure as a link to its records, with a mark where sources disagree on them.

    ``words`` stand for the figure's own, for a place where unit, stage and years stand beside it.
    A figure without a value is text.
    """
    link = unmarked(catalog, figure, words)
    if figure.value is None or is_yours(catalog, figure.series_id):
        return link
    if not disputes_of(catalog, figure):
        return link
    return link + Markup(" ") + MARK.format(address=quote(figure_id(catalog, figure)))


def unmarked(catalog: Catalog, figure: Figure, words: str = "") -> Markup:
    """Return a figure as :func:`amount` does, without the mark: for lists of what changed."""
    if figure.value is None:
        return escape(words or figure.in_words)
    key = figure_id(catalog, figure)
    if is_yours(catalog, figure.series_id):  # a link opens a visit of its own, without these rows
        return YOURS.format(id=key, words=words or figure.in_words)
    return LINK.format(id=key, address=quote(key), words=words or figure.in_words)


def in_dollars(catalog: Catalog, figure: Figure) -> Markup:
    """Return a figure as dollars alone, where stage and years stand beside it."""
    if figure.value is None:
        return amount(catalog, figure)
    return amount(catalog, figure, formats.dollars(figure.value))


def cell(catalog: Catalog, content: object) -> Markup:
    """Return what a cell of a table holds: a figure as its link, anything else as text."""
    return amount(catalog, content) if isinstance(content, Figure) else escape(content)


def sentence(catalog: Catalog, text: str, figure: Figure) -> Markup:
    """Return a sentence in which the words of a figure are its link."""
    before, words, after = text.partition(figure.in_words)
    if not words or figure.value is None:
        return escape(text)
    return escape(before) + amount(catalog, figure) + escape(after)


def of_program(program_id: str, words: str) -> Markup:
    """Return text about one program; where it names money, with a link to the program's sources."""
    if "$" not in words:
        return escape(words)
    return PROGRAM.format(id=program_id, address=quote(program_id), words=words)
