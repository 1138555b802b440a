"""Charts of money: bars by fiscal year, by account and by rank, with their words.

Data travels inside a chart; nothing is fetched.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt
import pandas as pd
import pyarrow as pa

from inlmap import colors, formats
from inlmap.figures.adding import Figure
from inlmap.figures.breakdowns import Bar
from inlmap.words import LANGUAGES, language, say, say_count, word

FISCAL_YEAR, MILLIONS = word("U.S. fiscal year"), word("Nominal $ millions")
CHART_HEIGHT_PX = 300
DIGITS = ",~f"  # as many decimals as a small amount needs, none for a large one

BAR_STEP_PX = 38  # one line of text and a bar under it
BAR_PX = 11
BAR_DROP_PX = 8  # from the middle of a step to the middle of its bar
LABEL_RISE_PX = -13  # from the middle of a step to the top of its text
AMOUNT_ROOM_PX = 76  # right of the longest bar, for its amount
LETTER_PX, SYMBOL_PX = 6, 30  # of a legend: a letter, and the symbol with its distance
LEGEND_LINE_PX = 30
NARROW_PX = 270  # the width of a plot on a phone, whose legend needs the most lines
MOST_NAMED = 3


class ChartSpec(NamedTuple):
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


def funding_chart(figures: Sequence[Figure], noted: Collection[Figure] = ()) -> ChartSpec:
    """Return bars of amount by fiscal year, colored by the stage of the money.

    The bar of a year that is not fully reported is drawn open. A dagger stands over the bars of
    ``noted`` figures: there is a note on them.
    """
    data = pa.table(
        {
            "fiscal_year": pa.array((figure.fy_start for figure in figures), pa.int16()),
            "stage": [say(figure.stage) for figure in figures],
            "amount_usd_millions": [figure.value for figure in figures],
            "mark": ["†" if figure in noted else "" for figure in figures],
            "partial": [bool(figure.partial_years) for figure in figures],
        }
    )
    stages = tuple(dict.fromkeys(figure.stage for figure in figures))
    partial = any(figure.partial_years for figure in figures)
    drawing = _funding_specification(stages, _axis_years(figures), partial, language())
    return ChartSpec(drawing, data)


def _axis_years(figures: Sequence[Figure]) -> tuple[int, ...]:
    """Every year from the first to the last, if any has no amount: the axis must not close up."""
    stated = {figure.fy_start for figure in figures}
    every = tuple(range(min(stated), max(stated) + 1))
    return every if len(stated) < len(every) else ()


@lru_cache(maxsize=64)
def _funding_specification(
    stages: tuple[str, ...], years: tuple[int, ...], partial: bool, _spoken: str
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
            legend=alt.Legend(orient="top", symbolStrokeWidth=0),
        ),
    )
    if partial:
        bars = _partly_open(bars)
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


def _partly_open(bars: Any) -> Any:
    """Draw those bars open whose data says in its column ``partial`` that a year is unfinished."""
    return bars.mark_bar(strokeDash=[4, 3]).encode(
        fillOpacity=alt.condition("datum.partial", alt.value(0.15), alt.value(1)),
        strokeWidth=alt.condition("datum.partial", alt.value(1.5), alt.value(0)),
        stroke=alt.value(colors.shade("ink-soft")),
    )


def account_frame(figures: Sequence[tuple[str, Figure]]) -> pd.DataFrame:
    """Return one row per figure: fiscal_year, account, amount_usd_millions, amount, partial."""
    return pd.DataFrame(
        {
            "fiscal_year": [figure.fy_start for _, figure in figures],
            "account": [formats.account_name(account) for account, _ in figures],
            "amount_usd_millions": [figure.value for _, figure in figures],
            "amount": [figure.in_words for _, figure in figures],
            "partial": [bool(figure.partial_years) for _, figure in figures],
        }
    )


def account_chart(frame: pd.DataFrame) -> Any:
    """Return bars by fiscal year, stacked by account, of one family: one source and one stage.

    The bars of a year that is not fully reported are drawn open.
    """
    shades = {
        formats.account_name(account): shade for account, shade in colors.ACCOUNT_SHADES.items()
    }
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
                legend=_legend(accounts),
            ),
            tooltip=[
                alt.Tooltip("account:N", title=say("Account")),
                alt.Tooltip("amount:N", title=say("Amount")),
            ],
        )
    )
    bars = _partly_open(bars) if frame["partial"].any() else bars
    return bars.properties(height=CHART_HEIGHT_PX)


def account_alternative(label: str, frame: pd.DataFrame) -> str:
    """Return the chart by account in words; ``frame`` is that of :func:`account_frame`."""
    top = frame.nlargest(1, "amount_usd_millions").to_dict("records")[0]
    return say(
        "Bars of {label}, {years}, stacked by account ({accounts}). "
        "The largest amount is {amount} ({account}).",
        label=label,
        years=formats.years(int(frame["fiscal_year"].min()), int(frame["fiscal_year"].max())),
        accounts=formats.joined(sorted(set(frame["account"]))),
        amount=top["amount"],
        account=top["account"],
    )


def year_chart(bars: Sequence[Bar], *, stacked: bool) -> ChartSpec:
    """Return bars by fiscal year, one color per part; ``stacked`` or side by side.

    A year between the first and the last without any amount stays an empty place; the bars of one
    that is not fully reported are drawn open.
    """
    parts = tuple(dict.fromkeys(sorted(bar.part for bar in bars)))
    data = pa.table(
        {
            "fiscal_year": [bar.figure.fy_start for bar in bars],
            "part": [bar.part for bar in bars],
            "amount_usd_millions": [bar.figure.value for bar in bars],
            "amount": [bar.figure.in_words for bar in bars],
            "partial": [bool(bar.figure.partial_years) for bar in bars],
        }
    )
    partial = any(bar.figure.partial_years for bar in bars)
    first = min(bar.figure.fy_start for bar in bars)
    last = max(bar.figure.fy_end for bar in bars)
    one = {parts[0]: _stage_shade(bars[0])}
    shades = part_colors(parts) if len(parts) > 1 else one
    years, look = tuple(range(first, last + 1)), tuple(shades.items())
    drawing = _year_specification(years, look, stacked, partial, language())
    return ChartSpec(drawing, data)


def _legend_column(names: Sequence[str]) -> int:
    """The width of a column of a legend, in pixels."""
    return SYMBOL_PX + LETTER_PX * max(map(len, names))


def _legend(names: Sequence[str]) -> alt.Legend:
    """A legend above the chart, in as many columns as its longest name leaves room for."""
    columns = {"expr": f"max(1, floor(width / {_legend_column(names)}))"}
    return alt.Legend(orient="top", columns=columns, labelLimit=0)


@lru_cache(maxsize=256)
def _year_specification(
    years: tuple[int, ...],
    shade_of_part: tuple[tuple[str, str], ...],
    stacked: bool,
    partial: bool,
    _spoken: str,
) -> dict[str, Any]:
    parts = [part for part, _ in shade_of_part]
    shades = [shade for _, shade in shade_of_part]
    several = len(parts) > 1
    lines = math.ceil(len(parts) / max(1, NARROW_PX // _legend_column(parts)))
    height = CHART_HEIGHT_PX + (LEGEND_LINE_PX * lines if several else 0)
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
                legend=_legend(parts) if several else None,
            ),
            tooltip=[
                alt.Tooltip("part:N", title=say("Account")),
                alt.Tooltip("amount:N", title=say("Amount")),
            ],
        )
    )
    if partial:
        bars = _partly_open(bars)
    if several and not stacked:
        bars = bars.encode(xOffset=alt.XOffset("part:N", scale=alt.Scale(domain=parts)))
    return specification(bars.properties(height=height))


def part_colors(parts: Sequence[str]) -> dict[str, str]:
    """Return a color of its own per account: the usual one, or one that no other uses.

    An account named more closely (``DOD Section 1004``) prefers the color of its first word.
    """
    usual = {
        formats.account_name(account): color for account, color in colors.ACCOUNT_SHADES.items()
    }
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


def ranked_chart(bars: Sequence[Bar], shades: Mapping[str, str] | None = None) -> ChartSpec:
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
    return ChartSpec(_ranked_specification(language()), data)


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
    slots = {"years": years, "amount": top.figure.in_words}
    if len(parts) == 1:
        return say(
            "Bars of nominal U.S. dollars by fiscal year, {years}. The largest amount is {amount}.",
            **slots,
        )
    slots |= {"accounts": formats.joined(parts), "account": top.part}
    if stacked:
        return say(
            "Bars of nominal U.S. dollars by fiscal year, {years}, stacked by account "
            "({accounts}). The largest amount is {amount} ({account}).",
            **slots,
        )
    return say(
        "Bars of nominal U.S. dollars by fiscal year, {years}, side by side by account "
        "({accounts}). The largest amount is {amount} ({account}).",
        **slots,
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
