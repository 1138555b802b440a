"""The part of the Sources page that says how a total is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.dataset.cells import split_list
from inlmap.figures.adding import series_rows
from inlmap.presentation.screen_tables import added_over
from inlmap.presentation.view import View
from inlmap.ui.blocks import bullets, section
from inlmap.ui.html_tables import html_table
from inlmap.ui.sources.asked import SourcesQuery
from inlmap.ui.sources.publications import draw_publications
from inlmap.words import say, word

RULE = word(
    "A total comes from one series: one source, one stage, one scope. One chosen initiative uses "
    "that initiative's own series; any other choice uses one series of lines by country, the same "
    "for every country: the newest headline series that has a line for more than half of the "
    "partner countries, each by itself. With chosen fiscal years it is the one whose headline "
    "years cover most of them, on a tie the later."
)
SERIES_HEADINGS = (
    word("Series"),
    word("Publication"),
    word("Stage and adding"),
    word("Used for totals"),
    word("Rule"),
    word("Caution"),
)
FURTHER_RULES = (
    word(
        "Amounts of different series or stages are never added, nor a part to its whole, nor a "
        "sum over several years to its years."
    ),
    word(
        "Without a chosen country the total adds partner countries and regional lines only. It "
        "says how many partner countries have a line, which have none, and what was left out as "
        "money of other countries."
    ),
    word(
        "A country without a line in that series has no amount there; the page then names the "
        "other series that hold money for it, with stage and years, and adds none of them. That "
        "nothing was found is said only where no series has a row."
    ),
    word(
        "Where the series covers a part of the chosen years, the page says which, and which series "
        "hold the others."
    ),
    word(
        "A line that reaches beyond the chosen years or countries is left out, and the page says "
        "so."
    ),
    word(
        "Where no series fits, no amount is stated. No source splits the money by goal, theme, "
        "agency or kind of assistance, and two initiatives count at different stages and over "
        "different years."
    ),
    word(
        "Where an initiative's headline is one sum, its amounts by year or by country come from "
        "its own series that is split so, even an alternate."
    ),
    word(
        "For an initiative, auditors (GAO) are preferred to Congress's researchers (CRS), those "
        "to the State Department, and that to the press."
    ),
)


def totals(view: View, _: SourcesQuery) -> None:
    """Say how a total is chosen and list every series with its rule, headlines first."""
    section(say("How totals are chosen"))
    items = bullets((say(rule) for rule in FURTHER_RULES), "note")
    st.html(Markup("<p class='summary'>{}</p>{}").format(say(RULE), items))
    headings = [say(name) for name in SERIES_HEADINGS]
    groups: dict[str, list[tuple[object, ...]]] = {"headline": [], "alternate": []}
    for row in series_rows(view.catalog).values():
        groups[row["headline"]].append(_series_row(view.catalog, row))
    counts = {name: len(rows) for name, rows in groups.items()}
    captions = {
        "headline": say(
            "Headline series ({number}): totals come from these", number=counts["headline"]
        ),
        "alternate": say("Alternates ({number}): kept beside them", number=counts["alternate"]),
    }
    with st.container(key="series"):
        for name, rows in groups.items():
            if rows:
                html_table(headings, rows, captions[name])


def _series_row(catalog: Catalog, row: Mapping[Any, Any]) -> tuple[object, ...]:
    return (
        row["title"],
        draw_publications(catalog, split_list(row["source_id"])),
        f"{say(row['stage'])}, {added_over(row['adds_over'])}",
        _headline_years(row),
        row["rule"],
        Markup("<span data-figure='{}'>{}</span>").format(row["series_id"], row["caution"]),
    )


def _headline_years(row: Mapping[Any, Any]) -> str:
    if row["headline"] != "headline":
        return say("alternate")
    first, last = row["headline_from"], row["headline_to"]
    if isinstance(first, int) and isinstance(last, int):
        return say("headline, {years}", years=formats.years(first, last))
    if isinstance(first, int):
        return say("headline, from {year}", year=formats.years(first, first))
    if isinstance(last, int):
        return say("headline, until {year}", year=formats.years(last, last))
    return say("headline, all its years")
