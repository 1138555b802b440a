"""What is offered at each data address, and what the parameters of such an address ask for.

A page ignores a value that it does not know and says so. A program that asks for data would not
read that notice, so here every such value is a fault and nothing is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from urllib.parse import urlencode

from inlmap.catalog.address import (
    AS_OF_PARAMETER,
    LIST_PARAMETERS,
    LONGEST_ADDRESS_VALUE,
    MOST_VALUES,
    PARAMETERS,
    SHOWN_CHARACTERS,
    UNDATED_PARAMETER,
    YEARS_PARAMETER,
    drop_foreign_goals,
    from_address,
    to_address,
)
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.dataset.csv_files import csv_bytes
from inlmap.dataset.datapackage import datapackage_json
from inlmap.dataset.schema import TABLES, Table
from inlmap.downloads.archive import archive
from inlmap.downloads.geo import countries_geojson, places_geojson
from inlmap.downloads.table_files import (
    FILE_TABLES,
    chosen,
    described,
    programs_table_csv,
    table_csv_of,
    table_file_name,
    table_json_of,
    table_rows,
)
from inlmap.figures.measures import PROGRAMS
from inlmap.formats import shorten
from inlmap.presentation.view import View, file_name
from inlmap.words import ENGLISH, LANGUAGES, asked_language, language_in_address, speaking
from inlmap.words import PARAMETER as LANGUAGE_PARAMETER

COLUMNS_PARAMETER = "columns"
ONCE = (YEARS_PARAMETER, UNDATED_PARAMETER, AS_OF_PARAMETER, LANGUAGE_PARAMETER)
CSV, JSON, ZIP = "text/csv; charset=utf-8", "application/json", "application/zip"
GEOJSON = "application/geo+json"
LAYER_FILES = ("countries.geojson", "places.geojson")
PROGRAMS_TABLE = "programs_table.csv"
FILTERED = (
    PROGRAMS_TABLE,
    *(f"{table.name}.{kind}" for table in FILE_TABLES for kind in ("csv", "json")),
)
ARCHIVE, PACKAGE = "dataset.zip", "datapackage.json"
MOST_FAULTS = 20


@dataclass(frozen=True)
class DataQuery:
    """What the parameters of an address ask for; no ``columns`` means all of them."""

    selection: Selection
    columns: tuple[str, ...] = ()
    language: str = ENGLISH


@dataclass(frozen=True)
class Offer:
    """A file at a data address: what it is, how it is made and which parameters it takes.

    ``columns`` are those that ``columns=`` may choose from; with none it is no parameter. A file
    that ``speaks`` is in the language that ``lang=`` asks for.
    """

    media_type: str
    content: Callable[[Catalog, DataQuery], bytes]
    name: Callable[[Catalog, Selection], str]
    filters: tuple[str, ...] = PARAMETERS
    columns: tuple[str, ...] = ()
    speaks: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters."""
        languages = (LANGUAGE_PARAMETER,) if self.speaks else ()
        return (*self.filters, *languages, *((COLUMNS_PARAMETER,) if self.columns else ()))


def _table_offer(table: Table, ending: str) -> Offer:
    make = table_csv_of if ending == "csv" else table_json_of
    return Offer(
        CSV if ending == "csv" else JSON,
        lambda catalog, asked: make(catalog, table, asked.selection, asked.columns),
        partial(file_name, ending=ending, subject=table.name),
        columns=described(table).column_names,
    )


def _layer_offer(subject: str, make: Callable[[View], bytes]) -> Offer:
    return Offer(
        GEOJSON,
        lambda catalog, asked: make(View(catalog, asked.selection, PROGRAMS, "")),
        partial(file_name, ending="geojson", subject=subject),
    )


def _programs_table(catalog: Catalog, asked: DataQuery) -> bytes:
    with speaking(asked.language):
        return programs_table_csv(translated(catalog), asked.selection)


def programs_table_name(catalog: Catalog, selection: Selection) -> str:
    """Return the file name of the table of a selection as the screen shows it."""
    return file_name(catalog, selection, "csv", "programs-table")


def _whole_table_offer(table: Table) -> Offer:
    return Offer(
        CSV,
        lambda catalog, asked: csv_bytes(chosen(table_rows(catalog, table), asked.columns)),
        lambda catalog, _: table_file_name(catalog, table),
        (),
        table.column_names,
    )


def zip_name(catalog: Catalog, selection: Selection) -> str:
    """Return the file name of the archive of a selection."""
    return file_name(catalog, selection, "zip", "dataset")


def package_name(catalog: Catalog, _: Selection) -> str:
    """Return the file name of the metadata."""
    return f"inlmap-datapackage-{catalog.version}.json"


def _offers() -> Mapping[str, Offer]:
    found = {f"{table.name}.csv": _table_offer(table, "csv") for table in FILE_TABLES}
    found |= {f"{table.name}.json": _table_offer(table, "json") for table in FILE_TABLES}
    found[PROGRAMS_TABLE] = Offer(CSV, _programs_table, programs_table_name, speaks=True)
    found[ARCHIVE] = Offer(ZIP, lambda catalog, asked: archive(catalog, asked.selection), zip_name)
    found |= {
        f"{name}.geojson": _layer_offer(name, make)
        for name, make in (("countries", countries_geojson), ("places", places_geojson))
    }
    found |= {f"tables/{table.file}": _whole_table_offer(table) for table in TABLES}
    found[PACKAGE] = Offer(JSON, lambda _, __: datapackage_json().encode(), package_name, ())
    return MappingProxyType(found)


OFFERS = _offers()  # every offer by its path below ``/data/``


def address_of(path: str, selection: Selection) -> str:
    """Return the data address, without a host, of an offer that takes filters.

    It asks for the language spoken where the file has one.
    """
    language = language_in_address() if OFFERS[path].speaks else {}
    query = urlencode(to_address(selection) | language, doseq=True)
    return f"/data/{path}{'?' if query else ''}{query}"


def read_query(
    offer: Offer, pairs: Sequence[tuple[str, str]], catalog: Catalog
) -> tuple[DataQuery, tuple[str, ...]]:
    """Return what parameters ask for, and a sentence for each of them that is at fault.

    A parameter that the offer does not have, a value that is unknown, empty, given twice or more
    than is read is at fault; at most :data:`MOST_FAULTS` are named.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    faults = [fault for name, values in given.items() for fault in _faults(offer, name, values)]
    selection, notices = from_address({name: given.get(name, []) for name in PARAMETERS}, catalog)
    selection, foreign = drop_foreign_goals(selection, catalog)
    if not faults:
        faults += [notice.removeprefix("Ignored ") for notice in (*notices, *foreign)]
    asked = DataQuery(
        selection,
        _columns(given.get(COLUMNS_PARAMETER, ())),
        asked_language(given.get(LANGUAGE_PARAMETER, [])) or ENGLISH,
    )
    return asked, tuple(faults[:MOST_FAULTS])


def _columns(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(","))


def _faults(offer: Offer, name: str, values: Sequence[str]) -> list[str]:
    shown = f'"{shorten(name, SHOWN_CHARACTERS)}"'
    if name not in offer.parameters:
        known = ", ".join(offer.parameters) or "it has none"
        return [f"{shown} is not a parameter of this address: {known}."]
    if not all(value.strip() for value in values):
        return [f"{name} has no value: give it one or leave it out."]
    if name == COLUMNS_PARAMETER:
        return _column_faults(offer, values)
    if name in ONCE and len(values) > 1:
        return [f"{name} is given {len(values)} times: give it once."]
    return _unread(name, values)


def _unread(name: str, values: Sequence[str]) -> list[str]:
    """What is at fault with values that would not be read, or not be read whole."""
    if name == LANGUAGE_PARAMETER and asked_language(values) is None:
        known = ", ".join(LANGUAGES)
        return [f'{name} "{shorten(values[0], SHOWN_CHARACTERS)}": use {known}.']
    if name in LIST_PARAMETERS and not _is_read_whole(values):
        return [
            f"{name} is too long: give at most {MOST_VALUES} values, those with commas in at most "
            f"{LONGEST_ADDRESS_VALUE} characters each."
        ]
    return []


def _is_read_whole(values: Sequence[str]) -> bool:
    """Whether :func:`inlmap.catalog.address.from_address` reads all that is given."""
    return len(values) <= MOST_VALUES and all(
        len(value) <= LONGEST_ADDRESS_VALUE and value.count(",") < MOST_VALUES for value in values
    )


def _column_faults(offer: Offer, values: Sequence[str]) -> list[str]:
    names = _columns(values)
    known = ", ".join(offer.columns)
    faults = [
        f'columns "{shorten(name, SHOWN_CHARACTERS)}" is not a column of this table: {known}.'
        for name in dict.fromkeys(names)
        if name not in offer.columns
    ]
    twice = [name for name in offer.columns if names.count(name) > 1]
    return faults[:1] + [f'columns "{name}" is named twice: name it once.' for name in twice]
