"""One selection of each sort, for tests of what is made of a view."""

from __future__ import annotations

from inlmap.catalog.selection import Selection
from inlmap.figures.measures import FUNDING, GOALS, INITIATIVES, MEASURES, PROGRAMS

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

# Selections under measures of the map: each of both, and each kind of value and of gap.
MEASURED = [
    *((name, PROGRAMS) for name in SELECTIONS),
    *(
        (name, measure)
        for name in ("everything", "one initiative")
        for measure in MEASURES
        if measure != PROGRAMS
    ),
    ("first-level units", GOALS),
    ("nothing", GOALS),
    ("one country", INITIATIVES),
    ("one theme", FUNDING),
    ("years", FUNDING),
]
