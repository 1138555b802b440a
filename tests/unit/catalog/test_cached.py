"""What is computed from a catalog lives with it and is never pushed out by another's."""

from __future__ import annotations

import gc
from collections.abc import Callable
from weakref import ref

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.totals import headline_figure

calls: list[str] = []


@cached(2)
def name_of(catalog: Catalog, ending: str = "") -> str:
    calls.append(ending)
    return catalog.version + ending


def test_a_result_is_computed_once_and_forgotten_when_newer_ones_need_its_place(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog()
    calls.clear()
    for ending in ("a", "a", "b", "a", "c", "b"):
        assert name_of(catalog, ending) == catalog.version + ending
    assert calls == ["a", "b", "c", "b"]


def test_many_catalogs_of_others_push_nothing_out(tiny_catalog: Callable[..., Catalog]) -> None:
    mine = tiny_catalog()
    figure = headline_figure(mine, Selection())
    for _ in range(20):
        headline_figure(tiny_catalog(), Selection())
    assert headline_figure(mine, Selection()) is figure


def test_a_catalog_goes_with_everything_computed_from_it(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog()
    headline_figure(catalog, Selection())
    watched = ref(catalog)
    del catalog
    gc.collect()
    assert watched() is None
