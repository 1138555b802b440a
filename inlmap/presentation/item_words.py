"""Single items in words: what stands beside a documented amount, or in place of one."""

from __future__ import annotations

from inlmap import formats
from inlmap.figures.single_items import SingleItems
from inlmap.formats import counted
from inlmap.words import say, say_count, word

NO_FIGURE = word("No budget figure")


def beside_figure(items: SingleItems | None) -> str:
    """Return how many items have a value that the documented amount does not hold."""
    if items is None:
        return ""
    return say_count(
        items.number,
        "{n} single item has a value of its own, {values}; not part of this figure.",
        "{n} single items have a value of their own, {values}; not part of this figure.",
        values=_values(items),
    )


def instead_of_figure(items: SingleItems | None, programs: int) -> str:
    """Return how many of the programs have their own value, where no amount is documented."""
    if items is None:
        return ""
    return say_count(
        items.programs,
        "{n} of {programs} has its own value: {values}.",
        "{n} of {programs} have their own value: {values}.",
        programs=counted("programs", programs),
        values=_values(items),
    )


def in_short(items: SingleItems) -> str:
    """Return number, values and years, as a cell of a table."""
    return say("{number}: {values}", number=formats.number(items.number), values=_values(items))


def _values(items: SingleItems) -> str:
    """The least and the greatest value, the years, and how many items have none."""
    least, greatest = items.least.in_words, items.greatest.in_words
    values = least
    if least != greatest:
        values = say("{first} to {last}", first=least, last=greatest)
    elif items.number > 1:
        values = say("{amount} each", amount=least)
    years = formats.calendar_years(items.first_year, items.last_year, ongoing=False)
    undated = ""
    if not years:
        undated = say("year not stated")
    elif items.undated:
        undated = say_count(items.undated, "year not stated for {n}", "year not stated for {n}")
    return ", ".join(filter(None, (values, years, undated)))
