"""The view in plain words, right in number and grammar."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.presentation.sentences import filters_in_words, summary
from inlmap.presentation.view import View

PLACE = {"scope": "place", "place_ids": "P1"}
REGIONAL = {"program_id": "PR2", "scope": "regional", "iso3": "HND;GTM"}


def sentences(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    return summary(View(catalog, selection))


def test_everything_is_summed_up(catalog: Catalog) -> None:
    first, second, third, caution = sentences(catalog, Selection())
    assert first == (
        "The sources document 296 programs in 27 countries, most in Mexico (86), Colombia (45), "
        "and Costa Rica (15)."
    )
    assert second == (
        "160 are tied to a named place and 29 are shared by several countries; "
        "the evidence is in 139 sources."
    )
    assert third == (
        "Documented money: $4.40B allocated, FY2008–FY2015; series: INCLE allocated by country, "
        "FY2008-FY2015 (State Department budget tables)."
    )
    assert caution.startswith("Read from a transcription of State's tables by CSIS;")


def test_where_too_many_countries_share_the_third_place_only_those_above_are_named(
    catalog: Catalog,
) -> None:
    first, *_ = sentences(catalog, Selection(initiative=("CARSI",)))  # three countries have 7
    assert first == (
        "The sources document 66 programs under CARSI in 7 countries, most in Costa Rica (15) "
        "and Guatemala (13)."
    )


def test_countries_with_regional_programs_only_are_not_ranked(catalog: Catalog) -> None:
    first, *_ = sentences(catalog, Selection(goal=("CBSI-3",)))
    assert first.endswith("toward CBSI 3: Promote social justice in 13 countries.")


def test_one_country_is_named_once(catalog: Catalog) -> None:
    assert sentences(catalog, Selection(country=("HND",)))[0] == (
        "The sources document 18 programs in Honduras."
    )


def test_one_goal_is_named_in_its_own_wording_and_has_no_amount(catalog: Catalog) -> None:
    first, second, third = sentences(catalog, Selection(goal=("Merida-1",)))
    assert first == (
        "The sources document 13 programs toward Mérida 1: Disrupting Organized Criminal Groups "
        "in Mexico."
    )
    assert second == (
        "1 is tied to a named place and none is shared by several countries; "
        "the evidence is in 10 sources."
    )
    assert third == (
        "No source splits the money by goal, so no amount can be stated for this selection."
    )


def test_nothing_found_says_so_and_how_to_see_more(catalog: Catalog) -> None:
    assert sentences(catalog, Selection(country=("ARG",))) == (
        "No program in Argentina was found in the sources.",
        "That means no evidence was found, not that nothing was done. "
        "Remove a filter or widen the years to see more.",
        "Documented money: $11.2M obligated, FY2021–FY2025; series: INCLE and NADR together "
        "obligated by country, FY2021-FY2025 (ForeignAssistance.gov).",
    )


def test_a_catalog_without_programs_is_told_in_an_orderly_sentence(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert sentences(tiny_catalog(programs=[]), Selection())[0] == (
        "No program was found in the sources."
    )


def test_up_to_four_countries_are_named(catalog: Catalog) -> None:
    assert sentences(catalog, Selection(initiative=("Andean",)))[0] == (
        "The sources document 32 programs under Andean in Bolivia, Colombia, Ecuador, and Peru."
    )


def test_programs_of_the_office_are_in_no_country(catalog: Catalog) -> None:
    assert sentences(catalog, Selection(initiative=("INL-WHP",)))[0] == (
        "The sources document 5 programs under INL/WHP."
    )


def test_one_program_at_one_place_from_one_source_is_told_in_the_singular(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    first, second, *_ = sentences(tiny_catalog(programs=[PLACE]), Selection())
    assert first == "The sources document 1 program in Honduras."
    assert second == (
        "1 is tied to a named place and none is shared by several countries; "
        "the evidence is in 1 source."
    )


def test_one_shared_program_is_told_in_the_singular(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    second = sentences(tiny_catalog(programs=[{}, REGIONAL]), Selection())[1]
    assert second == (
        "None is tied to a named place and 1 is shared by several countries; "
        "the evidence is in 1 source."
    )


def test_without_a_filter_there_is_no_phrase(catalog: Catalog) -> None:
    assert filters_in_words(catalog, Selection()) == ""


@pytest.mark.parametrize(
    ("selection", "phrase"),
    [
        (Selection(initiative=("CARSI", "CBSI")), "under CARSI or CBSI"),
        (Selection(theme=("corrections",)), "on Corrections"),
        (Selection(agency=("DEA",)), "with DEA"),
        (Selection(assistance=("canines",)), "of kind Canines"),
        (Selection(fy=(2008, 2008)), "active in FY2008"),
        (
            Selection(initiative=("CARSI",), country=("HND",), fy=(2008, 2015)),
            "under CARSI in Honduras active in FY2008–FY2015",
        ),
        (
            Selection(country=("GTM", "HND", "SLV", "MEX", "PAN")),
            "in El Salvador, Guatemala, Honduras, or 2 more",
        ),
    ],
)
def test_filters_are_told_in_words(catalog: Catalog, selection: Selection, phrase: str) -> None:
    assert filters_in_words(catalog, selection) == phrase


@pytest.mark.parametrize(
    ("selection", "phrase"),
    [
        (Selection(country=("TTO",)), "in Trinidad and Tobago"),
        (
            Selection(country=("ATG", "KNA")),
            "in Antigua and Barbuda or Saint Kitts and Nevis",
        ),
        (Selection(theme=("police",)), "on Police and investigation"),
        (
            Selection(goal=("CARSI-2",)),
            "toward CARSI 2: Disrupt movement of criminals and contraband",
        ),
    ],
)
def test_an_and_inside_a_name_stays_an_and(
    catalog: Catalog, selection: Selection, phrase: str
) -> None:
    assert filters_in_words(catalog, selection) == phrase
