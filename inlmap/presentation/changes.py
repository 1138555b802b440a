"""Which figures of a view differ from those under an earlier version of the data.

Both sides are computed by the same functions, from the catalogs of the two versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.translated import translated
from inlmap.figures import measures
from inlmap.figures.adding import Figure, add_records, records_by_series
from inlmap.figures.figure_ids import figure_of
from inlmap.figures.totals import families_of_country, published_figures
from inlmap.formats import NOT_STATED
from inlmap.presentation.view import View
from inlmap.words import say, say_count

MAP, COUNTRY, INITIATIVE = "map", "country", "initiative"


class ShownValue(NamedTuple):
    """What a view states at one place, in words; ``figure`` is the amount, if it is one."""

    words: str
    figure: Figure | None = None


class Change(NamedTuple):
    """A figure of a view: what it is of, what it was and what it is."""

    label: str
    before: ShownValue
    now: ShownValue


def changes_of_view(then: Catalog, view: View, page: str) -> tuple[Change, ...]:
    """Return the figures that a page states otherwise than it did with the data of ``then``.

    They are counts, the documented amount and the amounts by year, on the Map the value of each
    country, on the pages of a country or an initiative their own lists of amounts.
    """
    before, now = (
        _shown_values(replace(view, catalog=translated(then)), page),
        _shown_values(view, page),
    )
    nothing = ShownValue(say(NOT_STATED))
    pairs = [(key, before.get(key, nothing), now.get(key, nothing)) for key in before | now]
    return tuple(_change(*pair) for pair in pairs if _differ(pair[1], pair[2]))


def _shown_values(view: View, page: str) -> dict[str, ShownValue]:
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


def _headline(view: View) -> dict[str, ShownValue]:
    figure = view.figure
    found = {
        one.label: ShownValue(one.words) for one in view.headlines if one.unit and not one.figure
    }
    found[say("Documented amount")] = ShownValue(figure.in_words, figure)
    for one in view.yearly:
        stage = formats.capitalized(say(one.stage))
        found[f"{stage}, {one.years} ({one.title})"] = _dollars(one)
    return found


def _on_the_map(view: View) -> Iterator[tuple[str, ShownValue]]:
    found = measures.country_values(view.catalog, view.selection, view.measure)
    name = say(measures.MEASURES[view.measure]).lower()
    for iso3, value in found.values.items():
        country = view.catalog.country_names[iso3]
        label = say("Map, {measure}: {country}", measure=name, country=country)
        yield label, ShownValue("; ".join(value.words), value.figure)


def _account_lines(view: View) -> Iterator[tuple[str, ShownValue]]:
    for family in families_of_country(view.catalog, view.selection.country[0], view.selection.fy):
        for account, figure in family.figures:
            parts = (formats.account_name(account), say(figure.stage), figure.years)
            yield f"{', '.join(parts)} ({figure.title})", _dollars(figure)


def _published(view: View) -> Iterator[tuple[str, ShownValue]]:
    for record, figure in published_figures(view.catalog, view.selection.initiative[0]):
        parts = (
            record.recipient,
            formats.account_name(record.account),
            say(figure.stage),
            figure.years,
        )
        where = ", ".join(parts)
        yield f"{where} ({figure.title}, {record.record_id})", _dollars(figure)


def _dollars(figure: Figure) -> ShownValue:
    words = figure.in_words if figure.value is None else formats.dollars(figure.value)
    return ShownValue(words, figure)


def _differ(before: ShownValue, now: ShownValue) -> bool:
    return before.words != now.words or _quoted(before.figure) != _quoted(now.figure)


def _quoted(figure: Figure | None) -> tuple[object, ...]:
    """What a reader would quote of an amount; without a value, nothing of it."""
    if figure is None or figure.value is None:
        return ()
    return (figure.value, figure.stage, figure.years, figure.title)


def _change(label: str, before: ShownValue, now: ShownValue) -> Change:
    """The change; amounts that round to the same words are written in full."""
    if before.words != now.words:
        return Change(label, before, now)
    return Change(label, _in_full(before), _in_full(now))


def _in_full(stated: ShownValue) -> ShownValue:
    figure = stated.figure
    if figure is None or figure.value is None:
        return stated
    amount = f"{figure.value:,.6f}".rstrip("0").rstrip(".")
    words = say(
        "${amount} million {stage}, {years} ({series})",
        amount=amount,
        stage=say(figure.stage),
        years=figure.years,
        series=figure.title,
    )
    return ShownValue(words, figure)


@dataclass(frozen=True)
class FigureThenAndNow:
    """An amount under an earlier version, and what the records then counted add up to now.

    ``now`` is ``None`` where none of them is left; ``gone`` counts those that are not.
    """

    then: Figure
    now: Figure | None
    gone: int


def figure_since(then: Catalog, catalog: Catalog, text: str) -> FigureThenAndNow:
    """Return the amount of an id made under the version of ``then``, and its records now.

    Raises :class:`~inlmap.errors.FigureError` when the id is not one of that version.
    """
    then = translated(then)
    before = figure_of(then, text)
    records = records_by_series(catalog).get(before.series_id, ())
    left = [record for record in records if record.record_id in before.record_ids]
    now = add_records(catalog, left) if left else None
    return FigureThenAndNow(before, now, len(before.record_ids) - len(left))


def version_of_figure(text: str) -> str:
    """Return the version that the id of a figure names, or nothing."""
    return text.rpartition("@")[2]


def figure_change_in_words(kept: FigureThenAndNow, version: str, released: str) -> str:
    """Return what an amount was and what the same records give now, as a sentence."""
    before = ShownValue(kept.then.in_words, kept.then)
    was = _was(before, version, released)
    if kept.now is None:
        return say("{was}; none of its records is in the data now.", was=was)
    now = ShownValue(kept.now.in_words, kept.now)
    if not _differ(before, now):
        return _same(was, kept.gone)
    change = _change("", before, now)
    was = _was(change.before, version, released)
    if not kept.gone:
        return say("{was}; the same records give {now} now.", was=was, now=change.now.words)
    return say_count(
        kept.gone,
        "{was}; those of its records that are still there give {now} now; {n} record no longer "
        "there.",
        "{was}; those of its records that are still there give {now} now; {n} records no longer "
        "there.",
        was=was,
        now=change.now.words,
    )


def _was(before: ShownValue, version: str, released: str) -> str:
    return say(
        "In version {version} ({date}) this amount was {amount}",
        version=version,
        date=released,
        amount=before.words,
    )


def _same(was: str, gone: int) -> str:
    if not gone:
        return say("{was}; the same records give the same now.", was=was)
    return say_count(
        gone,
        "{was}; those of its records that are still there give the same now; {n} record no longer "
        "there.",
        "{was}; those of its records that are still there give the same now; {n} records no longer "
        "there.",
        was=was,
    )
