"""Which figures of a view are others than under an earlier version of the data.

Both sides are computed by the same functions, from the catalogs of the two versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from inlmap import formats, measures
from inlmap.catalog import Catalog
from inlmap.cells import count_items
from inlmap.coverage import countries_of
from inlmap.ledger import Figure, add_records, ledger
from inlmap.references import figure_of
from inlmap.totals import families_of_country, published_figures
from inlmap.view import View

NOT_STATED = "not stated"
MAP, COUNTRY, INITIATIVE = "map", "country", "initiative"


class Stated(NamedTuple):
    """What a view states at one place, in words; ``figure`` is the amount, if it is one."""

    words: str
    figure: Figure | None = None


class Change(NamedTuple):
    """A figure of a view: what it is of, what it was and what it is."""

    label: str
    before: Stated
    now: Stated


def changes_of_view(then: Catalog, view: View, page: str) -> tuple[Change, ...]:
    """Return the figures that a page states otherwise than it did with the data of ``then``.

    They are counts, the documented amount and the amounts by year, on the Map the value of each
    country, on the pages of a country or an initiative their own lists of amounts.
    """
    before, now = _stated(replace(view, catalog=then), page), _stated(view, page)
    nothing = Stated(NOT_STATED)
    pairs = [(key, before.get(key, nothing), now.get(key, nothing)) for key in before | now]
    return tuple(_told_apart(*pair) for pair in pairs if _differ(pair[1], pair[2]))


def _stated(view: View, page: str) -> dict[str, Stated]:
    """Everything that is compared, by what it is of, in the order of the page."""
    known = set(view.catalog.initiatives["initiative_id"])
    if not known.issuperset(view.selection.initiative):
        return {}  # an initiative that this version does not have yet
    if page == COUNTRY and view.selection.country:
        here = view.of_country(view.selection.country[0])
        return {**_headline(here), **dict(_account_lines(here))}
    if page == INITIATIVE and view.selection.initiative:
        here = view.of_initiative(view.selection.initiative[0])
        return {**_headline(here), **dict(_published(here))}
    return {**_headline(view), **(dict(_on_the_map(view)) if page == MAP else {})}


def _headline(view: View) -> dict[str, Stated]:
    figure, programs = view.figure, view.programs
    counts = {
        "Programs": len(programs),
        "Countries": len(countries_of(programs, view.selection)),
        "Sources": len(count_items(programs["source_id"])),
    }
    found = {label: Stated(formats.number(count)) for label, count in counts.items()}
    found["Documented amount"] = Stated(figure.in_words, figure)
    for one in view.yearly:
        found[f"{one.stage.capitalize()}, {one.years} ({one.title})"] = _dollars(one)
    return found


def _on_the_map(view: View) -> Iterator[tuple[str, Stated]]:
    found = measures.country_values(view.catalog, view.selection, view.measure)
    name = measures.MEASURES[view.measure]
    for iso3, value in found.values.items():
        label = f"Map, {name.lower()}: {view.catalog.country_names[iso3]}"
        yield label, Stated("; ".join(value.words), value.figure)


def _account_lines(view: View) -> Iterator[tuple[str, Stated]]:
    for family in families_of_country(view.catalog, view.selection.country[0]):
        for account, figure in family.figures:
            where = f"{account}, {figure.stage}, {figure.years} ({figure.title})"
            yield where, _dollars(figure)


def _published(view: View) -> Iterator[tuple[str, Stated]]:
    for record, figure in published_figures(view.catalog, view.selection.initiative[0]):
        where = f"{record.recipient}, {record.account}, {figure.stage}, {figure.years}"
        yield f"{where} ({figure.title}, {record.record_id})", _dollars(figure)


def _dollars(figure: Figure) -> Stated:
    words = figure.in_words if figure.value is None else formats.dollars(figure.value)
    return Stated(words, figure)


def _differ(before: Stated, now: Stated) -> bool:
    return before.words != now.words or _quoted(before.figure) != _quoted(now.figure)


def _quoted(figure: Figure | None) -> tuple[object, ...]:
    """What a reader would quote of an amount; without a value, nothing of it."""
    if figure is None or figure.value is None:
        return ()
    return (figure.value, figure.stage, figure.years, figure.title)


def _told_apart(label: str, before: Stated, now: Stated) -> Change:
    """The change; amounts that round to the same words are written in full."""
    if before.words != now.words:
        return Change(label, before, now)
    return Change(label, _in_full(before), _in_full(now))


def _in_full(stated: Stated) -> Stated:
    figure = stated.figure
    if figure is None or figure.value is None:
        return stated
    amount = f"{figure.value:,.6f}".rstrip("0").rstrip(".")
    words = f"${amount} million {figure.stage}, {figure.years} ({figure.title})"
    return Stated(words, figure)


@dataclass(frozen=True)
class Kept:
    """An amount under an earlier version, and what the records then counted add up to now.

    ``now`` is ``None`` where none of them is left; ``gone`` counts those that are not.
    """

    then: Figure
    now: Figure | None
    gone: int


def figure_since(then: Catalog, catalog: Catalog, text: str) -> Kept:
    """Return the amount of an id made under the version of ``then``, and its records now.

    Raises :class:`~inlmap.errors.FigureError` when the id is not one of that version.
    """
    before = figure_of(then, text)
    records = ledger(catalog).get(before.series_id, ())
    left = [record for record in records if record.record_id in before.record_ids]
    now = add_records(catalog, left) if left else None
    return Kept(before, now, len(before.record_ids) - len(left))


def version_of_figure(text: str) -> str:
    """Return the version that the id of a figure names, or nothing."""
    return text.rpartition("@")[2]


def kept_in_words(kept: Kept, version: str, released: str) -> str:
    """Return what an amount was and what the same records give now, as a sentence."""
    was = f"In version {version} ({released}) this amount was {kept.then.in_words}"
    if kept.now is None:
        return f"{was}; none of its records is in the data now."
    same = "the same records" if not kept.gone else "those of its records that are still there"
    gone = f"; {formats.count(kept.gone, 'record')} no longer there" if kept.gone else ""
    before, now = Stated(kept.then.in_words, kept.then), Stated(kept.now.in_words, kept.now)
    if not _differ(before, now):
        return f"{was}; {same} give the same now{gone}."
    change = _told_apart("", before, now)
    was = f"In version {version} ({released}) this amount was {change.before.words}"
    return f"{was}; {same} give {change.now.words} now{gone}."
