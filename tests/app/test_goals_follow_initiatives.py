"""The goals on offer are those of the chosen initiatives, in their own wording and order."""

from __future__ import annotations

CBSI_GOALS = [
    "CBSI 1: Substantially reduce illicit trafficking",
    "CBSI 2: Advance public safety and security",
    "CBSI 3: Promote social justice",
]


def test_without_an_initiative_every_goal_is_offered(visit, goals):
    page = visit()
    page.open_more_filters()
    assert len(page.goals_offered) == len(goals)


def test_an_initiative_offers_its_own_goals_only(visit):
    page = visit()
    page.choose("initiative", "CBSI")
    assert page.goals_offered == CBSI_GOALS


def test_two_initiatives_offer_the_goals_of_both(visit):
    page = visit(initiative=["CBSI", "Merida"])
    assert len(page.goals_offered) == 7
    assert set(CBSI_GOALS) < set(page.goals_offered)


def test_an_initiative_whose_id_begins_another_does_not_lend_its_goals(visit, goals):
    page = visit(initiative="Plan-Colombia")
    own = [goal for goal in goals if goal["initiative_id"] == "Plan-Colombia"]
    assert len(page.goals_offered) == len(own) == 4


def test_a_goal_of_another_initiative_is_let_go_when_the_initiative_changes(visit):
    page = visit(initiative="CARSI", goal="CARSI-1")
    page.choose("initiative", "CBSI")
    assert page.chosen == {"initiative": ["CBSI"]}
    assert page.address == {"initiative": "CBSI"}
    page.choose("initiative")
    assert page.chosen == {}


def test_a_goal_is_kept_while_its_initiative_stays_chosen(visit):
    page = visit(initiative="CARSI", goal="CARSI-1")
    page.choose("initiative", "CARSI", "CBSI")
    assert page.chosen["goal"] == ["CARSI-1"]
