"""A filled workbook, checked together with the published tables.

It stands alone because it needs the reader of workbooks, which the first view does not wait for.
"""

from __future__ import annotations

import pandas as pd

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.overlay import overlay
from inlmap.dataset.relations import relation_faults
from inlmap.dataset.schema import TABLES
from inlmap.dataset.table_reader import typed
from inlmap.dataset.workbook_reader import on_sheets, read_workbook, sheet_faults, sheet_name
from inlmap.errors import DataError


def checked_tables(content: bytes, published: Catalog) -> dict[str, pd.DataFrame]:
    """Return the typed tables of a workbook, checked together with the published other tables.

    Raises :class:`~inlmap.errors.DataError` with every fault.
    """
    frames, faults = read_workbook(content)
    if frames:
        text = {fault.file for fault in faults}
        incomplete = frozenset(table.name for table in TABLES if sheet_name(table.name) in text)
        codes = frozenset(published.country_names)
        over = overlay(frames, published.raw, codes)
        faults += sheet_faults(frames, faults)
        faults += on_sheets(relation_faults(over.raw, codes, incomplete), frames)
    if faults:
        raise DataError(faults)
    return {
        table.name: typed(frames[table.name], table) for table in TABLES if table.name in frames
    }
