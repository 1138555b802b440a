"""What is held up in a meeting: one number, three sentences, what changed, ten items, cautions.

All of it is of the view and stands on its page, too; nothing here is added or judged.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import without_context
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import count_items
from inlmap.dataset.schema import DONOR
from inlmap.figures.adding import Figure, unfinished
from inlmap.figures.coverage import Matrix, countries_of
from inlmap.figures.statements import (
    Dispute,
    absences,
    dispute_in_words,
    disputes_of,
    notes_of_years,
)
from inlmap.formats import NOT_STATED, counted, on_one_line
from inlmap.presentation.citations import citations, publication
from inlmap.presentation.listings import Listing
from inlmap.presentation.newest import newest_first, newest_published_first, publication_days
from inlmap.presentation.screen_tables import (
    COUNTRY,
    YEARS,
    ShownColumn,
    program_table,
)
from inlmap.presentation.sentences import (
    gaps,
    items_sentence,
    shows_other_money,
    summary,
)
from inlmap.presentation.view import View
from inlmap.words import say, say_count, word

MOST_ITEMS, MOST_GAPS = 10, 3
ITEM_COLUMNS = (
    YEARS,
    ShownColumn("program", word("Program")),
    COUNTRY,
    ShownColumn("item_value", word("Value, nominal")),
    ShownColumn("source", word("Source")),
)
MOST_SERIES = 3
NO_AMOUNT = word("These series have no amount for the years without a bar.")
MANY_YEARS = word("The sources give this money only as a sum over several years.")
SENTENCE_END = re.compile(r"(?<=[a-z0-9)]\.) (?=[A-ZÁÉÍÓÚÑ])")
FISCAL_YEAR_IN_TEXT = re.compile(r"FY(\d{4})")


class Number(NamedTuple):
    """The one number of a briefing: its words, what it is, and where it is found."""

    words: str
    about: str
    source: str


def first_number(view: View) -> Number:
    """Return the documented amount or, where there is none, how many programs are documented."""
    figure, catalog = view.figure, view.catalog
    if figure.value is not None:
        about = say(
            "Nominal U.S. dollars {stage}, {years}. Series: {series}.",
            stage=say(figure.stage),
            years=figure.years,
            series=figure.title,
        )
        cited = "; ".join(publication(catalog, key) for key in figure.source_ids)
        words = formats.dollars(figure.value)
        return Number(words, f"{about} {unfinished([figure])}".strip(), _source(cited))
    if not view.count:
        return Number(say("No evidence found"), "", "")
    behind = set(count_items(view.programs["source_id"]))
    about = say_count(len(behind), "documented in {n} source.", "documented in {n} sources.")
    dated = sorted(behind & publication_days(catalog).keys(), reverse=True)
    newest = ""
    if dated:
        cited = publication(catalog, newest_published_first(catalog, dated)[0])
        newest = say("The newest source: {publication}.", publication=cited)
    return Number(counted("programs", view.count), about, newest)


def _source(cited: str) -> str:
    return say("Source: {publication}.", publication=cited) if cited else ""


def three_sentences(view: View) -> tuple[str, ...]:
    """Return at most three of the sentences that the page says of the view."""
    said = summary(view)
    if view.programs.empty:
        return said[:3]
    return tuple(filter(None, (*said[:2], items_sentence(view) or _short_reason(view) or said[2])))


def _short_reason(view: View) -> str:
    """Why there is no amount, without the amounts of other series."""
    return view.figure.reason.removesuffix(view.figure.elsewhere).strip()


# --- money by year ----------------------------------------------------------------------------


def shown_years(view: View) -> tuple[Figure, ...]:
    """Return the amounts by year of one series: that of the headline, else the latest one."""
    stated = [one for one in view.yearly if one.value is not None]
    if not stated:
        return ()
    latest = max(stated, key=lambda one: one.fy_end).series_id
    held = {one.series_id for one in stated}
    series_id = view.figure.series_id if view.figure.series_id in held else latest
    return tuple(one for one in stated if one.series_id == series_id)


def axis_of_years(figures: Sequence[Figure]) -> tuple[str, ...]:
    """Return every fiscal year from the first to the last of some amounts."""
    if not figures:
        return ()
    first = min(figure.fy_start for figure in figures)
    last = max(figure.fy_end for figure in figures)
    return tuple(formats.years(year, year) for year in range(first, last + 1))


def what_changed(view: View) -> str:
    """Return how the shown series differs between its last two complete years; no cause is named.

    Nothing where no amounts by year are shown.
    """
    shown = shown_years(view)
    complete = [one for one in shown if not one.partial_years]
    if not shown:
        return ""
    if len(complete) < 2:  # noqa: PLR2004 - two years make a change
        return say(
            "The series has fewer than two complete years, so no change is stated. Series: "
            "{series}.",
            series=shown[0].title,
        )
    before, now = complete[-2:]
    slots = {
        "first": before.years,
        "last": now.years,
        "before": formats.dollars(before.value or 0),
        "now": formats.dollars(now.value or 0),
        "stage": say(now.stage),
        "series": now.title,
    }
    if _countries_in(view.catalog, before) != _countries_in(view.catalog, now):
        return say(
            "{first}: {before}, {last}: {now} {stage}; the two years hold lines of different "
            "countries, so no change is stated. Series: {series}.",
            **slots,
        )
    return _change(before.value or 0, now.value or 0, slots)


def _change(before: float, now: float, slots: dict[str, str]) -> str:
    if slots["before"] == slots["now"]:
        return say(
            "{first} to {last}: the same, {now} {stage} in each year. Series: {series}.", **slots
        )
    if before <= 0 or now < 0:
        return say("{first} to {last}: from {before} to {now} {stage}. Series: {series}.", **slots)
    percent = abs(now - before) / before * 100
    slots["percent"] = f"{percent:,.0f}" if percent >= 1 else f"{percent:.1f}"
    if now > before:
        return say(
            "{first} to {last}: up {percent}%, from {before} to {now} {stage}. Series: {series}.",
            **slots,
        )
    return say(
        "{first} to {last}: down {percent}%, from {before} to {now} {stage}. Series: {series}.",
        **slots,
    )


def _countries_in(catalog: Catalog, figure: Figure) -> set[str]:
    countries = catalog.names("funding", "iso3")
    return {countries[key] for key in figure.record_ids}


def notes_on_money(view: View) -> tuple[str, ...]:
    """Return what a reader of the amounts by year must know, in short sentences."""
    shown = shown_years(view)
    if not shown:
        return (_short_reason(view) or say(MANY_YEARS), *_other_series(view))
    notes = [unfinished(shown)]
    if set(axis_of_years(shown)) - {one.years for one in shown}:
        notes.append(say(NO_AMOUNT))
    if view.figure.value is not None and shows_other_money(view, shown):
        notes.append(say("These years are not the money of the first number: another series."))
    if {one.series_id for one in view.yearly} != {shown[0].series_id}:
        notes.append(say("Other years are in other series, which are not compared with these."))
    return (*filter(None, notes), *_other_series(view))


def other_series(view: View) -> tuple[Figure, ...]:
    """Return the amounts of other series, where there is no headline."""
    shown = {one.series_id for one in shown_years(view)}
    return tuple(one for one in view.other_amounts if one.series_id not in shown)


def _other_series(view: View) -> Iterator[str]:
    """The first of them in words, and how many follow."""
    stated = other_series(view)
    for one in stated[:MOST_SERIES]:
        yield say("Another series: {amount} ({series}).", amount=one.in_words, series=one.title)
    rest = len(stated) - MOST_SERIES
    if rest > 0:
        yield say_count(rest, "{n} more series has an amount.", "{n} more series have amounts.")


# --- ten items --------------------------------------------------------------------------------


def newest_items(view: View) -> Listing:
    """Return the ten newest programs with year, value and source; in the order of the page.

    Parts of a program, and what only tells the context, are left out.
    """
    catalog = view.catalog
    rows = without_context(view.programs[view.programs["part_of"] == ""])
    rows = newest_first(catalog, rows).head(MOST_ITEMS)
    ids = list(rows["program_id"])
    table = program_table(catalog).loc[rows.index]
    several = len(view.selection.country) != 1 and len(countries_of(rows)) > 1
    columns = tuple(one for one in ITEM_COLUMNS if several or one is not COUNTRY)
    values = [
        say(NOT_STATED) if pd.isna(value) else formats.item_value(float(value))
        for value in table["value"]
    ]
    cells = table.assign(item_value=values)
    found = tuple(
        tuple(on_one_line(str(row[one.key])) for one in columns) for row in cells.to_dict("records")
    )
    return Listing(
        say_count(len(found), "The newest item", "The {n} newest items")
        if found
        else say("The newest items"),
        columns,
        found,
        lambda at: citations(catalog, "programs", [ids[place] for place in at]),
    )


# --- gaps and cautions ------------------------------------------------------------------------


def gaps_of(view: View, matrix: Matrix) -> tuple[str, ...]:
    """Return what was not found for the choice: the widest gaps, and what was looked for."""
    undated = view.undated
    lines = [*gaps(view.catalog, matrix)[:MOST_GAPS]]
    if view.selection.country or view.selection.initiative:
        lines += [one.fact for one in absences(view.catalog, view.selection)][:MOST_GAPS]
    if undated:
        lines.append(
            say_count(
                undated,
                "The year of {n} program is not stated.",
                "The years of {n} programs are not stated.",
            )
        )
    return tuple(map(on_one_line, lines))


def cautions_of(view: View) -> tuple[str, ...]:
    """Return the cautions on the amounts shown that touch the choice, each once."""
    catalog, shown = view.catalog, shown_years(view)
    figures = [one for one in (view.figure, *shown) if one.caution]
    lines = [line for one in figures for line in _touching(view, one, shown)]
    disputes = {*disputes_of(catalog, view.figure), *notes_of_years(catalog, shown)}
    lines += [dispute_line(one) for one in sorted(disputes, key=_when)]
    return tuple(dict.fromkeys(on_one_line(line) for line in lines if line))


def _when(one: Dispute) -> tuple[int, str]:
    return one.fy_start, one.statement_id


def dispute_line(one: Dispute) -> str:
    """Return what sources or figures differ on, and why."""
    years = f"{formats.years(one.fy_start, one.fy_end)}: " if one.fy_start else ""
    return f"{dispute_in_words(one)}. {years}{one.fact.rstrip('.')}. {one.explanation}"


def _touching(view: View, figure: Figure, shown: Sequence[Figure]) -> tuple[str, str]:
    """The caution of the series of a figure, and what the figure adds to it.

    Clauses on other countries alone are left out. Which they are is read in the English of the
    data; a translation has as many clauses, or stays whole.
    """
    spoken = view.catalog.names("series", "caution")[figure.series_id]
    original = view.catalog.original.names("series", "caution")[figure.series_id]
    if not figure.caution.startswith(spoken):
        return figure.caution, ""
    added = figure.caution.removeprefix(spoken).strip()
    clauses, said = _clauses(original), _clauses(spoken)
    if not spoken or list(map(len, said)) != list(map(len, clauses)):
        return spoken, added
    first = min(one.fy_start for one in (figure, *shown))
    kept = []
    for sentence, words in zip(clauses, said, strict=True):
        keep = [_is_on(view, clause, first) for clause in sentence]
        kept.append(formats.capitalized("; ".join(itertools.compress(words, keep))))
    return " ".join(f"{one}." for one in kept if one), added


def _clauses(text: str) -> list[list[str]]:
    """The clauses of each sentence of a text, without the full stop."""
    return [sentence.rstrip(".").split("; ") for sentence in SENTENCE_END.split(text)]


def _is_on(view: View, clause: str, first_year: int) -> bool:
    """Whether a clause touches the choice.

    One that names other countries only does not, nor does one on another region in years before
    those that are shown.
    """
    original = view.catalog.original
    chosen = chosen_countries(view.selection, view.programs)
    if not chosen:
        return True
    names = {code: name for code, name in original.country_names.items() if code != DONOR}
    named = {code for code, name in names.items() if re.search(rf"\b{re.escape(name)}\b", clause)}
    if named:
        return not named.isdisjoint(chosen)
    regions = dict(zip(original.countries["iso3"], original.countries["subregion"], strict=True))
    elsewhere = set(regions.values()) - {regions.get(code, "") for code in chosen} - {""}
    years = [int(year) for year in FISCAL_YEAR_IN_TEXT.findall(clause)]
    is_past = bool(years) and max(years) < first_year
    return not (is_past and any(region in clause for region in elsewhere))


def chosen_countries(selection: Selection, programs: pd.DataFrame) -> frozenset[str]:
    """Return the countries that a choice is about; none where it is about the whole region."""
    if selection.country:
        return frozenset(selection.country)
    return frozenset(countries_of(programs, selection)) if selection.initiative else frozenset()


def cited_series(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the series of some figures, each once, as lines of notes."""
    titles = dict.fromkeys(one.title for one in figures if one.title)
    return tuple(say("Series: {named}.", named=title) for title in titles)
