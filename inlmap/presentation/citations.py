"""Publications in plain words, and where in them a program or an amount is found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.dataset.cells import split_list
from inlmap.formats import on_one_line
from inlmap.words import say, word

DETAILS = ("publisher", "number", "date")
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
NO_LOCATOR = word("no place in it recorded")


@cached(1024)
def publication(catalog: Catalog, source_id: str) -> str:
    """Return a publication with title, publisher, number and date, as far as it has them."""
    title = catalog.names("sources", "title")[source_id]
    details = (catalog.names("sources", name)[source_id] for name in DETAILS)
    return on_one_line(", ".join(filter(None, (title, *details))))


def publications(catalog: Catalog, source_ids: str) -> str:
    """Return the publications of a ``;`` list of sources."""
    return "; ".join(publication(catalog, key) for key in split_list(source_ids))


def citations(catalog: Catalog, table: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return one line per publication behind rows of ``programs``, ``funding`` or ``results``.

    Each names the publication and every place in it that the rows give, in the order of
    ``sources.csv``.
    """
    cited, places = catalog.names(table, "source_id"), catalog.names(table, "source_locator")
    found: dict[str, dict[str, None]] = {}
    for key in keys:
        for source_id in split_list(cited[key]):
            found.setdefault(source_id, {})[on_one_line(places[key])] = None
    return tuple(
        say(
            "{publication}. Where: {places}.",
            publication=publication(catalog, key),
            places="; ".join(filter(None, found[key])) or say(NO_LOCATOR),
        )
        for key in catalog.names("sources", "title")
        if key in found
    )


def newest_date(catalog: Catalog) -> str:
    """Return the date of the newest publication, as it is printed; empty when none has a date."""
    return max(filter(DATE.fullmatch, catalog.sources["date"]), default="")


def as_of_line(catalog: Catalog, year: int | None) -> str:
    """Return of when the content is: the chosen year, and the newest publication."""
    standing = say("All that the sources say")
    if year:
        standing = say("Membership and status as of {year}", year=year)
    newest = newest_date(catalog)
    if not newest:
        return standing
    return say("{standing}; newest source of {date}", standing=standing, date=newest)


def filters_or_none(phrase: str) -> str:
    """Return the filters as a sentence, also when there are none."""
    if phrase:
        return say("Showing programs {phrase} only.", phrase=phrase)
    return say("No filter: everything documented.")
