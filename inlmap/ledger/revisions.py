"""Compare two editions of an official foreign-aid file: what was restated, added or dropped.

Nominal amounts are compared with nominal amounts only. Everything in both files is in the total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from inlmap.ledger.printed import dollars_and_cents
from inlmap.ledger.recipients import COUNTRY
from inlmap.ledger.tally import Gap, Line, Sum, Tally

Key = tuple[str, ...]
Change = tuple[Key, Sum | None, Sum | None]
LINE_HEADING = ("recipient", "fiscal year", "account", "stage")
ABSENT = "-"


def report(old: Tally, new: Tally) -> str:
    """Return what the new edition restates, as text.

    First the fiscal years, then each recipient, year, account and stage, the largest change
    first; last the total, where old and all differences together are new.
    """
    before, after = _amounts_by_line(old), _amounts_by_line(new)
    changes = list(_changes(before, after))
    years = _by_year(before), _by_year(after)
    lines = [
        *_change_table("Restated fiscal years", ("fiscal year", "stage"), _changes(*years)),
        *_change_table("Restated", LINE_HEADING, (one for one in changes if one[1] and one[2])),
        *_change_table(
            "Only in the new edition", LINE_HEADING, (one for one in changes if not one[1])
        ),
        *_change_table(
            "Only in the old edition", LINE_HEADING, (one for one in changes if not one[2])
        ),
    ]
    return "\n".join([*(lines or ["Nothing was restated."]), "", _total(old, new, changes)])


def _amounts_by_line(tally: Tally) -> dict[Key, Sum]:
    amounts: dict[Key, Sum] = {("outside the region", "", "", ""): tally.outside}
    amounts |= {_line_words(line): amount for line, amount in tally.kept.items()}
    return amounts | {_line_words(gap): amount for gap, amount in tally.listed.items()}


def _line_words(key: Line | Gap) -> Key:
    if isinstance(key, Gap):
        return (f"not mapped: {key.reason}: {key.shown}", "", "", "")
    line = key.recipient
    place = line.key if line.status == COUNTRY else line.key.title()
    return (place, key.period, key.account, key.stage)


def _by_year(amounts: dict[Key, Sum]) -> dict[Key, Sum]:
    years: defaultdict[Key, int] = defaultdict(int)
    for (_, year, _, stage), amount in amounts.items():
        if year:
            years[year, stage] += amount.micro
    return {key: Sum(micro) for key, micro in years.items()}


def _changes(before: dict[Key, Sum], after: dict[Key, Sum]) -> Iterator[Change]:
    changed = [
        (key, before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key, Sum()).micro != after.get(key, Sum()).micro
        or (key in before) != (key in after)
    ]
    yield from sorted(changed, key=lambda change: (-abs(_difference(change)), change[0]))


def _difference(change: Change) -> int:
    _, before, after = change
    return (after or Sum()).micro - (before or Sum()).micro


def _change_table(title: str, heading: Key, changes: Iterable[Change]) -> list[str]:
    rows = [
        (*key, _shown(before), _shown(after), _signed(_difference((key, before, after))))
        for key, before, after in changes
    ]
    if not rows:
        return []
    everything = [(*heading, "old", "new", "difference"), *rows]
    widths = [max(len(row[place]) for row in everything) for place in range(len(everything[0]))]
    return ["", title, *(_aligned(row, widths, len(heading)) for row in everything)]


def _aligned(row: Key, widths: list[int], texts: int) -> str:
    cells = [
        cell.ljust(width) if place < texts else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _shown(amount: Sum | None) -> str:
    return ABSENT if amount is None else dollars_and_cents(amount.micro)


def _signed(micro: int) -> str:
    return dollars_and_cents(micro) if micro < 0 else f"+{dollars_and_cents(micro)}"


def _total(old: Tally, new: Tally, changes: Iterable[Change]) -> str:
    moved = sum(_difference(change) for change in changes)
    if old.read.micro + moved != new.read.micro:
        raise ArithmeticError(f"{old.read.micro} and {moved} are not {new.read.micro}")
    return (
        f"old {dollars_and_cents(old.read.micro)} {_signed(moved)} of differences "
        f"= new {dollars_and_cents(new.read.micro)}"
    )
