"""What the rows of an official foreign-aid file add up to.

Amounts are whole millionths of a dollar. That read = kept + listed + outside, in rows and to the
last part of a cent, is checked here and is an error of the program when it fails.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from inlmap.errors import DataError, Fault
from inlmap.formats import shorten
from inlmap.ledger import printed
from inlmap.ledger.layouts import Row
from inlmap.ledger.official_files import AidFile
from inlmap.ledger.recipients import LISTED, OUTSIDE, Recipient, Recipients

NO_AMOUNT = "the amount cannot be read, so it is in no total"
WRONG_WIDTH = "the row has another number of cells than the heading, so its amount is in no total"
BAD_YEAR = "not a fiscal year from 1960 to 2040"
BAD_TYPE = "unknown transaction type"
WITHOUT_AMOUNT = (NO_AMOUNT, WRONG_WIDTH)

MOST_DIFFERENT = 150_000  # these take under 500 MB; made-up files of full size have 23,000
LONGEST_KEY = 2_000  # characters of the names of one row together
LONGEST_SHOWN = 200
ROWS_PER_STEP = 20_000
Key = TypeVar("Key")


class Sum(NamedTuple):
    """An amount in millionths of a dollar, and from how many rows it comes."""

    micro: int = 0
    rows: int = 0


class Line(NamedTuple):
    """What amounts are added to: recipient, fiscal year or transition quarter, account, stage."""

    recipient: Recipient
    period: str
    account: str
    stage: str


class Gap(NamedTuple):
    """What could not be mapped: why, and the words of the file."""

    reason: str
    shown: str


@dataclass(frozen=True)
class Tally:
    """All rows of a file added up; ``names`` are recipients, ``accounts`` accounts as printed.

    ``first`` is the row where an amount could not be read for the first time.
    """

    read: Sum
    outside: Sum
    kept: dict[Line, Sum]
    listed: dict[Gap, Sum]
    names: dict[Recipient, tuple[str, ...]]
    accounts: dict[Line, tuple[str, ...]]
    first: dict[Gap, int]

    def check(self) -> None:
        """Raise ``ArithmeticError`` unless read is kept and listed and outside together."""
        found = sum_of([self.outside, *self.kept.values(), *self.listed.values()])
        if found != self.read:
            raise ArithmeticError(f"{self.read} was read, but {found} kept, listed and outside")


def sum_of(sums: Iterable[Sum]) -> Sum:
    """Return amounts and rows added up."""
    pairs = list(sums)
    return Sum(sum(pair.micro for pair in pairs), sum(pair.rows for pair in pairs))


class Group(NamedTuple):
    """What rows have in common, with year, account and type as printed."""

    recipient: Recipient
    year: str
    account: str
    type: str


def tally(
    file: AidFile,
    recipients: Recipients,
    group: str,
    step: Callable[[int], None] = lambda _: None,
) -> Tally:
    """Return the file added up over recipient, year, ``group`` (account, sector or all) and stage.

    ``step`` is called now and then with the number of bytes read. Raises
    :class:`~inlmap.errors.DataError` when the file turns out to be damaged or no official one.
    """
    rows = _Rows(file, recipients, group)
    read_rows = read_micro = 0
    for number, row in file.rows:
        read_micro += rows.add(number, row)
        read_rows += 1
        if not read_rows % ROWS_PER_STEP:
            step(file.position())
    result = rows.tally(Sum(read_micro, read_rows))
    result.check()
    return result


@dataclass
class _Rows:
    """The rows of one file, added up as printed while they are read."""

    file: AidFile
    recipients: Recipients
    group: str
    found: dict[tuple[str, str, str], Recipient] = field(default_factory=dict)
    groups: dict[Group | Gap, list[int]] = field(default_factory=dict)
    first: dict[Gap, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.width = self.file.layout.width
        self.cells = self.file.layout.cells(self.group)

    def add(self, number: int, row: Row) -> int:
        """Add one row and return its amount; 0 when it has none that can be read."""
        if len(row) != self.width:
            shown = f"{len(row)} cells instead of {self.width}"
            self._add_gap(Gap(WRONG_WIDTH, shown), number)
            return 0
        row.append("")
        name, code, region, year, account, kind, amount = self.cells(row)
        recipient = self.found.get((name, code, region)) or self._find(name, code, region)
        micro = printed.micro_dollars(amount)
        if micro is None:
            whose = (
                "outside the region"
                if recipient.status == OUTSIDE
                else name.strip() or "no recipient"
            )
            self._add_gap(Gap(NO_AMOUNT, shorten(f'"{amount.strip()}" of {whose}')), number)
            return 0
        outside = recipient.status == OUTSIDE
        key = Group(recipient, "", "", "") if outside else Group(recipient, year, account, kind)
        known = self.groups.get(key) or self._begin(key)
        known[0] += micro
        known[1] += 1
        return micro

    def _add_gap(self, gap: Gap, number: int) -> None:
        self.first.setdefault(gap, number)
        known = self.groups.get(gap) or self._begin(gap)
        known[1] += 1

    def _find(self, name: str, code: str, region: str) -> Recipient:
        recipient = self.recipients.find(name, code, region)
        self.found[name, code, region] = recipient
        self._check(name + code + region, len(self.found))
        return recipient

    def _begin(self, key: Group | Gap) -> list[int]:
        self._check("".join(map(str, key)), len(self.groups))
        self.groups[key] = [0, 0]
        return self.groups[key]

    def _check(self, names: str, count: int) -> None:
        if len(names) > LONGEST_KEY:
            remedy = f"has names of over {LONGEST_KEY:,} characters; it is no official file"
            raise DataError([Fault(self.file.name, 0, "", names, remedy)])
        if count > MOST_DIFFERENT:
            remedy = (
                f"has over {MOST_DIFFERENT:,} different combinations of recipient, year, account "
                "and type in this region; it is no official file"
            )
            raise DataError([Fault(self.file.name, 0, "", "", remedy)])

    def tally(self, read: Sum) -> Tally:
        """Return what was added up, by the lines and gaps that it belongs to."""
        names = _gathered((whom, name) for (name, _, _), whom in self.found.items())
        places = {key: self._place(key, names) for key in self.groups}
        sums: defaultdict[Line | Gap | None, list[Sum]] = defaultdict(list)
        for key, (micro, rows) in self.groups.items():
            sums[places[key]].append(Sum(micro, rows))
        return Tally(
            read=read,
            outside=sum_of(sums[None]),
            kept={key: sum_of(found) for key, found in sums.items() if isinstance(key, Line)},
            listed={key: sum_of(found) for key, found in sums.items() if isinstance(key, Gap)},
            names=names,
            accounts=_gathered(
                (place, key.account)
                for key, place in places.items()
                if isinstance(place, Line) and isinstance(key, Group)
            ),
            first=self.first,
        )

    def _place(
        self, key: Group | Gap, names: dict[Recipient, tuple[str, ...]]
    ) -> Line | Gap | None:
        """Return the line or gap of a group, and ``None`` when it is outside the region."""
        if isinstance(key, Gap):
            return key
        if key.recipient.status == OUTSIDE:
            return None
        if key.recipient.status == LISTED:
            return Gap(key.recipient.reason, shorten(key.recipient.key, LONGEST_SHOWN))
        period = printed.period(key.year)
        if period is None:
            return Gap(BAD_YEAR, f'"{shorten(key.year)}"')
        has_type = "type" in self.file.layout.places
        stage = printed.stage(key.type) if has_type else "obligated"
        if stage is None:
            return Gap(BAD_TYPE, f'"{shorten(key.type)}" of {names[key.recipient][0]}')
        return Line(key.recipient, period, self._account(key.account), stage)

    def _account(self, text: str) -> str:
        if self.group == "all":
            return "all"
        name = shorten(text, LONGEST_SHOWN)
        return printed.account(name) if self.group == "account" else printed.sector(name)


def _gathered(pairs: Iterable[tuple[Key, str]]) -> dict[Key, tuple[str, ...]]:
    names: defaultdict[Key, set[str]] = defaultdict(set)
    for key, name in pairs:
        names[key].add(shorten(name, LONGEST_SHOWN))
    return {key: tuple(sorted(found)) for key, found in names.items()}
