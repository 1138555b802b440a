"""The part of the Sources page that lists every publication and what rests on it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.dataset.cells import count_items, split_list
from inlmap.dataset.schema import BASES
from inlmap.figures.adding import series_rows
from inlmap.figures.evidence import EVIDENCE, USES, SourceUse, found_sources
from inlmap.figures.statements import facts
from inlmap.formats import NOT_STATED, counted, rows_in_words
from inlmap.presentation.newest import newest_published_first
from inlmap.presentation.screen_tables import (
    PROGRAM_COLUMNS,
    headings_of,
    picked,
    program_table,
)
from inlmap.presentation.view import View
from inlmap.ui import html_tables
from inlmap.ui.amounts import date_in_words, original
from inlmap.ui.blocks import bullets, section, title_link
from inlmap.ui.html_tables import html_table
from inlmap.ui.sources.asked import SourcesQuery, address, ask
from inlmap.words import say, say_count, word

SOURCE_HEADINGS = (
    word("Title"),
    word("Publisher"),
    word("Number"),
    word("Date"),
    word("License"),
    word("Used for"),
)
WHOLE = word("Publications, the newest first. The filters in the sidebar do not change this list.")


def draw_publications(catalog: Catalog, source_ids: tuple[str, ...]) -> Markup:
    """Return the linked titles of sources, one after the other."""
    titles, urls = catalog.names("sources", "title"), catalog.names("sources", "url")
    return Markup("; ").join(title_link(titles[key], urls[key]) for key in source_ids)


def evidence_levels(catalog: Catalog) -> None:
    """Say how strong the evidence of amounts and of programs is, with the number of each."""
    bases = catalog.funding["basis"].value_counts()
    ours = int((catalog.programs["inferred"] != "").sum())
    printed, derived = (say(EVIDENCE[basis]) for basis in BASES)
    items = (
        (
            printed,
            say_count(
                int(bases.get("printed", 0)),
                "{n} amount, as the publication gives them.",
                "{n} amounts, as the publication gives them.",
            ),
        ),
        (
            derived,
            say_count(
                int(bases.get("derived", 0)),
                "{n} amount, computed by us; the note of each names the printed figure.",
                "{n} amounts, computed by us; the note of each names the printed figure.",
            ),
        ),
        (
            say("Our classification"),
            say(
                "{number} of {rows} of programs have columns, such as the goal or the theme, that "
                "are our reading and not the source's words; each program names them.",
                number=formats.number(ours),
                rows=rows_in_words(len(catalog.programs)),
            ),
        ),
    )
    lines = bullets((Markup("<b>{}</b>: {}").format(*item) for item in items), "note")
    st.html(Markup("<p class='note'>{}</p>{}").format(say("Evidence levels"), lines))


def sources(view: View, asked: SourcesQuery) -> None:
    """Draw the publications that pass the search, the newest first, with what each is used for."""
    if asked.one:
        _one_source(view, asked.one)
        return
    search, publisher, use = _source_filters(view.catalog)
    found = found_sources(view.catalog, search, publisher, use)
    section(counted("sources", len(found)))
    if not found:
        st.info(say("No source fits. Shorten the search or choose all publishers and uses."))
        return
    key = html_tables.page_key("sources", search, publisher, use)
    uses = {one.source_id: one for one in found}
    ordered = newest_published_first(view.catalog, uses)
    rows = [
        _source_row(view, uses[ordered[row]]) for row in html_tables.shown_rows(len(found), key)
    ]
    with st.container(key="publications"):
        html_table([say(name) for name in SOURCE_HEADINGS], rows, say(WHOLE))
    html_tables.draw_pages(len(found), key)
    st.caption(
        say(
            "Used for counts the rows that cite the publication; a row with two publications "
            "counts for both. Places are those of the programs that rest on it."
        )
    )
    evidence_levels(view.catalog)


def _source_filters(catalog: Catalog) -> tuple[str, str | None, str | None]:
    publishers = count_items(name.replace(";", ",") for name in catalog.sources["publisher"])
    wide, middle, narrow = st.columns((2, 1, 1))
    search = wide.text_input(
        say("Search title, publisher or number"), key="sources_search", max_chars=200
    )
    publisher = middle.selectbox(
        say("Publisher"),
        sorted(publishers, key=str.casefold),
        format_func=lambda name: f"{name} ({publishers[name]})",
        index=None,
        placeholder=say("All publishers"),
        key="sources_publisher",
    )
    use = narrow.selectbox(
        say("Used for"),
        list(USES),
        format_func=lambda key: say(USES[key]),
        index=None,
        placeholder=say("Any use"),
        key="sources_use",
    )
    return search, publisher, use


def _source_row(view: View, source: SourceUse) -> tuple[object, ...]:
    row = source.row
    opened = Markup("<a href='{}' target='_self'>{}</a>").format(
        address(view, source=source.source_id), source.used_for
    )
    return (
        title_link(row["title"], row["url"]),
        original(row["publisher"]),
        original(row["number"]),
        date_in_words(row["date"]) or say(NOT_STATED),
        original(row["license"]) or say(NOT_STATED),
        opened,
    )


def _one_source(view: View, source_id: str) -> None:
    """Draw exactly one publication with everything that rests on it."""
    found = next(one for one in found_sources(view.catalog) if one.source_id == source_id)
    section(say("One source"))
    st.button(say("Show all sources"), key="sources_all", on_click=lambda: ask(part="sources"))
    with st.container(key="publications"):
        html_table(
            [say(name) for name in SOURCE_HEADINGS],
            [_source_row(view, found)],
            say("The publication"),
        )
    _programs_of(view.catalog, source_id)
    _series_of(view, source_id)
    touching = [
        (
            Markup("<a href='{}' target='_self'>{}</a>").format(
                address(view, statement=fact.statement_id), fact.fact
            ),
            original(position.value),
            original(position.locator) or say(NOT_STATED),
        )
        for fact in facts(view.catalog)
        for position in fact.positions
        if source_id in position.source_ids
    ]
    if touching:
        headings = (say("Fact"), say("What this source says"), say("Where in the source"))
        html_table(headings, touching, say("Facts on which it is set beside others"))
    evidence_levels(view.catalog)


def _programs_of(catalog: Catalog, source_id: str) -> None:
    cited = [source_id in split_list(cell) for cell in catalog.programs["source_id"]]
    table = program_table(catalog).loc[catalog.programs.index[cited]]
    rows = [
        (
            original(row["program"]),
            row["country"],
            original(row["locator"]),
            row["classification"],
        )
        for row in table.to_dict("records")
    ]
    columns = picked(PROGRAM_COLUMNS, "program", "country", "locator", "classification")
    if rows:
        html_table(headings_of(columns), rows, say("Programs that rest on it"))


def _series_of(view: View, source_id: str) -> None:
    cited = [source_id in split_list(cell) for cell in view.catalog.funding["source_id"]]
    counts = count_items(view.catalog.funding["series_id"][cited])
    if not counts:
        return
    series = series_rows(view.catalog)
    rows = [
        (title, say(stage), formats.number(counts[key]))
        for key, title, stage in (
            (key, series[key]["title"], series[key]["stage"]) for key in counts
        )
    ]
    headings = (say("Series"), say("Stage"), say("Amounts"))
    html_table(headings, rows, say("Amounts that rest on it"))

    def show() -> None:
        st.session_state["amounts_source"] = source_id
        ask(part="amounts")

    st.button(say("Show these amounts"), key="sources_amounts", on_click=show)
