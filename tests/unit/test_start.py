"""What is done before the first visitor comes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from inlmap.catalog import data_folder, shared_catalog
from inlmap.evidence import source_uses
from inlmap.selection import Selection
from inlmap.start import prepare
from inlmap.statements import facts
from inlmap.totals import headline_figure


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_what_lives_as_long_as_the_process_is_kept_out_of_garbage_collection() -> None:
    prepare()
    catalog = shared_catalog(data_folder())
    assert gc.get_freeze_count() > 100_000
    assert not any(found is catalog for found in gc.get_objects())


def test_the_first_view_is_computed_before_anyone_asks() -> None:
    prepare()
    before = headline_figure.cache_info().misses
    headline_figure(shared_catalog(data_folder()), Selection())
    assert headline_figure.cache_info().misses == before


def test_faults_in_the_data_are_left_to_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INLMAP_DATA", str(tmp_path))
    prepare()
    assert gc.get_freeze_count() == 0


def test_the_evidence_is_computed_before_anyone_asks() -> None:
    prepare()
    before = facts.cache_info().misses, source_uses.cache_info().misses
    catalog = shared_catalog(data_folder())
    assert (len(facts(catalog)), len(source_uses(catalog))) == (68, 177)
    assert (facts.cache_info().misses, source_uses.cache_info().misses) == before
