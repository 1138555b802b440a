"""The part of the Sources page that lists every amount with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import count_items
from inlmap.dataset.schema import STAGES
from inlmap.figures.evidence import EVIDENCE, AmountFilter, amount_positions, record_positions
from inlmap.formats import counted
from inlmap.presentation.screen_tables import AMOUNT_COLUMNS, amount_rows
from inlmap.presentation.sentences import filters_in_words
from inlmap.presentation.view import View
from inlmap.ui import html_tables
from inlmap.ui.amounts import original
from inlmap.ui.blocks import note, section, title_link
from inlmap.ui.html_tables import html_table
from inlmap.ui.sources.asked import SourcesQuery, ask
from inlmap.ui.sources.publications import evidence_levels
from inlmap.words import say, word

NONE_STATED = word("none")
# Columns of an amount in the words of the data.
PUBLISHED = ("locator", "note", "record")


def amounts(view: View, asked: SourcesQuery) -> None:
    """Draw the amounts that pass the search, or exactly the one that the address asks for."""
    catalog = view.catalog
    if asked.one:
        section(say("One amount"))
        st.button(say("Show all amounts"), key="amounts_all", on_click=lambda: ask(part="amounts"))
        _one(catalog, record_positions(catalog, asked.one))
        evidence_levels(catalog)
        return
    wanted = _amount_filters(catalog)
    selection = view.selection.of_money()
    positions = amount_positions(catalog, selection, wanted)
    section(counted("funding", len(positions)))
    note(amounts_in_words(catalog, selection))
    if not positions:
        st.info(say("No evidence of such an amount was found. Remove a filter to see more."))
        return
    _draw_amounts(catalog, positions, html_tables.page_key("amounts", selection, wanted))
    evidence_levels(catalog)


def amounts_in_words(catalog: Catalog, selection: Selection) -> str:
    """Say which filters of the sidebar hold for the list."""
    phrase = filters_in_words(catalog, selection.without("fy"))
    years = say("that touch {years}", years=formats.years(*selection.fy)) if selection.fy else ""
    scope = " ".join(filter(None, (phrase, years)))
    if not scope:
        return say(
            "The list follows the sidebar's filters by initiative, country and fiscal years."
        )
    lines = [
        say(
            "Showing amounts {scope} only; no other filter of the sidebar is followed.", scope=scope
        )
    ]
    if selection.initiative:
        lines.append(
            say("An amount stands under an initiative only where its source ties the money to it.")
        )
    return " ".join(lines)


def _amount_filters(catalog: Catalog) -> AmountFilter:
    search = st.text_input(
        say("Search recipient, initiative, account or record"),
        key="amounts_search",
        max_chars=200,
    )
    titles = catalog.names("series", "title")
    publications = catalog.names("sources", "title")
    cited = count_items(catalog.funding["source_id"])
    ids = sorted(cited, key=lambda key: publications[key].casefold())
    stages = {key: say(key).capitalize() for key in STAGES}
    evidence = {key: say(words) for key, words in EVIDENCE.items()}
    columns = st.columns(4)
    with columns[0]:
        series = _choice("series", titles, say("Series"), say("All series"))
    with columns[1]:
        stage = _choice("stage", stages, say("Stage"), say("All stages"))
    with columns[2]:
        cited_titles = {key: publications[key] for key in ids}
        source = _choice("source", cited_titles, say("Source"), say("All sources"))
    with columns[3]:
        basis = _choice("evidence", evidence, say("Evidence"), say("All evidence"))
    return AmountFilter(search, series, stage, source, basis)


def _choice(name: str, values: Mapping[str, str], label: str, everything: str) -> str | None:
    picked: str | None = st.selectbox(
        label,
        list(values),
        format_func=values.__getitem__,
        index=None,
        placeholder=everything,
        key=f"amounts_{name}",
    )
    return picked


def _one(catalog: Catalog, positions: Sequence[int]) -> None:
    (row,) = amount_rows(catalog, positions).to_pylist()
    row["publication"] = title_link(row["publication"], row["link"] or "")
    row["amount"] = f"{row['amount']:,.9f}".rstrip("0").rstrip(".")
    row |= {key: original(row[key]) for key in PUBLISHED}
    rows = [
        (say(column.heading), row[column.key] or say(NONE_STATED))
        for column in AMOUNT_COLUMNS
        if column.key != "link"
    ]
    html_table((), rows, say("One amount in nominal U.S. dollars, with its evidence"))


def _draw_amounts(catalog: Catalog, positions: Sequence[int], key: str) -> None:
    shown = html_tables.shown_rows(len(positions), key)
    rows = amount_rows(catalog, positions[shown.start : shown.stop])
    html_tables.grid(
        rows,
        AMOUNT_COLUMNS,
        {
            "recipient": st.column_config.TextColumn(width=220),
            "publication": st.column_config.TextColumn(width="medium"),
            "locator": st.column_config.TextColumn(width="medium"),
            "link": st.column_config.LinkColumn(display_text=say("Open source")),
            "part_of": st.column_config.TextColumn(width="medium"),
            "series": st.column_config.TextColumn(width="medium"),
            "note": st.column_config.TextColumn(width="large"),
        },
        say("Table of the amounts; the Downloads part holds all of them as CSV."),
    )
    html_tables.draw_pages(len(positions), key)
    st.caption(
        say(
            "Nominal U.S. dollars in millions and U.S. fiscal years. Amounts here are not added: "
            "many overlap, and the stages differ. Part of names the amount that already contains "
            "this one."
        )
    )
