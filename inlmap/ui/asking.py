"""What an address asks of the Sources page: a part of it, one amount or one source.

The address is the only state: the switch of the parts writes it, and the page follows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from inlmap.catalog import Catalog
from inlmap.errors import shorten
from inlmap.selection import SHOWN_CHARACTERS
from inlmap.ui.view import View

PARTS = {
    "sources": "Sources",
    "amounts": "Amounts",
    "disagree": "Where sources disagree",
    "totals": "How totals are chosen",
    "downloads": "Downloads",
}
PARAMETERS = ("part", "record", "source")
PART_KEY = "sources_part"


@dataclass(frozen=True)
class Asked:
    """The part to draw, the one amount or source to open, and notices on what is unknown."""

    part: str
    record_id: str
    source_id: str
    notices: tuple[str, ...]


def read_asked(catalog: Catalog) -> Asked:
    """Return what the address asks for; an amount goes before a source, that before a part."""
    part, no_part = _known("part", list(PARTS))
    record_id, no_record = _known("record", catalog.funding["record_id"])
    source_id, no_source = _known("source", catalog.sources["source_id"])
    if record_id:
        part, source_id = "amounts", ""
    elif source_id:
        part = "sources"
    notices = (*no_part, *no_record, *no_source)
    return Asked(part or next(iter(PARTS)), record_id, source_id, notices)


def _known(name: str, values: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    text = st.query_params.get(name, "").strip()
    found = {value.casefold(): value for value in values}.get(text.casefold(), "") if text else ""
    if found or not text:
        return found, ()
    return "", (f'Ignored {name} "{shorten(text, SHOWN_CHARACTERS)}": not a known value.',)


def ask(**wanted: str) -> None:
    """Make the address ask for this alone and leave the filters in it."""
    others = {
        name: st.query_params.get_all(name) for name in st.query_params if name not in PARAMETERS
    }
    given = {name: [value] for name, value in wanted.items()}
    st.query_params.from_dict(others | given)  # in one go: one step of the back button


def address(view: View, **wanted: str) -> str:
    """Return the address that asks for this under the same filters."""
    given = {name: [value] for name, value in wanted.items()}
    return "?" + urlencode(view.address(**given), doseq=True)


def chosen_part(asked: Asked) -> str:
    """Draw the switch of the parts and return the one that the address asks for."""
    st.session_state[PART_KEY] = asked.part
    st.segmented_control(
        "Part of the page",
        list(PARTS),
        format_func=PARTS.__getitem__,
        required=True,
        label_visibility="collapsed",
        key=PART_KEY,
        on_change=lambda: ask(part=st.session_state[PART_KEY]),
    )
    return asked.part
