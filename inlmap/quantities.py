"""How many there are of the things that the dataset holds, in the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from inlmap.words import say_count

PLACES = "places"  # of programs, and so no table that a source is cited in
COUNTED: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "programs": lambda n: say_count(n, "{n} program", "{n} programs"),
        "funding": lambda n: say_count(n, "{n} amount", "{n} amounts"),
        "series": lambda n: say_count(n, "{n} series", "{n} series"),
        "initiatives": lambda n: say_count(n, "{n} initiative", "{n} initiatives"),
        "goals": lambda n: say_count(n, "{n} goal", "{n} goals"),
        "themes": lambda n: say_count(n, "{n} theme", "{n} themes"),
        "members": lambda n: say_count(n, "{n} membership", "{n} memberships"),
        PLACES: lambda n: say_count(n, "{n} place", "{n} places"),
        "sources": lambda n: say_count(n, "{n} source", "{n} sources"),
        "statements": lambda n: say_count(n, "{n} statement", "{n} statements"),
    }
)


def counted(name: str, quantity: int) -> str:
    """Return how many rows of a table there are: ``1 program``, ``24 amounts``."""
    return COUNTED[name](quantity)


def rows_in_words(quantity: int) -> str:
    """Return how many rows there are of any table."""
    return say_count(quantity, "{n} row", "{n} rows")
