"""What the dataset says about one country or initiative."""

from __future__ import annotations

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.memberships import Membership, memberships
from inlmap.figures.profiles import CountryProfile, InitiativeProfile, neighbors
from inlmap.figures.totals import families_of_country


def test_a_country_is_in_its_initiatives_with_role_and_years(catalog: Catalog) -> None:
    profile = CountryProfile(catalog, Selection(), "HTI")
    assert [(m.initiative_id, m.role, m.years) for m in profile.memberships] == [
        ("Merida", "partner", "2008–2009"),
        ("CBSI", "observer", ""),
        ("Caribbean-bilateral", "partner", ""),
    ]


def test_a_country_has_programs_of_its_own_and_shared_ones(catalog: Catalog) -> None:
    profile = CountryProfile(catalog, Selection(country=("MEX",)), "HND")
    assert (len(profile.own), len(profile.regional)) == (7, 11)
    assert profile.name == "Honduras"


def test_goals_tell_own_from_regional_coverage(catalog: Catalog) -> None:
    profile = CountryProfile(catalog, Selection(initiative=("CARSI",)), "HND")
    assert [goal.label for goal in profile.goals] == [f"CARSI {n}" for n in range(1, 6)]
    assert [goal.own for goal in profile.goals] == [2, 3, 2, 0, 0]
    assert all(goal.regional for goal in profile.goals)


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


def test_an_initiative_knows_what_it_took_the_place_of(catalog: Catalog) -> None:
    profile = InitiativeProfile(catalog, Selection(), "Bicentennial-Framework")
    assert profile.predecessors == ("Merida",)


def test_partners_of_an_initiative_stand_before_observers(catalog: Catalog) -> None:
    profile = InitiativeProfile(catalog, Selection(), "CBSI")
    assert [m.iso3 for m in profile.memberships][-2:] == ["BLZ", "HTI"]
    assert len(profile.memberships) == 15


def test_accounts_of_a_country_are_of_one_stage_within_a_family(catalog: Catalog) -> None:
    families = families_of_country(catalog, "BOL")
    allocated = families[0]
    assert allocated.label == "Allocated, FY2008–FY2013 (State Department budget tables)"
    assert {figure.stage for _, figure in allocated.figures} == {"allocated"}
    first = {
        account: figure.value for account, figure in allocated.figures if figure.fy_start == 2008
    }
    assert first["INCLE"] == 30.154
    assert first["ESF"] == 16.862


def test_requests_stand_after_money_that_was_given(catalog: Catalog) -> None:
    stages = [family.figures[0][1].stage for family in families_of_country(catalog, "COL")]
    assert stages.index("requested") > stages.index("obligated")


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
    assert len(found) == len(catalog.members) == 39
    ranks = [order.index(one.initiative_id) for one in found]
    assert ranks == sorted(ranks)
    assert {one.role for one in found} == {"partner", "observer"}


def test_the_memberships_of_a_country_do_not_follow_the_filters(catalog: Catalog) -> None:
    profile = CountryProfile(catalog, Selection(initiative=("CBSI",), fy=(2024, 2024)), "HND")
    assert [(m.initiative, m.years) for m in profile.memberships] == [
        ("Mérida Initiative", "2008–2009"),
        ("Central America Regional Security Initiative", "since 2010"),
    ]


def test_a_country_without_programs_covers_no_goal(catalog: Catalog) -> None:
    profile = CountryProfile(catalog, Selection(), "ARG")
    assert (profile.memberships, profile.goals) == ((), ())
    assert profile.programs.empty


def test_the_goals_of_saint_lucia_are_told_with_own_and_regional_programs(
    catalog: Catalog,
) -> None:
    goals = CountryProfile(catalog, Selection(), "LCA").goals
    assert [(goal.label, goal.name, goal.own, goal.regional) for goal in goals] == [
        ("CBSI 1", "Reduce illicit trafficking", 1, 4),
        ("CBSI 2", "Advance public safety and security", 0, 4),
        ("CBSI 3", "Promote social justice", 0, 3),
    ]


def test_the_goals_of_several_initiatives_stand_in_their_order(catalog: Catalog) -> None:
    labels = [goal.label for goal in CountryProfile(catalog, Selection(), "HND").goals]
    assert labels == [f"Mérida {n}" for n in range(1, 5)] + [f"CARSI {n}" for n in range(1, 6)]


def test_the_filters_other_than_the_country_hold_on_its_page(catalog: Catalog) -> None:
    chosen = Selection(country=("MEX", "COL"), theme=("police",))
    profile = CountryProfile(catalog, chosen, "HND")
    assert set(profile.programs["theme_id"]) == {"police"}
    assert profile.programs["iso3"].str.contains("HND").all()


def test_the_amount_of_a_country_is_that_of_its_own_lines(catalog: Catalog) -> None:
    figure = CountryProfile(catalog, Selection(country=("MEX",)), "BOL").figure
    assert (figure.value, figure.years) == (103.65, "FY2008–FY2013")


def test_the_goals_of_an_initiative_count_its_programs(catalog: Catalog) -> None:
    profile = InitiativeProfile(catalog, Selection(initiative=("CARSI",)), "CBSI")
    assert [(goal.label, goal.own, goal.regional) for goal in profile.goals] == [
        ("CBSI 1", 31, 5),
        ("CBSI 2", 7, 4),
        ("CBSI 3", 0, 3),
    ]
    assert (len(profile.programs), profile.row["short_name"]) == (48, "CBSI")
    assert profile.figure.value == 560


def test_an_initiative_that_took_the_place_of_none_has_no_predecessor(catalog: Catalog) -> None:
    assert InitiativeProfile(catalog, Selection(), "CARSI").predecessors == ()
