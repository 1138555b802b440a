"""Charts of programs: bars by goal, and the initiatives over the years.

Data travels inside a chart; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pyarrow as pa

from inlmap import colors
from inlmap.figures.profiles import GoalCount
from inlmap.presentation.money_charts import ChartSpec, specification
from inlmap.words import LANGUAGES, language, say

GOAL_STEP_PX = 46  # two lines of text and a bar
GOAL_BAR_PX = 11
GOAL_NUMBER_ROOM_PX = 30  # right of the longest bar, for its number
GOAL_NUMBER_DROP_PX = 14  # from the middle of a step to the middle of its bar
GOAL_LABEL_RISE_PX = -21  # from the middle of a step to the top of its text


def goals_chart(goals: Sequence[GoalCount]) -> ChartSpec:
    """Return bars of programs by goal, one color per initiative."""
    data = {
        "label": [goal.label for goal in goals],
        "color": [colors.initiative_shade(goal.initiative_id) for goal in goals],
        "programs": pa.array((goal.programs for goal in goals), pa.int32()),
    }
    return ChartSpec(_goals_specification(language()), pa.table(data))


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
