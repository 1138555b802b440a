"""What the dataset says about one country or initiative."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.memberships import Membership, memberships
from inlmap.figures.profiles import CountryProfile, InitiativeProfile, neighbors
from tests.tiny_rows import BETA, FIVE_PARTNERS, line

# Honduras: two programs of its own and one it shares under Alpha, one of its own under Beta.
GOALS = [
    {},
    {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"},
    {"goal_id": "BETA-1", "initiative_id": "BETA", "name": "Fair courts"},
]
OF_BETA = {"initiative_id": "BETA"}
PROGRAMS = [
    {"program_id": "A1", "goal_ids": "ALPHA-1"},
    {"program_id": "A2", "goal_ids": "ALPHA-1;ALPHA-2", "theme_id": "borders"},
    {"program_id": "A3", "iso3": "GTM;HND", "scope": "regional", "goal_ids": "ALPHA-2"},
    {"program_id": "B1", "goal_ids": "BETA-1", **OF_BETA},
    {"program_id": "B2", "iso3": "GTM", "goal_ids": "BETA-1", **OF_BETA},
]
MEMBERS = [
    {"iso3": "HND", "from": "2008", "to": "2009"},
    {"iso3": "GTM", "role": "observer"},
    OF_BETA | {"iso3": "HND", "from": "2010"},
]


@pytest.fixture
def known(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    return tiny_catalog(
        countries=FIVE_PARTNERS,
        initiatives=[{"succeeded_by": "BETA"}, BETA],
        goals=GOALS,
        members=MEMBERS,
        programs=PROGRAMS,
        funding=[line("HND", "1.5"), line("MEX", "4")],
    )


def test_a_country_is_in_its_initiatives_with_role_and_years(known: Catalog) -> None:
    found = [
        [
            (m.initiative_id, m.role, m.years)
            for m in CountryProfile(known, chosen, iso3).memberships
        ]
        for iso3 in ("HND", "GTM", "MEX")
        for chosen in [Selection(initiative=("BETA",), fy=(2024, 2024))]  # does not hold here
    ]
    assert found == [
        [("ALPHA", "partner", "2008–2009"), ("BETA", "partner", "since 2010")],
        [("ALPHA", "observer", "")],
        [],
    ]


def test_a_country_has_programs_of_its_own_and_shared_ones(known: Catalog) -> None:
    profile = CountryProfile(known, Selection(country=("MEX",)), "HND")
    assert list(profile.own["program_id"]) == ["A1", "A2", "B1"]
    assert list(profile.regional["program_id"]) == ["A3"]
    assert profile.name == "Honduras"


def test_goals_tell_own_from_regional_coverage(known: Catalog) -> None:
    profile = CountryProfile(known, Selection(), "HND")
    assert [(goal.label, goal.name, goal.own, goal.regional) for goal in profile.goals] == [
        ("Alpha 1", "Safe ports", 2, 0),
        ("Alpha 2", "Safe streets", 1, 1),
        ("Beta 1", "Fair courts", 1, 0),
    ]
    profile = CountryProfile(known, Selection(initiative=("ALPHA",)), "HND")
    assert [goal.label for goal in profile.goals] == ["Alpha 1", "Alpha 2"]


@pytest.mark.parametrize(
    ("iso3", "expected"),
    [("HND", ("SLV", "GTM", "NIC")), ("HTI", ("DOM",)), ("MEX", ("BLZ", "GTM"))],
)
def test_neighbors_share_a_border(catalog: Catalog, iso3: str, expected: tuple[str, ...]) -> None:
    assert neighbors(catalog, iso3) == expected


def test_the_neighbors_of_an_island_are_the_nearest_ones_from_near_to_far(
    catalog: Catalog,
) -> None:
    assert neighbors(catalog, "LCA") == ("VCT", "BRB", "DMA", "GRD")
    assert neighbors(catalog, "BHS", 2) == ("JAM", "HTI")


def test_a_neighbor_is_a_partner_country_and_not_the_country_itself(catalog: Catalog) -> None:
    for iso3 in catalog.partner_codes:
        found = neighbors(catalog, iso3)
        assert found
        assert set(found) <= set(catalog.partner_codes) - {iso3}


def test_two_countries_with_a_border_are_neighbors_of_each_other(catalog: Catalog) -> None:
    for iso3 in ("HND", "COL", "MEX", "HTI"):
        assert all(iso3 in neighbors(catalog, other) for other in neighbors(catalog, iso3))


def test_an_initiative_knows_what_it_took_the_place_of(known: Catalog) -> None:
    assert InitiativeProfile(known, Selection(), "BETA").predecessors == ("ALPHA",)
    assert InitiativeProfile(known, Selection(), "ALPHA").predecessors == ()


def test_partners_of_an_initiative_stand_before_observers(known: Catalog) -> None:
    profile = InitiativeProfile(known, Selection(), "ALPHA")
    assert [(m.iso3, m.role) for m in profile.memberships] == [
        ("HND", "partner"),
        ("GTM", "observer"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (2008, 2009, "2008–2009"),
        (2010, None, "since 2010"),
        (None, 2009, "until 2009"),
        (2009, 2009, "2009"),
        (None, None, ""),
    ],
)
def test_the_years_of_a_membership_are_told_as_far_as_they_are_known(
    start: int | None, end: int | None, years: str
) -> None:
    assert Membership("CARSI", "CARSI", "HND", "partner", start, end, "").years == years


def test_every_row_of_the_members_is_a_membership_in_the_order_of_the_initiatives(
    catalog: Catalog,
) -> None:
    found = memberships(catalog)
    order = catalog.initiatives.sort_values("sort_order")["initiative_id"].to_list()
    assert len(found) == len(catalog.members) > 0
    ranks = [order.index(one.initiative_id) for one in found]
    assert ranks == sorted(ranks)
    assert {one.role for one in found} == {"partner", "observer"}


def test_a_country_without_programs_covers_no_goal(known: Catalog) -> None:
    profile = CountryProfile(known, Selection(), "COL")
    assert (profile.memberships, profile.goals) == ((), ())
    assert profile.programs.empty


def test_the_filters_other_than_the_country_hold_on_its_page(known: Catalog) -> None:
    chosen = Selection(country=("MEX", "COL"), theme=("borders",))
    assert list(CountryProfile(known, chosen, "HND").programs["program_id"]) == ["A2"]


def test_the_amount_of_a_country_is_that_of_its_own_lines(known: Catalog) -> None:
    figure = CountryProfile(known, Selection(country=("MEX",)), "HND").figure
    assert (figure.value, figure.years) == (1.5, "FY2010")


def test_the_goals_of_an_initiative_count_its_programs(known: Catalog) -> None:
    profile = InitiativeProfile(known, Selection(initiative=("BETA",)), "ALPHA")
    assert [(goal.label, goal.own, goal.regional) for goal in profile.goals] == [
        ("Alpha 1", 2, 0),
        ("Alpha 2", 1, 1),
    ]
    assert list(profile.programs["program_id"]) == ["A1", "A2", "A3"]
    assert profile.row["short_name"] == "Alpha"


def test_the_amount_of_an_initiative_is_that_of_its_own_series(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    total = {"series_id": "total", "scope": "initiative", "initiative_id": "ALPHA"}
    of_alpha = {"series_id": "total", "initiative_id": "ALPHA"}
    catalog = tiny_catalog(
        series=[{}, total], funding=[line("HND", "1.5"), line("", "60", record_id="A", **of_alpha)]
    )
    assert InitiativeProfile(catalog, Selection(), "ALPHA").figure.value == 60
