"""The block that tells what is new: newest programs and sources, and what the data changed last."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from inlmap.catalog.catalog import Catalog
from inlmap.dataset.folder import data_folder
from inlmap.presentation.lately import (
    LastChange,
    NewProgram,
    last_change,
    newest_programs,
    newest_sources,
    release_in_words,
)
from inlmap.presentation.view import View
from inlmap.ui.amounts import of_program, original
from inlmap.ui.blocks import bullets, note, publication_link, section
from inlmap.ui.html_tables import html_table, twin_table
from inlmap.ui.menu import page_address
from inlmap.words import say, say_count


def draw_lately(view: View) -> None:
    """Draw what is newest under the filters, folded away; it is sent when it is opened."""
    folder = st.expander(say("What changed lately"), key="lately", on_change="rerun")
    if not folder.open:
        return
    with folder:
        _newest(view)
        found = _last_change(view)
        if found:
            note(f"{_since(found)} {'; '.join(found.counts)}.")
            st.page_link(
                page_address("about"),
                label=say("Everything that this release of the data changed"),
                query_params=view.address(),
            )


def changed_lately(view: View) -> None:
    """Draw what is newest under the filters and all that the last release of the data changed."""
    section(say("What changed lately"))
    _newest(view)
    found = _last_change(view)
    if found is None:
        note(say("No earlier release of these data is on record."))
        return
    note(_since(found))
    st.html(bullets(found.counts))
    _tables(view.catalog, found)


def _last_change(view: View) -> LastChange | None:
    """What the published data changed; a visitor's own rows are no change of theirs."""
    if view.catalog.own_rows is not None:
        return None
    return last_change(view.catalog, data_folder())


def _since(found: LastChange) -> str:
    return say("Since {release}:", release=release_in_words(found.version, found.day))


def _newest(view: View) -> None:
    programs = newest_programs(view)
    if programs:
        html_table(
            _program_headings(),
            [_program_row(view.catalog, one) for one in programs],
            say("Newest dated programs"),
            1,
        )
    sources = newest_sources(view)
    if sources:
        rows = [(day, publication_link(view.catalog, key)) for day, key in sources]
        html_table((say("Date"), say("Publication")), rows, say("Newest dated sources"))


def _program_headings() -> tuple[str, ...]:
    return say("Years"), say("Program"), say("Country"), say("Source")


def _program_row(catalog: Catalog, one: NewProgram) -> tuple[object, ...]:
    name = of_program(one.program_id, original(one.name))
    return (one.years, name, one.countries, _links(catalog, one.source_ids))


def _links(catalog: Catalog, source_ids: Iterable[str]) -> Markup:
    return Markup("; ").join(publication_link(catalog, key) for key in source_ids)


def _tables(catalog: Catalog, found: LastChange) -> None:
    if found.added:
        caption = say_count(len(found.added), "{n} program was added", "{n} programs were added")
        rows = [_program_row(catalog, one) for one in found.added]
        twin_table("lately_added", caption, _program_headings(), rows)
    if found.corrections:
        caption = say_count(
            len(found.corrections), "{n} cell was corrected", "{n} cells were corrected"
        )
        cells = (say("Program"), say("What"), say("Was"), say("Is"), say("Source"))
        lines = [
            (
                of_program(one.program_id, original(one.name)),
                one.what,
                one.before,
                one.now,
                _links(catalog, one.source_ids),
            )
            for one in found.corrections
        ]
        twin_table("lately_corrected", caption, cells, lines)
    if found.removed:
        caption = say_count(
            len(found.removed), "{n} program was removed", "{n} programs were removed"
        )
        rows = [(original(name),) for name in found.removed]
        twin_table("lately_removed", caption, (say("Program"),), rows)
