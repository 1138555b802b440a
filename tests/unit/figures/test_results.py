"""Which results belong to a choice, and how many programs have one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.results import found_results, programs_with_result
from tests.tiny_rows import BETA


@pytest.fixture
def told(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    """Four programs, one with a part that has a result, and results of none."""
    return tiny_catalog(
        initiatives=[{}, BETA],
        themes=[{}, {"theme_id": "police", "name": "Police"}],
        programs=[
            {"program_id": "A", "theme_id": "borders"},
            {"program_id": "A2", "part_of": "A", "theme_id": "borders"},
            {"program_id": "B", "theme_id": "police"},
            {"program_id": "C", "iso3": "GTM", "initiative_id": "BETA"},
            {"program_id": "U", "assistance_type": "umbrella"},
        ],
        results=[
            {"result_id": "1", "program_id": "A2", "year_from": "2010", "year_to": "2012"},
            {"result_id": "2", "program_id": "C", "year_to": "2015"},
            {"result_id": "3", "iso3": "HND", "initiative_id": "ALPHA", "year_to": "2011"},
            {"result_id": "4", "iso3": "GTM;HND", "kind": "audit gap"},
            {"result_id": "5", "program_id": "U"},
        ],
    )


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(), ["1", "2", "3", "4", "5"]),
        (Selection(country=("HND",)), ["1", "3", "4", "5"]),
        (Selection(country=("GTM",)), ["2", "4"]),
        (Selection(initiative=("BETA",)), ["2"]),
        (Selection(initiative=("ALPHA",)), ["1", "3", "5"]),
        (Selection(theme=("borders",)), ["1"]),
        (Selection(fy=(2011, 2011)), ["1", "3", "4", "5"]),
        (Selection(fy=(2013, 2020)), ["2", "4", "5"]),
    ],
)
def test_results_follow_their_programs_and_others_initiative_country_and_years(
    told: Catalog, selection: Selection, ids: list[str]
) -> None:
    assert found_results(told, selection)["result_id"].tolist() == ids


@pytest.mark.parametrize(
    ("selection", "number"),
    [
        (Selection(), 2),
        (Selection(country=("HND",)), 1),
        (Selection(theme=("police",)), 0),
    ],
)
def test_a_result_of_a_part_is_one_of_its_whole_and_an_umbrella_has_none(
    told: Catalog, selection: Selection, number: int
) -> None:
    assert programs_with_result(told, selection) == number
