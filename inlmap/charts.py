"""The two charts of the Map page, with their text alternatives.

Data travels inside the chart; nothing is fetched.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from inlmap import formats, tokens
from inlmap.catalog import Catalog
from inlmap.cells import split_list
from inlmap.totals import Figure

CHART_HEIGHT_PX = 300
FEW_MILLIONS = 10  # below this the axis shows cents of a million
LABEL_WIDTH = 58  # characters of a goal on one line
GOAL_STEP_PX = 46  # two lines of text and a bar
GOAL_BAR_PX = 11
GOAL_NUMBER_DROP_PX = 14  # from the middle of a step to the middle of its bar
GOAL_LABEL_RISE_PX = -21  # from the middle of a step to the top of its text


def funding_frame(figures: Sequence[Figure]) -> pd.DataFrame:
    """Return one row per figure: fiscal_year, stage, amount_usd_millions, amount, series."""
    return pd.DataFrame(
        {
            "fiscal_year": [figure.fy_start for figure in figures],
            "stage": [figure.stage for figure in figures],
            "amount_usd_millions": [figure.value for figure in figures],
            "amount": [figure.in_words for figure in figures],
            "series": [figure.title for figure in figures],
        }
    )


def funding_chart(figures: Sequence[Figure]) -> Any:
    """Return bars of amount by fiscal year, colored by the stage of the money."""
    frame = funding_frame(figures)
    digits = ",.0f" if frame["amount_usd_millions"].max() >= FEW_MILLIONS else ",.2f"
    stages = list(dict.fromkeys(frame["stage"]))
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X(
                "fiscal_year:O",
                title="U.S. fiscal year",
                axis=alt.Axis(labelAngle=0, labelOverlap=True),
            ),
            y=alt.Y(
                "amount_usd_millions:Q", title="Nominal $ millions", axis=alt.Axis(format=digits)
            ),
            tooltip=[
                alt.Tooltip("amount:N", title="Amount"),
                alt.Tooltip("series:N", title="Series"),
            ],
            color=alt.Color(
                "stage:N",
                title="Stage of the money",
                scale=alt.Scale(
                    domain=stages, range=[tokens.STAGE_COLORS[stage] for stage in stages]
                ),
                legend=alt.Legend(orient="top"),
            ),
        )
    )
    return _readable(bars.properties(height=CHART_HEIGHT_PX))


def funding_alternative(figures: Sequence[Figure]) -> str:
    """Return the funding chart in words."""
    if not figures:
        return "No amounts by fiscal year for this selection."
    top = max(figures, key=lambda figure: figure.value or 0)
    span = formats.years(figures[0].fy_start, figures[-1].fy_end)
    return (
        f"Bar chart of documented amounts by fiscal year, {span}. "
        f"The highest year is FY{top.fy_start} with {top.in_words}."
    )


def goals_frame(catalog: Catalog, programs: pd.DataFrame) -> pd.DataFrame:
    """Return one row per goal with programs: initiative, goal, label, programs; in goal order."""
    counts = programs["goal_ids"].map(split_list).explode().value_counts()
    initiatives = catalog.initiatives.set_index("initiative_id")
    goals = catalog.goals[catalog.goals["goal_id"].isin(counts.index)]
    goals = goals.assign(order=goals["initiative_id"].map(initiatives["sort_order"]))
    goals = goals.sort_values(["order", "number"])
    short = goals["initiative_id"].map(initiatives["short_name"])
    return pd.DataFrame(
        {
            "initiative_id": goals["initiative_id"],
            "initiative": short,
            "goal": goals["name"],
            "label": [
                "\n".join(textwrap.wrap(f"{name} {number}: {goal}", LABEL_WIDTH))
                for name, number, goal in zip(short, goals["number"], goals["name"], strict=True)
            ],
            "programs": goals["goal_id"].map(counts).astype(int),
        }
    ).reset_index(drop=True)


def goals_chart(frame: pd.DataFrame) -> Any:
    """Return bars of programs by goal from :func:`goals_frame`, one color per initiative.

    Each goal is written above its bar, so that its wording is readable at any width.
    """
    shown = list(dict.fromkeys(zip(frame["initiative"], frame["initiative_id"], strict=True)))
    colors = [tokens.INITIATIVE_COLORS.get(key, tokens.OTHER_COLOR) for _, key in shown]
    most = int(frame["programs"].max())
    base = alt.Chart(frame).encode(
        y=alt.Y("label:N", sort=None, axis=None, scale=alt.Scale(padding=0)),
        tooltip=[alt.Tooltip("goal:N", title="Goal"), alt.Tooltip("programs:Q", title="Programs")],
    )
    width = alt.X("programs:Q", axis=None, scale=alt.Scale(domain=[0, most * 1.1]))
    bars = base.mark_bar(size=GOAL_BAR_PX, yOffset=GOAL_NUMBER_DROP_PX).encode(
        x=width,
        color=alt.Color(
            "initiative:N",
            scale=alt.Scale(domain=[name for name, _ in shown], range=colors),
            legend=None,
        ),
    )
    numbers = base.mark_text(
        align="left", dx=5, dy=GOAL_NUMBER_DROP_PX, color=tokens.INK, fontSize=12
    )
    labels = base.mark_text(
        align="left",
        baseline="top",
        dy=GOAL_LABEL_RISE_PX,
        lineBreak="\n",
        color=tokens.INK,
        fontSize=12,
    )
    return _readable(
        alt.layer(
            bars,
            numbers.encode(x=width, text="programs:Q"),
            labels.encode(x=alt.value(0), text="label:N"),
        ).properties(height=alt.Step(GOAL_STEP_PX))
    )


def _readable(chart: Any) -> Any:
    """Set axis and legend text in the ink of the pages: the default gray is too faint."""
    return chart.configure_axis(
        labelColor=tokens.INK, titleColor=tokens.INK, labelFontSize=12, titleFontSize=12
    ).configure_legend(labelColor=tokens.INK, titleColor=tokens.INK, labelFontSize=12)


def goals_alternative(frame: pd.DataFrame) -> str:
    """Return the goals chart in words."""
    if frame.empty:
        return "No program of this selection is tied to a goal."
    top = frame[frame["programs"] == frame["programs"].max()]
    most = formats.count(int(top["programs"].iloc[0]), "program")
    names = [f"{row.initiative}, {row.goal}" for row in top.itertuples()]
    return (
        f"Bar chart of programs by goal, {formats.count(len(frame), 'goal')}. "
        f"Most programs: {'; '.join(names)}, {most}{' each' if len(names) > 1 else ''}."
    )
