"""The shipped catalog, read once for all tests of a process."""

from __future__ import annotations

from functools import cache

from inlmap.catalog import SHIPPED_DATA, Catalog, read_catalog


@cache
def shipped() -> Catalog:
    return read_catalog(SHIPPED_DATA)
