"""The charts carry their data with them and can be read as text."""

from __future__ import annotations

import pytest

from inlmap import charts, tokens
from inlmap.catalog import Catalog
from inlmap.selection import Selection
from inlmap.totals import Figure, totals_by_year

EARLY = Figure(30.154, stage="allocated", fy_start=2008, fy_end=2008, title="Country lines")
LATE = Figure(26.0, stage="obligated", fy_start=2016, fy_end=2016, title="Obligations")


def test_a_figure_is_one_row_of_the_funding_chart() -> None:
    assert charts.funding_drawing([EARLY]).data.to_dict("records") == [
        {
            "fiscal_year": 2008,
            "stage": "allocated",
            "amount_usd_millions": 30.154,
            "amount": "$30.2M allocated, FY2008",
            "series": "Country lines",
        }
    ]


def test_each_stage_of_the_money_has_its_own_color() -> None:
    scale = charts.funding_drawing([EARLY, LATE]).spec["encoding"]["color"]["scale"]
    assert scale["domain"] == ["allocated", "obligated"]
    assert scale["range"] == [tokens.STAGE_COLORS["allocated"], tokens.STAGE_COLORS["obligated"]]


@pytest.mark.parametrize(("value", "digits"), [(30.154, ",.0f"), (0.559, ",.2f")])
def test_small_amounts_have_decimals_on_the_axis(value: float, digits: str) -> None:
    figure = Figure(value, stage="allocated", fy_start=2008, fy_end=2008)
    axis = charts.funding_drawing([figure]).spec["encoding"]["y"]["axis"]
    assert axis["format"] == digits


def test_the_charts_fetch_nothing(catalog: Catalog) -> None:
    goals = charts.goals_frame(catalog, catalog.programs)
    for drawing in (charts.funding_drawing([EARLY, LATE]), charts.goals_drawing(goals)):
        assert "url" not in str(drawing.spec)
        assert "http" not in str(drawing.spec)
        assert "data" not in drawing.spec


def test_the_funding_chart_reads_as_a_sentence() -> None:
    assert charts.funding_alternative([EARLY, LATE]) == (
        "Bar chart of documented amounts by fiscal year, FY2008–FY2016. "
        "The highest year is FY2008 with $30.2M allocated, FY2008."
    )


def test_a_funding_chart_without_amounts_says_so() -> None:
    assert charts.funding_alternative([]) == "No amounts by fiscal year for this selection."


def test_the_shipped_funding_chart_names_its_highest_year(catalog: Catalog) -> None:
    text = charts.funding_alternative(totals_by_year(catalog, Selection()))
    assert text.endswith("The highest year is FY2000 with $1.17B obligated, FY2000.")


def test_goals_stand_in_their_own_order_with_their_programs(catalog: Catalog) -> None:
    frame = charts.goals_frame(catalog, Selection(initiative=("CBSI",)).programs(catalog))
    assert frame[["label", "programs"]].to_numpy().tolist() == [
        ["\nCBSI 1: Reduce illicit trafficking", 36],
        ["\nCBSI 2: Advance public safety and security", 11],
        ["\nCBSI 3: Promote social justice", 3],
    ]


def test_goals_of_all_initiatives_stand_in_the_order_of_the_initiatives(catalog: Catalog) -> None:
    frame = charts.goals_frame(catalog, catalog.programs)
    assert list(dict.fromkeys(frame["initiative"])) == [
        "Mérida",
        "CARSI",
        "CBSI",
        "Plan Colombia",
        "Andean",
    ]
    assert len(frame) == 21


def test_an_initiative_keeps_its_color_on_the_chart_of_goals(catalog: Catalog) -> None:
    frame = charts.goals_frame(catalog, Selection(initiative=("CBSI",)).programs(catalog))
    assert set(charts.goals_drawing(frame).data["color"]) == {tokens.INITIATIVE_COLORS["CBSI"]}


def test_the_chart_of_goals_reads_as_a_sentence(catalog: Catalog) -> None:
    frame = charts.goals_frame(catalog, Selection(initiative=("CBSI",)).programs(catalog))
    assert charts.goals_alternative(frame) == (
        "Bar chart of programs by goal, 3 goals. "
        "Most programs: CBSI, Reduce illicit trafficking, 36 programs."
    )


def test_of_two_goals_with_the_most_programs_both_are_named(catalog: Catalog) -> None:
    frame = charts.goals_frame(catalog, catalog.programs)
    text = charts.goals_alternative(frame)
    assert "Institutionalizing Reforms" in text
    assert "Disrupt movement of criminals and contraband" in text


def test_programs_without_a_goal_make_no_chart(catalog: Catalog) -> None:
    frame = charts.goals_frame(catalog, Selection(initiative=("INL-WHP",)).programs(catalog))
    assert frame.empty
    assert charts.goals_alternative(frame) == "No program of this selection is tied to a goal."
