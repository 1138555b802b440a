"""The gaps of the coverage matrix are told in words that its cells bear out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import By, coverage_matrix
from inlmap.figures.statements import absences
from inlmap.presentation.sentences import gaps
from tests.tiny_rows import BETA, FIVE_PARTNERS

OWN = {"program_id": "PR1", "iso3": "HND", "theme_id": "borders"}
SHARED = {"program_id": "PR2", "iso3": "GTM;HND", "scope": "regional", "theme_id": "borders"}


def told(catalog: Catalog, selection: Selection, by: By = "theme") -> tuple[str, ...]:
    return gaps(catalog, coverage_matrix(catalog, selection, by))


# Alpha has three partners, Beta one; only Alpha's two programs, one of them shared, have a theme.
MEMBERS = [
    {"iso3": "GTM"},
    {"iso3": "HND"},
    {"iso3": "MEX"},
    {"initiative_id": "BETA", "iso3": "PAN"},
]
ACROSS = {"program_id": "PR2", "iso3": "GTM;HND;MEX", "scope": "regional", "theme_id": "borders"}


@pytest.fixture
def five(tiny_catalog: Callable[..., Catalog]) -> Callable[..., Catalog]:
    """Read five partner countries, two initiatives and the rows given."""
    return partial(tiny_catalog, countries=FIVE_PARTNERS, initiatives=[{}, BETA], members=MEMBERS)


def test_a_gap_counts_the_partners_of_the_initiative(five: Callable[..., Catalog]) -> None:
    alpha = Selection(initiative=("ALPHA",))
    assert told(five(programs=[ACROSS]), alpha) == (
        "No country-level borders program was found for any of the 3 Alpha countries; "
        "all of them are covered by a regional program.",
    )
    assert told(five(programs=[OWN, ACROSS]), alpha) == (
        "No country-level borders program was found for 2 of 3 Alpha countries; "
        "all of them are covered by a regional program. Found only for Honduras.",
    )


def test_at_most_six_gaps_are_told_and_the_widest_come_first(
    five: Callable[..., Catalog],
) -> None:
    names = ("one", "two", "three", "four", "five", "six", "seven")
    themes = [
        {"theme_id": name, "name": name, "sort_order": str(at)} for at, name in enumerate(names)
    ]
    with_own = {
        "one": "MEX GTM HND PAN",
        "two": "MEX GTM HND",
        "three": "",
        "four": "MEX",
        "five": "MEX GTM",
        "six": "MEX GTM HND PAN",
        "seven": "MEX GTM HND PAN",
    }
    programs = [
        {"program_id": f"{name}-{iso3}", "theme_id": name, "iso3": iso3}
        for name, codes in with_own.items()
        for iso3 in codes.split()
    ]
    sentences = told(five(themes=themes, programs=programs), Selection())
    assert sentences == (
        "No country-level three program was found for any of the 5 countries.",
        "No country-level four program was found for 4 of 5 countries. Found only for Mexico.",
        "No country-level five program was found for 3 of 5 countries. "
        "Found only for Guatemala and Mexico.",
        "No country-level two program was found for 2 of 5 countries.",
        "No country-level one program was found for 1 of 5 countries.",
        "No country-level six program was found for 1 of 5 countries.",
    )


def test_a_goal_is_named_in_its_own_wording(five: Callable[..., Catalog]) -> None:
    catalog = five(programs=[ACROSS | {"goal_ids": "ALPHA-1"}])
    assert told(catalog, Selection(initiative=("ALPHA",)), "goal") == (
        "No country-level program toward “Alpha 1: Safe ports” was found for any of the 3 Alpha "
        "countries; all of them are covered by a regional program.",
    )


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(country=("COL",)), "was found for Colombia."),
        (Selection(country=("GTM",)), "was found for Guatemala; a regional program covers it."),
        (Selection(country=("HND", "PAN", "COL")), "was found for 2 of 3 chosen countries."),
        (
            Selection(initiative=("ALPHA", "BETA")),
            "was found for 3 of 4 Alpha and Beta countries; 2 of them are covered",
        ),
    ],
    ids=["one country", "one covered country", "chosen countries", "two initiatives"],
)
def test_a_gap_names_whose_it_is(
    five: Callable[..., Catalog], selection: Selection, words: str
) -> None:
    (sentence,) = told(five(programs=[OWN, ACROSS]), selection)
    assert words in sentence


def test_one_covered_country_is_told_in_the_singular(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert told(tiny_catalog(programs=[OWN, SHARED]), Selection()) == (
        "No country-level borders program was found for 1 of 2 countries; "
        "a regional program covers it.",
    )


def test_where_every_country_has_a_program_there_is_no_gap(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[OWN, OWN | {"program_id": "PR3", "iso3": "GTM"}])
    assert told(catalog, Selection()) == ()


def test_programs_without_a_theme_are_no_gap(tiny_catalog: Callable[..., Catalog]) -> None:
    sentences = told(tiny_catalog(programs=[OWN | {"theme_id": ""}]), Selection())
    assert sentences == ("No country-level borders program was found for any of the 2 countries.",)


def test_an_acronym_keeps_its_capitals(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(themes=[{"name": "IT systems"}])
    assert "No country-level IT systems program" in told(catalog, Selection())[0]


ABSENCES = [
    {"statement_id": "everywhere", "iso3": ""},
    {"statement_id": "GTM", "iso3": "GTM", "fact": "Deliveries were not found."},
    {"statement_id": "Alpha", "iso3": "GTM;HND", "initiative_id": "ALPHA"},
    {"statement_id": "early", "iso3": "HND", "fy_start": "2000", "fy_end": "2007"},
    {"statement_id": "differ", "iso3": "HND", "kind": "contradiction"},
]


def test_the_absences_of_the_chosen_country_are_told_and_none_is_stated(
    five: Callable[..., Catalog],
) -> None:
    found = absences(five(statements=ABSENCES), Selection(country=("GTM",)))
    assert [(a.iso3, a.fact, a.stated) for a in found] == [
        (("GTM",), "Deliveries were not found.", False),
        (("GTM", "HND"), "How much the ports cost.", False),
    ]


@pytest.mark.parametrize(
    ("selection", "countries"),
    [
        (Selection(), ["GTM", "GTM;HND", "HND"]),
        (Selection(initiative=("ALPHA",)), ["GTM", "GTM;HND", "HND"]),
        (Selection(initiative=("BETA",)), ["GTM", "HND"]),
        (Selection(initiative=("BETA",), country=("HND",)), ["HND"]),
        (Selection(country=("HND",), fy=(2007, 2010)), ["GTM;HND", "HND"]),
        (Selection(country=("HND",), fy=(2008, 2010)), ["GTM;HND"]),
        (Selection(country=("COL",)), []),
    ],
)
def test_absences_follow_the_initiative_the_country_and_the_years(
    five: Callable[..., Catalog], selection: Selection, countries: list[str]
) -> None:
    found = absences(five(statements=ABSENCES), selection)
    assert [";".join(one.iso3) for one in found] == countries


def test_a_country_that_is_not_in_the_choice_has_no_gap_and_is_named(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(programs=[OWN | {"theme_id": ""}])
    alpha = {"initiative": ("ALPHA",)}
    assert told(catalog, Selection(**alpha, country=("GTM",))) == (
        "Not in this choice: Guatemala.",
    )
    assert told(catalog, Selection(**alpha, country=("GTM", "HND"))) == (
        "Not in this choice: Guatemala.",
        "No country-level borders program was found for Honduras.",
    )


def test_a_goal_is_about_the_partners_of_its_initiative(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(members=[{}, {"iso3": "GTM"}], programs=[OWN | {"goal_ids": "ALPHA-1"}])
    assert told(catalog, Selection(goal=("ALPHA-1",))) == (
        "No country-level borders program was found for 1 of 2 Alpha countries.",
    )
