"""What differs between two versions of the tables: rows, cells, and amounts that reconcile.

Amounts are compared as they are written, in decimals. Nothing is added across series or stages,
and a sum here is a check on the rows: parts and ranges of years overlap in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

import pandas as pd

from inlmap import formats
from inlmap.catalog.overlay import Tables, keys_of
from inlmap.dataset.schema import FUNDING, TABLES, Table

DIGITS = 400  # more than any sum of amounts up to 100,000 million has
MOST_LINES = 20
AMOUNT = "amount_usd_millions"


@dataclass(frozen=True)
class ChangedRow:
    """A row that both versions have: its key, and each changed cell as (column, old, new)."""

    key: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class TableChanges:
    """What differs in one table; keys in the order of their table."""

    table: Table
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[ChangedRow, ...]
    reordered: bool

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.added or self.removed or self.changed or self.reordered)


@dataclass(frozen=True)
class AmountGroup:
    """The amounts of one series and stage: old + added - removed + changed = new, exactly.

    In millions of nominal U.S. dollars.
    """

    series_id: str
    stage: str
    old: Decimal
    added: Decimal
    removed: Decimal
    changed: Decimal
    new: Decimal


def table_changes(old: Tables, new: Tables) -> tuple[TableChanges, ...]:
    """Return what differs in each table of the schema, also where nothing does."""
    return tuple(_changes(table, old[table.name], new[table.name]) for table in TABLES)


def _changes(table: Table, old: pd.DataFrame, new: pd.DataFrame) -> TableChanges:
    before, now = _by_key(table, old), _by_key(table, new)
    both = [key for key in before if key in now]
    changed = [ChangedRow(key, _changed_cells(table, before[key], now[key])) for key in both]
    return TableChanges(
        table,
        added=tuple(key for key in now if key not in before),
        removed=tuple(key for key in before if key not in now),
        changed=tuple(row for row in changed if row.cells),
        reordered=both != [key for key in now if key in before],
    )


def _by_key(table: Table, rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    cells = rows[list(table.column_names)].itertuples(index=False, name=None)
    return dict(zip(keys_of(rows, table), cells, strict=True))


def _changed_cells(
    table: Table, before: tuple[str, ...], now: tuple[str, ...]
) -> tuple[tuple[str, str, str], ...]:
    cells = zip(table.column_names, before, now, strict=True)
    return tuple(cell for cell in cells if cell[1] != cell[2])


def reconciled(old: Tables, new: Tables) -> tuple[AmountGroup, ...]:
    """Return each series and stage with an amount that was added, removed or changed."""
    before, now = _amounts_by_group(old[FUNDING.name]), _amounts_by_group(new[FUNDING.name])
    groups = [*before, *(group for group in now if group not in before)]
    with localcontext(Context(prec=DIGITS)):
        return tuple(
            _reconciled(group, before.get(group, {}), now.get(group, {}))
            for group in groups
            if before.get(group) != now.get(group)
        )


Group = tuple[str, str]


def _amounts_by_group(funding: pd.DataFrame) -> dict[Group, dict[str, Decimal]]:
    """The amounts by record, of each series and stage."""
    found: dict[Group, dict[str, Decimal]] = {}
    columns = (funding[name] for name in ("series_id", "stage", "record_id", AMOUNT))
    for series_id, stage, record_id, amount in zip(*columns, strict=True):
        found.setdefault((series_id, stage), {})[record_id] = Decimal(amount)
    return found


def _reconciled(group: Group, before: dict[str, Decimal], now: dict[str, Decimal]) -> AmountGroup:
    zero = Decimal(0)
    return AmountGroup(
        *group,
        old=sum(before.values(), zero),
        added=sum((now[key] for key in now if key not in before), zero),
        removed=sum((before[key] for key in before if key not in now), zero),
        changed=sum((now[key] - before[key] for key in now if key in before), zero),
        new=sum(now.values(), zero),
    )


def lines(old: Tables, new: Tables, *, everything: bool = False) -> Iterator[str]:
    """Yield the digest line by line, nothing when no row differs.

    Lists over :data:`MOST_LINES` are cut and counted unless ``everything`` is asked for.
    """
    limit = None if everything else MOST_LINES
    changes = [one for one in table_changes(old, new) if one]
    for one in changes:
        yield f"{one.table.file}: {_count_words(one)}"
        yield from _cut(list(_row_words(one)), limit)
    amounts = reconciled(old, new)
    if amounts:
        yield (
            "Amounts by series, nominal U.S. dollars in millions. The sums check the rows; they "
            "are no totals, for parts and ranges of years overlap."
        )
        yield from _cut([_equation(one) for one in amounts], limit)


def _count_words(one: TableChanges) -> str:
    counts = ((one.added, "added"), (one.removed, "removed"), (one.changed, "changed"))
    words = [f"{formats.count(len(rows), 'row')} {what}" for rows, what in counts if rows]
    return ", ".join([*words, *(["rows in another order"] if one.reordered else [])])


def _row_words(one: TableChanges) -> Iterator[str]:
    yield from (f"+ {key}" for key in one.added)
    yield from (f"- {key}" for key in one.removed)
    for row in one.changed:
        cells = [f'{column} "{before}" -> "{now}"' for column, before, now in row.cells]
        yield f"~ {row.key}: {'; '.join(cells)}"


def _equation(one: AmountGroup) -> str:
    old, added, removed, new = (f"{x:,f}" for x in (one.old, one.added, one.removed, one.new))
    changed = f"{'-' if one.changed < 0 else '+'} {abs(one.changed):,f} changed"
    return (
        f"{one.series_id}, {one.stage}: {old} + {added} added - {removed} removed {changed} = {new}"
    )


def _cut(rows: list[str], limit: int | None) -> Iterator[str]:
    yield from (f"  {row}" for row in rows[:limit])
    if limit is not None and len(rows) > limit:
        yield f"  and {formats.number(len(rows) - limit)} more; --all lists them"
