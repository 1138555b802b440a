"""What each first-level unit of a chosen country gets: programs and goals, never money."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import DOCUMENTED, NO_EVIDENCE
from inlmap.figures.measures import FUNDING, GOALS, PROGRAMS, unit_values


def test_units_count_programs_with_a_known_place(catalog: Catalog) -> None:
    units = unit_values(catalog, Selection(country=("MEX",), theme=("police",)), PROGRAMS)
    assert len(units) == 32
    assert units["MX-CHH"].amount == 2
    assert units["MX-TLA"].state == NO_EVIDENCE


def test_a_country_without_units_and_a_measure_of_money_have_none(catalog: Catalog) -> None:
    assert unit_values(catalog, Selection(country=("PER",)), PROGRAMS) == {}
    assert unit_values(catalog, Selection(country=("MEX",)), FUNDING) == {}


def test_the_units_of_mexico_count_their_programs_and_goals(catalog: Catalog) -> None:
    mexico = Selection(country=("MEX",))
    counts = {
        measure: {
            code: value.amount
            for code, value in unit_values(catalog, mexico, measure).items()
            if value.state == DOCUMENTED
        }
        for measure in (PROGRAMS, GOALS)
    }
    assert len(counts[PROGRAMS]) == 25
    assert [counts[PROGRAMS][code] for code in ("MX-BCN", "MX-CHP", "MX-GUA", "MX-DUR")] == [
        5,
        4,
        3,
        1,
    ]
    assert [counts[GOALS][code] for code in ("MX-BCN", "MX-CHP", "MX-COA", "MX-DUR")] == [
        3,
        1,
        2,
        1,
    ]


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (PROGRAMS, "no program with a place found here"),
        (GOALS, "no goal of a program with a place found here"),
    ],
)
def test_a_unit_without_a_value_says_what_was_not_found(
    catalog: Catalog, measure: str, words: str
) -> None:
    value = unit_values(catalog, Selection(country=("MEX",)), measure)["MX-AGU"]
    assert (value.state, value.words) == (NO_EVIDENCE, (words,))


def test_a_unit_with_a_program_but_no_goal_does_not_say_that_there_is_no_program(
    catalog: Catalog,
) -> None:
    selection = Selection(country=("MEX",), initiative=("Bicentennial-Framework",))
    assert unit_values(catalog, selection, PROGRAMS)["MX-YUC"].words == ("1 program",)
    assert unit_values(catalog, selection, GOALS)["MX-YUC"].words == (
        "no goal of a program with a place found here",
    )


def test_a_program_at_two_places_of_a_unit_is_counted_there_once(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        places=[{"admin1_code": "HN-CR"}, {"place_id": "P2", "admin1_code": "HN-CR"}],
        programs=[{"scope": "place", "place_ids": "P1;P2"}],
    )
    assert unit_values(catalog, Selection(country=("HND",)), PROGRAMS)["HN-CR"].amount == 1


def test_units_of_several_countries_are_shown_together(catalog: Catalog) -> None:
    units = unit_values(catalog, Selection(country=("HND", "BOL", "SLV")), PROGRAMS)
    assert {code[:2] for code in units} == {"HN", "SV"}
    assert len(units) == 32


def test_without_a_chosen_country_no_units_are_shown(catalog: Catalog) -> None:
    assert unit_values(catalog, Selection(), PROGRAMS) == {}
