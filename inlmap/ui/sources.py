"""The part of the Sources page that lists every publication and what rests on it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog import Catalog
from inlmap.cells import count_items, split_list
from inlmap.evidence import EVIDENCE, USES, SourceUse, found_sources
from inlmap.ledger import series_rows
from inlmap.statements import facts
from inlmap.tables import program_table
from inlmap.ui import paging
from inlmap.ui.asking import Asked, address, ask
from inlmap.ui.blocks import html_table, linked, section
from inlmap.ui.listing import NOT_STATED
from inlmap.view import View
from inlmap.words import say

HEADINGS = ("Title", "Publisher", "Number", "Date", "License", "Used for")
WHOLE = "Publications. The filters in the sidebar do not change this list."


def publications(catalog: Catalog, source_ids: tuple[str, ...]) -> Markup:
    """Return the linked titles of sources, one after the other."""
    titles, urls = catalog.names("sources", "title"), catalog.names("sources", "url")
    return Markup("; ").join(linked(titles[key], urls[key]) for key in source_ids)


def evidence_levels(catalog: Catalog) -> None:
    """Say how strong the evidence of amounts and of programs is, with the number of each."""
    bases = catalog.funding["basis"].value_counts()
    ours = int((catalog.programs["inferred"] != "").sum())
    items = (
        (
            EVIDENCE["printed"],
            f"{formats.count(int(bases.get('printed', 0)), 'amount')}, as the publication "
            "gives them.",
        ),
        (
            EVIDENCE["derived"],
            f"{formats.count(int(bases.get('derived', 0)), 'amount')}, computed by us; the note "
            "of each names the printed figure.",
        ),
        (
            "Our classification",
            f"{formats.number(ours)} of {formats.count(len(catalog.programs), 'program')} have "
            "columns, such as the goal or the theme, that are our reading and not the source's "
            "words; each program names them.",
        ),
    )
    lines = Markup("").join(Markup("<li><b>{}</b>: {}</li>").format(*item) for item in items)
    st.html(Markup("<p class='note'>Evidence levels</p><ul class='note'>{}</ul>").format(lines))


def sources(view: View, asked: Asked) -> None:
    """Draw the publications that pass the search, each with what it is used for."""
    if asked.one:
        _one_source(view, asked.one)
        return
    search, publisher, use = _filters(view.catalog)
    found = found_sources(view.catalog, search, publisher, use)
    section(formats.count(len(found), "source"))
    if not found:
        st.info("No source fits. Shorten the search or choose all publishers and uses.")
        return
    key = paging.page_key("sources", search, publisher, use)
    rows = [_source_row(view, found[row]) for row in paging.shown_rows(len(found), key)]
    with st.container(key="publications"):
        html_table(HEADINGS, rows, WHOLE)
    paging.draw_pages(len(found), key)
    st.caption(
        "Used for counts the rows that cite the publication; a row with two publications counts "
        "for both. Places are those of the programs that rest on it."
    )
    evidence_levels(view.catalog)


def _filters(catalog: Catalog) -> tuple[str, str | None, str | None]:
    publishers = count_items(name.replace(";", ",") for name in catalog.sources["publisher"])
    wide, middle, narrow = st.columns((2, 1, 1))
    search = wide.text_input(
        "Search title, publisher or number", key="sources_search", max_chars=200
    )
    publisher = middle.selectbox(
        "Publisher",
        sorted(publishers, key=str.casefold),
        format_func=lambda name: f"{name} ({publishers[name]})",
        index=None,
        placeholder="All publishers",
        key="sources_publisher",
    )
    use = narrow.selectbox(
        "Used for",
        list(USES),
        format_func=lambda key: say(USES[key]),
        index=None,
        placeholder="Any use",
        key="sources_use",
    )
    return search, publisher, use


def _source_row(view: View, source: SourceUse) -> tuple[object, ...]:
    row = source.row
    opened = Markup("<a href='{}' target='_self'>{}</a>").format(
        address(view, source=source.source_id), source.used_for
    )
    return (
        linked(row["title"], row["url"]),
        row["publisher"],
        row["number"],
        row["date"] or NOT_STATED,
        row["license"] or NOT_STATED,
        opened,
    )


def _one_source(view: View, source_id: str) -> None:
    """Draw exactly one publication with everything that rests on it."""
    found = next(one for one in found_sources(view.catalog) if one.source_id == source_id)
    section("One source")
    st.button("Show all sources", key="sources_all", on_click=lambda: ask(part="sources"))
    with st.container(key="publications"):
        html_table(HEADINGS, [_source_row(view, found)], "The publication")
    _programs_of(view.catalog, source_id)
    _series_of(view, source_id)
    touching = [
        (
            Markup("<a href='{}' target='_self'>{}</a>").format(
                address(view, statement=fact.statement_id), fact.fact
            ),
            position.value,
            position.locator or NOT_STATED,
        )
        for fact in facts(view.catalog)
        for position in fact.positions
        if source_id in position.source_ids
    ]
    if touching:
        headings = ("Fact", "What this source says", "Where in the source")
        html_table(headings, touching, "Facts on which it is set beside others")
    evidence_levels(view.catalog)


def _programs_of(catalog: Catalog, source_id: str) -> None:
    cited = [source_id in split_list(cell) for cell in catalog.programs["source_id"]]
    table = program_table(catalog).loc[catalog.programs.index[cited]]
    columns = ("Program", "Country", "Where in the source", "Our classification")
    rows = [
        (row["Program"], row["Country"], row["Where in the source"], row["Our classification"])
        for row in table.to_dict("records")
    ]
    if rows:
        html_table(columns, rows, "Programs that rest on it")


def _series_of(view: View, source_id: str) -> None:
    cited = [source_id in split_list(cell) for cell in view.catalog.funding["source_id"]]
    counts = count_items(view.catalog.funding["series_id"][cited])
    if not counts:
        return
    series = series_rows(view.catalog)
    rows = [
        (series[key]["title"], series[key]["stage"], formats.number(amounts))
        for key, amounts in counts.items()
    ]
    html_table(("Series", "Stage", "Amounts"), rows, "Amounts that rest on it")

    def show() -> None:
        st.session_state["amounts_source"] = source_id
        ask(part="amounts")

    st.button("Show these amounts", key="sources_amounts", on_click=show)
