"""The digest names what differs, and its amounts reconcile to the last decimal."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.diff import AmountGroup, lines, reconciled
from inlmap.dataset.schema import TABLES


def tables(**rows):
    found = {
        table.name: pd.DataFrame(
            [dict.fromkeys(table.column_names, "") | row for row in rows.get(table.name, [])],
            columns=list(table.column_names),
            dtype="str",
        )
        for table in TABLES
    }
    assert set(rows) <= set(found)
    return found


def amount(record, value, series="lines", stage="allocated"):
    return {
        "record_id": record,
        "series_id": series,
        "stage": stage,
        "amount_usd_millions": value,
    }


OLD = tables(
    funding=[amount("R1", "0.1"), amount("R2", "5"), amount("R3", "2.50")],
    programs=[{"program_id": "P1", "name": "Ports"}, {"program_id": "P2", "name": "Police"}],
)
NEW = tables(
    funding=[amount("R1", "0.3"), amount("R3", "2.50"), amount("R4", "7.25")],
    programs=[{"program_id": "P1", "name": "Port police"}, {"program_id": "P3", "name": "Courts"}],
)


def test_tables_alike_have_no_digest() -> None:
    assert list(lines(OLD, OLD)) == []


def test_the_digest_names_rows_and_cells_and_reconciles_each_series() -> None:
    assert list(lines(OLD, NEW)) == [
        "programs.csv: 1 row added, 1 row removed, 1 row changed",
        "  + P3",
        "  - P2",
        '  ~ P1: name "Ports" -> "Port police"',
        "funding.csv: 1 row added, 1 row removed, 1 row changed",
        "  + R4",
        "  - R2",
        '  ~ R1: amount_usd_millions "0.1" -> "0.3"',
        "Amounts by series, nominal U.S. dollars in millions. The sums check the rows; they are no "
        "totals, for parts and ranges of years overlap.",
        "  lines, allocated: 7.60 + 7.25 added - 5 removed + 0.20 changed = 10.05",
    ]


def test_an_amount_that_moves_to_another_stage_leaves_one_sum_and_enters_another() -> None:
    old = tables(funding=[amount("R1", "3")])
    new = tables(funding=[amount("R1", "3", stage="obligated")])
    zero, three = Decimal(0), Decimal(3)
    assert reconciled(old, new) == (
        AmountGroup("lines", "allocated", three, zero, three, zero, zero),
        AmountGroup("lines", "obligated", zero, three, zero, zero, three),
    )


def test_rows_in_another_order_are_a_difference() -> None:
    turned = tables(funding=[amount("R2", "5"), amount("R1", "0.1")])
    straight = tables(funding=[amount("R1", "0.1"), amount("R2", "5")])
    assert list(lines(straight, turned)) == ["funding.csv: rows in another order"]


def test_long_lists_are_cut_and_counted_unless_all_is_asked_for() -> None:
    many = tables(programs=[{"program_id": f"P{number}"} for number in range(25)])
    cut = list(lines(tables(), many))
    assert len(cut) == 22
    assert cut[-1] == "  and 5 more; --all lists them"
    assert len(list(lines(tables(), many, everything=True))) == 26


AMOUNTS = st.dictionaries(
    st.sampled_from([f"R{number}" for number in range(8)]),
    st.tuples(
        st.decimals(-100_000, 100_000, places=9, allow_nan=False),
        st.sampled_from(["lines", "other"]),
    ),
)


@given(before=AMOUNTS, now=AMOUNTS)
@settings(deadline=None, max_examples=40)
def test_old_plus_added_minus_removed_plus_changed_is_exactly_new(before, now) -> None:
    sides = [
        tables(funding=[amount(key, f"{value:f}", series) for key, (value, series) in side.items()])
        for side in (before, now)
    ]
    sums = [
        {
            name: sum((v for v, series in side.values() if series == name), Decimal(0))
            for name in ("lines", "other")
        }
        for side in (before, now)
    ]
    found = reconciled(*sides)
    for one in found:
        assert one.old == sums[0][one.series_id]
        assert one.new == sums[1][one.series_id]
        assert one.old + one.added - one.removed + one.changed == one.new
    differing = {name for name in ("lines", "other") if sums[0][name] != sums[1][name]}
    assert differing <= {one.series_id for one in found}
