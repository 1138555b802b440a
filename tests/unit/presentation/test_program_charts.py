"""The charts carry their data with them and can be read as text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from inlmap import colors
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import STAGES
from inlmap.figures import profiles
from inlmap.figures.adding import Figure
from inlmap.figures.totals import families_of_country
from inlmap.maps import country
from inlmap.presentation import money_charts, program_charts, sentences
from tests.tiny_rows import BETA, programs_in

EARLY = Figure(30.154, stage="allocated", fy_start=2008, fy_end=2008, title="Country lines")
LATE = Figure(26.0, stage="obligated", fy_start=2016, fy_end=2016, title="Obligations")


def test_a_figure_is_one_row_of_the_funding_chart() -> None:
    assert money_charts.funding_chart([EARLY]).data.to_pylist() == [
        {
            "fiscal_year": 2008,
            "stage": "allocated",
            "amount_usd_millions": 30.154,
            "mark": "",
            "partial": False,
        }
    ]


def test_a_year_with_a_note_has_a_dagger_over_its_bar() -> None:
    marks = money_charts.funding_chart([EARLY, LATE], {LATE}).data["mark"].to_pylist()
    assert marks == ["", "†"]


def test_each_stage_of_the_money_has_its_own_color() -> None:
    scale = money_charts.funding_chart([EARLY, LATE]).spec["layer"][0]["encoding"]["color"]["scale"]
    assert scale["domain"] == ["allocated", "obligated"]
    assert scale["range"] == ["var(--stage-allocated)", "var(--stage-obligated)"]


def test_the_axis_writes_as_many_decimals_as_an_amount_needs() -> None:
    axis = money_charts.funding_chart([EARLY]).spec["encoding"]["y"]["axis"]
    assert axis["format"] == ",~f"  # d3: thousands by commas, no trailing zeros


def test_years_without_an_amount_stay_on_the_axis() -> None:
    axis = money_charts.funding_chart([EARLY, LATE]).spec["encoding"]["x"]
    assert axis["scale"]["domain"] == [2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015, 2016]
    assert "scale" not in money_charts.funding_chart([EARLY]).spec["encoding"]["x"]


GOALS = [
    {"goal_id": "ALPHA-2", "number": "2", "name": "Safe streets"},
    {},
    {"goal_id": "BETA-1", "initiative_id": "BETA", "name": "Fair courts"},
    {"goal_id": "BETA-2", "initiative_id": "BETA", "number": "2", "name": "Nobody serves it"},
]


@pytest.fixture
def goals(tiny_catalog: Callable[..., Catalog]) -> list[profiles.GoalCount]:
    """Three programs for the first goal of Alpha, one for its second, three for Beta's first."""
    of_beta = {"initiative_id": "BETA", "goal_ids": "BETA-1"}
    catalog = tiny_catalog(
        initiatives=[BETA, {}],
        goals=GOALS,
        programs=[
            *programs_in("HND", 2, goal_ids="ALPHA-1"),
            {"program_id": "both", "goal_ids": "ALPHA-1;ALPHA-2"},
            *programs_in("GTM", 3, **of_beta),
            {"program_id": "without"},
        ],
    )
    return profiles.goal_counts(catalog, catalog.programs)


def drawings(catalog: Catalog) -> list[money_charts.ChartSpec]:
    goals = profiles.goal_counts(catalog, catalog.programs)
    return [money_charts.funding_chart([EARLY, LATE]), program_charts.goals_chart(goals)]


def test_the_charts_fetch_nothing(catalog: Catalog) -> None:
    for drawing in drawings(catalog):
        assert "url" not in str(drawing.spec)
        assert "http" not in str(drawing.spec)
        assert drawing.data.num_rows


def test_a_specification_holds_no_data_so_that_all_visitors_may_share_it(
    catalog: Catalog,
) -> None:
    for drawing in drawings(catalog):
        text = json.dumps(drawing.spec)
        assert [key for key in ('"data"', '"datasets"', '"values"') if key in text] == []


def test_a_specification_names_only_columns_of_its_data(catalog: Catalog) -> None:
    for drawing in drawings(catalog):
        named = re.findall(r'"field": "([^"]+)"', json.dumps(drawing.spec))
        assert named
        assert set(named) <= set(drawing.data.column_names)


def test_two_selections_of_the_same_stages_share_one_specification() -> None:
    other = replace(EARLY, value=12.5, fy_start=2009, fy_end=2009)
    assert money_charts.funding_chart([EARLY]).spec is money_charts.funding_chart([other]).spec


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_can_be_drawn(stage: str) -> None:
    figure = Figure(1.5, stage=stage, fy_start=2008, fy_end=2008)
    scale = money_charts.funding_chart([figure]).spec["layer"][0]["encoding"]["color"]["scale"]
    assert scale == {"domain": [stage], "range": [f"var(--stage-{stage})"]}


def test_the_funding_chart_reads_as_a_sentence() -> None:
    assert sentences.funding_alternative([EARLY, LATE]) == (
        "Bar chart of documented amounts by fiscal year, FY2008–FY2016. "
        "The highest year is FY2008 with $30.2M allocated, FY2008."
    )


def test_a_funding_chart_without_amounts_says_so() -> None:
    assert sentences.funding_alternative([]) == "No amounts by fiscal year for this selection."


def test_goals_stand_in_the_order_of_the_initiatives_and_their_own_with_their_programs(
    goals: list[profiles.GoalCount],
) -> None:
    assert [(goal.initiative, goal.label, goal.programs) for goal in goals] == [
        ("Alpha", "\nAlpha 1: Safe ports", 3),
        ("Alpha", "\nAlpha 2: Safe streets", 1),
        ("Beta", "\nBeta 1: Fair courts", 3),
    ]


def test_the_label_of_a_goal_always_has_two_lines_of_at_most_58_characters(
    catalog: Catalog,
) -> None:
    lines = [goal.label.split("\n") for goal in profiles.goal_counts(catalog, catalog.programs)]
    assert {len(label) for label in lines} == {2}
    assert max(len(line) for label in lines for line in label) <= 58


def test_a_long_goal_is_broken_between_words(catalog: Catalog) -> None:
    goals = profiles.goal_counts(catalog, Selection(initiative=("Merida",)).programs(catalog))
    assert goals[1].label == (
        "Mérida 2: Institutionalizing Reforms to Sustain Rule of\nLaw and Respect for Human Rights"
    )


def test_an_initiative_keeps_its_color_on_the_chart_of_goals(catalog: Catalog) -> None:
    goals = profiles.goal_counts(catalog, Selection(initiative=("CBSI",)).programs(catalog))
    drawing = program_charts.goals_chart(goals)
    assert set(drawing.data["color"].to_pylist()) == {"var(--initiative-CBSI)"}
    assert drawing.spec["layer"][0]["encoding"]["color"] == {
        "field": "color",
        "scale": None,
        "type": "nominal",
    }


def test_the_chart_of_goals_reads_as_a_sentence(goals: list[profiles.GoalCount]) -> None:
    assert sentences.goals_alternative(goals[:2]) == (
        "Bar chart of programs by goal, 2 goals. Most programs: Alpha, Safe ports, 3 programs."
    )


def test_of_two_goals_with_the_most_programs_both_are_named(
    goals: list[profiles.GoalCount],
) -> None:
    assert sentences.goals_alternative(goals) == (
        "Bar chart of programs by goal, 3 goals. "
        "Most programs: Alpha, Safe ports; Beta, Fair courts, 3 programs each."
    )


def test_programs_without_a_goal_make_no_chart(catalog: Catalog) -> None:
    goals = profiles.goal_counts(catalog, Selection(initiative=("INL-WHP",)).programs(catalog))
    assert goals == []
    assert sentences.goals_alternative(goals) == "No program of this selection is tied to a goal."


def test_accounts_stand_beside_each_other_by_fiscal_year() -> None:
    frame = money_charts.account_frame([("INCLE", EARLY), ("ESF", LATE)])
    assert frame.to_dict("records") == [
        {
            "fiscal_year": 2008,
            "account": "INCLE",
            "amount_usd_millions": 30.154,
            "amount": "$30.2M allocated, FY2008",
            "partial": False,
        },
        {
            "fiscal_year": 2016,
            "account": "ESF",
            "amount_usd_millions": 26.0,
            "amount": "$26.0M obligated, FY2016",
            "partial": False,
        },
    ]


def test_an_account_keeps_its_color_whatever_stands_beside_it() -> None:
    frame = money_charts.account_frame([("INCLE", EARLY), ("ESF", LATE)])
    scale = money_charts.account_chart(frame).to_dict()["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == {
        "INCLE": colors.ACCOUNT_SHADES["INCLE"],
        "ESF": colors.ACCOUNT_SHADES["ESF"],
    }


def test_the_accounts_of_every_country_have_colors_of_their_own(catalog: Catalog) -> None:
    for iso3 in catalog.partner_codes:
        for family in families_of_country(catalog, iso3):
            accounts = {account for account, _ in family.figures}
            shades = {colors.ACCOUNT_SHADES[account] for account in accounts}
            assert len(shades) == len(accounts), (iso3, family.family)


def test_a_still_map_carries_its_shapes_and_places_and_fetches_nothing() -> None:
    shape = {
        "type": "Feature",
        "properties": {"code": "HN-CR", "name": "Cortés"},
        "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]},
    }
    places = pd.DataFrame(
        {"name": ["Puerto Cortés"], "programs": [2], "lon": [-87.9], "lat": [15.8]}
    )
    drawing = country.still_map([shape], {"HN-CR": "#123456"}, places).to_dict()
    land, points = (drawing["datasets"][layer["data"]["name"]] for layer in drawing["layer"])
    assert [one["properties"] for one in land] == [
        {"code": "HN-CR", "name": "Cortés", "fill": "#123456"}
    ]
    assert points == places.to_dict("records")
    assert '"url"' not in json.dumps(drawing)
    assert shape["properties"] == {"code": "HN-CR", "name": "Cortés"}
