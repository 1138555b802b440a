"""What a single cell may hold, by the kind of its column."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal

import pandas as pd

from inlmap.dataset.schema import (
    FIRST_YEAR,
    LARGEST_AMOUNT_USD_MILLIONS,
    LARGEST_QUANTITY,
    LAST_YEAR,
    LONGEST_CELL,
    Column,
)
from inlmap.words import say, word

LIST_SEPARATOR = ";"
YEAR_DIGITS = 4
LONGEST_INTEGER = 12
# Unicode categories of control, format (also bidirectional) and line-separating characters.
HIDDEN_CATEGORIES = frozenset(("Cc", "Cf", "Zl", "Zp"))
CONTROL_NAMES = {
    "\0": word("null"),
    "\t": word("tab"),
    "\n": word("line break, or a quotation mark left open"),
    "\r": word("carriage return"),
}
CONTROL = word("control character")
# Spaces that look like the plain one and make two equal names differ.
ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
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
    if isinstance(cells, pd.Series):
        cells = cells.tolist()  # to go through a column one by one takes ten times as long
    return Counter(item for cell in cells for item in split_list(cell))


def is_printable(cell: str) -> bool:
    """Return whether a cell is free of control characters."""
    return cell.isprintable() or not hidden_character(cell)


def hidden_character(cell: str) -> str:
    """Return the name and place of the first control character of a cell, empty without one."""
    for place, mark in enumerate(cell, 1):
        if unicodedata.category(mark) in HIDDEN_CATEGORIES:
            name = CONTROL_NAMES.get(mark) or unicodedata.name(mark, CONTROL).lower()
            return say(
                "a hidden character at position {place}: {code} ({name})",
                place=place,
                code=f"U+{ord(mark):04X}",
                name=say(name),
            )
    return ""


def is_year(cell: str) -> bool:
    """Return whether a cell is a four-digit year in the range of the schema."""
    return (
        cell.isascii()
        and cell.isdigit()
        and len(cell) == YEAR_DIGITS
        and FIRST_YEAR <= int(cell) <= LAST_YEAR
    )


def _is_number(cell: str) -> bool:
    return PLAIN_NUMBER.fullmatch(cell) is not None


def _is_amount(cell: str) -> bool:
    return _is_number(cell) and abs(float(cell)) <= LARGEST_AMOUNT_USD_MILLIONS


def _is_within(cell: str, limit: float) -> bool:
    return _is_number(cell) and abs(float(cell)) <= limit


def _is_integer(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= LONGEST_INTEGER


def _is_list(cell: str) -> bool:
    items = split_list(cell)
    return all(item and item == item.strip() for item in items) and len(set(items)) == len(items)


def is_web_address(cell: str) -> bool:
    """Return whether a text is an address that may be a link: http or https, nothing to escape."""
    return cell.startswith(("http://", "https://")) and not any(mark in cell for mark in ' "<>')


KIND_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "year": (is_year, word("is not a year (four digits from {first} to {last}, e.g. 2019)")),
    "number": (
        _is_amount,
        word(
            "is not a number of millions up to 100,000 (digits and one point, e.g. 30.154; no "
            "commas or $)"
        ),
    ),
    "quantity": (
        lambda cell: _is_within(cell, LARGEST_QUANTITY),
        word("is not a number (digits and one point, e.g. 1700 or 5.3; no commas, units or %)"),
    ),
    "latitude": (
        lambda cell: _is_within(cell, 90),
        word("is not a latitude (degrees from -90 to 90, e.g. 15.8)"),
    ),
    "longitude": (
        lambda cell: _is_within(cell, 180),
        word("is not a longitude (degrees from -180 to 180, e.g. -87.9)"),
    ),
    "integer": (_is_integer, word("is not a whole number (digits only, e.g. 3)")),
    "list": (_is_list, word("is not a list (join items with ; without spaces, none twice)")),
    "address": (
        is_web_address,
        word("is not a web address (it must begin with http:// or https://)"),
    ),
}


def cell_remedies(cell: str, column: Column) -> list[str]:
    """Return what is wrong with a cell of a column and what would be right; none when it is."""
    stripped = cell.strip()
    if not stripped and column.required:
        return [say("is empty; fill it in")]
    if not stripped:
        return [say("holds only spaces; empty it")] if cell else []
    if len(cell) > LONGEST_CELL:
        return [say("is over {number} characters", number=LONGEST_CELL)]
    remedies = []
    if not is_printable(cell):
        remedies.append(say("holds {what}; remove it", what=hidden_character(cell)))
    elif odd := ODD_SPACE.search(cell):
        remedies.append(
            say(
                "holds a {name} at position {place}; type a plain space",
                name=unicodedata.name(odd[0]).lower(),
                place=odd.start() + 1,
            )
        )
    elif stripped != cell:
        remedies.append(say("begins or ends with a space; remove the space"))
    # The spaces are a fault already; they need not make a right code or number a wrong one too.
    if column.codes and stripped not in column.codes:
        remedies.append(say("is not allowed; use one of: {codes}", codes=", ".join(column.codes)))
    if column.kind in KIND_CHECKS and not KIND_CHECKS[column.kind][0](stripped):
        remedies.append(say(KIND_CHECKS[column.kind][1], first=FIRST_YEAR, last=LAST_YEAR))
    return remedies
