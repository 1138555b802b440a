"""What the rows of an official foreign-aid file add up to.

Amounts are whole millionths of a dollar. That read = kept + listed + outside, in rows and to the
last part of a cent, is checked here and is an error of the program when it fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from inlmap.aid.recipients import Recipient

NO_AMOUNT = "the amount cannot be read, so it is in no total"
WRONG_WIDTH = "the row has another number of cells than the heading, so its amount is in no total"
BAD_YEAR = "not a fiscal year from 1960 to 2040"
BAD_TYPE = "unknown transaction type"
WITHOUT_AMOUNT = (NO_AMOUNT, WRONG_WIDTH)


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
        found = total([self.outside, *self.kept.values(), *self.listed.values()])
        if found != self.read:
            raise ArithmeticError(f"{self.read} was read, but {found} kept, listed and outside")


def total(sums: Iterable[Sum]) -> Sum:
    """Return amounts and rows added up."""
    pairs = list(sums)
    return Sum(sum(pair.micro for pair in pairs), sum(pair.rows for pair in pairs))
