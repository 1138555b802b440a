"""What is done before the first visitor comes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import shared_catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.folder import data_folder
from inlmap.figures.evidence import source_uses
from inlmap.figures.statements import facts
from inlmap.figures.totals import headline_figure
from inlmap.web.start import prepare


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Take back what other tests have kept out of collection, and keep it out again after."""
    gc.unfreeze()
    yield
    gc.freeze()


def computed(catalog: Catalog, function: Any) -> int:
    """Return how often a function was computed for a catalog, kept results not counted."""
    return int(catalog.cache[function.__wrapped__].cache_info().misses)  # type: ignore[attr-defined]


def test_what_lives_as_long_as_the_process_is_kept_out_of_garbage_collection() -> None:
    prepare()
    catalog = shared_catalog(data_folder())
    assert gc.get_freeze_count() > 100_000
    assert not any(found is catalog for found in gc.get_objects())


def test_the_first_view_is_computed_before_anyone_asks() -> None:
    prepare()
    catalog = shared_catalog(data_folder())
    before = computed(catalog, headline_figure)
    headline_figure(catalog, Selection())
    assert computed(catalog, headline_figure) == before > 0


def test_faults_in_the_data_are_left_to_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INLMAP_DATA", str(tmp_path))
    prepare()
    assert gc.get_freeze_count() == 0


def test_the_evidence_is_computed_before_anyone_asks(
    tiny_folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny_folder(sources=[{}, {"source_id": "S2"}])
    monkeypatch.setenv("INLMAP_DATA", str(folder))
    prepare()
    catalog = shared_catalog(folder)
    assert (computed(catalog, facts), computed(catalog, source_uses)) == (1, 1)
    assert (len(facts(catalog)), len(source_uses(catalog))) == (1, 2)
    assert (computed(catalog, facts), computed(catalog, source_uses)) == (1, 1)
