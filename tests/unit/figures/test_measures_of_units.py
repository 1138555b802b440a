"""What each first-level unit of a chosen country gets: programs and goals, never money."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import NO_EVIDENCE
from inlmap.figures.measures import FUNDING, GOALS, PROGRAMS, unit_values
from tests.tiny_rows import programs_in

IN_CORTES = {"admin1_code": "HN-CR"}
HONDURAS = Selection(country=("HND",))
AT_A_PLACE = {"scope": "place", "place_ids": "P1"}


def test_units_count_programs_with_a_known_place(tiny_catalog: Callable[..., Catalog]) -> None:
    programs = [*programs_in("HND", 2, **AT_A_PLACE), {"program_id": "without"}]
    units = unit_values(tiny_catalog(places=[IN_CORTES], programs=programs), HONDURAS, PROGRAMS)
    assert {code: (value.amount, value.words) for code, value in units.items()} == {
        "HN-CR": (2, ("2 programs",))
    }


def test_units_follow_the_filters(tiny_catalog: Callable[..., Catalog]) -> None:
    programs = [
        *programs_in("HND", 2, **AT_A_PLACE),
        AT_A_PLACE | {"program_id": "B", "theme_id": "borders"},
    ]
    catalog = tiny_catalog(places=[IN_CORTES], programs=programs)
    borders = Selection(country=("HND",), theme=("borders",))
    assert unit_values(catalog, HONDURAS, PROGRAMS)["HN-CR"].amount == 3
    assert unit_values(catalog, borders, PROGRAMS)["HN-CR"].amount == 1


def test_a_country_without_units_and_a_measure_of_money_have_none(catalog: Catalog) -> None:
    assert unit_values(catalog, Selection(country=("PER",)), PROGRAMS) == {}
    assert unit_values(catalog, Selection(country=("MEX",)), FUNDING) == {}


def test_the_units_of_a_country_count_each_goal_of_their_programs_once(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    programs = [
        *programs_in("HND", 3, goal_ids="ALPHA-1", **AT_A_PLACE),
        AT_A_PLACE | {"program_id": "B", "goal_ids": "ALPHA-1;ALPHA-2"},
    ]
    goals = [{}, {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"}]
    catalog = tiny_catalog(places=[IN_CORTES], goals=goals, programs=programs)
    assert unit_values(catalog, HONDURAS, GOALS)["HN-CR"].words == ("2 goals",)
    second = Selection(country=("HND",), goal=("ALPHA-2",))
    assert unit_values(catalog, second, GOALS)["HN-CR"].words == ("1 goal",)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (PROGRAMS, "no program with a place found here"),
        (GOALS, "no goal of a program with a place found here"),
    ],
)
def test_a_unit_without_a_value_says_what_was_not_found(
    tiny_catalog: Callable[..., Catalog], measure: str, words: str
) -> None:
    value = unit_values(tiny_catalog(), HONDURAS, measure)["HN-CR"]
    assert (value.state, value.words) == (NO_EVIDENCE, (words,))


def test_a_unit_with_a_program_but_no_goal_does_not_say_that_there_is_no_program(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(places=[IN_CORTES], programs=[AT_A_PLACE])
    assert unit_values(catalog, HONDURAS, PROGRAMS)["HN-CR"].words == ("1 program",)
    assert unit_values(catalog, HONDURAS, GOALS)["HN-CR"].words == (
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
