"""How numbers, amounts, years, counts and texts are written for a reader, in the language spoken.

Numbers are written alike in English and in the Spanish of Mexico, Central America and the United
States: commas between thousands, a point before decimals. A billion is "mil millones" in Spanish.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from inlmap.words import ENGLISH, language, say, say_count, word

NOT_SPLIT, NOT_STATED = word("not split by account"), word("not stated")

# In Spanish "y" and "o" give way before a word that begins with their own sound.
GIVES_WAY = {
    "y": (re.compile("h?[ií](?!e)", re.IGNORECASE), "e"),
    "o": (re.compile("h?[oó]", re.IGNORECASE), "u"),
}

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
        "results": lambda n: say_count(n, "{n} result", "{n} results"),
        "indicators": lambda n: say_count(n, "{n} indicator", "{n} indicators"),
        "indicator_values": lambda n: say_count(
            n, "{n} value of an indicator", "{n} values of indicators"
        ),
    }
)


def number(value: float) -> str:
    """Return a whole number with thousands separated by commas."""
    return f"{value:,.0f}"


def dollars(amount_usd_millions: float) -> str:
    """Return an amount in millions of U.S. dollars as it is read aloud.

    ``30.154`` becomes ``$30.2M``, ``3300`` becomes ``$3.30B``, ``0.041`` becomes ``$41K``; in
    Spanish ``US$30.2 millones``, ``US$3,300 millones`` and ``US$41 mil``.
    """
    sign = "−" if amount_usd_millions < 0 else ""
    size = abs(amount_usd_millions)
    if size == 0:
        return say("${amount}", amount=0)
    if size >= 999.95:
        return sign + _billions(size)
    if size >= 0.9995:
        return sign + say("${amount}M", amount=f"{size:,.1f}")
    if size >= 0.0009995:
        return sign + say("${amount}K", amount=f"{size * 1000:,.0f}")
    return sign + say("${amount}", amount=f"{size * 1_000_000:,.0f}")


def _billions(size: float) -> str:
    """Three digits or more of it: ``$3.30B``, which is ``US$3,300 millones``."""
    if language() == ENGLISH:
        return f"${size / 1000:,.2f}B"
    return say("${amount}M", amount=f"{round(size, -1):,.0f}")


def item_value(amount_usd_millions: float) -> str:
    """Return the value of a single item: ``5.9`` becomes ``$5.9M``, ``0.43`` becomes ``$0.43M``.

    Such values stand under each other and are compared: from $10,000 on all are in millions, with
    one decimal or two.
    """
    size = abs(amount_usd_millions)
    if not 0.01 <= size < 999.95:
        return dollars(amount_usd_millions)
    sign = "−" if amount_usd_millions < 0 else ""
    return sign + say("${amount}M", amount=f"{size:,.2f}".removesuffix("0"))


def years(first: int, last: int) -> str:
    """Return one fiscal year or a range: ``FY2012``, ``FY2008–FY2015``."""
    if first == last:
        return say("FY{year}", year=first)
    return say("FY{first}–FY{last}", first=first, last=last)


def calendar_years(first: int | None, last: int | None, *, ongoing: bool) -> str:
    """Return documented years: ``2010–2015``, ``2012``, ``until 2009``, or nothing.

    Without a last year it is ``since 2018`` for what goes on and ``from 2018`` for what may not.
    """
    if first is None:
        return "" if last is None else say("until {year}", year=last)
    if last is None:
        return say("since {year}", year=first) if ongoing else say("from {year}", year=first)
    return str(first) if first == last else f"{first}–{last}"


MONTHS = (
    word("January"),
    word("February"),
    word("March"),
    word("April"),
    word("May"),
    word("June"),
    word("July"),
    word("August"),
    word("September"),
    word("October"),
    word("November"),
    word("December"),
)


def day_in_words(year: int, month: int = 0, day: int = 0) -> str:
    """Return a date: ``October 6, 2026``, ``October 2026`` or ``2026``; 0 is not stated."""
    if not 1 <= month <= len(MONTHS):
        return str(year)
    name = say(MONTHS[month - 1])
    if not day:
        return say("{month} {year}", month=name, year=year)
    return say("{month} {day}, {year}", month=name, day=day, year=year)


def count(quantity: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 program``, ``24 countries``."""
    return f"{number(quantity)} {noun if quantity == 1 else plural or noun + 's'}"


def account_name(account: str) -> str:
    """Return a budget account as shown; ``all`` says that the source does not split it."""
    return say(NOT_SPLIT) if account == "all" else account


def capitalized(text: str) -> str:
    """Return text with its first letter in upper case and the others as they are."""
    return text[:1].upper() + text[1:]


def folded(text: str) -> str:
    """Return a text as a search compares it: without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def joined(words: Sequence[str], limit: int = 0, conjunction: str = "and") -> str:
    """Return words as a sentence lists them; past ``limit`` the rest is counted.

    ``conjunction`` is "and" or "or".
    """
    listed = list(words)
    if limit and len(listed) > limit:
        rest = say("{n} more", n=len(listed) - limit + 1)
        listed = [*listed[: limit - 1], rest]
    if len(listed) <= 1:
        return "".join(listed)
    joint = _joint(say("or") if conjunction == "or" else say("and"), listed[-1])
    if len(listed) == 2:
        return f"{listed[0]} {joint} {listed[1]}"
    return say(
        "{words}, {and_or} {last}", words=", ".join(listed[:-1]), and_or=joint, last=listed[-1]
    )


def _joint(conjunction: str, after: str) -> str:
    sound, instead = GIVES_WAY.get(conjunction, (None, conjunction))
    return instead if sound and sound.match(after) else conjunction


def counted(name: str, quantity: int) -> str:
    """Return how many rows of a table there are: ``1 program``, ``24 amounts``."""
    return COUNTED[name](quantity)


def rows_in_words(quantity: int) -> str:
    """Return how many rows there are of any table."""
    return say_count(quantity, "{n} row", "{n} rows")


def on_one_line(text: str) -> str:
    """Return text on one line that any file format can hold.

    Characters that do not print are shown as a replacement character.
    """
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in line)


def without_accents(text: str) -> str:
    """Return text for comparing: without accents and in one case."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in parts if not unicodedata.combining(mark)).casefold()


def cut(words: str, most: int) -> str:
    """Return at most so many letters of ``words``; what was cut ends in an ellipsis."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def shorten(text: str, limit: int = 80) -> str:
    """Return ``text`` on one line, cut to ``limit`` characters with an ellipsis.

    Characters that a terminal would obey or that hide are shown as a replacement character.
    """
    line = " ".join(text.split())
    short = line if len(line) <= limit else line[: limit - 1] + "…"
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in short)
