"""A data folder, read once, checked as a whole and frozen."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import geopandas as gpd
import pandas as pd

from inlmap.boundaries import LAYERS, read_layer
from inlmap.errors import DataError, Fault
from inlmap.reading import cell_faults, read_table, typed
from inlmap.relations import relation_faults
from inlmap.schema import TABLES

SHIPPED_DATA = Path(__file__).resolve().parent.parent / "data"
DATA_VARIABLE = "INLMAP_DATA"
VERSION_LENGTH = 10
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


@dataclass(frozen=True, eq=False)  # one catalog equals only itself, so it can key a cache
class Catalog:
    """Everything a data folder holds. Its frames are shared between visitors: never change one.

    Tables have the columns of :mod:`inlmap.schema`; ``countries`` and ``admin1`` are
    GeoDataFrames in EPSG:4326. ``version`` is a short hash over all the files.
    """

    folder: Path
    version: str
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
    countries: gpd.GeoDataFrame
    admin1: gpd.GeoDataFrame

    def names(self, table: str, column: str = "name") -> Mapping[str, str]:
        """Return a column of a table by the table's key, for example names by place id."""
        return _names(self, table, column)

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


@lru_cache(maxsize=64)
def _names(catalog: Catalog, table: str, column: str) -> Mapping[str, str]:
    rows: pd.DataFrame = getattr(catalog, table)
    return MappingProxyType(dict(zip(rows[TABLE_KEYS[table]], rows[column], strict=True)))


def data_folder() -> Path:
    """Return the folder to read: the one ``INLMAP_DATA`` names, else the shipped one."""
    return Path(os.environ.get(DATA_VARIABLE) or SHIPPED_DATA)


def dataset_files(folder: Path) -> list[Path]:
    """Return the files that make up a dataset, in a fixed order."""
    tables = [folder / table.file for table in TABLES]
    layers = [folder / name for layer in LAYERS for name in (layer.file, layer.web_file)]
    return [*tables, *layers]


def dataset_version(folder: Path) -> str:
    """Return a short hash over the names and bytes of all files of a dataset."""
    digest = hashlib.sha256()
    for path in dataset_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:VERSION_LENGTH]


def read_catalog(folder: Path) -> Catalog:
    """Read and check a data folder.

    Raises :class:`~inlmap.errors.DataError` with every fault of all files.
    """
    faults: list[Fault] = []
    incomplete: set[str] = set()  # tables with rows that could not be read
    raw: dict[str, pd.DataFrame] = {}
    for table in TABLES:
        frame, found = read_table(folder, table)
        faults += found
        if frame is not None:
            raw[table.name] = frame
            incomplete |= {table.name} if found else set()
            faults += cell_faults(frame, table)
    layers: dict[str, gpd.GeoDataFrame] = {}
    for layer in LAYERS:
        shapes, found = read_layer(folder, layer)
        faults += found
        if shapes is not None:
            layers[layer.name] = shapes
    codes = frozenset(layers["countries"]["iso3"]) if "countries" in layers else None
    faults += relation_faults(raw, codes, frozenset(incomplete))
    if faults:
        raise DataError(faults)
    tables = {table.name: typed(raw[table.name], table) for table in TABLES}
    return Catalog(folder=folder, version=dataset_version(folder), **tables, **layers)


@lru_cache(maxsize=2)
def shared_catalog(folder: Path) -> Catalog:
    """Return the catalog of a folder, read once for all visitors of this process."""
    return read_catalog(folder)
