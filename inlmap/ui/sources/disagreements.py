"""The part of the Sources page that sets what sources say on one fact side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.statements import (
    CAUSES,
    CONTRADICTION,
    DIFFERENCE,
    Fact,
    Position,
    disputes_of,
    facts,
    found_facts,
)
from inlmap.formats import NOT_STATED
from inlmap.presentation.sentences import filters_in_words
from inlmap.presentation.view import View
from inlmap.ui.amounts import original
from inlmap.ui.blocks import note, section
from inlmap.ui.html_tables import html_table
from inlmap.ui.sources.asked import SourcesQuery, address, ask
from inlmap.ui.sources.publications import draw_publications
from inlmap.words import say, say_count, word

NO_PUBLICATION = word("no publication names it")


def disagreements(view: View, asked: SourcesQuery) -> None:
    """Draw the facts that pass the filters, or exactly the one that the address asks for."""
    if asked.one:
        _draw_way_back()
        _draw_facts(view, [fact for fact in facts(view.catalog) if fact.statement_id == asked.one])
        return
    if asked.figure:
        _draw_way_back()
        text = say(
            "On the records behind {amount}; series: {title}.",
            amount=asked.figure.in_words,
            title=asked.figure.title,
        )
        note(text)
        touching = {one.statement_id for one in disputes_of(view.catalog, asked.figure)}
        _draw_facts(view, [fact for fact in facts(view.catalog) if fact.statement_id in touching])
        return
    cause = _cause(view.catalog)
    found = found_facts(view.catalog, view.selection, cause)
    note(disagreements_in_words(view.catalog, view.selection))
    if not found:
        st.info(say("No such fact was found. Remove a filter to see more."))
    _draw_facts(view, found)


def _draw_way_back() -> None:
    st.button(say("Show all facts"), key="statements_all", on_click=lambda: ask(part="disagree"))


def _draw_facts(view: View, found: Sequence[Fact]) -> None:
    """Draw each fact with its positions side by side, then what is absent from the sources."""
    contradicted = [fact for fact in found if fact.kind == CONTRADICTION]
    differing = [fact for fact in found if fact.kind == DIFFERENCE]
    absent = [fact for fact in found if fact.absent]
    number = len(contradicted)
    words = say_count(number, "Sources differ on {n} fact", "Sources differ on {n} facts")
    _draw_cards(view, words, contradicted)
    words = say_count(
        len(differing),
        "Why two figures differ: {n} case, and no contradiction",
        "Why two figures differ: {n} cases, and no contradiction",
    )
    _draw_cards(view, words, differing)
    if absent:
        section(
            say_count(
                len(absent),
                "Absent from the sources: {n} fact",
                "Absent from the sources: {n} facts",
            )
        )
        _absences(view.catalog, absent)


def _draw_cards(view: View, title: str, found: Sequence[Fact]) -> None:
    if found:
        section(title)
        st.html(Markup("").join(_card(view, fact) for fact in found))


def disagreements_in_words(catalog: Catalog, selection: Selection) -> str:
    """Say which filters of the sidebar hold for the facts."""
    followed = Selection(initiative=selection.initiative, country=selection.country)
    phrase = filters_in_words(catalog, followed)
    if phrase:
        return say("Showing facts {phrase} only; facts that name none are left out.", phrase=phrase)
    return say("The list follows the sidebar's filters by initiative and country.")


def _cause(catalog: Catalog) -> str | None:
    counts = {key: sum(key in fact.causes for fact in facts(catalog)) for key in CAUSES}
    picked: str | None = st.selectbox(
        say("Why they differ"),
        [key for key, number in counts.items() if number],
        format_func=lambda key: f"{say(CAUSES[key])} ({counts[key]})",
        index=None,
        placeholder=say("All causes"),
        key="statements_cause",
    )
    return picked


def _card(view: View, fact: Fact) -> Markup:
    sides = Markup("").join(_side(view, position) for position in fact.positions)
    why = f"{formats.joined([say(CAUSES[cause]) for cause in fact.causes])}."
    explained = " ".join(fact.explanations)
    return Markup(
        "<section class='fact' id='{}' data-figure='{}'><h3>{}</h3><div class='sides'>{}</div>"
        "<p class='cause'><b>{}</b> {}</p></section>"
    ).format(fact.anchor, fact.statement_id, fact.fact, sides, why, explained)


def _side(view: View, position: Position) -> Markup:
    about = ", ".join(filter(None, (position.stage, position.years)))
    amount = Markup("")
    if position.record_id:
        amount = Markup("<div><a href='{}' target='_self'>{}</a></div>").format(
            address(view, record=position.record_id), say("See this amount")
        )
    return Markup(
        "<div><div class='value'>{}</div><div>{}</div><div>{}</div><div>{}</div>{}</div>"
    ).format(
        original(position.value),
        about,
        draw_publications(view.catalog, position.source_ids) or say(NO_PUBLICATION),
        original(position.locator),
        amount,
    )


def _absences(catalog: Catalog, absent: Sequence[Fact]) -> None:
    rows = [
        (
            Markup("<span id='{}'>{}</span>").format(fact.anchor, fact.fact),
            original(position.value),
            position.years or say(NOT_STATED),
            _looked_in(catalog, position),
            position.explanation,
        )
        for fact in absent
        for position in fact.positions
    ]
    headings = (
        say("Fact"),
        say("Found"),
        say("Years"),
        say("Publication"),
        say("What there is instead"),
    )
    html_table(headings, rows, say("Looked for in the sources and not found"))


def _looked_in(catalog: Catalog, position: Position) -> Markup | str:
    titles = draw_publications(catalog, position.source_ids)
    if not titles:
        return say(NO_PUBLICATION)
    if not position.locator:
        return titles
    return Markup("{}, {}").format(titles, original(position.locator))
