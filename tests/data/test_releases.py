"""The shipped version is on record, so that links to it last."""

from __future__ import annotations

from inlmap.dataset.folder import SHIPPED_DATA
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.releases import read_release, record_file, released_versions

HOW = "the data have changed: run `python -m inlmap release --date YYYY-MM-DD` and commit its record"
LARGEST_BYTES = 200_000


def test_the_shipped_version_is_on_record_with_its_tables(catalog: Catalog) -> None:
    release = read_release(SHIPPED_DATA, catalog.version)
    assert release is not None, HOW
    for name, rows in catalog.raw.items():
        assert release.raw[name].to_dict("list") == rows.to_dict("list"), name


def test_every_record_can_be_read_and_is_small() -> None:
    for version in released_versions(SHIPPED_DATA):
        assert read_release(SHIPPED_DATA, version) is not None
        assert record_file(SHIPPED_DATA, version).stat().st_size < LARGEST_BYTES
