"""The table of the Coverage page: its legend, its cells with their links, and its notes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup, escape

from inlmap import formats
from inlmap.catalog.address import to_address
from inlmap.figures.coverage import (
    ALL,
    DOCUMENTED,
    NO_EVIDENCE,
    REGIONAL_ONLY,
    STATED_ABSENT,
    Cell,
    Matrix,
    Row,
)
from inlmap.ui.blocks import listed
from inlmap.words import language_in_address, say, say_count, word

LOOKS = {
    DOCUMENTED: "documented",
    REGIONAL_ONLY: "regional-only",
    STATED_ABSENT: "stated-absent",
    NO_EVIDENCE: "no-evidence",
}
# Its last word is read aloud and not seen: the legend gives the words in full.
SHORT_NO_EVIDENCE = word("no evidence")
SHOWN_NO_EVIDENCE = Markup("{}<span class='unseen'> {}</span>")
MEANINGS = (
    (DOCUMENTED, "3", word("programs of the country itself; choose the number to see them")),
    (
        REGIONAL_ONLY,
        REGIONAL_ONLY,
        word("a regional program covers it; none of its own was found"),
    ),
    (STATED_ABSENT, STATED_ABSENT, word("a source says that there is none")),
    (
        NO_EVIDENCE,
        SHORT_NO_EVIDENCE,
        word("no evidence found in the sources, which is not a zero"),
    ),
)
CAPTIONS = {
    "theme": word("Programs by country and theme"),
    "goal": word("Programs by country and goal"),
}


def draw(matrix: Matrix) -> None:
    """Draw the legend, the table, and the notes that its numbers need."""
    if not matrix.rows:
        st.info(say("These programs name no country, so there is nothing to set out by country."))
        return
    caption = say(CAPTIONS[matrix.by])
    names = (say("Country"), *(column.name for column in matrix.columns), say("All programs"))
    head = Markup("").join(Markup("<th scope='col'>{}</th>").format(name) for name in names)
    totals = Markup("").join(_cell(c.programs, _told(c.programs)) for c in matrix.columns)
    st.html(_legend())
    st.html(
        Markup(
            "<div class='table coverage' tabindex='0' role='region' aria-label='{}'><table>"
            "<caption>{}</caption><thead><tr>{}</tr></thead>{}"
            "<tfoot><tr><th scope='row'>{}</th>{}<td></td></tr></tfoot>"
            "</table></div>"
        ).format(caption, caption, head, _bodies(matrix), say("All these countries"), totals)
    )
    st.html(listed(_notes(matrix), "note"))


def _legend() -> Markup:
    items = Markup("").join(
        Markup("<li><span class='look {}'>{}</span>{}</li>").format(
            LOOKS[state], say(shown), say(meaning)
        )
        for state, shown, meaning in MEANINGS
    )
    return Markup("<ul class='looks'>{}</ul>").format(items)


def _bodies(matrix: Matrix) -> Markup:
    """The rows, under the names of their regions where they stand by region."""
    if not matrix.by_region:
        return _body(matrix, matrix.rows)
    return Markup("").join(
        _body(matrix, tuple(rows), region)
        for region, rows in groupby(matrix.rows, key=lambda row: row.region)
    )


def _body(matrix: Matrix, rows: tuple[Row, ...], region: str = "") -> Markup:
    title = Markup("<tr><th scope='rowgroup' colspan='{}'><span>{}</span></th></tr>").format(
        len(matrix.columns) + 2, region
    )
    lines = Markup("").join(_line(matrix, row) for row in rows)
    return Markup("<tbody>{}{}</tbody>").format(title if region else "", lines)


def _line(matrix: Matrix, row: Row) -> Markup:
    found = zip(matrix.columns, row.cells, strict=True)
    cells = [_cell(cell, _linked(matrix, row, c.key, c.name, cell)) for c, cell in found]
    cells.append(_cell(row.programs, _linked(matrix, row, ALL, say("All programs"), row.programs)))
    return Markup("<tr><th scope='row'>{}</th>{}</tr>").format(row.name, Markup("").join(cells))


def _cell(cell: Cell, content: Markup) -> Markup:
    return Markup("<td class='{}'>{}</td>").format(LOOKS[cell.state], content)


def _linked(matrix: Matrix, row: Row, key: str, name: str, cell: Cell) -> Markup:
    """A number leads to the Map page with its programs; without a filter for them it does not."""
    told = _told(cell)
    if not cell.own or not key:
        return told
    behind = to_address(matrix.behind(row.iso3, key)) | language_in_address()
    query = urlencode(behind, doseq=True)
    own = say_count(cell.own, "{n} program of its own", "{n} programs of its own")
    if cell.regional:
        own = say("{own}, listed with {number} regional", own=own, number=cell.regional)
    title = f"{row.name}, {name}: {own}"
    return Markup("<a href='./?{}' title='{}'>{}</a>").format(query, title, told)


def _told(cell: Cell) -> Markup:
    if cell.state == NO_EVIDENCE:
        return SHOWN_NO_EVIDENCE.format(say(SHORT_NO_EVIDENCE), say("found"))
    told = escape(formats.number(cell.own) if cell.own else say(cell.state))
    if cell.own and cell.regional:
        more = say("+ {number} regional", number=formats.number(cell.regional))
        return told + Markup(" <small>{}</small>").format(more)
    return told


def _notes(matrix: Matrix) -> Iterator[str]:
    yield say(
        "“+ 2 regional” counts programs shared with other countries. The list that a number opens "
        "shows the country's own programs and these."
    )
    if matrix.by == "theme":
        yield say("Themes are our classification; goals are the initiatives' own.")
    yield say(
        "A program counts in every country it names and under every goal it serves. So numbers do "
        "not add up: the last column and the last line count each program once."
    )
    for column in matrix.columns:
        if not column.key:
            yield say(
                "No filter holds “{column}”, so its numbers open no list.", column=column.name
            )
    if matrix.by_region:
        yield say("Regions are our grouping by initiative.")
    if matrix.selection.fy:
        yield say("A program without a documented year does not pass the filter by fiscal years.")
    if matrix.unplaced:
        yield say_count(
            matrix.unplaced,
            "{n} selected program names none of these countries and stands in no line.",
            "{n} selected programs name none of these countries and stand in no line.",
        )
