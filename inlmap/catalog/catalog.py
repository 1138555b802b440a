"""A data folder, read once, checked as a whole and frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.overlay import Tables, overlay
from inlmap.dataset.boundaries import LAYERS, read_layer
from inlmap.dataset.folder import SHIPPED_DATA, dataset_version, geometry_folder
from inlmap.dataset.relations import relation_faults
from inlmap.dataset.schema import TABLES, Table
from inlmap.dataset.table_reader import cell_faults, read_table, typed
from inlmap.errors import DataError, Fault

TABLE_KEYS = {table.name: table.key[0] for table in TABLES if len(table.key) == 1}


class Goal(NamedTuple):
    """A goal of an initiative, with the initiative's short name."""

    goal_id: str
    initiative_id: str
    initiative: str
    number: int
    name: str

    @property
    def label(self) -> str:
        """The initiative and the number: ``CARSI 2``."""
        return f"{self.initiative} {self.number}"


@dataclass(frozen=True)
class OwnRows:
    """What is not published in a visitor's own catalog.

    ``keys`` maps a table to the keys of the visitor's rows, ``series`` are the series with any
    amount that is not published, ``published_version`` is that of the catalog underneath.
    """

    keys: Mapping[str, frozenset[str]]
    series: frozenset[str]
    published_version: str


@dataclass(frozen=True, eq=False)  # one catalog equals only itself, so it can key a cache
class Catalog:
    """Everything a data folder holds. Its frames are shared between visitors: never change one.

    Tables have the columns of :mod:`inlmap.dataset.schema`; ``countries`` and ``admin1`` are
    GeoDataFrames in EPSG:4326. ``version`` is a short hash over all the files; ``raw`` holds the
    tables as text, ``drawn`` the simplified boundary files by layer, as the browser gets them.
    ``notes`` say where the tables come from, when not all are from one folder. ``translated_from``
    is the catalog of which this one is a translation.
    """

    version: str
    raw: Tables
    drawn: Mapping[str, bytes]
    notes: tuple[str, ...]
    programs: pd.DataFrame
    funding: pd.DataFrame
    series: pd.DataFrame
    initiatives: pd.DataFrame
    goals: pd.DataFrame
    themes: pd.DataFrame
    members: pd.DataFrame
    places: pd.DataFrame
    sources: pd.DataFrame
    statements: pd.DataFrame
    results: pd.DataFrame
    indicators: pd.DataFrame
    indicator_values: pd.DataFrame
    countries: gpd.GeoDataFrame
    admin1: gpd.GeoDataFrame
    own_rows: OwnRows | None = None
    translated_from: Catalog | None = None
    cache: dict[Callable[..., Any], Callable[..., Any]] = field(default_factory=dict, repr=False)

    def version_of(self, series_id: str) -> str:
        """Return the version of the data under which the amounts of a series are found."""
        mine = self.own_rows is None or series_id in self.own_rows.series
        return self.version if mine else self.published_version

    @property
    def published_version(self) -> str:
        """The version of the published data, also under a visitor's own rows."""
        return self.own_rows.published_version if self.own_rows else self.version

    @property
    def original(self) -> Catalog:
        """The catalog in the words of its files: downloads of tables hold these in any language."""
        return self.translated_from or self

    def is_own(self, table: str, key: str) -> bool:
        """Return whether a row is a visitor's own and not published."""
        return self.own_rows is not None and key in self.own_rows.keys.get(table, ())

    def names(self, table: str, column: str = "name") -> Mapping[str, str]:
        """Return a column of a table by the table's key, for example names by place id."""
        return _names_by_key(self, table, column)

    @cached_property
    def country_names(self) -> Mapping[str, str]:
        """The shown name of every country by ISO3 code."""
        names = dict(zip(self.countries["iso3"], self.countries["name"], strict=True))
        return MappingProxyType(names)

    @cached_property
    def partner_codes(self) -> tuple[str, ...]:
        """The ISO3 codes of the partner countries, in the order of their names."""
        partners = self.countries[self.countries["role"] == "partner"]
        return tuple(partners.sort_values("name")["iso3"])

    @cached_property
    def ordered_goals(self) -> tuple[Goal, ...]:
        """The goals of all initiatives, in the order of the initiatives and of their numbers."""
        rows = self.goals.merge(
            self.initiatives[["initiative_id", "short_name", "sort_order"]],
            on="initiative_id",
            validate="many_to_one",
        ).sort_values(["sort_order", "number"])
        columns = ("goal_id", "initiative_id", "short_name", "number", "name")
        return tuple(Goal(*(row[name] for name in columns)) for row in rows.to_dict("records"))

    def row_counts(self) -> dict[str, int]:
        """Return the number of rows of each table and boundary layer, in a fixed order."""
        names = [table.name for table in TABLES] + [layer.name for layer in LAYERS]
        return {name: len(getattr(self, name)) for name in names}


@cached(64)
def _names_by_key(catalog: Catalog, table: str, column: str) -> Mapping[str, str]:
    rows: pd.DataFrame = getattr(catalog, table)
    return MappingProxyType(dict(zip(rows[TABLE_KEYS[table]], rows[column], strict=True)))


def read_catalog(folder: Path) -> Catalog:
    """Read and check a data folder.

    What it does not have comes from the shipped tables, as :func:`inlmap.catalog.overlay.overlay`
    says; a folder with none of the tables is a mistake. Raises
    :class:`~inlmap.errors.DataError` with every fault of all files.
    """
    given = [table for table in TABLES if (folder / table.file).exists()]
    if not given:
        raise DataError([_nothing_found(folder)])
    raw, incomplete, faults = _read_tables(folder, given)
    geometry = geometry_folder(folder)
    layers, found = _read_layers(geometry)
    faults += found
    notes: tuple[str, ...] = ()
    codes = frozenset(layers["countries"]["iso3"]) if "countries" in layers else None
    some_missing, all_readable = len(given) < len(TABLES), len(raw) == len(given)
    if some_missing and all_readable and codes:
        shipped, _, _ = _read_tables(SHIPPED_DATA, TABLES)
        over = overlay(raw, shipped, codes)
        raw = {table.name: over.raw[table.name] for table in TABLES}
        notes = (_origin(given), *over.notes)
    faults += relation_faults(raw, codes, frozenset(incomplete))
    if faults:
        raise DataError(faults)
    content: dict[str, Any] = {table.name: typed(raw[table.name], table) for table in TABLES}
    drawn = {layer.name: (geometry / layer.web_file).read_bytes() for layer in LAYERS}
    return Catalog(dataset_version(folder), raw, drawn, notes, **(content | layers))


def _read_tables(
    folder: Path, tables: Iterable[Table]
) -> tuple[dict[str, pd.DataFrame], set[str], list[Fault]]:
    """The readable tables as text, the names of those that lost rows in reading, and all faults."""
    raw: dict[str, pd.DataFrame] = {}
    incomplete: set[str] = set()
    faults: list[Fault] = []
    for table in tables:
        frame, found = read_table(folder, table)
        faults += found
        if frame is not None:
            raw[table.name] = frame
            incomplete |= {table.name} if found else set()
            faults += cell_faults(frame, table)
    return raw, incomplete, faults


def _read_layers(folder: Path) -> tuple[dict[str, gpd.GeoDataFrame], list[Fault]]:
    layers: dict[str, gpd.GeoDataFrame] = {}
    faults: list[Fault] = []
    for layer in LAYERS:
        shapes, found = read_layer(folder, layer)
        faults += found
        if shapes is not None:
            layers[layer.name] = shapes
    return layers, faults


def _nothing_found(folder: Path) -> Fault:
    names = formats.joined([table.file for table in TABLES], conjunction="or")
    state = "holds none of the tables" if folder.is_dir() else "is not a folder"
    return Fault(folder.resolve().name, 0, "", "", f"{state}; it needs {names}, or several")


def _origin(given: Sequence[Table]) -> str:
    return (
        f"{formats.joined([table.file for table in given])} "
        f"{'comes' if len(given) == 1 else 'come'} from the data folder, all other tables are the "
        "published ones."
    )
