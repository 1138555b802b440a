"""What came of the programs of a country or an initiative, as its page says it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st
from markupsafe import Markup, escape

from inlmap.catalog.catalog import Catalog
from inlmap.dataset.cells import split_list
from inlmap.figures.results import AUDIT_GAP, REPORTED, STUDY_CLAIM
from inlmap.formats import NOT_STATED
from inlmap.presentation.outcomes import (
    AUDIT_GAPS,
    NO_PROOF,
    OF_PROGRAM,
    RESULTS,
    SAID_BY,
    SOURCE,
    STUDY_CLAIMS,
    VALUE,
    WHAT,
    Outcome,
    count_in_words,
    is_of_one_country,
    outcomes,
    where_told,
)
from inlmap.presentation.screen_tables import COUNTRY, YEARS
from inlmap.presentation.view import View
from inlmap.ui.amounts import program_link
from inlmap.ui.blocks import bullets, fold, note, title_link
from inlmap.ui.html_tables import html_table
from inlmap.words import say


def what_came_of_it(view: View) -> None:
    """Draw results as reported, what auditors could not say, and what a study claims.

    Nothing is drawn for data without any results.
    """
    if view.catalog.results.empty:
        return
    found = outcomes(view, REPORTED)
    words = count_in_words(view)
    if found or words:
        with fold(say(RESULTS), "results"):
            note(f"{words} {say(NO_PROOF) if found else ''}".strip())
            if found:
                where = () if is_of_one_country(view) else (COUNTRY,)
                columns = (WHAT, VALUE, YEARS, *where, OF_PROGRAM, SAID_BY, SOURCE)
                rows = [_row(view, one) for one in found]
                html_table([one.said for one in columns], rows, say(RESULTS), title_above=True)
    _short_list(view, AUDIT_GAPS, AUDIT_GAP, "audits")
    _short_list(view, STUDY_CLAIMS, STUDY_CLAIM, "claims")


def _row(view: View, one: Outcome) -> tuple[object, ...]:
    catalog = view.catalog
    program = program_link(catalog, one.program_id, one.program) if one.program_id else ""
    return (
        Markup("{} <small>{}</small>").format(one.what, one.note) if one.note else one.what,
        one.value,
        one.years,
        *(() if is_of_one_country(view) else (one.countries or say(NOT_STATED),)),
        program or say("no program named"),
        one.who_says,
        _links(catalog, one.source_ids),
    )


def _short_list(view: View, title: str, kind: str, key: str) -> None:
    """Draw findings, those of one author in one text together."""
    found = outcomes(view, kind)
    if not found:
        return
    with fold(say(title), key):
        for one, group in groupby(found, lambda one: (one.who_says, one.years, one.source_ids)):
            st.html(_findings(view, one[0], list(group)))


def _findings(view: View, who: str, group: Sequence[Outcome]) -> Markup:
    """Findings as a list; under it who says so, who disputes it, and what must be known."""
    first, catalog = group[0], view.catalog
    lines = [Markup("{}: <b>{}</b>").format(one.what, one.value) for one in group]
    said = say("{who}, {years}", who=who, years=first.years)
    under = [Markup("{}: {}.").format(said, _links(catalog, first.source_ids))]
    if first.disputed_by:
        disputed = escape(say("Disputed by {who}: {publications}."))
        links = _links(catalog, first.dispute_source_ids)
        under.append(disputed.format(who=first.disputed_by, publications=links))
    under += [escape(known) for known in dict.fromkeys(one.note for one in group) if known]
    if where := where_told(view, first):
        under.append(escape(say("Told of {countries}.", countries=where)))
    return bullets(lines) + Markup("<p class='note'>{}</p>").format(Markup(" ").join(under))


def _links(catalog: Catalog, source_ids: str) -> Markup:
    titles, urls = catalog.names("sources", "title"), catalog.names("sources", "url")
    return Markup("; ").join(title_link(titles[key], urls[key]) for key in split_list(source_ids))
