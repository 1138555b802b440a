"""Lay tables of one's own over published ones: instead of them, or beside them.

Rows are text frames as :mod:`inlmap.dataset.table_reader` returns them. Published rows that would
refer to nothing are left out, and counted; no row of one's own is ever changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from inlmap.dataset.cells import split_list
from inlmap.dataset.schema import BY_NAME, FUNDING, SERIES, TABLES, Column, Table
from inlmap.errors import Fault
from inlmap.words import say, say_count, word

Tables = Mapping[str, pd.DataFrame]
# What other tables refer to by name alone: a published row of these comes along where a published
# row needs it. Amounts and series never do, for then they would count beside one's own.
COMES_ALONG = frozenset(("initiatives", "goals", "themes", "places", "sources", "indicators"))

REMEDY_TAKEN = word("is the id of a published row; give yours an id of its own")
REMEDY_MIXED = word(
    "is a published series; put your amounts into a series of your own, or show your rows instead "
    "of the published ones"
)


@dataclass(frozen=True)
class Overlay:
    """Tables laid over each other.

    ``raw`` maps a table's name to its text frame, published rows first; ``own`` maps it to the
    keys of the rows that are not published word for word; ``notes`` say which published rows are
    left out.
    """

    raw: Tables
    own: Mapping[str, frozenset[str]]
    notes: tuple[str, ...]


def overlay(
    own: Tables, published: Tables, iso3_codes: Iterable[str], *, beside: bool = False
) -> Overlay:
    """Return own tables over published ones.

    A table that is not among ``own`` is the published one. Another holds its own rows alone or,
    ``beside``, also the published ones with other keys. ``iso3_codes`` are the countries of the
    boundary file.
    """
    stays = {name: _staying(rows, own.get(name), name, beside) for name, rows in published.items()}
    _settle(stays, own, published, frozenset(iso3_codes))
    raw = {name: pd.concat([rows, own.get(name, rows.iloc[:0])]) for name, rows in stays.items()}
    notes = tuple(_notes(stays, own, published, beside))
    return Overlay(raw, {name: _changed(own, published, name) for name in own}, notes)


def keys_of(rows: pd.DataFrame, table: Table) -> list[str]:
    """Return the key of each row; the parts of a longer key are joined by `` / ``."""
    return [" / ".join(parts) for parts in zip(*(rows[name] for name in table.key), strict=True)]


def _staying(
    rows: pd.DataFrame, mine: pd.DataFrame | None, name: str, beside: bool
) -> pd.DataFrame:
    if mine is None:
        return rows
    if not beside:
        return rows.iloc[:0]
    replaced = set(keys_of(mine, BY_NAME[name]))
    return rows[[key not in replaced for key in keys_of(rows, BY_NAME[name])]]


def _settle(
    stays: dict[str, pd.DataFrame], own: Tables, published: Tables, iso3_codes: frozenset[str]
) -> None:
    """Bring published rows along, or leave them out, until each refers to something.

    A row that was left out, because what it needs is not there, is not brought along again.
    """
    columns = [(table, column) for table in TABLES for column in table.columns if column.references]
    left_out: set[tuple[str, str]] = set()
    waiting = list(columns)
    while waiting:
        table, column = waiting.pop(0)
        target, _, key = column.references.partition(".")
        present = iso3_codes if target == "countries" else _present(stays, own, target, key)
        missing = _missing(stays[table.name], column, present)
        if missing:
            waiting = list(columns)  # each change may leave others without what they refer to
        for value, rows in missing.items():
            if target in COMES_ALONG and (target, value) not in left_out:
                _bring_along(stays, published, target, value)
            else:
                left_out |= _leave_out(stays, table, rows)


def _bring_along(
    stays: dict[str, pd.DataFrame], published: Tables, target: str, value: str
) -> None:
    key = BY_NAME[target].key[0]
    wanted = {value, *stays[target][key]}
    stays[target] = published[target][published[target][key].isin(wanted)]


def _leave_out(
    stays: dict[str, pd.DataFrame], table: Table, rows: Iterable[int]
) -> set[tuple[str, str]]:
    """Leave out rows; return their table and keys."""
    kept = stays[table.name]
    leaving = kept.index.intersection(list(rows))
    stays[table.name] = kept.drop(index=leaving)
    return {(table.name, key) for key in keys_of(kept.loc[leaving], table)}


def _present(stays: Tables, own: Tables, target: str, key: str) -> frozenset[str]:
    mine = own[target][key] if target in own else ()
    return frozenset((*stays[target][key], *mine))


def _missing(rows: pd.DataFrame, column: Column, present: frozenset[str]) -> dict[str, list[int]]:
    """The values that refer to nothing, with the rows that hold them."""
    found: dict[str, list[int]] = {}
    for row, cell in zip(rows.index, rows[column.name], strict=True):
        for item in split_list(cell) if column.kind == "list" else (cell,):
            if item and item not in present:
                found.setdefault(item, []).append(row)
    return found


def _changed(own: Tables, published: Tables, name: str) -> frozenset[str]:
    """The keys of own rows that are not word for word among the published ones."""
    known = set(published[name].itertuples(index=False, name=None))
    rows = own[name].itertuples(index=False, name=None)
    keys = keys_of(own[name], BY_NAME[name])
    return frozenset(key for key, row in zip(keys, rows, strict=True) if row not in known)


def _notes(stays: Tables, own: Tables, published: Tables, beside: bool) -> Iterator[str]:
    for name, rows in published.items():
        if name in own and not beside:
            continue
        replaced = len(rows) - len(_staying(rows, own.get(name), name, beside))
        lost = len(rows) - replaced - len(stays[name])
        if lost:
            yield say_count(
                lost,
                "{n} published row of {file} refers to what the other tables no longer hold, and "
                "is left out.",
                "{n} published rows of {file} refer to what the other tables no longer hold, and "
                "are left out.",
                file=f"{name}.csv",
            )


def touched_series(raw: Tables, published: Tables) -> frozenset[str]:
    """Return the series of which any word or amount differs from what is published."""
    before, now = _by_series(published), _by_series(raw)
    return frozenset(key for key, rows in now.items() if before.get(key) != rows)


def _by_series(raw: Tables) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in ("series", "funding"):
        rows = raw[name]
        for key, row in zip(
            rows["series_id"], rows.itertuples(index=False, name=None), strict=True
        ):
            found.setdefault(key, []).append(row)
    return found


def mixed_money_faults(own: Tables, published: Tables) -> Iterator[Fault]:
    """Yield a fault for each own amount or series that would mix with published ones beside it.

    Totals are formed within a series: an amount that is not published must not slip into one.
    """
    published_series = set(published["series"]["series_id"])
    for table in (FUNDING, SERIES):
        if table.name not in own:
            continue
        rows, changed = own[table.name], _changed(own, published, table.name)
        known = set(keys_of(published[table.name], table))
        for row, key, series in zip(
            rows.index, keys_of(rows, table), rows["series_id"], strict=True
        ):
            if key in changed and key in known:
                yield Fault(table.file, row, table.key[0], key, say(REMEDY_TAKEN))
            elif key in changed and series in published_series:
                yield Fault(table.file, row, "series_id", series, say(REMEDY_MIXED))
