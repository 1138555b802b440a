"""The parts of the Compare page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup, escape

from inlmap import formats
from inlmap.catalog.address import SHOWN_CHARACTERS, known_value
from inlmap.catalog.catalog import Catalog
from inlmap.figures.adding import Figure
from inlmap.figures.single_items import SingleItems
from inlmap.formats import shorten
from inlmap.presentation.comparison import (
    Apart,
    Cell,
    Comparison,
    comparable,
    compare_countries,
    compare_initiatives,
    example_pair,
    ready_pairs,
)
from inlmap.presentation.item_words import in_short
from inlmap.presentation.view import View
from inlmap.ui.address_bar import SIDES, changed_filters, let_go, put_into_link
from inlmap.ui.amounts import amount, reason, with_items
from inlmap.ui.blocks import bullets, publication_link, section, switch
from inlmap.ui.html_tables import html_table
from inlmap.ui.notices import draw_notices
from inlmap.ui.session import current_view
from inlmap.ui.sources.asked import address
from inlmap.words import say, word

KINDS = {"country": word("Two countries"), "initiative": word("Two initiatives")}
PLACES = (word("First"), word("Second"))
PAIR_LINK = Markup("<li><a class='here' href='{}' target='_self'{}>{}</a></li>")
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
    and do so again when that filter is changed. A side that nobody chose holds an example, which
    is said and does not stand in the address.
    """
    asked = read_asked(view)
    draw_notices(asked.notices)
    if asked.kind in changed_filters():
        let_go(*SIDES)
    kind = _kind(view, asked)
    names = comparable(view.catalog, kind)
    chosen: tuple[str, ...] = getattr(view.selection, kind)
    wanted = asked.sides if any(asked.sides) else (*chosen, "", "")[:2]
    pair = filled(wanted, example_pair(view.catalog, kind))
    _choosers(names, pair, kind)
    _examples([names[side] for side, own in zip(pair, wanted, strict=True) if side and not own])
    _ready_pairs(view, pair)
    put_into_link(**dict(zip(SIDES, pair, strict=True)))
    if not all(pair) or pair[0] == pair[1]:
        return None
    compare = compare_initiatives if kind == "initiative" else compare_countries
    return compare(view.catalog, view.selection.without(kind), *pair)


def filled(sides: Sequence[str], example: Sequence[str]) -> tuple[str, str]:
    """Return both sides, an empty one with what the example has beside the other one."""
    first, second = sides
    first = first or next((one for one in example if one != second), "")
    second = second or next((one for one in example if one != first), "")
    return first, second


def _kind(view: View, asked: Asked) -> str:
    """Draw the switch between countries and initiatives and return what is chosen.

    The sides of the address decide; without any the reader's own choice does, until the next sides.
    """
    several = len(view.selection.initiative) > 1 and len(view.selection.country) < 2  # noqa: PLR2004
    key = f"compare_kind_{several}"
    switched = f"{key}_switched"

    def let_sides_go() -> None:
        st.session_state[switched] = st.session_state[key]
        _ask()

    if any(asked.sides):
        st.session_state.pop(switched, None)
        st.session_state[key] = asked.kind
    else:
        begins = "initiative" if several else "country"
        st.session_state[key] = st.session_state.get(switched, begins)
    return switch(say("Compare"), KINDS, key, on_change=let_sides_go)


def _ask(*sides: str | None) -> None:
    """Make the address name these sides and leave the rest of it as it is."""
    wanted = {name: [side] for name, side in zip(SIDES, sides, strict=False) if side}
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    others = {name: values for name, values in given.items() if name not in SIDES}
    if given != others | wanted:
        st.query_params.from_dict(others | wanted)  # in one go: one step of the back button


def _choosers(names: Mapping[str, str], pair: tuple[str, str], kind: str) -> None:
    """Draw the choosers of both sides; what is chosen goes into the address."""
    keys = [f"compare_{kind}_{position}" for position in range(len(PLACES))]
    left, middle, right = st.columns([5, 2, 5], vertical_alignment="bottom")
    for key, column, place, side in zip(keys, (left, right), PLACES, pair, strict=True):
        st.session_state[key] = side or None
        with column:
            st.selectbox(
                say(place),
                list(names),
                index=0 if side else None,
                format_func=names.__getitem__,
                placeholder=say("Choose"),
                key=key,
                on_change=lambda: _ask(*(st.session_state[one] for one in keys)),
            )
    middle.button(
        say("Swap"),
        key="compare_swap",
        icon=":material/swap_horiz:",
        width="stretch",
        disabled=not all(pair),
        on_click=lambda: _ask(*reversed(pair)),
    )


def _examples(names: Sequence[str]) -> None:
    """Say which sides nobody has chosen."""
    if len(names) == len(PLACES):
        words = say("Example: choose your own.")
    elif names:
        words = say("{name} is an example: choose your own.", name=names[0])
    else:
        return
    st.html(Markup("<p class='example'>{}</p>").format(words))


def _ready_pairs(view: View, pair: tuple[str, str]) -> None:
    """Draw the links to pairs that are often asked for."""
    items = Markup("").join(
        PAIR_LINK.format(
            address(view, **dict(zip(SIDES, sides, strict=True))),
            Markup(" aria-current='true'") if pair == tuple(sides) else "",
            _names_of_pair(view.catalog, kind, sides),
        )
        for kind, *sides in ready_pairs(view.catalog)
    )
    if items:
        label = say("Ready pairs:")
        st.html(Markup("<div class='pairs'>{}<ul>{}</ul></div>").format(label, items))


def _names_of_pair(catalog: Catalog, kind: str, sides: Sequence[str]) -> str:
    if kind == "initiative":
        names: Mapping[str, str] = catalog.names("initiatives", "short_name")
    else:
        names = catalog.country_names
    return formats.joined([names[side] for side in sides])


def draw(found: Comparison) -> None:
    """Draw the differences in words and the rows side by side."""
    section(formats.joined(found.names))
    st.html(bullets(found.sentences))
    catalog = current_view().catalog
    rows = [_row(catalog, *row) for row in found.rows]
    html_table((say("Measure"), *found.names), rows, say("Side by side"))
    st.caption(
        say(
            "Counts are programs that the sources document; no evidence found does not mean that "
            "nothing was done. Amounts may be compared only where one series has both sides over "
            "the same years; elsewhere each side shows its own amount, with its stage and years."
        )
    )


def _row(catalog: Catalog, label: str, first: Cell, second: Cell) -> tuple[object, ...]:
    """A row as it is drawn; what its two amounts share is to be known stands under its label."""
    cells = [_drawn(catalog, one) for one in (first, second)]
    cautions = {_caution(one) for one in (first, second)} - {None}
    caution = cautions.pop() if len(cautions) == 1 else ""
    if not caution:
        return (label, *cells)
    return (Markup("{}<small>{}</small>").format(label, caution), *cells)


def _caution(one: Cell) -> str | None:
    if isinstance(one, Apart):
        return one.why
    return one.caution if isinstance(one, Figure) else None


def _drawn(catalog: Catalog, one: Cell) -> Markup | Figure:
    if isinstance(one, SingleItems):
        return with_items(catalog, in_short(one), one)
    if isinstance(one, Apart):
        return _by_itself(catalog, one.figure)
    return escape(one) if isinstance(one, str) else one


def _by_itself(catalog: Catalog, figure: Figure) -> Markup:
    """An amount with what it is and the publications that state it."""
    if figure.value is None:
        return reason(catalog, figure)
    links = Markup("; ").join(publication_link(catalog, key) for key in figure.source_ids)
    return Markup("{}<br><small>{}. {}</small>").format(
        amount(catalog, figure), figure.title, links
    )
