"""The gaps of the coverage matrix are told in words that its cells bear out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import By, coverage_matrix
from inlmap.figures.statements import absences
from inlmap.presentation.sentences import gaps

OWN = {"program_id": "PR1", "iso3": "HND", "theme_id": "borders"}
SHARED = {"program_id": "PR2", "iso3": "GTM;HND", "scope": "regional", "theme_id": "borders"}


def told(catalog: Catalog, selection: Selection, by: By = "theme") -> tuple[str, ...]:
    return gaps(catalog, coverage_matrix(catalog, selection, by))


def test_a_gap_counts_the_partners_of_the_initiative(catalog: Catalog) -> None:
    sentences = told(catalog, Selection(initiative=("CARSI",)))
    assert sentences[0] == (
        "No country-level corrections program was found for any of the 7 CARSI countries; "
        "all of them are covered by a regional program."
    )
    assert (
        "No country-level communities and prevention program was found for 6 of 7 CARSI "
        "countries; all of them are covered by a regional program."
    ) in sentences


def test_at_most_six_gaps_are_told_and_the_widest_come_first(catalog: Catalog) -> None:
    sentences = told(catalog, Selection())
    assert len(sentences) == 6
    assert "for 31 of 32 countries; 3 of them are covered" in sentences[0]
    assert "for 19 of 32 countries; 12 of them are covered" in sentences[-1]


def test_a_goal_is_named_in_its_own_wording(catalog: Catalog) -> None:
    assert told(catalog, Selection(initiative=("CARSI",)), "goal")[0] == (
        "No country-level program toward “CARSI 5: Foster regional security coordination” was "
        "found for any of the 7 CARSI countries; all of them are covered by a regional program."
    )


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(country=("HTI",), theme=("justice",)), "was found for Haiti."),
        (Selection(country=("BRA",), theme=("corrections",)), "for Brazil; a regional program"),
        (
            Selection(country=("HTI", "ARG", "MEX"), theme=("corrections",)),
            "was found for 1 of 3 chosen countries.",
        ),
        (
            Selection(initiative=("CARSI", "CBSI"), theme=("corrections",)),
            "was found for any of the 20 CARSI and CBSI countries; 7 of them are covered",
        ),
    ],
    ids=["one country", "one covered country", "chosen countries", "two initiatives"],
)
def test_a_gap_names_whose_it_is(catalog: Catalog, selection: Selection, words: str) -> None:
    (sentence,) = told(catalog, selection)
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


def test_the_absences_of_the_chosen_country_are_told_and_none_is_stated(
    catalog: Catalog,
) -> None:
    found = absences(catalog, Selection(country=("SUR",)))
    assert [(a.iso3, a.fact, a.stated) for a in found] == [
        (("SUR",), "Deliveries to Suriname were not found.", False)
    ]


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        (Selection(), 10),
        (Selection(initiative=("CARSI",)), 2),
        (Selection(initiative=("CARSI",), country=("NIC",)), 1),
        (Selection(initiative=("INL-WHP",)), 0),
        (Selection(country=("MEX",), fy=(2000, 2007)), 2),
        (Selection(country=("MEX",), fy=(2008, 2008)), 3),
    ],
)
def test_absences_follow_the_initiative_the_country_and_the_years(
    catalog: Catalog, selection: Selection, number: int
) -> None:
    assert len(absences(catalog, selection)) == number
