"""The bar charts of the Funding page, each of one series of money, with its words.

They stand apart from the other charts because each bar here is one Figure of one series, and
because the series itself decides whether parts stand on or beside each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pyarrow as pa

from inlmap import colors, formats
from inlmap.charts import CHART_HEIGHT_PX, DIGITS, FISCAL_YEAR, MILLIONS, Drawing, specification
from inlmap.figures.breakdowns import Bar, account_name
from inlmap.words import LANGUAGES, language, say, say_count

BAR_STEP_PX = 38  # one line of text and a bar under it
BAR_PX = 11
BAR_DROP_PX = 8  # from the middle of a step to the middle of its bar
LABEL_RISE_PX = -13  # from the middle of a step to the top of its text
AMOUNT_ROOM_PX = 76  # right of the longest bar, for its amount
LEGEND_COLUMN_PX = 150
LEGEND_ROOM_PX = 60  # three lines of two, on a narrow screen
MOST_NAMED = 3


def year_drawing(bars: Sequence[Bar], *, stacked: bool) -> Drawing:
    """Return bars by fiscal year, one color per part; ``stacked`` or side by side.

    A year between the first and the last without any amount stays an empty place.
    """
    parts = tuple(dict.fromkeys(sorted(bar.part for bar in bars)))
    data = pa.table(
        {
            "fiscal_year": [bar.figure.fy_start for bar in bars],
            "part": [bar.part for bar in bars],
            "amount_usd_millions": [bar.figure.value for bar in bars],
            "amount": [bar.figure.in_words for bar in bars],
        }
    )
    first = min(bar.figure.fy_start for bar in bars)
    last = max(bar.figure.fy_end for bar in bars)
    one = {parts[0]: _stage_shade(bars[0])}
    shades = part_colors(parts) if len(parts) > 1 else one
    look = (tuple(range(first, last + 1)), tuple(shades.items()), stacked)
    return Drawing(_year_specification(*look, language()), data)


@lru_cache(maxsize=256)
def _year_specification(
    years: tuple[int, ...], shade_of_part: tuple[tuple[str, str], ...], stacked: bool, _spoken: str
) -> dict[str, Any]:
    parts = [part for part, _ in shade_of_part]
    shades = [shade for _, shade in shade_of_part]
    several = len(parts) > 1
    height = CHART_HEIGHT_PX + (LEGEND_ROOM_PX if several else 0)
    columns = {"expr": f"max(2, floor(width / {LEGEND_COLUMN_PX}))"}
    legend = alt.Legend(orient="top", columns=columns, labelLimit=LEGEND_COLUMN_PX)
    bars = (
        alt.Chart(alt.NamedData("rows"))
        .mark_bar(stroke=colors.shade("paper"), strokeWidth=0.5)
        .encode(
            x=alt.X(
                "fiscal_year:O",
                title=say(FISCAL_YEAR),
                scale=alt.Scale(domain=list(years)),
                axis=alt.Axis(labelAngle=0, labelOverlap=True),
            ),
            y=alt.Y(
                "amount_usd_millions:Q",
                title=say(MILLIONS),
                stack="zero" if stacked else None,
                axis=alt.Axis(format=DIGITS),
            ),
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=parts, range=shades),
                legend=legend if several else None,
            ),
            tooltip=[
                alt.Tooltip("part:N", title=say("Account")),
                alt.Tooltip("amount:N", title=say("Amount")),
            ],
        )
    )
    if several and not stacked:
        bars = bars.encode(xOffset=alt.XOffset("part:N", scale=alt.Scale(domain=parts)))
    return specification(bars.properties(height=height))


def part_colors(parts: Sequence[str]) -> dict[str, str]:
    """Return a color of its own per account: the usual one, or one that no other uses.

    An account named more closely (``DOD Section 1004``) prefers the color of its first word.
    """
    usual = {account_name(account): color for account, color in colors.ACCOUNT_SHADES.items()}
    found: dict[str, str] = {}
    for part in sorted(
        set(parts), key=lambda part: (part not in usual, part)
    ):  # those with a color first
        wanted = (
            usual.get(part),
            usual.get(part.partition(" ")[0]),
            *colors.ACCOUNT_SHADES.values(),
        )
        free = (color for color in wanted if color and color not in found.values())
        found[part] = next(free, colors.shade(colors.OTHER))
    return {part: found[part] for part in parts}


def ranked_drawing(bars: Sequence[Bar], shades: Mapping[str, str] | None = None) -> Drawing:
    """Return horizontal bars in the given order, each with its name above and its amount beside.

    ``shades`` gives a color by part, or by label where there is no part; any other bar has the
    color of its stage.
    """
    amounts = [bar.figure.value or 0.0 for bar in bars]
    data = pa.table(
        {
            "name": [full_name(bar) for bar in bars],
            "amount_usd_millions": amounts,
            "end": [max(amount, 0.0) for amount in amounts],
            "short": [formats.dollars(amount) for amount in amounts],
            "amount": [bar.figure.in_words for bar in bars],
            "color": [(shades or {}).get(bar.part or bar.label, _stage_shade(bar)) for bar in bars],
        }
    )
    return Drawing(_ranked_specification(language()), data)


@lru_cache(maxsize=len(LANGUAGES))
def _ranked_specification(_spoken: str) -> dict[str, Any]:
    base = alt.Chart(alt.NamedData("rows")).encode(
        y=alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(padding=0))
    )
    room = {"expr": f"width - {AMOUNT_ROOM_PX}"}
    scale = alt.Scale(range=[0, room], nice=False, zero=True)
    text: dict[str, Any] = {"align": "left", "fontSize": 12}
    bars = base.mark_bar(size=BAR_PX, yOffset=BAR_DROP_PX).encode(
        color=alt.Color("color:N", scale=None),
        x=alt.X("amount_usd_millions:Q", axis=None, scale=scale),
        tooltip=[
            alt.Tooltip("name:N", title=say("Line")),
            alt.Tooltip("amount:N", title=say("Amount")),
        ],
    )
    amounts = base.mark_text(dx=5, dy=BAR_DROP_PX, **text).encode(
        x=alt.X("end:Q", axis=None, scale=scale), text="short:N"
    )
    names = base.mark_text(
        baseline="top", dy=LABEL_RISE_PX, limit={"expr": "width"}, **text
    ).encode(x=alt.value(0), text="name:N")
    layers = alt.layer(bars, amounts, names)
    return specification(layers.properties(height=alt.Step(BAR_STEP_PX)))


def _stage_shade(bar: Bar) -> str:
    return colors.shade(f"stage-{bar.figure.stage}")


def full_name(bar: Bar) -> str:
    """Return what a bar is of, with its part when it has one."""
    return f"{bar.label}, {bar.part}" if bar.part else bar.label


def year_alternative(bars: Sequence[Bar], *, stacked: bool) -> str:
    """Return the chart by fiscal year in words."""
    top = max(bars, key=lambda bar: bar.figure.value or 0.0)
    years = formats.years(bars[0].figure.fy_start, bars[-1].figure.fy_end)
    parts = sorted({bar.part for bar in bars})
    told = {"years": years, "amount": top.figure.in_words}
    if len(parts) == 1:
        return say(
            "Bars of nominal U.S. dollars by fiscal year, {years}. The largest amount is {amount}.",
            **told,
        )
    told |= {"accounts": formats.listing(parts), "account": top.part}
    if stacked:
        return say(
            "Bars of nominal U.S. dollars by fiscal year, {years}, stacked by account "
            "({accounts}). The largest amount is {amount} ({account}).",
            **told,
        )
    return say(
        "Bars of nominal U.S. dollars by fiscal year, {years}, side by side by account "
        "({accounts}). The largest amount is {amount} ({account}).",
        **told,
    )


def ranked_alternative(bars: Sequence[Bar], of_what: str) -> str:
    """Return a chart of ranked bars in words."""
    leading = [f"{full_name(bar)}: {bar.figure.in_words}" for bar in bars[:MOST_NAMED]]
    return say_count(
        len(bars),
        "Bars of nominal U.S. dollars by {dimension}, {n} bar, the largest first. {bars}.",
        "Bars of nominal U.S. dollars by {dimension}, {n} bars, the largest first. {bars}.",
        dimension=say(of_what),
        bars="; ".join(leading),
    )
