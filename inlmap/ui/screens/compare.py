"""The parts of the Compare page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from inlmap import formats
from inlmap.presentation.comparison import Comparison, compare_countries, compare_initiatives
from inlmap.presentation.view import View
from inlmap.ui.blocks import bullets, section
from inlmap.ui.html_tables import html_table
from inlmap.words import say, word

KINDS = {"country": word("Two countries"), "initiative": word("Two initiatives")}
PLACES = (word("First"), word("Second"))


def comparison(view: View) -> Comparison | None:
    """Draw the choosers and return what is compared.

    They begin with the first two of the filter, and start again when the filter changes.
    """
    several = len(view.selection.initiative) > 1 and len(view.selection.country) < 2  # noqa: PLR2004
    kind = st.segmented_control(
        say("Compare"),
        list(KINDS),
        format_func=lambda one: say(KINDS[one]),
        default="initiative" if several else "country",
        required=True,
        key=f"compare_kind_{several}",
    )
    if kind == "initiative":
        pair = _pair(_initiatives(view), view.selection.initiative, "initiative")
        selection = view.selection.without("initiative")
        return compare_initiatives(view.catalog, selection, *pair) if pair else None
    names = {code: view.catalog.country_names[code] for code in view.catalog.partner_codes}
    pair = _pair(names, view.selection.country, "country")
    selection = view.selection.without("country")
    return compare_countries(view.catalog, selection, *pair) if pair else None


def _initiatives(view: View) -> dict[str, str]:
    rows = view.catalog.initiatives.sort_values("sort_order")
    return dict(zip(rows["initiative_id"], rows["name"], strict=True))


def _pair(names: Mapping[str, str], chosen: tuple[str, ...], kind: str) -> tuple[str, str] | None:
    codes = list(names)
    picked: list[str | None] = []
    for position, column in enumerate(st.columns(2)):
        key = "_".join(("compare", kind, str(position), *chosen[:2]))
        start = codes.index(chosen[position]) if position < len(chosen) else None
        with column:
            picked.append(
                st.selectbox(
                    say(PLACES[position]),
                    codes,
                    index=start,
                    format_func=names.__getitem__,
                    placeholder=say("Choose"),
                    key=key,
                )
            )
    first, second = picked
    return (first, second) if first and second and first != second else None


def draw(found: Comparison) -> None:
    """Draw the differences in words and the rows side by side."""
    section(formats.joined(found.names))
    st.html(bullets(found.sentences))
    html_table((say("Measure"), *found.names), found.rows, say("Side by side"))
    st.caption(
        say(
            "Counts are programs that the sources document; no evidence found does not mean that "
            "nothing was done. Amounts of two countries are of one series, each over the years it "
            "names; amounts of two initiatives differ in stage and years and must not be set "
            "against each other."
        )
    )
