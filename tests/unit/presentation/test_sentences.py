"""The view in plain words, right in number and grammar."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.presentation.sentences import filters_in_words, summary
from inlmap.presentation.view import View

COUNTRIES = (
    ("BLZ", "Belize", "partner"),
    ("CRI", "Costa Rica", "partner"),
    ("GTM", "Guatemala", "partner"),
    ("HND", "Honduras", "partner"),
    ("MEX", "Mexico", "partner"),
)
INITIATIVES = [{}, {"initiative_id": "BETA", "name": "Beta Initiative", "short_name": "Beta"}]
PLACE = {"scope": "place", "place_ids": "P1"}
REGIONAL = {"program_id": "PR2", "scope": "regional", "iso3": "HND;GTM"}


def sentences(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    return summary(View(catalog, selection))


def programs(countries: str, **columns: str) -> list[dict[str, str]]:
    """A row for each word: a program of one country, or a regional one of several."""
    return [
        {
            "program_id": f"PR-{at}",
            "iso3": cell,
            "scope": "regional" if ";" in cell else "country",
            **columns,
        }
        for at, cell in enumerate(countries.split())
    ]


def test_everything_is_summed_up(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(
        countries=COUNTRIES,
        programs=[
            PLACE | {"source_id": "S1;S2"},
            *programs("MEX MEX MEX HND GTM GTM BLZ CRI BLZ;CRI BLZ;GTM"),
        ],
        funding=[
            {"record_id": "R1", "fy_start": "2010", "fy_end": "2010"},
            {
                "record_id": "R2",
                "iso3": "MEX",
                "fy_start": "2012",
                "fy_end": "2012",
                "amount_usd_millions": "2.5",
            },
        ],
        members=[{}, {"iso3": "MEX"}],
        series=[{"caution": "Read from a picture of the table."}],
        sources=[{"source_id": "S1"}, {"source_id": "S2"}],
    )
    assert sentences(catalog, Selection()) == (
        "The sources document 11 programs in 5 countries, most in Mexico (3), Honduras (2), "
        "and Guatemala (2).",
        "1 is tied to a named place and 2 are shared by several countries; "
        "the evidence is in 2 sources.",
        "Documented money: $3.5M allocated, FY2010–FY2012; series: Country lines.",
        "Read from a picture of the table.",
    )


def test_where_too_many_countries_share_the_third_place_only_those_above_are_named(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    here = Selection(initiative=("ALPHA",))
    found = programs("MEX MEX HND BLZ CRI GTM")
    assert sentences(tiny_catalog(countries=COUNTRIES, programs=found), here)[0] == (
        "The sources document 6 programs under Alpha in 5 countries, most in Mexico (2)."
    )


def test_four_countries_are_named_where_two_share_the_third_place(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    found = programs("MEX MEX HND BLZ CRI BLZ;GTM")
    assert sentences(tiny_catalog(countries=COUNTRIES, programs=found), Selection())[0] == (
        "The sources document 6 programs in 5 countries, most in Mexico (2), Honduras (1), "
        "Costa Rica (1), and Belize (1)."
    )


def test_countries_with_regional_programs_only_are_not_ranked(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    found = programs("BLZ;CRI;GTM;HND;MEX", goal_ids="ALPHA-1")
    catalog = tiny_catalog(countries=COUNTRIES, programs=found)
    assert sentences(catalog, Selection(goal=("ALPHA-1",)))[0] == (
        "The sources document 1 program toward Alpha 1: Safe ports in 5 countries."
    )


def test_one_country_is_named_once(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(programs=programs("HND HND GTM HND;GTM"))
    assert sentences(catalog, Selection(country=("HND",)))[0] == (
        "The sources document 3 programs in Honduras."
    )


def test_one_goal_is_named_in_its_own_wording_and_has_no_amount(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(
        programs=[PLACE | {"goal_ids": "ALPHA-1"}, *programs("HND", goal_ids="ALPHA-1")]
    )
    assert sentences(catalog, Selection(goal=("ALPHA-1",))) == (
        "The sources document 2 programs toward Alpha 1: Safe ports in Honduras.",
        "1 is tied to a named place and none is shared by several countries; "
        "the evidence is in 1 source.",
        "No source splits the money by goal, so no budget figure can be stated for this selection.",
    )


def test_nothing_found_says_so_and_how_to_see_more(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    catalog = tiny_catalog(funding=[{"iso3": "GTM", "amount_usd_millions": "11.2"}])
    assert sentences(catalog, Selection(country=("GTM",))) == (
        "No program in Guatemala was found in the sources.",
        "That means no evidence was found, not that nothing was done. "
        "Remove a filter or widen the years to see more.",
        "Documented money: $11.2M allocated, FY2010; series: Country lines.",
    )


def test_a_catalog_without_programs_is_told_in_an_orderly_sentence(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert sentences(tiny_catalog(programs=[]), Selection())[0] == (
        "No program was found in the sources."
    )


def test_up_to_four_countries_are_named(tiny_catalog: Callable[..., Catalog]) -> None:
    found = programs("MEX MEX HND CRI BLZ;CRI")
    catalog = tiny_catalog(countries=COUNTRIES, programs=found)
    assert sentences(catalog, Selection(initiative=("ALPHA",)))[0] == (
        "The sources document 5 programs under Alpha in Belize, Costa Rica, Honduras, and Mexico."
    )


def test_programs_of_the_office_are_in_no_country(tiny_catalog: Callable[..., Catalog]) -> None:
    office = {"program_id": "OFFICE", "initiative_id": "BETA", "iso3": "", "scope": "office"}
    catalog = tiny_catalog(initiatives=INITIATIVES, programs=[{}, office])
    assert sentences(catalog, Selection(initiative=("BETA",)))[0] == (
        "The sources document 1 program under Beta."
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


DATED = {"program_id": "A", "start_year": "2012", "end_year": "2012"}
TWO_UNDATED = [DATED, {"program_id": "B"}, {"program_id": "C"}]


@pytest.mark.parametrize(
    ("rows", "selection", "sentence"),
    [
        (
            TWO_UNDATED,
            Selection(fy=(2010, 2015)),
            "The sources document 3 programs (year not stated for 2) active in FY2010–FY2015 or "
            "undated in Honduras.",
        ),
        (
            TWO_UNDATED,
            Selection(fy=(2010, 2015), hide_undated=True),
            "The sources document 1 program (2 more, year not stated, are hidden) active in "
            "FY2010–FY2015 in Honduras.",
        ),
        (
            TWO_UNDATED[:2],
            Selection(hide_undated=True),
            "The sources document 1 program (1 more, year not stated, is hidden) with a stated "
            "year in Honduras.",
        ),
        ([DATED], Selection(fy=(2010, 2015), hide_undated=True), None),
        (TWO_UNDATED, Selection(), "The sources document 3 programs in Honduras."),
    ],
)
def test_the_first_sentence_says_how_many_programs_have_no_year(
    tiny_catalog: Callable[..., Catalog],
    rows: list[dict[str, str]],
    selection: Selection,
    sentence: str | None,
) -> None:
    told = "The sources document 1 program active in FY2010–FY2015 in Honduras."
    assert sentences(tiny_catalog(programs=rows), selection)[0] == (sentence or told)


def test_where_all_are_hidden_it_is_said_that_they_are(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    told = sentences(tiny_catalog(programs=TWO_UNDATED[1:]), Selection(hide_undated=True))
    assert told[0] == "No program with a stated year was found in the sources."
    assert told[2] == "2 programs whose years are not stated are hidden."


def test_without_a_filter_there_is_no_phrase(catalog: Catalog) -> None:
    assert filters_in_words(catalog, Selection()) == ""


@pytest.mark.parametrize(
    ("selection", "phrase"),
    [
        (Selection(initiative=("CARSI", "CBSI")), "under CARSI or CBSI"),
        (Selection(theme=("corrections",)), "on Corrections"),
        (Selection(agency=("DEA",)), "with DEA"),
        (Selection(assistance=("canines",)), "of kind Canines"),
        (Selection(fy=(2008, 2008)), "active in FY2008 or undated"),
        (Selection(fy=(2008, 2008), hide_undated=True), "active in FY2008"),
        (Selection(hide_undated=True), "with a stated year"),
        (
            Selection(initiative=("CARSI",), country=("HND",), fy=(2008, 2015)),
            "under CARSI in Honduras active in FY2008–FY2015 or undated",
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
