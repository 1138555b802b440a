"""Links that last: the address of a view with its version, and what has changed since then."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog import Catalog, data_folder
from inlmap.changes import Change, Stated, changes_of_view
from inlmap.errors import DataError, shorten
from inlmap.releases import Released, is_version, released_catalog
from inlmap.selection import SHOWN_CHARACTERS
from inlmap.ui.address import VERSION_PARAMETER, link_parameters, linked_version
from inlmap.ui.amounts import unmarked
from inlmap.ui.blocks import notices, twin_table
from inlmap.view import View

MOST_LISTED = 8
YOURS = "The link shows the published rows only; yours stay in this visit."


def draw_link(view: View) -> None:
    """Draw the control that shows the address of the view with its version, to be copied."""
    popover = st.popover(
        "Copy link", icon=":material/link:", width="stretch", key="copy_link", on_change="rerun"
    )
    if popover.open:
        version = view.catalog.published_version
        parameters = link_parameters(view.selection) | {VERSION_PARAMETER: [version]}
        link = f"{_page_address()}?{urlencode(parameters, doseq=True)}"
        popover.code(link, language=None, wrap_lines=True)
        later = f"With newer data it shows what has changed since version {version}."
        popover.caption(later if view.catalog.yours is None else f"{YOURS} {later}")


def _page_address() -> str:
    """The address of the page in the visitor's browser; nothing where no browser tells it."""
    address = st.context.url or ""
    return f"{address}/" if address and not urlsplit(address).path else address


def draw_changes(view: View, page: str) -> None:
    """Draw what has changed on the page since the version of the link that opened it."""
    text = linked_version(view.selection)
    if not text or text == view.catalog.published_version:
        return
    shown = shorten(text, SHOWN_CHARACTERS)
    if not is_version(text):
        notices([f'Ignored version "{shown}": not a dataset version, e.g. {view.catalog.version}.'])
        return
    if view.catalog.yours is not None:
        return  # what differs would be the visitor's own rows
    try:
        then = released_catalog(view.catalog, data_folder(), text)
    except DataError:
        notices([f"The record of version {shown} cannot be used. Current figures are shown."])
        return
    if then is None:
        notices([f"Version {shown} of this link is not on record. Current figures are shown."])
    else:
        _draw_list(then, view, changes_of_view(then.catalog, view, page))


def _draw_list(then: Released, view: View, changes: Sequence[Change]) -> None:
    since = f"version {then.catalog.version} ({then.released})"
    if not changes:
        _status(Markup("No figure of this view has changed since {}.").format(since))
        return
    rows = [
        (one.label, _linked(then.catalog, one.before), _linked(view.catalog, one.now))
        for one in changes
    ]
    count = formats.count(len(changes), "figure")
    heading = f"This link was made with {since}. Shown are current figures; {count} of this view "
    verb = "has changed:" if len(changes) == 1 else "have changed:"
    items = Markup("").join(
        Markup("<li>{}: {} → {}</li>").format(*row) for row in rows[:MOST_LISTED]
    )
    _status(Markup("{}{}<ul>{}</ul>").format(heading, verb, items))
    if len(rows) > MOST_LISTED:
        twin_table(f"All {count} that changed", ("Figure", "Was", "Is"), rows)


def _linked(catalog: Catalog, stated: Stated) -> Markup:
    if stated.figure is None:
        return Markup("{}").format(stated.words)
    return unmarked(catalog, stated.figure, stated.words)


def _status(content: Markup) -> None:
    with st.container(key="changes"):
        st.html(Markup("<div class='notice' role='status'>{}</div>").format(content))
