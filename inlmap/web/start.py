"""Read the data and compute the first view once, before the first visitor comes."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import shared_catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.folder import data_folder
from inlmap.errors import DataError
from inlmap.figures import evidence, profiles, statements
from inlmap.figures.measures import PROGRAMS
from inlmap.maps import leaflet
from inlmap.presentation import countries, money_charts, program_charts, screen_tables
from inlmap.presentation.sentences import summary
from inlmap.presentation.view import View
from inlmap.web.security import keep_uploads_in_memory


@asynccontextmanager
async def prepared(_app: object) -> AsyncIterator[None]:
    """Prepare before the server answers; pass it to ``st.App`` as its lifespan."""
    keep_uploads_in_memory()
    prepare()
    yield


def prepare() -> None:
    """Read the data, compute the first view and the evidence, and keep them from collection.

    Streamlit collects garbage after each run of a page and walks through every object for it.
    Modules and data live as long as the process, so looking at them is wasted: it took longer
    than the page itself. Faults in the data are left to the page, which shows them.
    """
    try:
        catalog = shared_catalog(data_folder())
    except DataError:
        return
    _compute_first_view(catalog)
    _compute_evidence(catalog)
    gc.collect()
    gc.freeze()


def _compute_first_view(catalog: Catalog) -> None:
    view = View(catalog, Selection(), PROGRAMS, "")
    leaflet.base_map(catalog)
    leaflet.paint_layer(view)
    if view.yearly:
        money_charts.funding_chart(view.yearly)
    goals = profiles.goal_counts(catalog, view.programs)
    if goals:
        program_charts.goals_chart(goals)
    screen_tables.screen_rows(catalog, view.programs)
    len(summary(view))
    countries.country_table(catalog, Selection())


def _compute_evidence(catalog: Catalog) -> None:
    evidence.source_uses(catalog)
    screen_tables.amount_rows(catalog, ())
    statements.facts(catalog)
