"""What came of programs, in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.presentation.outcomes import (
    AUDIT_GAPS,
    NO_PROOF,
    RESULTS,
    STUDY_CLAIMS,
    count_in_words,
    outcome_listings,
    outcomes,
    value_in_words,
)
from inlmap.presentation.view import View
from inlmap.words import speaking
from tests.shipped import shipped


def view_of(**chosen: str) -> View:
    return View(shipped(), Selection(**{name: (key,) for name, key in chosen.items()}))


@pytest.mark.parametrize(
    ("value", "unit", "precision", "words"),
    [
        (4000, "people", "more than", "more than 4,000 people"),
        (9, "percent", "about", "about 9 percent"),
        (500000, "pills", "nearly", "nearly 500,000 pills"),
        (26.6, "metric tons", "", "26.6 metric tons"),
        (3.155, "metric tons", "", "3.155 metric tons"),
        (-51, "percent", "", "−51 percent"),
    ],
)
def test_a_value_is_limited_as_its_source_limits_it(
    value: float, unit: str, precision: str, words: str
) -> None:
    assert value_in_words(value, unit, precision) == words


def test_more_than_is_said_in_spanish() -> None:
    with speaking("es"):
        assert value_in_words(4000, "personas", "more than") == "más de 4,000 personas"


def test_mexico_has_results_of_two_programs_and_two_gaps_of_audits() -> None:
    view = view_of(country="MEX")
    found = {one.result_id: one for one in outcomes(view, "reported")}
    assert (found["RES-001"].value, found["RES-001"].who_says) == ("more than 4,000 people", "GAO")
    assert found["RES-007"].program == "Prison accreditation program"
    assert (found["RES-007"].value, found["RES-007"].years) == ("98 facilities", "2009–2019")
    assert [one.result_id for one in outcomes(view, "audit gap")] == [
        "RES-011",
        "RES-002",
        "RES-003",
    ]
    assert count_in_words(view) == (
        "2 of 78 programs have a recorded result; no result was found in the sources for the "
        "others."
    )


def test_peru_has_results_of_two_programs() -> None:
    view = view_of(country="PER")
    values = {one.result_id: one.value for one in outcomes(view, "reported")}
    assert values == {
        "RES-036": "more than 36,000 hectares",
        "RES-037": "about 334 metric tons",
        "RES-038": "483,000 hectares",
        "RES-043": "more than 4,000 people",
    }
    assert count_in_words(view).startswith("2 of 12 programs have a recorded result;")
    assert outcomes(view, "audit gap") == ()


def test_a_claim_of_a_study_names_who_disputes_it_and_where_it_was_made() -> None:
    claims = outcomes(view_of(initiative="CARSI"), "study claim")
    assert [one.value for one in claims] == [
        "−51 percent",
        "−51 percent",
        "−25 percent",
        "−19 percent",
        "5 percent",
    ]
    assert {one.disputed_by for one in claims} == {
        "Center for Economic and Policy Research (CEPR), 2016"
    }
    assert claims[0].countries == "El Salvador, Guatemala, Honduras, and Panama"


def test_the_tables_of_a_briefing_say_that_results_are_no_proof() -> None:
    listings = outcome_listings(view_of(country="HND"))
    assert [one.title for one in listings] == [RESULTS, AUDIT_GAPS, STUDY_CLAIMS]
    assert listings[0].note == (
        "1 of 20 programs has a recorded result; no result was found in the sources for the "
        f"others. {NO_PROOF}"
    )
    assert listings[0].cited([0])[0].startswith("US-Funded Unit in Honduras Stops Drop")


@pytest.mark.parametrize(
    ("programs", "results", "words"),
    [
        ([], [], ""),
        (["A"], [], "No result was found in the sources for the 1 program."),
        (["A", "B"], [], "No result was found in the sources for any of the 2 programs."),
        (["A"], ["A"], "The 1 program has a recorded result."),
        (["A", "B"], ["A", "B"], "All 2 programs have a recorded result."),
        (
            ["A", "B"],
            ["B"],
            "1 of 2 programs has a recorded result; no result was found in the sources for the "
            "others.",
        ),
    ],
)
def test_programs_without_a_result_are_counted_and_never_called_a_failure(
    tiny_catalog: Callable[..., Catalog], programs: list[str], results: list[str], words: str
) -> None:
    catalog = tiny_catalog(
        programs=[{"program_id": key} for key in programs],
        results=[{"result_id": key, "program_id": key} for key in results],
    )
    assert count_in_words(View(catalog)) == words
