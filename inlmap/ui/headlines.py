"""The part of the Sources page that says how a total is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog import Catalog
from inlmap.cells import split_list
from inlmap.evidence import added_over
from inlmap.ledger import series_rows
from inlmap.ui.asking import Asked
from inlmap.ui.blocks import html_table, section
from inlmap.ui.sources import publications
from inlmap.view import View

RULE = (
    "A total comes from one series: one source, one stage, one scope. One chosen initiative uses "
    "that initiative's own series; any other choice uses the lines by country. Of several headline "
    "series that fit, the one over the most of the chosen fiscal years is used."
)
FURTHER_RULES = (
    "Amounts of different series or stages are never added, nor a part to its whole, nor a sum "
    "over several years to its years.",
    "A line that reaches beyond the chosen years or countries is left out, and the page says so.",
    "Where no series fits, no amount is stated. No source splits the money by goal, theme, agency "
    "or kind of assistance, and two initiatives count at different stages and over different "
    "years.",
    "Where an initiative's headline is one sum, its amounts by year or by country come from its "
    "own series that is split so, even an alternate.",
    "For an initiative, auditors (GAO) are preferred to Congress's researchers (CRS), those to "
    "the State Department, and that to the press.",
)


def totals(view: View, _: Asked) -> None:
    """Say how a total is chosen and list every series with its rule, headlines first."""
    section("How totals are chosen")
    items = Markup("").join(Markup("<li>{}</li>").format(rule) for rule in FURTHER_RULES)
    st.html(Markup("<p class='summary'>{}</p><ul class='note'>{}</ul>").format(RULE, items))
    headings = ("Series", "Publication", "Stage and adding", "Used for totals", "Rule", "Caution")
    groups: dict[str, list[tuple[object, ...]]] = {"headline": [], "alternate": []}
    for row in series_rows(view.catalog).values():
        groups[row["headline"]].append(_series_row(view.catalog, row))
    counts = {name: len(rows) for name, rows in groups.items()}
    captions = {
        "headline": f"Headline series ({counts['headline']}): totals come from these",
        "alternate": f"Alternates ({counts['alternate']}): kept beside them",
    }
    with st.container(key="series"):
        for name, rows in groups.items():
            if rows:
                html_table(headings, rows, captions[name])


def _series_row(catalog: Catalog, row: Mapping[Any, Any]) -> tuple[object, ...]:
    return (
        row["title"],
        publications(catalog, split_list(row["source_id"])),
        f"{row['stage']}, {added_over(row['adds_over'])}",
        _headline_years(row),
        row["rule"],
        Markup("<span data-figure='{}'>{}</span>").format(row["series_id"], row["caution"]),
    )


def _headline_years(row: Mapping[Any, Any]) -> str:
    if row["headline"] != "headline":
        return "alternate"
    first, last = row["headline_from"], row["headline_to"]
    if isinstance(first, int) and isinstance(last, int):
        return f"headline, {formats.years(first, last)}"
    if isinstance(first, int):
        return f"headline, from FY{first}"
    return f"headline, until FY{last}" if isinstance(last, int) else "headline, all its years"
