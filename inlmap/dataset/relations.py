"""Find the faults between cells: repeated keys, unknown references, years out of order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from inlmap.dataset.cells import is_year, split_list
from inlmap.dataset.schema import LONGEST_CELL, TABLES, UMBRELLA, Column, Table
from inlmap.errors import Fault
from inlmap.words import say

RawTables = Mapping[str, pd.DataFrame]


def relation_faults(
    raw: RawTables,
    iso3_codes: frozenset[str] | None,
    incomplete: frozenset[str] = frozenset(),
) -> Iterator[Fault]:
    """Yield the faults between cells: repeated keys, unknown references, years out of order.

    ``raw`` maps a table's name to its text frame; ``iso3_codes`` are the countries of the
    boundary file, or ``None`` when it could not be read (then countries are not checked).
    References into an ``incomplete`` table, which lost rows in reading, are not checked either.
    """
    for table in TABLES:
        if table.name not in raw:
            continue
        yield from _repeated_keys(raw[table.name], table)
        for column in table.columns:
            if column.references and column.references.partition(".")[0] not in incomplete:
                yield from _unknown_references(raw, table, column, iso3_codes)
        yield from _disordered_years(raw[table.name], table)
    if "funding" in raw:
        yield from _part_cycles(raw["funding"], "funding", "record_id")
        if "series" in raw:
            yield from _foreign_stages(raw["funding"], raw["series"])
    yield from _outcome_faults(raw)
    if "programs" in raw:
        yield from _misdrawn_programs(raw["programs"])
        yield from _part_cycles(raw["programs"], "programs", "program_id")
        yield from _parts_of_no_whole(raw["programs"])
        if "goals" in raw:
            yield from _foreign_goals(raw["programs"], raw["goals"])


def _repeated_keys(frame: pd.DataFrame, table: Table) -> Iterator[Fault]:
    """Yield the rows whose key stands above them already, also when only the case differs."""
    column = table.key[0] if len(table.key) == 1 else " / ".join(table.key)
    seen: dict[str, tuple[int, str]] = {}
    for row, *parts in zip(frame.index, *(frame[name] for name in table.key), strict=True):
        key = " / ".join(parts)
        first, earlier = seen.setdefault(key.strip().casefold(), (row, key))
        if first == row:
            continue
        remedy = say("stands in row {row} too; keep one", row=first)
        if key != earlier:
            remedy = say(
                'is hard to tell from "{earlier}" in row {row}; rename or remove one',
                earlier=earlier,
                row=first,
            )
        yield Fault(table.file, row, column, key, remedy)


def _unknown_references(
    raw: RawTables, table: Table, column: Column, iso3_codes: frozenset[str] | None
) -> Iterator[Fault]:
    target, _, target_column = column.references.partition(".")
    if target == "countries":
        known = iso3_codes
    else:
        known = frozenset(raw[target][target_column]) if target in raw else None
    if known is None:
        return
    where = "geo/countries.geojson" if target == "countries" else f"{target}.csv"
    written = {name.casefold(): name for name in known}
    cells = raw[table.name][column.name]
    for row, cell in zip(cells.index, cells, strict=True):
        for item in _items(cell, column):
            if item and item not in known:
                near = written.get(item.strip().casefold(), "")
                remedy = say("is not in {file}; add it there or correct it here", file=where)
                if near:
                    remedy = say("is not in {file}; write {near}", file=where, near=near)
                yield Fault(table.file, row, column.name, item, remedy)


def _items(cell: str, column: Column) -> Iterable[str]:
    if column.kind != "list":
        return (cell,)
    # A cell that is too long is a fault already; its items would be thousands more.
    return dict.fromkeys(split_list(cell)) if len(cell) <= LONGEST_CELL else ()


YEAR_PAIRS = {
    "programs": ("start_year", "end_year"),
    "funding": ("fy_start", "fy_end"),
    "series": ("headline_from", "headline_to"),
    "initiatives": ("valid_from", "valid_to"),
    "members": ("from", "to"),
    "statements": ("fy_start", "fy_end"),
    "results": ("year_from", "year_to"),
}


def _disordered_years(frame: pd.DataFrame, table: Table) -> Iterator[Fault]:
    if table.name not in YEAR_PAIRS:
        return
    first, last = YEAR_PAIRS[table.name]
    for row, start, end in zip(frame.index, frame[first], frame[last], strict=True):
        if is_year(start) and is_year(end) and start > end:
            remedy = say("is before {column} {year}", column=first, year=start)
            yield Fault(table.file, row, last, end, remedy)


def _part_cycles(frame: pd.DataFrame, table: str, key: str) -> Iterator[Fault]:
    parents = dict(zip(frame[key], frame["part_of"], strict=True))
    rows = dict(zip(frame[key], frame.index, strict=True))
    for part in _circular(parents):
        remedy = say("makes a row a part of itself; break the circle")
        yield Fault(f"{table}.csv", rows[part], "part_of", parents[part], remedy)


def _parts_of_no_whole(programs: pd.DataFrame) -> Iterator[Fault]:
    """Yield the parts whose whole is a part itself, or no program: they would count for nothing."""
    parents = dict(zip(programs["program_id"], programs["part_of"], strict=True))
    kinds = dict(zip(programs["program_id"], programs["assistance_type"], strict=True))
    circular = frozenset(_circular(parents))
    for row, key, whole in programs[["program_id", "part_of"]].itertuples():
        if whole not in parents or key in circular:
            continue
        if parents[whole] and whole not in circular:
            remedy = say("is itself a part; write {whole}", whole=parents[whole])
            yield Fault("programs.csv", row, "part_of", whole, remedy)
        elif UMBRELLA in (kinds[whole], kinds[key]):
            remedy = say("an umbrella row is no program: it has no parts and is none")
            yield Fault("programs.csv", row, "part_of", whole, remedy)


def _circular(parents: Mapping[str, str]) -> Iterator[str]:
    """Yield the records that lead back to themselves, each record being walked over once."""
    done: set[str] = set()
    for start in parents:
        path: dict[str, int] = {}
        record = start
        while record in parents and record not in done and record not in path:
            path[record] = len(path)
            record = parents[record]
        if record in path:
            yield from list(path)[path[record] :]
        done.update(path)


def _foreign_stages(funding: pd.DataFrame, series: pd.DataFrame) -> Iterator[Fault]:
    stages = dict(zip(series["series_id"], series["stage"], strict=True))
    for row, key, stage in funding[["series_id", "stage"]].itertuples():
        if stages.get(key, stage) != stage:
            remedy = say(
                "is not the stage of series {series}, which is {stage}",
                series=key,
                stage=stages[key],
            )
            yield Fault("funding.csv", row, "stage", stage, remedy)


def _outcome_faults(raw: RawTables) -> Iterator[Fault]:
    """Yield the faults of what is told of outcomes: foreign units, disputes without a source."""
    if "indicator_values" in raw and "indicators" in raw:
        yield from _foreign_units(raw["indicator_values"], raw["indicators"])
    if "results" in raw:
        yield from _unsourced_disputes(raw["results"])


def _foreign_units(values: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[Fault]:
    units = dict(zip(indicators["indicator_id"], indicators["unit"], strict=True))
    for row, key, unit in values[["indicator_id", "unit"]].itertuples():
        if units.get(key, unit) != unit:
            remedy = say(
                "is not the unit of indicator {indicator}, which is {unit}",
                indicator=key,
                unit=units[key],
            )
            yield Fault("indicator_values.csv", row, "unit", unit, remedy)


def _unsourced_disputes(results: pd.DataFrame) -> Iterator[Fault]:
    names = ["disputed_by", "dispute_source_id"]
    for row, disputer, sources in results[names].itertuples():
        if disputer and not sources:
            remedy = say("is empty, yet disputed_by is filled in; name the publication")
            yield Fault("results.csv", row, "dispute_source_id", "", remedy)
        if sources and not disputer:
            remedy = say("is empty, yet dispute_source_id is filled in; name who disputes it")
            yield Fault("results.csv", row, "disputed_by", "", remedy)


def _foreign_goals(programs: pd.DataFrame, goals: pd.DataFrame) -> Iterator[Fault]:
    owners = dict(zip(goals["goal_id"], goals["initiative_id"], strict=True))
    for row, initiative, cell in programs[["initiative_id", "goal_ids"]].itertuples():
        for goal in split_list(cell):
            if owners.get(goal, initiative) != initiative:
                remedy = say(
                    "is a goal of {owner}, not of {initiative}",
                    owner=owners[goal],
                    initiative=initiative,
                )
                yield Fault("programs.csv", row, "goal_ids", goal, remedy)


def _misdrawn_programs(programs: pd.DataFrame) -> Iterator[Fault]:
    for row, scope, places, iso3 in programs[["scope", "place_ids", "iso3"]].itertuples():
        if scope == "place" and not places:
            yield Fault("programs.csv", row, "place_ids", "", say("is empty, yet scope is place"))
        if scope != "office" and not iso3:
            yield Fault(
                "programs.csv", row, "iso3", "", say("is empty; only scope office has none")
            )
