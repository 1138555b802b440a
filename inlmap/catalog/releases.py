"""The compact record of each released version of the data, and the catalog of it.

A record holds every table as text, nothing computed: what a version said is found by the same code
that finds what the present one says. The boundaries are not in it; those of today are used.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.overlay import Tables
from inlmap.dataset.folder import SHIPPED_DATA, VERSION_LENGTH
from inlmap.dataset.relations import relation_faults
from inlmap.dataset.schema import FUNDING, TABLES
from inlmap.dataset.table_reader import cell_faults, typed
from inlmap.errors import DataError, Fault
from inlmap.words import say

FOLDER = "releases"
ENDING = ".json.gz"
VERSION_FORM = re.compile(rf"[0-9a-f]{{{VERSION_LENGTH}}}")
REMEDY_BROKEN = "is not the record of a release; restore it from where it was released"
KEPT_VERSIONS = 3
HEADLINE_RULE = 2  # one more each time the way changes in which the headline is chosen
OLDEST_RULE = 1  # of records that do not name theirs
COUNTED = (
    "record_id",
    "series_id",
    "iso3",
    "account",
    "stage",
    "fy_start",
    "fy_end",
    "amount_usd_millions",
)
FIRST_DATA_ROW = 2  # the heading is row 1, as in a spreadsheet


@dataclass(frozen=True)
class Release:
    """A released version: its short hash, its date, its tables as text and its headline's rule."""

    version: str
    released: date
    raw: Tables
    headline_rule: int = HEADLINE_RULE


def is_version(text: str) -> bool:
    """Return whether a text has the form of a dataset version; it need not be on record."""
    return VERSION_FORM.fullmatch(text) is not None


def rule_changed(rule: int) -> str:
    """Return a sentence where the headline was chosen by another rule than it is now."""
    if rule == HEADLINE_RULE:
        return ""
    return say(
        "Since then the way of choosing the headline has changed: it is now one series for every "
        "country, the newest with a line for more than half of the partner countries. The "
        "headline of that version may have been of another series."
    )


def record_file(folder: Path, version: str) -> Path:
    """Return where the record of a version stands in a data folder."""
    return folder / FOLDER / f"{version}{ENDING}"


def released_versions(folder: Path) -> tuple[str, ...]:
    """Return the versions on record in a data folder or with the shipped data, in order."""
    return tuple(sorted({*_versions_in(folder), *_versions_in(SHIPPED_DATA)}))


def _versions_in(folder: Path) -> list[str]:
    names = (path.name.removesuffix(ENDING) for path in (folder / FOLDER).glob(f"*{ENDING}"))
    return list(filter(is_version, names))


def record_content(catalog: Catalog, released: date) -> bytes:
    """Return the record of a catalog: gzipped JSON, the same bytes for the same tables and date."""
    tables = {
        table.name: {name: list(catalog.raw[table.name][name]) for name in table.column_names}
        for table in TABLES
    }
    content = {
        "version": catalog.version,
        "released": released.isoformat(),
        "headline_rule": HEADLINE_RULE,
        "tables": tables,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def write_record(folder: Path, catalog: Catalog, released: date) -> Path:
    """Write the record of a catalog into its data folder and return where it stands."""
    path = record_file(folder, catalog.version)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(record_content(catalog, released))
    return path


def read_release(folder: Path, version: str) -> Release | None:
    """Return a version on record in ``folder`` or with the shipped data; ``None`` without one.

    A column that the record does not have yet is empty. Raises
    :class:`~inlmap.errors.DataError` when the record cannot be read.
    """
    paths = [record_file(place, version) for place in (folder, SHIPPED_DATA)]
    path = next((path for path in paths if path.is_file()), None) if is_version(version) else None
    if path is None:
        return None
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
        raw = {table: _frame(columns) for table, columns in content["tables"].items()}
        rule = int(content.get("headline_rule", OLDEST_RULE))
        release = Release(content["version"], date.fromisoformat(content["released"]), raw, rule)
    except (
        OSError,
        EOFError,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise DataError([_broken(path)]) from error
    if release.version != version:
        raise DataError([_broken(path)])
    return replace(release, raw=_present_form(raw))


def _frame(columns: Mapping[str, list[Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(columns, dtype="str")
    frame.index = pd.RangeIndex(FIRST_DATA_ROW, FIRST_DATA_ROW + len(frame))
    return frame


def _present_form(raw: Tables) -> Tables:
    """Tables with the columns of today's schema; a table of a later day has no rows yet."""
    nothing = pd.DataFrame(dtype="str")
    return {
        table.name: raw.get(table.name, nothing).reindex(columns=table.column_names, fill_value="")
        for table in TABLES
    }


def _broken(path: Path) -> Fault:
    return Fault(f"{FOLDER}/{path.name}", 0, "", "", REMEDY_BROKEN)


@cached()
def earlier_releases(catalog: Catalog, folder: Path) -> tuple[Release, ...]:
    """Return the releases on record in a data folder but for the present one, the newest first.

    A record that cannot be read is left out; a link of its version says so.
    """
    found = []
    for version in _versions_in(folder):
        if version == catalog.published_version:
            continue
        try:
            release = read_release(folder, version)
        except DataError:
            continue
        found += [release] if release else []
    return tuple(sorted(found, key=_age, reverse=True))


def _age(release: Release) -> tuple[date, int, str]:
    """Later is greater; of two of one day, that with the later rule."""
    return release.released, release.headline_rule, release.version


class Unchanged(NamedTuple):
    """Since which release on record the rows of an amount are as they are now.

    Without a ``since`` the newest one has others. ``oldest`` is true where no older one is known.
    """

    since: Release | None
    oldest: bool


@cached(4096)
def unchanged_since(
    catalog: Catalog, folder: Path, record_ids: tuple[str, ...]
) -> Unchanged | None:
    """Return since which release each of some rows of ``funding.csv`` has said the same.

    Sources, places in them and notes may differ; what is counted may not. ``None`` where no
    earlier release is on record.
    """
    earlier = earlier_releases(catalog, folder)
    if not earlier:
        return None
    now = _counted(catalog.raw[FUNDING.name], frozenset(record_ids))
    since: Release | None = None
    for release in earlier:
        if _counted(release.raw[FUNDING.name], frozenset(record_ids)) != now:
            return Unchanged(since, oldest=False)
        since = release
    return Unchanged(since, oldest=True)


def _counted(funding: pd.DataFrame, record_ids: frozenset[str]) -> set[tuple[str, ...]]:
    """What a sum is made of in some rows."""
    rows = funding[funding["record_id"].isin(record_ids)]
    return set(rows[list(COUNTED)].itertuples(index=False, name=None))


@dataclass(frozen=True)
class Released:
    """A released version as a catalog, its date and the rule of its headline."""

    catalog: Catalog
    released: date
    headline_rule: int


@cached(KEPT_VERSIONS)
def released_catalog(catalog: Catalog, folder: Path, version: str) -> Released | None:
    """Return a version on record as a catalog with the boundaries of ``catalog``.

    ``None`` when it is not on record. Raises :class:`~inlmap.errors.DataError` when its record
    cannot be used.
    """
    release = read_release(folder, version)
    if release is None:
        return None
    faults = [fault for table in TABLES for fault in cell_faults(release.raw[table.name], table)]
    faults += relation_faults(release.raw, frozenset(catalog.countries["iso3"]))
    if faults:
        raise DataError(faults)
    tables: dict[str, Any] = {table.name: typed(release.raw[table.name], table) for table in TABLES}
    then = replace(
        catalog, version=version, raw=release.raw, notes=(), own_rows=None, cache={}, **tables
    )
    return Released(then, release.released, release.headline_rule)
