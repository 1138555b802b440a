"""The parts of the Funding page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup, escape

from inlmap import bars, formats
from inlmap.breakdowns import (
    ALL_ACCOUNTS,
    NO_INITIATIVE,
    Bar,
    Breakdown,
    breakdown,
    offered_series,
    split_reason,
)
from inlmap.cells import split_list
from inlmap.charts import Drawing
from inlmap.errors import shorten
from inlmap.ledger import series_rows
from inlmap.schema import STAGES
from inlmap.selection import SHOWN_CHARACTERS, Selection
from inlmap.totals import REASON_NONE
from inlmap.ui.address import SERIES_PARAMETER, put_into_link
from inlmap.ui.amounts import in_dollars
from inlmap.ui.blocks import figure_cards, html_table, notices, publication, section, twin_table
from inlmap.ui.view import current_view
from inlmap.view import View

NOMINAL = (
    "Nominal U.S. dollars: no deflator is part of the data, so amounts of different years are not "
    "made comparable."
)
NEVER_ADDED = (
    "The amounts of this series overlap and are never added; each stands by itself below. The one "
    "over the most years stands for all."
)
ONE_AMOUNT = "The series gives one amount only under these filters."
ONLY_RANGES = "The source gives this money only as sums over several years, listed below."
HEADINGS = ("Nominal U.S. dollars", "Stage", "Fiscal years")


def chosen_series(view: View) -> Breakdown | None:
    """Draw the switches and return the chosen series, or say why there is none.

    They begin with the series of the headline figure, or with the one that the address names,
    and begin anew when the filters change.
    """
    offered = offered_series(view.catalog, view.selection)
    wanted = _from_address(view, offered)
    if not offered:
        _say(split_reason(view.selection) or view.figure.reason or REASON_NONE)
        return None
    start = wanted or (view.figure.series_id if view.figure.series_id in offered else offered[0])
    key = _key(view.selection, wanted)
    rows = series_rows(view.catalog)
    stage_of = {series_id: str(rows[series_id]["stage"]) for series_id in offered}
    stage = st.segmented_control(
        "Stage of the money",
        [stage for stage in STAGES if stage in stage_of.values()],
        format_func=str.capitalize,
        default=stage_of[start],
        required=True,
        key=f"funding_stage_{key}",
    )
    of_stage = [series_id for series_id in offered if stage_of[series_id] == stage]
    picked = st.selectbox(
        f"Series ({formats.number(len(of_stage))} at this stage)",
        of_stage,
        index=of_stage.index(start) if start in of_stage else 0,
        format_func=lambda series_id: str(rows[series_id]["title"]),
        key=f"funding_series_{stage}_{key}",
    )
    put_into_link(**{SERIES_PARAMETER: picked})
    return breakdown(view.catalog, view.selection, picked)


def _key(selection: Selection, wanted: str) -> str:
    years = map(str, selection.fy or ())
    return "_".join((*selection.initiative, *selection.country, *years, wanted))


def _from_address(view: View, offered: Sequence[str]) -> str:
    wanted = (st.query_params.get(SERIES_PARAMETER) or "").strip()
    if not wanted or wanted in offered:
        return wanted
    shown = shorten(wanted, SHOWN_CHARACTERS)
    known = wanted in series_rows(view.catalog)
    why = "it has no amount under these filters" if known else "not a known series"
    notices([f'Ignored series "{shown}": {why}.'])
    return ""


def about(parts: Breakdown) -> None:
    """Draw what the series is: title, publication, caution, and why it is the headline or not."""
    row = series_rows(parts.catalog)[parts.series_id]
    publications = Markup("; ").join(
        publication(parts.catalog, source_id) for source_id in split_list(row["source_id"])
    )
    lines = [Markup("<b>{}.</b> Published in {}.").format(row["title"], publications)]
    if row["caution"]:
        lines.append(Markup("<b>Take care:</b> {}").format(row["caution"]))
    lines.append(escape(f"{row['rule']}{_headline_years(parts)}"))
    items = Markup("<br>").join(lines)
    with st.container(key="funding_about"):
        st.html(Markup("<p class='summary'>{}</p>").format(items))


def _headline_years(parts: Breakdown) -> str:
    """A sentence where the headline figures of the other pages use fewer years than stand here."""
    row = series_rows(parts.catalog)[parts.series_id]
    first, last = row["headline_from"], row["headline_to"]
    years = [year for r in parts.records for year in (r.fy_start, r.fy_end)]
    if not isinstance(first, int) or not isinstance(last, int):
        return ""
    if first <= min(years) and max(years) <= last:
        return ""
    return f" The other pages use it for {formats.years(first, last)} only."


def total(parts: Breakdown) -> None:
    """Draw the amount of all that is shown, and what is not in it."""
    figure = parts.total
    value: object = "Not added"
    if figure.value is not None:
        value = in_dollars(parts.catalog, figure)
    counted, out = len(figure.record_ids), len(figure.exclusions)
    about_out = "each with its reason in the table at the end" if out else "nothing was left out"
    cells = [
        (
            f"{figure.stage.capitalize()}, {figure.years}",
            value,
            figure.reason or "nominal U.S. dollars",
        ),
        ("Amounts counted", formats.number(counted), "of this one series"),
        ("Amounts left out", formats.number(out), about_out),
    ]
    with st.container(key="funding_total"):
        figure_cards(cells)
        st.html(Markup("<p class='note'>{}</p>").format(NOMINAL))


def by_year(parts: Breakdown) -> None:
    """Draw the amounts of single fiscal years, by account."""
    section("By fiscal year")
    found = parts.by_year
    if not found:
        _say(_why_no_years(parts))
        return
    if len(found) == 1:
        _say(f"All of it is of {found[0].label}.")
        return
    if len({bar.part for bar in found}) > 1:
        how = (
            "Accounts of one year stand on each other: this series adds over accounts."
            if parts.accounts_stack
            else "Accounts stand side by side: this series does not add over accounts."
        )
        st.html(Markup("<p class='note'>{}</p>").format(how))
    stacked = parts.accounts_stack
    _unit(found)
    _draw(bars.year_drawing(found, stacked=stacked), bars.year_alternative(found, stacked=stacked))
    _twin("by fiscal year", ("Fiscal year", "Account"), [(b.label, b.part, b) for b in found])


def _why_no_years(parts: Breakdown) -> str:
    if parts.adds_over:
        return ONLY_RANGES
    return NEVER_ADDED if len(parts.records) > 1 else ONE_AMOUNT


def side_by_side(parts: Breakdown) -> None:
    """Draw recipients beside accounts and initiatives; on a narrow screen one after the other."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        by_country(parts)
    with right:
        by_account(parts)
        by_initiative(parts)


def by_country(parts: Breakdown) -> None:
    """Draw the amounts by recipient, the largest first."""
    one = "All of it is for {}."
    _ranked("country", "country or recipient", parts.by_country, one, _account_colors(parts))


def by_account(parts: Breakdown) -> None:
    """Draw the amounts by account, or say that there is one only."""
    one = "This series names one account only: {}."
    if parts.by_account and parts.by_account[0].label == ALL_ACCOUNTS:
        one = "This series does not split its amounts by account."
    _ranked("account", "account", parts.by_account, one, _account_colors(parts))


def _account_colors(parts: Breakdown) -> dict[str, str]:
    """The colors that the accounts have in the chart by fiscal year."""
    return bars.part_colors([bar.part for bar in parts.by_year])


def by_initiative(parts: Breakdown) -> None:
    """Draw the amounts by initiative, or say of which one they are."""
    one = "All of it is money of one initiative: {}."
    if parts.by_initiative and parts.by_initiative[0].label == NO_INITIATIVE:
        one = "The source ties none of this money to an initiative."
    _ranked("initiative", "initiative", parts.by_initiative, one)


def _ranked(
    name: str,
    heading: str,
    found: Sequence[Bar],
    one: str,
    colors: Mapping[str, str] | None = None,
) -> None:
    if not found:
        return
    section(f"By {name}")
    if len(found) == 1:
        _say(one.format(bars.full_name(found[0])))
        return
    _unit(found)
    _draw(bars.ranked_drawing(found, colors), bars.ranked_alternative(found, heading))
    rows = [(bars.full_name(bar), bar) for bar in found]
    _twin(f"by {heading}", (heading.capitalize(),), rows)


def single_amounts(parts: Breakdown) -> None:
    """Draw the amounts that stand each by itself."""
    found = parts.single_amounts
    if not found:
        return
    ranges = bool(parts.adds_over)
    section("Sums over several years" if ranges else "Each amount by itself")
    how = "none is drawn as a year" if ranges else "never added to each other"
    html_table(
        ("Recipient", "Account", *HEADINGS),
        [(bar.label, bar.part, *_cells(bar)) for bar in found],
        f"Side by side, each as its source gives it; {how}",
    )


def left_out(parts: Breakdown) -> None:
    """Draw what is not in the total, and why."""
    found = parts.left_out
    if not found:
        return
    section("Left out of the total")
    rows = [(o.bar.label, o.bar.part, *_cells(o.bar), o.reason) for o in found]
    what = formats.count(len(found), "amount")
    twin_table(f"{what} not counted, and why", ("Recipient", "Account", *HEADINGS, "Why"), rows)


def _cells(bar: Bar) -> tuple[object, str, str]:
    value = in_dollars(current_view().catalog, bar.figure)
    return (value, bar.figure.stage, bar.figure.years)


def _twin(what: str, first: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    cells = [(*row[:-1], *_cells(row[-1])) for row in rows if isinstance(row[-1], Bar)]
    twin_table(f"The same amounts {what} as a table", (*first, *HEADINGS), cells)


def _unit(found: Sequence[Bar]) -> None:
    """Say unit, stage and years of what a chart shows, at the chart."""
    first = min(bar.figure.fy_start for bar in found)
    last = max(bar.figure.fy_end for bar in found)
    words = f"Nominal U.S. dollars, {found[0].figure.stage}, {formats.years(first, last)}."
    st.html(Markup("<p class='note'>{}</p>").format(words))


def _say(sentence: str) -> None:
    st.html(Markup("<p class='hint'>{}</p>").format(sentence))


def _draw(drawing: Drawing, alternative: str) -> None:
    st.vega_lite_chart(drawing.data, drawing.spec, alt=alternative)
