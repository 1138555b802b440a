"""Write a figure as an id for an address, and find the figure of an id.

An id of another version of the data, or of records that are not added, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.errors import AddingError, FigureError
from inlmap.figures.adding import Exclusion, Figure, Record, add_records, records_by_series
from inlmap.figures.series import left_out_reason
from inlmap.formats import shorten
from inlmap.words import say

FORM = re.compile(r"(.+)!([0-9.-]+)(?:~([0-9.-]+))?@([0-9a-z-]+)")
SHOWN_CHARACTERS = 60
LONGEST_ID = 2_000


@cached(4096)
def figure_id(catalog: Catalog, figure: Figure) -> str:
    """Return the id of a figure: its series, the records counted, those left out, the version.

    Records are given by their place in the series, as ``0-25.30``. A figure without a value has
    an empty id.
    """
    if figure.value is None:
        return ""
    version = catalog.version_of(figure.series_id)
    positions = _positions(catalog, figure.series_id)
    counted = _ranges(positions[key] for key in figure.record_ids)
    left_out = _ranges(positions[one.record_id] for one in figure.exclusions)
    return f"{figure.series_id}!{counted}{'~' + left_out if left_out else ''}@{version}"


def figure_of(catalog: Catalog, text: str) -> Figure:
    """Return the figure of an id from :func:`figure_id`, added up again from its records.

    Raises :class:`~inlmap.errors.FigureError` when the id is not one, or one of other data.
    """
    found = FORM.fullmatch(text[:LONGEST_ID])
    records = records_by_series(catalog).get(found[1], ()) if found else ()
    if not found or not records:
        raise FigureError(
            say('"{text}" is not the address of an amount.', text=shorten(text, SHOWN_CHARACTERS))
        )
    version = catalog.version_of(found[1])
    if found[4] != version:
        raise FigureError(
            say(
                "The link was made with dataset version {old}, this is {version}; open the amount "
                "again from its page.",
                old=found[4],
                version=version,
            )
        )
    counted = _picked(records, found[2])
    left_out = _picked(records, found[3] or "")
    try:
        figure = add_records(catalog, counted)
    except AddingError as error:
        raise FigureError(str(error)) from error
    reasons = [Exclusion(r.record_id, left_out_reason(catalog, counted, r)) for r in left_out]
    listed = sorted((*figure.exclusions, *reasons), key=lambda one: one.record_id)
    return replace(figure, exclusions=tuple(listed))


@cached(256)
def _positions(catalog: Catalog, series_id: str) -> dict[str, int]:
    return {r.record_id: place for place, r in enumerate(records_by_series(catalog)[series_id])}


def _ranges(places: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place - 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return ".".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def _picked(records: Sequence[Record], ranges: str) -> list[Record]:
    """The records of ``ranges``; anything that is not a place in the series is an error."""
    picked: dict[int, Record] = {}
    for part in filter(None, ranges.split(".")):
        first, _, last = part.partition("-")
        if not (first.isdigit() and (last or first).isdigit()) or int(last or first) >= len(
            records
        ):
            raise FigureError(
                say('"{text}" is not a place in the series.', text=shorten(part, SHOWN_CHARACTERS))
            )
        picked |= {place: records[place] for place in range(int(first), int(last or first) + 1)}
    return list(picked.values())
