"""The charts of the pages, with their text alternatives.

Data travels inside the chart; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt
import pandas as pd
import pyarrow as pa

from inlmap import colors, formats
from inlmap.figures.adding import Figure
from inlmap.figures.profiles import GoalCount
from inlmap.formats import counted
from inlmap.words import LANGUAGES, language, say, say_count, word

ALL = word("all")  # the one account that is a word and no name
FISCAL_YEAR, MILLIONS = word("U.S. fiscal year"), word("Nominal $ millions")
CHART_HEIGHT_PX = 300
LEGEND_COLUMNS = {"expr": "max(2, floor(width / 90))"}  # a phone has room for three accounts
DIGITS = ",~f"  # as many decimals as a small amount needs, none for a large one
GOAL_STEP_PX = 46  # two lines of text and a bar
GOAL_BAR_PX = 11
GOAL_NUMBER_ROOM_PX = 30  # right of the longest bar, for its number
GOAL_NUMBER_DROP_PX = 14  # from the middle of a step to the middle of its bar
GOAL_LABEL_RISE_PX = -21  # from the middle of a step to the top of its text


class Drawing(NamedTuple):
    """A Vega-Lite specification without data, and the data it draws.

    The specification is built by Altair once for all visitors; only data is made at each click, as
    an Arrow table, which needs no conversion on its way to the browser.
    """

    spec: dict[str, Any]
    data: pa.Table


def specification(chart: Any) -> dict[str, Any]:
    """Return what Altair writes for a chart, without its data; page.css gives its text its ink."""
    written: dict[str, Any] = chart.to_dict()
    unsaid = ("data", "datasets", "$schema", "config")  # Streamlit has its own configuration
    return {key: value for key, value in written.items() if key not in unsaid}


def funding_drawing(figures: Sequence[Figure], noted: Collection[Figure] = ()) -> Drawing:
    """Return bars of amount by fiscal year, colored by the stage of the money.

    A dagger stands over the bars of ``noted`` figures: there is a note on them.
    """
    data = pa.table(
        {
            "fiscal_year": pa.array((figure.fy_start for figure in figures), pa.int16()),
            "stage": [say(figure.stage) for figure in figures],
            "amount_usd_millions": [figure.value for figure in figures],
            "mark": ["†" if figure in noted else "" for figure in figures],
        }
    )
    stages = tuple(dict.fromkeys(figure.stage for figure in figures))
    return Drawing(_funding_specification(stages, _gap(figures), language()), data)


def _gap(figures: Sequence[Figure]) -> tuple[int, ...]:
    """Every year from the first to the last, if any has no amount: the axis must not close up."""
    stated = {figure.fy_start for figure in figures}
    every = tuple(range(min(stated), max(stated) + 1))
    return every if len(stated) < len(every) else ()


@lru_cache(maxsize=64)
def _funding_specification(
    stages: tuple[str, ...], years: tuple[int, ...], _spoken: str
) -> dict[str, Any]:
    base = alt.Chart(alt.NamedData("rows"))
    bars = base.mark_bar().encode(
        tooltip=[
            alt.Tooltip("amount_usd_millions:Q", title=say(MILLIONS), format=",.3~f"),
            alt.Tooltip("stage:N", title=say("Stage")),
            alt.Tooltip("fiscal_year:O", title=say(FISCAL_YEAR)),
        ],
        color=alt.Color(
            "stage:N",
            title=say("Stage of the money"),
            scale=alt.Scale(
                domain=[say(stage) for stage in stages],
                range=[colors.shade(f"stage-{stage}") for stage in stages],
            ),
            legend=alt.Legend(orient="top"),
        ),
    )
    marks = base.mark_text(dy=-8, fontSize=13).encode(text="mark:N")
    # What all layers share is said once: each click sends it.
    both = alt.layer(bars, marks).encode(
        x=alt.X(
            "fiscal_year:O",
            title=say(FISCAL_YEAR),
            scale=alt.Scale(domain=list(years)) if years else alt.Undefined,
            axis=alt.Axis(labelAngle=0, labelOverlap=True),
        ),
        y=alt.Y("amount_usd_millions:Q", title=say(MILLIONS), axis=alt.Axis(format=DIGITS)),
    )
    return specification(both.properties(height=CHART_HEIGHT_PX))


def funding_alternative(figures: Sequence[Figure]) -> str:
    """Return the funding chart in words."""
    if not figures:
        return say("No amounts by fiscal year for this selection.")
    top = max(figures, key=lambda figure: figure.value or 0)
    span = formats.years(figures[0].fy_start, figures[-1].fy_end)
    return say(
        "Bar chart of documented amounts by fiscal year, {years}. The highest year is {highest} "
        "with {amount}.",
        years=span,
        highest=formats.years(top.fy_start, top.fy_start),
        amount=top.in_words,
    )


def goals_drawing(goals: Sequence[GoalCount]) -> Drawing:
    """Return bars of programs by goal, one color per initiative."""
    data = {
        "label": [goal.label for goal in goals],
        "color": [colors.initiative_shade(goal.initiative_id) for goal in goals],
        "programs": pa.array((goal.programs for goal in goals), pa.int32()),
    }
    return Drawing(_goals_specification(language()), pa.table(data))


@lru_cache(maxsize=len(LANGUAGES))
def _goals_specification(_spoken: str) -> dict[str, Any]:
    """Each goal is written above its bar, so that its wording is readable at any width."""
    base = alt.Chart(alt.NamedData("rows"))
    room = {"expr": f"width - {GOAL_NUMBER_ROOM_PX}"}
    width = alt.X("programs:Q", axis=None, scale=alt.Scale(range=[0, room], nice=False))
    text: dict[str, Any] = {"align": "left", "fontSize": 12}
    bars = base.mark_bar(size=GOAL_BAR_PX, yOffset=GOAL_NUMBER_DROP_PX).encode(
        color=alt.Color("color:N", scale=None),
        tooltip=[
            alt.Tooltip("label:N", title=say("Goal")),
            alt.Tooltip("programs:Q", title=say("Programs")),
        ],
    )
    numbers = base.mark_text(dx=5, dy=GOAL_NUMBER_DROP_PX, **text)
    labels = base.mark_text(baseline="top", dy=GOAL_LABEL_RISE_PX, lineBreak="\n", **text)
    layers = alt.layer(
        bars,
        numbers.encode(text="programs:Q"),
        labels.encode(x=alt.value(0), text="label:N"),
    ).encode(x=width, y=alt.Y("label:N", sort=None, axis=None, scale=alt.Scale(padding=0)))
    return specification(layers.properties(height=alt.Step(GOAL_STEP_PX)))


def goals_alternative(goals: Sequence[GoalCount]) -> str:
    """Return the goals chart in words."""
    if not goals:
        return say("No program of this selection is tied to a goal.")
    most = max(goal.programs for goal in goals)
    names = [f"{goal.initiative}, {goal.goal}" for goal in goals if goal.programs == most]
    told = {"goals": counted("goals", len(goals)), "most": "; ".join(names)}
    if len(names) > 1:
        return say_count(
            most,
            "Bar chart of programs by goal, {goals}. Most programs: {most}, {n} program each.",
            "Bar chart of programs by goal, {goals}. Most programs: {most}, {n} programs each.",
            **told,
        )
    return say_count(
        most,
        "Bar chart of programs by goal, {goals}. Most programs: {most}, {n} program.",
        "Bar chart of programs by goal, {goals}. Most programs: {most}, {n} programs.",
        **told,
    )


ALL_ACCOUNTS = word("all")  # what a source does not split; its shade is in the tokens


def account_frame(figures: Sequence[tuple[str, Figure]]) -> pd.DataFrame:
    """Return one row per figure: fiscal_year, account, amount_usd_millions, amount."""
    return pd.DataFrame(
        {
            "fiscal_year": [figure.fy_start for _, figure in figures],
            "account": [say(account) for account, _ in figures],
            "amount_usd_millions": [figure.value for _, figure in figures],
            "amount": [figure.in_words for _, figure in figures],
        }
    )


def account_chart(frame: pd.DataFrame) -> Any:
    """Return bars by fiscal year, stacked by account, of one family: one source and one stage."""
    shades = {say(account): shade for account, shade in colors.ACCOUNT_SHADES.items()}
    usual = list(shades)
    years = list(range(int(frame["fiscal_year"].min()), int(frame["fiscal_year"].max()) + 1))
    found = sorted(set(frame["account"]))
    accounts = sorted(found, key=lambda name: usual.index(name) if name in usual else len(usual))
    bars = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X(
                "fiscal_year:O",
                title=say(FISCAL_YEAR),
                scale=alt.Scale(domain=years),
                axis=alt.Axis(labelAngle=0),
            ),
            y=alt.Y("amount_usd_millions:Q", title=say(MILLIONS)),
            color=alt.Color(
                "account:N",
                title=say("Account"),
                scale=alt.Scale(
                    domain=accounts,
                    range=[shades.get(key, colors.shade(colors.OTHER)) for key in accounts],
                ),
                legend=alt.Legend(orient="top", columns=LEGEND_COLUMNS),
            ),
            tooltip=[
                alt.Tooltip("account:N", title=say("Account")),
                alt.Tooltip("amount:N", title=say("Amount")),
            ],
        )
    )
    return bars.properties(height=CHART_HEIGHT_PX)


def account_alternative(label: str, frame: pd.DataFrame) -> str:
    """Return the chart by account in words; ``frame`` is that of :func:`account_frame`."""
    top = frame.nlargest(1, "amount_usd_millions").to_dict("records")[0]
    return say(
        "Bars of {label}, {years}, stacked by account ({accounts}). "
        "The largest amount is {amount} ({account}).",
        label=label,
        years=formats.years(int(frame["fiscal_year"].min()), int(frame["fiscal_year"].max())),
        accounts=formats.listing(sorted(set(frame["account"]))),
        amount=top["amount"],
        account=top["account"],
    )


def still_map(shapes: Sequence[dict[str, Any]], fills: dict[str, str], places: pd.DataFrame) -> Any:
    """Return a still map: shapes filled by code, and places as points with their names.

    ``places`` has the columns lon, lat, name, programs; ``fills`` gives a color by shape code.
    """
    features = [
        {**shape, "properties": {**shape["properties"], "fill": fills[shape["properties"]["code"]]}}
        for shape in shapes
    ]
    land = (
        alt.Chart(alt.InlineData(values=features))
        .mark_geoshape(stroke=colors.shade("ink-soft"), strokeWidth=0.7)
        .encode(
            color=alt.Color("properties.fill:N", scale=None),
            tooltip=[alt.Tooltip("properties.name:N", title=say("Name"))],
        )
    )
    points = (
        alt.Chart(places)
        .mark_circle(
            size=70, color=colors.shade("place"), stroke=colors.shade("place-ink"), opacity=1
        )
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            tooltip=[
                alt.Tooltip("name:N", title=say("Place")),
                alt.Tooltip("programs:Q", title=say("Programs")),
            ],
        )
    )
    return alt.layer(land, points).project("mercator").properties(height=420)


def timeline(frame: pd.DataFrame) -> Any:
    """Return the initiatives as bars over years; ``frame`` has name, start, end, color, note.

    A note may have two lines.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=240))
    )
    bars = base.mark_bar(size=16).encode(
        x=alt.X("start:Q", title=None, axis=alt.Axis(format="d"), scale=alt.Scale(zero=False)),
        x2="end:Q",
        color=alt.Color("color:N", scale=None),
        tooltip=[
            alt.Tooltip("name:N", title=say("Initiative")),
            alt.Tooltip("note:N", title=say("Years")),
        ],
    )
    labels = base.mark_text(
        align="left", baseline="middle", dx=5, fontSize=12, lineBreak="\n"
    ).encode(x="end:Q", text="note:N")
    return alt.layer(bars, labels).properties(height=alt.Step(36))
