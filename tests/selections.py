"""One selection of each sort, for tests of what is made of a view."""

from __future__ import annotations

from inlmap.catalog.selection import Selection

SELECTIONS = {
    "everything": Selection(),
    "one country": Selection(country=("HND",)),
    "first-level units": Selection(country=("MEX", "COL")),
    "an island": Selection(country=("KNA",)),
    "one initiative": Selection(initiative=("CBSI",)),
    "one theme": Selection(theme=("police",)),
    "years": Selection(fy=(2010, 2012)),
    "nothing": Selection(country=("URY",), theme=("police",)),
}
