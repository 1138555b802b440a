"""The panel of an amount: the records behind it, how they add up, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import is_own_series
from inlmap.catalog.releases import unchanged_since
from inlmap.dataset.cells import split_list
from inlmap.dataset.folder import data_folder
from inlmap.figures.adding import Figure, Record, records_by_series, series_rows
from inlmap.figures.all_figures import all_figures, years_of_figures
from inlmap.figures.evidence import EVIDENCE
from inlmap.figures.single_items import Item
from inlmap.figures.statements import dispute_in_words, disputes_of
from inlmap.figures.totals import REASON_NONE
from inlmap.formats import NOT_STATED, rows_in_words
from inlmap.presentation.lately import release_in_words
from inlmap.presentation.screen_tables import PROGRAM_COLUMNS, program_table
from inlmap.presentation.sentences import figures_title, stages_in_words
from inlmap.presentation.view import View
from inlmap.ui.address_bar import FIGURES, FIGURES_OF_YEAR, OPEN_PARAMETER
from inlmap.ui.amounts import in_dollars, of_program, original, unmarked
from inlmap.ui.blocks import hint, note, publication_link, section
from inlmap.ui.html_tables import html_table
from inlmap.ui.sources.asked import SourcesQuery, address, ask
from inlmap.words import say, say_count, word

ADDS_UP = word("How this adds up")
ONE_PROGRAM = word("One program and its sources")
OF_PROGRAM = ("country", "place", "initiative", "goal", "years", "status")
FIGURE_HEADINGS = (
    word("Stage"),
    word("Fiscal years"),
    word("Nominal U.S. dollars"),
    word("Account"),
    word("Series"),
)
FIGURE_TABLES = (
    (False, word("Amounts of this choice; none is added to another")),
    (True, word("Amounts over more years or countries than this choice")),
)
RECORD_HEADINGS = (
    word("Recipient"),
    word("Fiscal years"),
    word("Account"),
    word("Nominal $ millions"),
    word("Stage"),
    word("Publication"),
    word("Exact place"),
    word("Evidence"),
    word("Note"),
)


def draw_panel(catalog: Catalog, figure: Figure) -> None:
    """Draw everything behind one amount."""
    series = series_rows(catalog)[figure.series_id]
    kept = {r.record_id: r for r in records_by_series(catalog)[figure.series_id]}
    counted = [kept[key] for key in figure.record_ids]
    st.html(
        Markup("<p class='summary'>{}<br>{} <strong>{}</strong>. {}</p>").format(
            _what_it_is(catalog, figure), figure.title, figure.in_words, figure.caution
        )
    )
    headings = [say(name) for name in RECORD_HEADINGS]
    html_table(
        (), _how_it_adds_up(catalog, figure, str(series["rule"])), say(ADDS_UP), title_above=True
    )
    html_table(
        headings,
        _record_rows(catalog, counted),
        say_count(len(counted), "Counted: {n} row", "Counted: {n} rows"),
    )
    if figure.exclusions:
        left_out = [kept[one.record_id] for one in figure.exclusions]
        rows = [
            (*row, one.reason)
            for row, one in zip(_record_rows(catalog, left_out), figure.exclusions, strict=True)
        ]
        caption = say_count(len(left_out), "Left out: {n} row", "Left out: {n} rows")
        html_table((*headings, say("Why it is left out")), rows, caption)


def _what_it_is(catalog: Catalog, figure: Figure) -> str:
    """Say plainly of what an amount is: how many lines, of which years and publications."""
    titles = catalog.names("sources", "title")
    return say_count(
        len(figure.record_ids),
        "{n} line, {years}, of: {publications}.",
        "{n} lines, {years}, of: {publications}.",
        years=figure.years,
        publications="; ".join(titles[key] for key in figure.source_ids),
    )


def _how_it_adds_up(catalog: Catalog, figure: Figure, rule: str) -> list[tuple[str, object]]:
    counted, left_out = len(figure.record_ids), len(figure.exclusions)
    added = say_count(
        counted,
        "{n} row of one series is the amount",
        "{n} rows of one series add up to the amount",
    )
    amount = f"{figure.value or 0:,.3f}"
    rows: list[tuple[str, object]] = [
        (say("Amount"), say("{amount} million nominal U.S. dollars", amount=amount)),
        (say("Stage and years"), f"{say(figure.stage)}, {figure.marked_years}"),
        (say("Sum"), added),
        (say("Left out"), rows_in_words(left_out) if left_out else say("nothing")),
        (say("Why this series"), rule),
        *_since_when(catalog, figure),
    ]
    return rows + [(dispute_in_words(one), one.fact) for one in disputes_of(catalog, figure)]


def _since_when(catalog: Catalog, figure: Figure) -> list[tuple[str, object]]:
    """Since which release on record the rows counted say the same."""
    if is_own_series(catalog, figure.series_id):
        return []
    found = unchanged_since(catalog.original, data_folder(), figure.record_ids)
    if found is None:
        return []
    label = say("Unchanged since")
    if found.since is None:
        return [(label, say("new or corrected in this release of the data"))]
    release = release_in_words(found.since.version, found.since.released)
    return [
        (
            label,
            say("{release}, the oldest on record", release=release) if found.oldest else release,
        )
    ]


def _record_rows(catalog: Catalog, records: Sequence[Record]) -> list[tuple[object, ...]]:
    locators, bases, notes = (
        catalog.names("funding", name) for name in ("source_locator", "basis", "note")
    )
    return [
        (
            record.recipient,
            formats.years(record.fy_start, record.fy_end),
            formats.account_name(record.account),
            f"{record.amount_usd_millions:,.3f}",
            say(record.stage),
            Markup("; ").join(publication_link(catalog, key) for key in record.source_ids),
            original(locators[record.record_id]),
            say(EVIDENCE[bases[record.record_id]]),
            original(notes[record.record_id]),
        )
        for record in records
    ]


def draw_asked(view: View, asked: SourcesQuery) -> bool:
    """Draw the one amount or program that the address asks for; False when it asks for none."""
    if asked.figure and asked.part != "disagree":
        section(say("One amount and the records behind it"))
        draw_panel(view.catalog, asked.figure)
    elif asked.program:
        section(say(ONE_PROGRAM))
        draw_program(view.catalog, asked.program)
    else:
        return False
    st.button(say("Show all sources"), key="panel_back", on_click=lambda: ask(part="sources"))
    return True


def draw_program(catalog: Catalog, program_id: str) -> None:
    """Draw one program with what is said of it and where."""
    rows = catalog.programs[catalog.programs["program_id"] == program_id]
    [row] = program_table(catalog).loc[rows.index].to_dict("records")
    [ids] = rows["source_id"]
    published = Markup("; ").join(publication_link(catalog, key) for key in split_list(ids))
    heading = {column.key: say(column.heading) for column in PROGRAM_COLUMNS}
    lines: list[tuple[str, object]] = [
        (heading["program"], original(row["program"])),
        *((heading[key], row[key] or say(NOT_STATED)) for key in OF_PROGRAM),
        (say("Value"), _value(program_id, row["value"])),
        (heading["description"], of_program(program_id, original(row["description"]))),
        (say("Publications"), published),
        (say("Where in them"), original(row["locator"]) or say(NOT_STATED)),
        (
            heading["classification"],
            row["classification"] or say("none; all as the source says"),
        ),
    ]
    html_table((), lines, say("The program"), title_above=True)


def _value(program_id: str, value: float) -> Markup | str:
    if pd.isna(value):
        return say(NOT_STATED)
    return Markup("<span data-figure='{}'>{}</span>").format(
        program_id, Item(program_id, value).in_words
    )


def panel_links(view: View) -> None:
    """Draw the links that open the panel of the view's amount, and all figures of its choice."""
    st.html(panel_links_html(view))


def panel_links_html(view: View) -> Markup:
    """Return the links that open the panel of the view's amount, and all figures of its choice."""
    links = [figures_link(view, figures_title(view))]
    if view.figure.value is not None:
        links.insert(0, unmarked(view.catalog, view.figure, say(ADDS_UP)))
    return Markup("<p class='openers'>{}</p>").format(Markup(" ").join(links))


def figures_link(view: View, words: str, year: int | None = None) -> Markup:
    """Return a link that opens all figures of a view, or of one fiscal year of it."""
    asked = FIGURES if year is None else FIGURES_OF_YEAR.format(year)
    opened = address(view, **{OPEN_PARAMETER: asked})
    return Markup("<a class='amount' href='{}'>{}</a>").format(opened, words)


def draw_all_figures(view: View, year: int | None = None) -> None:
    """Draw every amount of the choice, or of one year of it, none of them added to another.

    Each year that has an amount can be chosen.
    """
    _years_to_choose(view, year)
    chosen = view if year is None else view.of_year(year)
    found = all_figures(view.catalog, chosen.selection)
    if not found:
        hint(say(REASON_NONE))
        return
    note(stages_in_words(one.figure.stage for one in found))
    for beyond, caption in FIGURE_TABLES:
        rows = [
            (
                formats.capitalized(say(one.figure.stage)),
                one.figure.marked_years,
                in_dollars(view.catalog, one.figure),
                one.account,
                one.figure.title,
            )
            for one in found
            if one.beyond == beyond
        ]
        if rows:
            html_table([say(name) for name in FIGURE_HEADINGS], rows, say(caption))


def _years_to_choose(view: View, chosen: int | None) -> None:
    years = years_of_figures(view.catalog, view.selection)
    links = [
        figures_link(view, formats.years(year, year), year)
        if year != chosen
        else Markup("<b>{}</b>").format(formats.years(year, year))
        for year in years
    ]
    if chosen is not None:
        links.append(figures_link(view, figures_title(view)))
    if links:
        label = say("One fiscal year alone:")
        st.html(Markup("<p class='openers'>{} {}</p>").format(label, Markup(" ").join(links)))
