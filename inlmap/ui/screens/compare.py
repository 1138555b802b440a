"""The parts of the Compare page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog.address import SHOWN_CHARACTERS, known_value
from inlmap.catalog.catalog import Catalog
from inlmap.figures.adding import Figure
from inlmap.figures.single_items import SingleItems
from inlmap.formats import shorten
from inlmap.presentation.comparison import (
    Cell,
    Comparison,
    compare_countries,
    compare_initiatives,
)
from inlmap.presentation.item_words import in_short
from inlmap.presentation.view import View
from inlmap.ui.address_bar import SIDES, changed_filters, let_go, put_into_link
from inlmap.ui.amounts import sentence, with_items
from inlmap.ui.blocks import bullets, section
from inlmap.ui.html_tables import html_table
from inlmap.ui.notices import draw_notices
from inlmap.ui.session import current_view
from inlmap.words import say, word

KINDS = {"country": word("Two countries"), "initiative": word("Two initiatives")}
PLACES = (word("First"), word("Second"))
MIXED = word('Ignored {name} "{value}": a country and an initiative are not compared.')


class Asked(NamedTuple):
    """What the address asks to compare: the kind, the ids of both sides, and what was ignored.

    A side that the address does not name is empty.
    """

    kind: str
    sides: tuple[str, str]
    notices: tuple[str, ...]


def read_asked(view: View) -> Asked:
    """Return what the address asks to compare; the kind is the one that knows more of the sides."""
    texts = [(st.query_params.get(name) or "").strip() for name in SIDES]
    known = {
        kind: tuple(known_value(view.catalog, kind, text) or "" for text in texts) for kind in KINDS
    }
    kind = max(KINDS, key=lambda one: sum(map(bool, known[one])))
    first, second = known[kind]
    if kind in changed_filters():
        return Asked(kind, ("", ""), ())
    notices = []
    for at, text in enumerate(texts):
        slots = {"name": SIDES[at], "value": shorten(text, SHOWN_CHARACTERS)}
        if text and any(sides[at] for sides in known.values()) and not known[kind][at]:
            notices.append(say(MIXED, **slots))
        elif text and not known[kind][at]:
            notices.append(say('Ignored {name} "{value}": not a known value.', **slots))
    return Asked(kind, (first, second), tuple(notices))


def comparison(view: View) -> Comparison | None:
    """Draw the choosers and return what is compared.

    Both sides stand in the address. Without any there they begin with the first two of the filter,
    and do so again when that filter is changed.
    """
    asked = read_asked(view)
    draw_notices(asked.notices)
    if asked.kind in changed_filters():
        let_go(*SIDES)
    several = len(view.selection.initiative) > 1 and len(view.selection.country) < 2  # noqa: PLR2004
    key = f"compare_kind_{several}"
    if any(asked.sides):
        st.session_state[key] = asked.kind
    else:
        st.session_state.setdefault(key, "initiative" if several else "country")
    st.segmented_control(
        say("Compare"),
        list(KINDS),
        format_func=lambda one: say(KINDS[one]),
        required=True,
        key=key,
        on_change=_ask,
    )
    kind: str = st.session_state[key]
    names = _initiatives(view) if kind == "initiative" else _countries(view)
    chosen: tuple[str, ...] = getattr(view.selection, kind)
    pair = _pair(names, asked.sides if any(asked.sides) else (*chosen, "", "")[:2], kind)
    put_into_link(**dict(zip(SIDES, pair, strict=True)))
    if not all(pair) or pair[0] == pair[1]:
        return None
    compare = compare_initiatives if kind == "initiative" else compare_countries
    return compare(view.catalog, view.selection.without(kind), *pair)


def _ask(*sides: str | None) -> None:
    """Make the address name these sides and leave the rest of it as it is."""
    wanted = {name: [side] for name, side in zip(SIDES, sides, strict=False) if side}
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    others = {name: values for name, values in given.items() if name not in SIDES}
    if given != others | wanted:
        st.query_params.from_dict(others | wanted)  # in one go: one step of the back button


def _countries(view: View) -> dict[str, str]:
    return {code: view.catalog.country_names[code] for code in view.catalog.partner_codes}


def _initiatives(view: View) -> dict[str, str]:
    rows = view.catalog.initiatives.sort_values("sort_order")
    return dict(zip(rows["initiative_id"], rows["name"], strict=True))


def _pair(names: Mapping[str, str], sides: Sequence[str], kind: str) -> tuple[str, str]:
    """Draw the choosers of both sides; what is chosen goes into the address."""
    keys = [f"compare_{kind}_{position}" for position in range(len(PLACES))]
    for key, column, place, side in zip(keys, st.columns(2), PLACES, sides, strict=True):
        st.session_state[key] = side or None
        with column:
            st.selectbox(
                say(place),
                list(names),
                index=None,
                format_func=names.__getitem__,
                placeholder=say("Choose"),
                key=key,
                on_change=lambda: _ask(*(st.session_state[one] for one in keys)),
            )
    first, second = sides
    return first, second


def _drawn(catalog: Catalog, found: Comparison, one: Cell) -> Markup | Figure:
    if isinstance(one, SingleItems):
        return with_items(catalog, in_short(one), one)
    return sentence(catalog, one, *found.named) if isinstance(one, str) else one


def draw(found: Comparison) -> None:
    """Draw the differences in words and the rows side by side."""
    section(formats.joined(found.names))
    st.html(bullets(found.sentences))
    catalog = current_view().catalog
    rows = [tuple(_drawn(catalog, found, one) for one in row) for row in found.rows]
    html_table((say("Measure"), *found.names), rows, say("Side by side"))
    st.caption(
        say(
            "Counts are programs that the sources document; no evidence found does not mean that "
            "nothing was done. Amounts of two countries are of one series, each over the years it "
            "names; amounts of two initiatives differ in stage and years and must not be set "
            "against each other."
        )
    )
