"""Links that last: the address of a view with its version, and what has changed since then."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

import streamlit as st
from markupsafe import Markup, escape

from inlmap.catalog.address import SHOWN_CHARACTERS
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.releases import Released, is_version, released_catalog, rule_changed
from inlmap.catalog.translated import translated
from inlmap.dataset.folder import data_folder
from inlmap.errors import DataError
from inlmap.formats import shorten
from inlmap.presentation.changes import Change, ShownValue, changes_of_view
from inlmap.presentation.view import View
from inlmap.ui.address_bar import VERSION_PARAMETER, link_parameters, linked_version
from inlmap.ui.amounts import unmarked
from inlmap.ui.blocks import bullets
from inlmap.ui.html_tables import twin_table
from inlmap.ui.notices import draw_notices
from inlmap.words import say, say_count, word

MOST_LISTED = 8
YOURS = word("The link shows the published rows only; yours stay in this visit.")


def draw_link(view: View) -> None:
    """Draw the control that shows the address of the view with its version, to be copied."""
    popover = st.popover(
        say("Copy link"),
        icon=":material/link:",
        width="stretch",
        key="copy_link",
        on_change="rerun",
    )
    if popover.open:
        version = view.catalog.published_version
        parameters = link_parameters(view.selection) | {VERSION_PARAMETER: [version]}
        link = f"{_page_address()}?{urlencode(parameters, doseq=True)}"
        popover.code(link, language=None, wrap_lines=True)
        later = say(
            "With newer data it shows what has changed since version {version}.", version=version
        )
        popover.caption(later if view.catalog.own_rows is None else f"{say(YOURS)} {later}")


def _page_address() -> str:
    """The address of the page in the visitor's browser; nothing where no browser gives it."""
    address = st.context.url or ""
    return f"{address}/" if address and not urlsplit(address).path else address


def draw_changes(view: View, page: str) -> None:
    """Draw what has changed on the page since the version of the link that opened it."""
    text = linked_version(view.selection)
    if not text or text == view.catalog.published_version:
        return
    if is_version(text) and view.catalog.own_rows is not None:
        return  # what differs would be the visitor's own rows
    then, problem = _released(view, text)
    if then is None:
        draw_notices([problem])
        return
    before = translated(then.catalog)
    _draw_list(then, before, view, changes_of_view(before, view, page))


def _released(view: View, version: str) -> tuple[Released | None, str]:
    """The data of a version on record; where they cannot be had, a sentence that says why."""
    shown = shorten(version, SHOWN_CHARACTERS)
    if not is_version(version):
        return None, say(
            'Ignored version "{value}": not a dataset version, e.g. {version}.',
            value=shown,
            version=view.catalog.version,
        )
    try:
        then = released_catalog(view.catalog.original, data_folder(), version)
    except DataError:
        return None, say(
            "The record of version {version} cannot be used. Current figures are shown.",
            version=shown,
        )
    return then, say(
        "Version {version} of this link is not on record. Current figures are shown.",
        version=shown,
    )


def _draw_list(then: Released, before: Catalog, view: View, changes: Sequence[Change]) -> None:
    since = {"version": then.catalog.version, "date": then.released}
    if not changes:
        _status(escape(_none_changed(then, since)))
        return
    rows = [
        (one.label, _linked(before, one.before), _linked(view.catalog, one.now)) for one in changes
    ]
    heading = say_count(
        len(changes),
        "This link was made with version {version} ({date}). Shown are current figures; {n} "
        "figure of this view has changed:",
        "This link was made with version {version} ({date}). Shown are current figures; {n} "
        "figures of this view have changed:",
        **since,
    )
    items = (Markup("{}: {} → {}").format(*row) for row in rows[:MOST_LISTED])
    _status(escape(heading) + bullets(items) + escape(rule_changed(then.headline_rule)))
    if len(rows) > MOST_LISTED:
        caption = say_count(
            len(rows), "All {n} figure that changed", "All {n} figures that changed"
        )
        twin_table("changes", caption, (say("Figure"), say("Was"), say("Is")), rows)


def _none_changed(then: Released, since: dict[str, object]) -> str:
    """Say that nothing changed; where the headline was chosen otherwise, that first."""
    other_rule = rule_changed(then.headline_rule)
    if not other_rule:
        return say("No figure of this view has changed since version {version} ({date}).", **since)
    none = say(
        "Chosen in the way of today, no figure of this view has changed since version {version} "
        "({date}).",
        **since,
    )
    return f"{other_rule} {none}"


def _linked(catalog: Catalog, stated: ShownValue) -> Markup:
    if stated.figure is None:
        return Markup("{}").format(stated.words)
    return unmarked(catalog, stated.figure, stated.words)


def _status(content: Markup) -> None:
    with st.container(key="changes"):
        st.html(Markup("<div class='notice' role='status'>{}</div>").format(content))
