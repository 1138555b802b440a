"""What a view states now is compared with what it stated under an earlier version."""

from __future__ import annotations

import pytest

from inlmap.catalog.selection import Selection
from inlmap.errors import FigureError
from inlmap.figures.figure_ids import figure_id
from inlmap.presentation.changes import (
    Change,
    ShownValue,
    changes_of_view,
    figure_change_in_words,
    figure_since,
    version_of_figure,
)
from inlmap.presentation.view import View

YEARS = [
    {"record_id": "R1", "amount_usd_millions": "10"},
    {"record_id": "R2", "fy_start": "2011", "fy_end": "2011", "amount_usd_millions": "20"},
]
SERIES = "Allocated, FY2011 (Country lines)"


@pytest.fixture
def then(tiny_catalog):
    return tiny_catalog(funding=YEARS, programs=[{}, {"program_id": "PR2", "name": "Courts"}])


def view(catalog, **filters):
    return View(catalog, Selection(**filters), "programs", "")


def in_words(changes):
    return [(one.label, one.before.words, one.now.words) for one in changes]


def test_equal_data_change_nothing(then):
    for page in ("map", "country", "initiative", "about"):
        assert changes_of_view(then, view(then, country=("HND",)), page) == ()


def test_counts_and_amounts_are_listed_from_what_to_what(then, tiny_catalog):
    now = tiny_catalog(funding=[YEARS[0], YEARS[1] | {"amount_usd_millions": "25"}])
    assert in_words(changes_of_view(then, view(now), "about")) == [
        ("Programs", "2", "1"),
        (
            "Documented amount",
            "$30.0M allocated, FY2010–FY2011",
            "$35.0M allocated, FY2010–FY2011",
        ),
        (SERIES, "$20.0M", "$25.0M"),
    ]


def test_a_year_that_was_not_there_was_not_stated(then, tiny_catalog):
    later = YEARS[1] | {"record_id": "R3", "fy_start": "2012", "fy_end": "2012"}
    now = tiny_catalog(funding=[*YEARS, later], programs=[{}, {"program_id": "PR2"}])
    assert in_words(changes_of_view(then, view(now), "about")) == [
        (
            "Documented amount",
            "$30.0M allocated, FY2010–FY2011",
            "$50.0M allocated, FY2010–FY2012",
        ),
        ("Allocated, FY2012 (Country lines)", "not stated", "$20.0M"),
    ]


def test_the_map_lists_the_value_of_each_country(then, tiny_catalog):
    now = tiny_catalog(funding=YEARS)
    assert ("Map, programs: Honduras", "2 programs of its own", "1 program of its own") in in_words(
        changes_of_view(then, view(now), "map")
    )


def test_a_figure_of_another_selection_is_not_listed(then, tiny_catalog):
    now = tiny_catalog(funding=YEARS)
    assert changes_of_view(then, view(now, country=("GTM",)), "about") == ()


def test_an_initiative_that_was_not_there_had_nothing(then, tiny_catalog):
    beta = {"initiative_id": "BETA", "short_name": "Beta", "sort_order": "2"}
    now = tiny_catalog(initiatives=[{}, beta], programs=[{"initiative_id": "BETA"}], funding=YEARS)
    found = changes_of_view(then, view(now, initiative=("BETA",)), "initiative")
    assert found[0] == Change("Programs", ShownValue("not stated"), ShownValue("1"))


def test_an_amount_by_its_id_is_told_as_it_was_and_is(then, tiny_catalog):
    text = figure_id(then, view(then).figure)
    assert version_of_figure(text) == then.version
    now = tiny_catalog(funding=[YEARS[1] | {"amount_usd_millions": "21"}])
    assert figure_change_in_words(figure_since(then, now, text), "v1", "2026-11-24") == (
        "In version v1 (2026-11-24) this amount was $30.0M allocated, FY2010–FY2011; those of its "
        "records that are still there give $21.0M allocated, FY2011 now; 1 record no longer there."
    )


def test_an_amount_whose_records_are_gone_says_so(then, tiny_catalog):
    text = figure_id(then, view(then).figure)
    now = tiny_catalog(funding=[YEARS[0] | {"record_id": "R9"}])
    assert figure_since(then, now, text).now is None


def test_an_amount_that_stayed_says_so(then):
    text = figure_id(then, view(then).figure)
    assert figure_change_in_words(figure_since(then, then, text), "v1", "2026-11-24").endswith(
        "FY2010–FY2011; the same records give the same now."
    )


def test_the_id_of_another_version_is_refused(then):
    with pytest.raises(FigureError):
        figure_since(then, then, "lines!0@0123456789")
