"""What a single cell may hold, by the kind of its column."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal

from inlmap.schema import FIRST_YEAR, LARGEST_AMOUNT_USD_MILLIONS, LAST_YEAR

LIST_SEPARATOR = ";"
YEAR_DIGITS = 4
LONGEST_INTEGER = 12
# Unicode categories of control, format (also bidirectional) and line-separating characters.
HIDDEN_CATEGORIES = frozenset(("Cc", "Cf", "Zl", "Zp"))
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
DEFUSED = "'"


def defuse(text: str) -> str:
    """Return a text cell of a CSV file that no spreadsheet runs as a formula.

    A text that starts with one of :data:`FORMULA_STARTS`, also behind apostrophes, gets one
    apostrophe more, so that :func:`undefuse` can take it off exactly. Numbers must not come here.
    The rule is ASVS 1.2.10 (CWE-1236), the apostrophe as its mark is OWASP's.
    """
    return DEFUSED + text if _is_formula(text.lstrip(DEFUSED)) else text


def undefuse(text: str) -> str:
    """Return the text that :func:`defuse` was given; a text that it leaves alone stays so."""
    defused = text.startswith(DEFUSED) and _is_formula(text.lstrip(DEFUSED))
    return text.removeprefix(DEFUSED) if defused else text


def _is_formula(text: str) -> bool:
    return text.startswith(FORMULA_STARTS)


def plain_number(number: float) -> str:
    """Return the shortest digits that read as exactly this number, never with an exponent."""
    text = format(Decimal(str(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def split_list(cell: str) -> tuple[str, ...]:
    """Return the items of a ``;`` list; an empty cell has none."""
    return tuple(cell.split(LIST_SEPARATOR)) if cell else ()


def count_items(cells: Iterable[str]) -> Counter[str]:
    """Return how many of the ``;`` lists hold each item; its keys are all the items."""
    return Counter(item for cell in cells for item in split_list(cell))


def is_printable(cell: str) -> bool:
    """Return whether a cell is free of control characters."""
    return all(unicodedata.category(character) not in HIDDEN_CATEGORIES for character in cell)


def is_year(cell: str) -> bool:
    """Return whether a cell is a four-digit year in the range of the schema."""
    return (
        cell.isascii()
        and cell.isdigit()
        and len(cell) == YEAR_DIGITS
        and FIRST_YEAR <= int(cell) <= LAST_YEAR
    )


def _is_number(cell: str) -> bool:
    try:
        number = float(cell)
    except ValueError:
        return False
    return cell.isascii() and "_" not in cell and cell == cell.strip() and math.isfinite(number)


def _is_amount(cell: str) -> bool:
    return _is_number(cell) and abs(float(cell)) <= LARGEST_AMOUNT_USD_MILLIONS


def _is_within(cell: str, limit: float) -> bool:
    return _is_number(cell) and abs(float(cell)) <= limit


def _is_integer(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= LONGEST_INTEGER


def _is_list(cell: str) -> bool:
    items = split_list(cell)
    return all(item and item == item.strip() for item in items) and len(set(items)) == len(items)


def _is_address(cell: str) -> bool:
    return cell.startswith(("http://", "https://")) and not any(mark in cell for mark in ' "<>')


KIND_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "year": (is_year, f"is not a year (four digits from {FIRST_YEAR} to {LAST_YEAR}, e.g. 2019)"),
    "number": (
        _is_amount,
        "is not a number of millions up to 100,000 (digits and one point, e.g. 30.154; "
        "no commas or $)",
    ),
    "latitude": (lambda cell: _is_within(cell, 90), "is not a latitude (degrees from -90 to 90)"),
    "longitude": (
        lambda cell: _is_within(cell, 180),
        "is not a longitude (degrees from -180 to 180)",
    ),
    "integer": (_is_integer, "is not a whole number (digits only, e.g. 3)"),
    "list": (_is_list, "is not a list (join items with ; without spaces, none twice)"),
    "address": (_is_address, "is not a web address (it must begin with http:// or https://)"),
}
