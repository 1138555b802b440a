"""What came of programs, in words: results as reported, gaps of audits, claims of studies."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from inlmap import formats
from inlmap.dataset.cells import LIST_SEPARATOR, split_list
from inlmap.figures.results import (
    AUDIT_GAP,
    REPORTED,
    STUDY_CLAIM,
    found_results,
    programs_with_result,
)
from inlmap.formats import NOT_STATED, on_one_line
from inlmap.presentation.citations import citations, publications
from inlmap.presentation.listings import Listing, shown
from inlmap.presentation.screen_tables import COUNTRY, NOTE, YEARS, ShownColumn
from inlmap.presentation.view import View
from inlmap.words import say, say_count, word

RESULTS = word("What came of it")
AUDIT_GAPS = word("What auditors could not say")
STUDY_CLAIMS = word("What a study claims")
TITLES = ((REPORTED, RESULTS), (AUDIT_GAP, AUDIT_GAPS), (STUDY_CLAIM, STUDY_CLAIMS))
NO_PROOF = word(
    "These are results as their sources report them. They are no proof that a program caused them, "
    "and they are never added."
)
PRECISIONS = {
    "": word("{value} {unit}"),
    "more than": word("more than {value} {unit}"),
    "about": word("about {value} {unit}"),
    "nearly": word("nearly {value} {unit}"),
}
WHAT = ShownColumn("result", word("What"))
VALUE = ShownColumn("result_value", word("Value"))
SEVERAL = 2
OF_PROGRAM = ShownColumn("of_program", word("Its program"))
SAID_BY = ShownColumn("said_by", word("Who says so"))
DISPUTED_BY = ShownColumn("disputed_by", word("Disputed by"))
SOURCE = ShownColumn("publication", word("Source"))


class Outcome(NamedTuple):
    """One row of ``results.csv`` as it is read; ``program`` is empty where no program is named."""

    result_id: str
    what: str
    value: str
    years: str
    iso3: str
    countries: str
    program_id: str
    program: str
    who_says: str
    source_ids: str
    disputed_by: str
    dispute_source_ids: str
    note: str


def outcomes(view: View, kind: str) -> tuple[Outcome, ...]:
    """Return what of one kind is recorded for a view, the newest first."""
    rows = found_results(view.catalog, view.selection)
    rows = rows[rows["kind"] == kind].sort_values("year_to", ascending=False, kind="stable")
    return tuple(_outcome(view, row) for row in rows.to_dict("records"))


def _outcome(view: View, row: Mapping[Hashable, Any]) -> Outcome:
    program_id = str(row["program_id"])
    return Outcome(
        row["result_id"],
        row["what"],
        value_in_words(row["value"], row["unit"], row["precision"]),
        _years(row) or say(NOT_STATED),
        row["iso3"],
        _countries(view, row),
        program_id,
        view.catalog.names("programs")[program_id] if program_id else "",
        row["who_says"],
        row["source_id"],
        row["disputed_by"],
        row["dispute_source_id"],
        _note(row),
    )


def value_in_words(value: float, unit: str, precision: str) -> str:
    """Return a value with its unit, limited as its source limits it: ``more than 4,000 people``."""
    number = shown(float(abs(value)))
    return say(PRECISIONS[precision], value=f"−{number}" if value < 0 else number, unit=unit)


def _years(row: Mapping[Hashable, Any]) -> str:
    first, last = (
        None if pd.isna(row[name]) else int(row[name]) for name in ("year_from", "year_to")
    )
    return formats.calendar_years(first, last, ongoing=False)


def _note(row: Mapping[Hashable, Any]) -> str:
    """What a reader must know of a result."""
    if row["note"] or not row["overlaps"]:
        return str(row["note"])
    return say("May hold another result here, or be inside it.")


def _countries(view: View, row: Mapping[Hashable, Any]) -> str:
    names = view.catalog.country_names
    return formats.joined([names[code] for code in split_list(row["iso3"])])


def where_told(view: View, one: Outcome) -> str:
    """Return the countries of a result where the view is not of its one country alone."""
    return "" if is_of_one_country(view) and LIST_SEPARATOR not in one.iso3 else one.countries


def is_of_one_country(view: View) -> bool:
    """Return whether a view is of one country, so that its results need not say where."""
    return len(view.selection.country) == 1


def count_in_words(view: View) -> str:
    """Return how many programs of a view have a recorded result; nothing where there are none."""
    found, every = programs_with_result(view.catalog, view.selection), view.count
    if not every:
        return ""
    if not found:
        return say_count(
            every,
            "No result was found in the sources for the {n} program.",
            "No result was found in the sources for any of the {n} programs.",
        )
    if found == every:
        return say_count(
            every,
            "The {n} program has a recorded result.",
            "All {n} programs have a recorded result.",
        )
    return say_count(
        found,
        "{n} of {every} programs has a recorded result; no result was found in the sources for "
        "the others.",
        "{n} of {every} programs have a recorded result; no result was found in the sources for "
        "the others.",
        every=formats.number(every),
    )


def outcome_listings(view: View) -> tuple[Listing, ...]:
    """Return what came of the programs of a view as tables; none where nothing is recorded."""
    where = () if is_of_one_country(view) else (COUNTRY,)
    first, last = (WHAT, VALUE, YEARS, *where), (SOURCE, NOTE)
    tables = (
        (say(RESULTS), REPORTED, (*first, OF_PROGRAM, SAID_BY, *last)),
        (say(AUDIT_GAPS), AUDIT_GAP, (*first, SAID_BY, *last)),
        (say(STUDY_CLAIMS), STUDY_CLAIM, (*first, SAID_BY, DISPUTED_BY, *last)),
    )
    found = [
        _listing(view, title, columns, outcomes(view, kind)) for title, kind, columns in tables
    ]
    return tuple(one for one in found if one.rows)


def _listing(
    view: View, title: str, columns: tuple[ShownColumn, ...], found: Sequence[Outcome]
) -> Listing:
    rows = [_cells(view, one) for one in found]
    note = f"{count_in_words(view)} {say(NO_PROOF)}".strip() if OF_PROGRAM in columns else ""
    ids = [one.result_id for one in found]
    return Listing(
        title,
        columns,
        tuple(tuple(on_one_line(row[column.key]) for column in columns) for row in rows),
        lambda at: citations(view.catalog, "results", [ids[place] for place in at]),
        note,
    )


def _cells(view: View, one: Outcome) -> dict[str, str]:
    disputed = publications(view.catalog, one.dispute_source_ids)
    return {
        WHAT.key: one.what,
        VALUE.key: one.value,
        YEARS.key: one.years,
        COUNTRY.key: one.countries or say(NOT_STATED),
        OF_PROGRAM.key: one.program or say("no program named"),
        SAID_BY.key: one.who_says,
        DISPUTED_BY.key: f"{one.disputed_by}: {disputed}" if disputed else say("nobody found"),
        SOURCE.key: publications(view.catalog, one.source_ids),
        NOTE.key: " ".join(filter(None, (one.note, _together(view, one)))) or say("none"),
    }


def _together(view: View, one: Outcome) -> str:
    """That a result is told of several countries, in a table that does not name them."""
    number = len(split_list(one.iso3))
    if number < SEVERAL or not is_of_one_country(view):
        return ""
    return say_count(number, "Told of {n} country.", "Told of {n} countries together.")
