"""What the dataset says about one country or initiative."""

from __future__ import annotations

import pytest

from inlmap.catalog import Catalog
from inlmap.profiles import CountryProfile, InitiativeProfile, neighbors
from inlmap.selection import Selection
from inlmap.totals import families_of_country


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


def test_the_neighbors_of_an_island_are_the_nearest_ones(catalog: Catalog) -> None:
    assert set(neighbors(catalog, "LCA")) == {"VCT", "BRB", "DMA", "GRD"}


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
