"""What each country gets under a measure, and which kind of gap it is where nothing was found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inlmap.catalog.address import choices
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import DOCUMENTED, NO_EVIDENCE, OUTSIDE, REGIONAL_ONLY
from inlmap.figures.measures import (
    FUNDING,
    GOALS,
    INITIATIVES,
    MEASURES,
    PROGRAMS,
    ZERO,
    country_values,
    initiatives_by_country,
)
from tests.tiny_rows import BETA, FIVE_PARTNERS, line, programs_in


def amounts(catalog: Catalog, selection: Selection, measure: str) -> dict[str, float]:
    values = country_values(catalog, selection, measure).values
    return {iso3: v.amount for iso3, v in values.items() if v.state == DOCUMENTED}


def states(catalog: Catalog, selection: Selection, measure: str) -> dict[str, str]:
    values = country_values(catalog, selection, measure).values
    return {iso3: value.state for iso3, value in values.items()}


# Three partners of an initiative, one of another, and one of neither.
MEMBERS = [
    {"iso3": "GTM"},
    {"iso3": "HND"},
    {"iso3": "MEX"},
    {"initiative_id": "BETA", "iso3": "HND"},
    {"initiative_id": "BETA", "iso3": "COL", "role": "observer"},
]
GOALS_OF_ALPHA = [{}, {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"}]


@pytest.fixture
def five(tiny_catalog: Callable[..., Catalog]) -> Callable[..., Catalog]:
    """Read five partner countries, two initiatives and the rows given."""
    return partial(
        tiny_catalog,
        countries=FIVE_PARTNERS,
        initiatives=[{}, BETA],
        members=MEMBERS,
        goals=GOALS_OF_ALPHA,
    )


def test_funding_by_country_is_the_sum_of_its_own_lines(five: Callable[..., Catalog]) -> None:
    later = {"record_id": "later", "fy_start": "2012", "fy_end": "2012"}
    lines = [line("HND", "1.5"), line("HND", "2.25", **later), line("MEX", "4"), line("GTM", "-1")]
    catalog = five(funding=lines)
    assert amounts(catalog, Selection(), FUNDING) == {"HND": 3.75, "MEX": 4, "GTM": -1}
    values = country_values(catalog, Selection(), FUNDING)
    assert values.heading == "Nominal $ allocated, FY2010–FY2012"
    assert values.values["HND"].words == ("$3.8M allocated, FY2010–FY2012",)


def test_money_in_a_line_for_several_countries_is_regional_only(
    five: Callable[..., Catalog],
) -> None:
    catalog = five(funding=[line("HND", "1"), line("GTM;PAN", "8")])
    assert states(catalog, Selection(), FUNDING) == {
        "MEX": NO_EVIDENCE,
        "GTM": REGIONAL_ONLY,
        "HND": DOCUMENTED,
        "PAN": REGIONAL_ONLY,
        "COL": NO_EVIDENCE,
    }


def test_a_country_in_no_line_has_no_evidence_and_no_zero(five: Callable[..., Catalog]) -> None:
    value = country_values(five(funding=[line("HND", "1")]), Selection(), FUNDING).values["PAN"]
    assert (value.state, value.words) == (NO_EVIDENCE, ("no line in this series",))


def test_an_initiative_without_a_split_by_country_is_regional_only_for_its_partners(
    five: Callable[..., Catalog],
) -> None:
    catalog = five(
        series=[ALPHA_TOTAL], funding=[line("", "600", record_id="A", initiative_id="ALPHA")]
    )
    alpha = Selection(initiative=("ALPHA",))
    assert amounts(catalog, alpha, FUNDING) == {}
    assert states(catalog, alpha, FUNDING) == {
        "MEX": REGIONAL_ONLY,
        "GTM": REGIONAL_ONLY,
        "HND": REGIONAL_ONLY,
        "PAN": OUTSIDE,
        "COL": OUTSIDE,
    }
    values = country_values(catalog, alpha, FUNDING)
    assert values.heading == "Documented funding by country"
    assert values.note == "No source splits this money by country."


def test_an_initiative_of_one_country_has_its_headline_there(five: Callable[..., Catalog]) -> None:
    catalog = five(series=[ALPHA_TOTAL], funding=[line("MEX", "600", initiative_id="ALPHA")])
    assert amounts(catalog, Selection(initiative=("ALPHA",)), FUNDING) == {"MEX": 600}


def test_an_initiative_is_split_by_its_own_series_by_country(five: Callable[..., Catalog]) -> None:
    own = {"series_id": "own", "initiative_id": "ALPHA", "stage": "disbursed"}
    series = own | {"title": "Alpha by country", "scope": "initiative", "headline": "alternate"}
    catalog = five(
        series=[ALPHA_TOTAL, series],
        funding=[
            line("", "600", record_id="A", initiative_id="ALPHA"),
            line("HND", "0.559", **own),
            line("GTM", "2", **own),
        ],
    )
    values = country_values(catalog, Selection(initiative=("ALPHA",)), FUNDING)
    assert values.heading == "Nominal $ disbursed, FY2010"
    assert values.note.startswith("Alpha by country. ")
    assert {iso3: one.amount for iso3, one in values.values.items() if one.figure} == {
        "HND": 0.559,
        "GTM": 2,
    }
    assert values.values["HND"].words == ("$559K disbursed, FY2010",)


def test_money_is_not_split_by_theme(tiny_catalog: Callable[..., Catalog]) -> None:
    catalog = tiny_catalog(programs=[{"theme_id": "borders"}])
    values = country_values(catalog, Selection(theme=("borders",)), FUNDING)
    assert {value.state for value in values.values.values()} == {NO_EVIDENCE}
    assert values.note.startswith("No source splits the money by theme")


def test_goals_are_counted_once_however_many_programs_serve_them(
    five: Callable[..., Catalog],
) -> None:
    programs = [
        *programs_in("HND", 3, goal_ids="ALPHA-1"),
        *programs_in("GTM", 1, goal_ids="ALPHA-1;ALPHA-2"),
        *programs_in("MEX", 1),
    ]
    catalog = five(programs=programs)
    assert amounts(catalog, Selection(), GOALS) == {"HND": 1, "GTM": 2}
    assert amounts(catalog, Selection(goal=("ALPHA-2",)), GOALS) == {"GTM": 1}


def test_goals_are_told_in_the_singular_and_the_plural(five: Callable[..., Catalog]) -> None:
    both = {"goal_ids": "ALPHA-1;ALPHA-2"}
    programs = [
        *programs_in("HND", 1, goal_ids="ALPHA-1"),
        *programs_in("GTM", 1, **both),
        *programs_in("MEX;PAN", 1, scope="regional", **both),
    ]
    values = country_values(five(programs=programs), Selection(), GOALS).values
    assert values["HND"].words == ("1 goal covered by its own programs",)
    assert values["GTM"].words == ("2 goals covered by its own programs",)
    assert values["PAN"].words == ("regional only", "2 goals covered by regional programs")
    assert values["COL"].words == ("no evidence found",)


def test_initiatives_are_those_the_country_is_a_partner_in(five: Callable[..., Catalog]) -> None:
    values = country_values(five(), Selection(), INITIATIVES).values
    assert values["HND"].words == ("Alpha", "Beta")
    assert values["MEX"].words == ("Alpha",)
    assert (values["COL"].state, values["COL"].words) == (NO_EVIDENCE, ("no initiative",))


@pytest.mark.parametrize("measure", list(MEASURES))
def test_the_values_do_not_follow_the_filter_by_country(catalog: Catalog, measure: str) -> None:
    one = country_values(catalog, Selection(country=("HND",)), measure)
    assert one == country_values(catalog, Selection(), measure)


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_partner_country_has_a_value_and_words(catalog: Catalog, measure: str) -> None:
    values = country_values(catalog, Selection(), measure).values
    assert tuple(values) == catalog.partner_codes
    assert all(value.words for value in values.values())


LINES = [line("HND", "0"), line("HND;GTM", "8")]
ALPHA_TOTAL = {"scope": "initiative", "initiative_id": "ALPHA", "adds_over": ""}
BOTH_PARTNERS = [{}, {"iso3": "GTM"}]


def test_programs_are_counted_by_country_and_those_shared_are_not(
    five: Callable[..., Catalog],
) -> None:
    shared = programs_in("HND;PAN", 2, scope="regional")
    catalog = five(programs=programs_in("MEX", 5) + programs_in("HND", 1) + shared)
    assert amounts(catalog, Selection(), PROGRAMS) == {"MEX": 5, "HND": 1}
    assert states(catalog, Selection(), PROGRAMS)["PAN"] == REGIONAL_ONLY


def test_an_amount_of_zero_is_zero_and_not_a_gap(tiny_catalog: Callable[..., Catalog]) -> None:
    value = country_values(tiny_catalog(funding=LINES), Selection(), FUNDING).values["HND"]
    assert (value.state, value.words) == (ZERO, ("$0 allocated, FY2010",))


def test_a_country_in_a_line_for_several_countries_only_is_regional_only(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    value = country_values(tiny_catalog(funding=LINES), Selection(), FUNDING).values["GTM"]
    assert (value.state, value.words) == (
        REGIONAL_ONLY,
        ("funded through a regional line only",),
    )
    assert value.amount == 0


def test_a_line_for_the_region_covers_no_country_where_no_initiative_is_chosen(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    lines = [{}, {"record_id": "region", "iso3": "", "recipient": "Region"}]
    catalog = tiny_catalog(members=BOTH_PARTNERS, funding=lines)
    assert states(catalog, Selection(), FUNDING) == {"GTM": NO_EVIDENCE, "HND": DOCUMENTED}


@pytest.mark.parametrize(
    ("members", "state"),
    [(BOTH_PARTNERS, REGIONAL_ONLY), ([{"iso3": "GTM"}], NO_EVIDENCE)],
    ids=["partner", "no partner"],
)
def test_a_line_of_an_initiative_covers_its_partners(
    tiny_catalog: Callable[..., Catalog], members: list[dict[str, str]], state: str
) -> None:
    line_of_it = {"iso3": "", "recipient": "Alpha", "initiative_id": "ALPHA"}
    series = [{"scope": "initiative", "initiative_id": "ALPHA"}]
    catalog = tiny_catalog(members=members, funding=[line_of_it], series=series)
    found = country_values(catalog, Selection(initiative=("ALPHA",)), FUNDING).values
    assert found["GTM"].state == REGIONAL_ONLY
    assert found["HND"].state in (state, "not in this choice")


def test_the_four_states_are_four_words(five: Callable[..., Catalog]) -> None:
    lines = [line("HND", "1"), line("GTM", "0"), line("MEX;PAN", "2", record_id="shared")]
    catalog = five(funding=lines)
    assert states(catalog, Selection(), FUNDING) == {
        "HND": "documented",
        "GTM": "zero",
        "MEX": "regional only",
        "PAN": "regional only",
        "COL": "no evidence found",
    }


@pytest.mark.parametrize("measure", list(MEASURES))
def test_only_a_documented_country_has_an_amount(catalog: Catalog, measure: str) -> None:
    values = country_values(catalog, Selection(), measure).values.values()
    assert {value.amount for value in values if value.state != DOCUMENTED} == {0}
    assert all(value.amount for value in values if value.state == DOCUMENTED)


def test_only_documented_amounts_are_classed(five: Callable[..., Catalog]) -> None:
    funding = [line("HND", "4"), line("MEX", "2"), line("GTM", "0"), line("PAN;COL", "8")]
    assert sorted(country_values(five(funding=funding), Selection(), FUNDING).amounts()) == [2, 4]


def test_the_initiatives_of_a_country_follow_the_filter_by_initiative(
    five: Callable[..., Catalog],
) -> None:
    values = country_values(five(), Selection(initiative=("BETA",)), INITIATIVES).values
    assert values["HND"].words == ("Beta",)
    assert values["MEX"].words == ("not in this choice",)


def test_the_initiatives_of_a_country_stand_in_their_own_order(
    five: Callable[..., Catalog],
) -> None:
    last = {"sort_order": "3"}
    assert initiatives_by_country(five(), Selection())["HND"] == ("ALPHA", "BETA")
    found = initiatives_by_country(five(initiatives=[last, BETA]), Selection())
    assert found["HND"] == ("BETA", "ALPHA")
    assert "COL" not in found  # an observer


@settings(database=None, deadline=None, derandomize=True, max_examples=60)
@given(data=st.data())
def test_no_value_of_any_selection_follows_the_filter_by_country(
    catalog: Catalog, data: st.DataObject
) -> None:
    chosen = {
        name: tuple(data.draw(st.lists(st.sampled_from(values), max_size=2, unique=True)))
        for name, values in offered(catalog).items()
    }
    countries = data.draw(
        st.lists(st.sampled_from(catalog.partner_codes), min_size=1, max_size=3, unique=True)
    )
    measure = data.draw(st.sampled_from(list(MEASURES)))
    open_values = country_values(catalog, Selection(**chosen), measure)
    narrowed = Selection(**chosen, country=tuple(countries))
    assert country_values(catalog, narrowed, measure) == open_values


def offered(catalog: Catalog) -> dict[str, list[str]]:
    names = ("initiative", "theme", "assistance")
    return {name: [one.value for one in choices(catalog)[name]] for name in names}


@pytest.mark.parametrize("measure", MEASURES)
def test_no_gap_is_seen_in_a_country_that_is_not_in_the_choice(
    tiny_catalog: Callable[..., Catalog], measure: str
) -> None:
    values = country_values(tiny_catalog(), Selection(initiative=("ALPHA",)), measure).values
    assert (values["GTM"].state, values["GTM"].words) == (OUTSIDE, ("not in this choice",))
    assert values["HND"].state != OUTSIDE


@pytest.mark.parametrize("measure", [PROGRAMS, GOALS])
def test_a_partner_without_a_program_of_the_choice_is_a_gap(
    tiny_catalog: Callable[..., Catalog], measure: str
) -> None:
    catalog = tiny_catalog(members=[{}, {"iso3": "GTM"}])
    values = country_values(catalog, Selection(initiative=("ALPHA",)), measure).values
    assert values["GTM"].words == ("no evidence found",)
