"""How numbers, amounts, years and counts are written for a reader."""

from __future__ import annotations


def number(value: float) -> str:
    """Return a whole number with thousands separated by commas."""
    return f"{value:,.0f}"


def dollars(amount_usd_millions: float) -> str:
    """Return an amount in millions of U.S. dollars as it is read aloud.

    ``30.154`` becomes ``$30.2M``, ``3300`` becomes ``$3.30B``, ``0.041`` becomes ``$41K``.
    """
    sign = "−" if amount_usd_millions < 0 else ""
    size = abs(amount_usd_millions)
    if size == 0:
        return "$0"
    if size >= 999.95:
        return f"{sign}${size / 1000:,.2f}B"
    if size >= 0.9995:
        return f"{sign}${size:,.1f}M"
    if size >= 0.0009995:
        return f"{sign}${size * 1000:,.0f}K"
    return f"{sign}${size * 1_000_000:,.0f}"


def years(first: int, last: int) -> str:
    """Return one fiscal year or a range: ``FY2012``, ``FY2008–FY2015``."""
    return f"FY{first}" if first == last else f"FY{first}–FY{last}"


def calendar_years(first: int | None, last: int | None, *, ongoing: bool) -> str:
    """Return documented years: ``2010–2015``, ``2012``, ``until 2009``, or nothing.

    Without a last year it is ``since 2018`` for what goes on and ``from 2018`` for what may not.
    """
    if first is None:
        return "" if last is None else f"until {last}"
    if last is None:
        return f"{'since' if ongoing else 'from'} {first}"
    return str(first) if first == last else f"{first}–{last}"


def count(quantity: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 program``, ``24 countries``."""
    return f"{number(quantity)} {noun if quantity == 1 else plural or noun + 's'}"


def listing(words: list[str], limit: int = 0, conjunction: str = "and") -> str:
    """Return words as a sentence lists them; past ``limit`` the rest is counted."""
    if limit and len(words) > limit:
        words = [*words[: limit - 1], f"{len(words) - limit + 1} more"]
    if len(words) <= 1:
        return "".join(words)
    if len(words) == 2:
        return f"{words[0]} {conjunction} {words[1]}"
    return f"{', '.join(words[:-1])}, {conjunction} {words[-1]}"
