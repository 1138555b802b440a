"""The view of this run, and a visitor's own rows: in their session, never on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pandas as pd
import streamlit as st
from markupsafe import Markup

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.own_rows import count_own_rows, with_own_rows
from inlmap.dataset.schema import TABLES, Table
from inlmap.dataset.table_reader import cell_faults, read_content
from inlmap.deferred import deferred
from inlmap.errors import DataError, Fault
from inlmap.formats import counted
from inlmap.presentation.view import View
from inlmap.words import language, say, word

CHECKED_WORKBOOK = deferred("inlmap.dataset.workbook_reader:checked_workbook")
UPLOAD_KEY = "upload"
WAY_KEY = "way"
WIDGETS = (UPLOAD_KEY, WAY_KEY)
OWN_TABLES_KEY = "_brought"
OWN_SHOWN_KEY = "_brought_shown"
OWN_CATALOG_KEY = "_brought_catalog"
NOTICE_KEY = "_brought_notice"
LONGEST_HEADING = 10_000
REMEDY_KIND = word(
    "is not a table of this program; drop a CSV file such as programs.csv, or the workbook"
)

VIEW_KEY = "_view"


class Upload(Protocol):
    """A file that a visitor dropped on the page."""

    @property
    def name(self) -> str:
        """The name it has with the visitor."""

    def getvalue(self) -> bytes:
        """Its content."""


@dataclass(frozen=True)
class OwnTables:
    """The tables of the files that a visitor dropped, as text, and the faults of their cells."""

    tables: Mapping[str, pd.DataFrame]
    labels: Mapping[str, str]  # where a fault of a table is found: the name of the file
    faults: tuple[Fault, ...]
    language: str  # in which the faults are written

    def named(self, faults: Sequence[Fault]) -> tuple[Fault, ...]:
        """Return faults that name the visitor's file in place of the table's."""
        return tuple(replace(one, file=self.labels.get(one.file, one.file)) for one in faults)


def read_uploads(files: Sequence[Upload]) -> OwnTables:
    """Return what the dropped files hold; of a table that comes again, the last file counts."""
    tables: dict[str, pd.DataFrame] = {}
    labels: dict[str, str] = {}
    faults: dict[str, list[Fault]] = {}
    for file in files:
        for name, (frame, found) in _read(file).items():
            tables.pop(name, None)
            if frame is not None:
                tables[name] = frame
            labels[f"{name}.csv"] = _label(file, name)
            faults[name] = found
    every = (one for found in faults.values() for one in found)
    return OwnTables(tables, labels, tuple(sorted(every)), language())


Found = dict[str, tuple[pd.DataFrame | None, list[Fault]]]


def _read(file: Upload) -> Found:
    """The tables of one file by their names, with the faults of their cells."""
    content = file.getvalue()
    if file.name.casefold().endswith(".xlsx"):
        return _read_workbook(file, content)
    table = _table_of(file.name, content)
    if table is None:
        return {file.name: (None, [Fault(file.name, 0, "", "", say(REMEDY_KIND))])}
    frame, found = read_content(content, table)
    if frame is not None:
        found += cell_faults(frame, table)
    return {table.name: (frame, [replace(one, file=file.name) for one in found])}


def _read_workbook(file: Upload, content: bytes) -> Found:
    frames, faults = CHECKED_WORKBOOK(content)
    named = [replace(one, file=f"{file.name}, {one.file}") for one in faults]
    of_no_sheet: Found = {file.name: (None, named)} if named else {}
    return of_no_sheet | {name: (frame, []) for name, frame in frames.items()}


def _label(file: Upload, name: str) -> str:
    if not file.name.casefold().endswith(".xlsx"):
        return file.name
    return say("{file}, sheet {sheet}", file=file.name, sheet=name)


def _table_of(file_name: str, content: bytes) -> Table | None:
    """The table whose columns the heading has; where it has none, the one of the file's name."""
    heading = content[:LONGEST_HEADING].partition(b"\n")[0].decode("utf-8-sig", "replace")
    names = {name.strip('" \r') for name in heading.split(",")}
    best = max(TABLES, key=lambda table: len(names.intersection(table.column_names)))
    if len(names.intersection(best.column_names)) > len(best.column_names) / 2:
        return best
    stem = file_name.casefold().removeprefix("inlmap-")
    return next((table for table in TABLES if stem.startswith(table.name)), None)


def own_tables() -> OwnTables | None:
    """Return the visitor's own tables, if there are any."""
    found: OwnTables | None = st.session_state.get(OWN_TABLES_KEY)
    return found


def keep_own_tables(files: Sequence[Upload]) -> None:
    """Keep what the files hold for this visit; without files, forget them."""
    forget_own_tables()
    if files:
        st.session_state[OWN_TABLES_KEY] = read_uploads(files)


def forget_own_tables() -> None:
    """Forget the visitor's own tables."""
    for key in (OWN_TABLES_KEY, OWN_SHOWN_KEY, OWN_CATALOG_KEY, NOTICE_KEY):
        st.session_state.pop(key, None)


def show_own_rows(*, beside: bool) -> None:
    """Show the own rows on every page from the next run on."""
    st.session_state[OWN_SHOWN_KEY] = beside


def hide_own_rows() -> None:
    """Show the published rows alone again; the own tables stay in the session."""
    st.session_state.pop(OWN_SHOWN_KEY, None)


def own_catalog(published: Catalog, mine: OwnTables, *, beside: bool) -> Catalog:
    """Return the catalog with the own rows, kept in the session until something changes.

    Raises :class:`~inlmap.errors.DataError` when the rows do not fit the published ones.
    """
    made_of = (published.version, beside, language())
    kept: tuple[tuple[str, bool, str], Catalog] | None = st.session_state.get(OWN_CATALOG_KEY)
    if kept is None or kept[0] != made_of:
        kept = (made_of, with_own_rows(published, mine.tables, beside=beside))
        st.session_state[OWN_CATALOG_KEY] = kept
    return kept[1]


def catalog_of_visit(published: Catalog) -> Catalog:
    """Return the visitor's own catalog while rows of theirs are shown, else the published one."""
    mine = own_tables()
    if mine is None or OWN_SHOWN_KEY not in st.session_state:
        return published
    try:
        return own_catalog(published, mine, beside=st.session_state[OWN_SHOWN_KEY])
    except DataError:
        hide_own_rows()
        st.session_state[NOTICE_KEY] = say(
            "The published data have changed, and your rows no longer fit them; see “Your data”."
        )
        return published


def upload_notices() -> tuple[str, ...]:
    """Return what happened to the visitor's rows without their doing, once."""
    notice = st.session_state.pop(NOTICE_KEY, "")
    return (notice,) if notice else ()


def own_rows_in_words(catalog: Catalog) -> str:
    """Return how many rows of each table are the visitor's own: ``2 programs and 1 source``."""
    counts = [counted(name, rows) for name, rows in count_own_rows(catalog).items()]
    return formats.joined(counts)


def banner(catalog: Catalog) -> None:
    """Say on every page that rows are shown which are not published."""
    if catalog.own_rows is None:
        return
    counts = own_rows_in_words(catalog)
    rows = say("They hold nothing that is not published.")
    if counts:
        rows = say("They are {counts}.", counts=counts)
    how = say(
        "They are shown instead of the published ones, to you alone, until you close this page."
    )
    if st.session_state[OWN_SHOWN_KEY]:
        how = say(
            "They are shown beside the published ones, to you alone, until you close this page."
        )
    with st.container(key="yours", horizontal=True, vertical_alignment="center"):
        st.html(
            Markup(
                "<div class='notice yours' role='status'><strong>{}</strong> {} {}</div>"
            ).format(say("Your rows, not published."), rows, how)
        )
        st.button(say("Show the published rows only"), key="stop_preview", on_click=hide_own_rows)


def set_view(view: View) -> None:
    """Keep the view for the page that the shell runs next."""
    st.session_state[VIEW_KEY] = view


def current_view() -> View:
    """Return the view that the shell prepared for this run."""
    view = st.session_state[VIEW_KEY]
    assert isinstance(view, View)
    return view
