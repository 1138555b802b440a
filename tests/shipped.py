"""The shipped catalog, read once for all tests of a process."""

from __future__ import annotations

from functools import cache

from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.dataset.folder import SHIPPED_DATA


@cache
def shipped() -> Catalog:
    return read_catalog(SHIPPED_DATA)
