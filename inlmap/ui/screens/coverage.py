"""The parts of the Coverage page: switches, gaps in words, and the table with its legend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup, escape

from inlmap import formats
from inlmap.catalog.address import to_address
from inlmap.figures.coverage import (
    ALL,
    DOCUMENTED,
    NO_EVIDENCE,
    OUTSIDE,
    REGIONAL_ONLY,
    STATED_ABSENT,
    By,
    Cell,
    Matrix,
    Row,
    arranged,
    chosen_initiatives,
    coverage_matrix,
)
from inlmap.figures.statements import absences
from inlmap.presentation.listings import absence_listing
from inlmap.presentation.outcomes import count_in_words
from inlmap.presentation.sentences import filters_in_words, gaps
from inlmap.presentation.view import View
from inlmap.ui.blocks import (
    bullets,
    draw,
    heading_html,
    hint_html,
    note_html,
    section_html,
    switch,
)
from inlmap.ui.html_tables import table_html
from inlmap.ui.screens.country_list import NO_COUNTRY
from inlmap.words import language_in_address, say, say_count, word

MOST = word("Most programs first")
KINDS = {"theme": word("Themes"), "goal": word("Goals of the initiative")}
ROW_ORDERS = {"region": word("By region"), "count": MOST}
COLUMN_ORDERS = {"own": word("In their own order"), "count": MOST}

LOOKS = {
    DOCUMENTED: "documented",
    REGIONAL_ONLY: "regional-only",
    STATED_ABSENT: "stated-absent",
    NO_EVIDENCE: "no-evidence",
    OUTSIDE: "outside",
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
OUTSIDE_MEANING = (
    OUTSIDE,
    OUTSIDE,
    word("no partner in the chosen initiatives, and no selected program names it"),
)
CAPTIONS = {
    "theme": word("Programs by country and theme"),
    "goal": word("Programs by country and goal"),
}


def heading(view: View) -> None:
    """Draw the title with the filters that hold on the page."""
    st.html(title_html(view))


def title_html(view: View) -> Markup:
    """Return the title with the filters that hold on the page."""
    phrase = filters_in_words(view.catalog, view.selection)
    lines = [say("Where programs are documented, and where no evidence of one was found.")]
    if phrase:
        lines.append(say("Showing programs {phrase} only.", phrase=phrase))
    return heading_html(say("Coverage"), " ".join(lines))


class Arrangement(NamedTuple):
    """How the matrix is set out: by what, and in which orders."""

    by: By
    rows_by_count: bool
    columns_by_count: bool


AT_FIRST = Arrangement("theme", rows_by_count=False, columns_by_count=False)


def chosen_arrangement(view: View) -> Arrangement:
    """Draw the switches and return what they ask for."""
    with st.container(horizontal=True, key="coverage_switches", width="content"):
        chosen = [
            switch(label, choices, key, default=next(iter(choices)))
            for key, label, choices in switches(view)
        ]
    *by, rows, columns = chosen
    return Arrangement("goal" if by == ["goal"] else "theme", rows == "count", columns == "count")


def arranged_matrix(view: View, arrangement: Arrangement) -> Matrix:
    """Return the matrix of a view as the switches ask for it."""
    by, rows_by_count, columns_by_count = arrangement
    return arranged(
        coverage_matrix(view.catalog, view.selection, by),
        rows_by_count=rows_by_count,
        columns_by_count=columns_by_count,
    )


def switches(view: View) -> list[tuple[str, str, dict[str, str]]]:
    """Return key, label and options of each switch: that of the columns first, if there is one."""
    chosen = view.selection.initiative
    has_goals = any((goal.initiative_id,) == chosen for goal in view.catalog.ordered_goals)
    kinds = [(f"coverage_by_{chosen[0]}", say("Columns"), KINDS)] if has_goals else []
    return [
        *kinds,
        ("coverage_rows", say("Countries"), ROW_ORDERS),
        ("coverage_columns", say("Columns in order"), COLUMN_ORDERS),
    ]


def results_in_words(view: View) -> None:
    """Draw how many programs have a recorded result, where the data have any."""
    draw(results_parts(view))


def results_parts(view: View) -> list[Markup]:
    """Return how many programs have a recorded result, where the data have any."""
    words = "" if view.catalog.results.empty else count_in_words(view)
    return [note_html(words)] if words else []


def gaps_in_words(view: View, matrix: Matrix) -> None:
    """Draw the widest gaps in sentences."""
    draw(gap_parts(view, matrix))


def gap_parts(view: View, matrix: Matrix) -> list[Markup]:
    """Return the widest gaps in sentences."""
    if not matrix.rows:
        return []
    text = gaps(view.catalog, matrix)
    notes = [
        say(
            "No evidence found does not mean that nothing was done: only what the sources of this "
            "dataset document is counted."
        )
    ]
    if not (view.selection.country or chosen_initiatives(view.catalog, view.selection)):
        notes.append(say("Choose an initiative in the filters to see the gaps among its partners."))
    items = bullets(text or [say("Each country has a program of its own in each column.")], "gaps")
    gaps_shown = Markup("<div>{}{}</div>").format(items, note_html(" ".join(notes)))
    return [section_html(say("The widest gaps")), gaps_shown]


def stated_absences(view: View) -> None:
    """Draw what was looked for and not found, and whether a source states an absence."""
    draw(absence_parts(view))


def absence_parts(view: View) -> list[Markup]:
    """Return what was looked for and not found, and whether a source states an absence."""
    found = absences(view.catalog, view.selection)
    parts = [section_html(say("Looked for and not found"))]
    if not any(absence.stated for absence in found):
        none = say(
            "No source in this dataset states that one of these countries has no program, so "
            "no cell reads “stated absent”."
        )
        parts.append(note_html(none))
    if found:
        listing = absence_listing(view)
        headings, caption = listing.said_headings, say("Absences by country")
        parts.append(table_html(headings, listing.rows, caption, title_above=True))
    return parts


def draw_matrix(matrix: Matrix) -> None:
    """Draw the legend, the table, and the notes that its numbers need."""
    draw(matrix_parts(matrix))


def matrix_parts(matrix: Matrix) -> list[Markup]:
    """Return the legend, the table, and the notes that its numbers need."""
    if not matrix.rows:
        return [hint_html(say(NO_COUNTRY))]
    caption = say(CAPTIONS[matrix.by])
    names = (say("Country"), *(column.name for column in matrix.columns), say("All programs"))
    head = Markup("").join(Markup("<th scope='col'>{}</th>").format(name) for name in names)
    every = (*(column.programs for column in matrix.columns), matrix.programs)
    totals = Markup("").join(_cell_html(one, _cell_words(one)) for one in every)
    table = Markup(
        "<div class='table coverage' tabindex='0' role='region' aria-label='{}'><table>"
        "<caption>{}</caption><thead><tr>{}</tr></thead>{}"
        "<tfoot><tr><th scope='row'>{}</th>{}</tr></tfoot>"
        "</table></div>"
    ).format(caption, caption, head, _bodies(matrix), say("All these countries"), totals)
    return [_legend(matrix), table, bullets(_notes(matrix), "note")]


def _legend(matrix: Matrix) -> Markup:
    meanings = (*MEANINGS, OUTSIDE_MEANING) if matrix.outside else MEANINGS
    items = Markup("").join(
        Markup("<li><span class='look {}'>{}</span>{}</li>").format(
            LOOKS[state], say(shown), say(meaning)
        )
        for state, shown, meaning in meanings
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
    cells = [_cell_html(cell, _linked(matrix, row, c.key, c.name, cell)) for c, cell in found]
    cells.append(
        _cell_html(row.programs, _linked(matrix, row, ALL, say("All programs"), row.programs))
    )
    return Markup("<tr><th scope='row'>{}</th>{}</tr>").format(row.name, Markup("").join(cells))


def _cell_html(cell: Cell, content: Markup) -> Markup:
    return Markup("<td class='{}'>{}</td>").format(LOOKS[cell.state], content)


def _linked(matrix: Matrix, row: Row, key: str, name: str, cell: Cell) -> Markup:
    """A number leads to the Map page with its programs; without a filter for them it does not."""
    text = _cell_words(cell)
    if not cell.own or not key:
        return text
    behind = to_address(matrix.behind(row.iso3, key)) | language_in_address()
    query = urlencode(behind, doseq=True)
    own = say_count(cell.own, "{n} program of its own", "{n} programs of its own")
    if cell.regional:
        own = say("{own}, listed with {number} regional", own=own, number=cell.regional)
    title = f"{row.name}, {name}: {own}"
    return Markup("<a href='./?{}' title='{}'>{}</a>").format(query, title, text)


def _cell_words(cell: Cell) -> Markup:
    if cell.state == NO_EVIDENCE:
        return SHOWN_NO_EVIDENCE.format(say(SHORT_NO_EVIDENCE), say("found"))
    text = escape(formats.number(cell.own) if cell.own else say(cell.state))
    if cell.own and cell.regional:
        more = say("+ {number} regional", number=formats.number(cell.regional))
        return text + Markup(" <small>{}</small>").format(more)
    return text


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
    if matrix.selection.hide_undated:
        yield say("Programs without a stated year are hidden.")
    elif matrix.selection.fy:
        yield say("A program without a stated year passes the filter by fiscal years.")
    if matrix.unplaced:
        yield say_count(
            matrix.unplaced,
            "{n} selected program names none of these countries and stands in no line.",
            "{n} selected programs name none of these countries and stand in no line.",
        )
