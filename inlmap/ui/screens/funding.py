"""The parts of the Funding page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st
from markupsafe import Markup, escape

from inlmap import formats
from inlmap.catalog.address import SHOWN_CHARACTERS
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import split_list
from inlmap.dataset.schema import STAGES
from inlmap.figures.adding import Figure, series_rows, unfinished
from inlmap.figures.breakdowns import NO_INITIATIVE, Bar, Breakdown, breakdown, offered_series
from inlmap.figures.series import split_reason
from inlmap.figures.totals import REASON_NONE, headline_figure
from inlmap.formats import shorten
from inlmap.presentation import money_charts
from inlmap.presentation.money_charts import ChartSpec
from inlmap.presentation.view import View
from inlmap.ui.address_bar import SERIES_PARAMETER, put_into_link
from inlmap.ui.amounts import in_dollars, reason, unmarked
from inlmap.ui.blocks import figure_card, hint, note, publication_link, section, stage_and_years
from inlmap.ui.html_tables import html_table, twin_table
from inlmap.ui.notices import draw_notices
from inlmap.ui.session import current_view
from inlmap.words import say, say_count, word

NOMINAL = word(
    "Nominal U.S. dollars: no deflator is part of the data, so amounts of different years are not "
    "made comparable."
)
NEVER_ADDED = word(
    "The amounts of this series overlap and are never added; each stands by itself below. The one "
    "over the most years stands for all."
)
ONE_AMOUNT = word("The series gives one amount only under these filters.")
ONLY_RANGES = word("The source gives this money only as sums over several years, listed below.")
AMOUNT_HEADINGS = (word("Nominal U.S. dollars"), word("Stage"), word("Fiscal years"))


STACKED = word("Accounts of one year stand on each other: this series adds over accounts.")
SIDE_BY_SIDE = word("Accounts stand side by side: this series does not add over accounts.")
NO_ACCOUNTS = word("This series does not split its amounts by account.")
TIED_TO_NONE = word("The source ties none of this money to an initiative.")
NOT_A_YEAR = word("Side by side, each as its source gives it; none is drawn as a year")
NOT_ADDED = word("Side by side, each as its source gives it; never added to each other")


class Ranking(NamedTuple):
    """By what amounts are ranked: the words of the part, of its only bar and of its table."""

    key: str
    title: str
    ranked: str
    one: str
    caption: str


class Ranked(NamedTuple):
    """Amounts ranked in one way, what is said of a single one, and the colors of their bars."""

    by: Ranking
    found: Sequence[Bar]
    one: str
    colors: Mapping[str, str] | None = None


COUNTRIES = Ranking(
    "by_country",
    word("By country"),
    word("country or recipient"),
    word("All of it is for {name}."),
    word("The same amounts by country or recipient as a table"),
)
ACCOUNTS = Ranking(
    "by_account",
    word("By account"),
    word("account"),
    word("This series names one account only: {name}."),
    word("The same amounts by account as a table"),
)
INITIATIVES = Ranking(
    "by_initiative",
    word("By initiative"),
    word("initiative"),
    word("All of it is money of one initiative: {name}."),
    word("The same amounts by initiative as a table"),
)


def chosen_series(view: View) -> Breakdown | None:
    """Draw the switches and return the chosen series, or say why there is none.

    They begin with the series of the headline figure, or with the one that the address names,
    and start again when the filters change.
    """
    offered = offered_series(view.catalog, view.selection)
    wanted = _from_address(view, offered)
    if not offered:
        hint(split_reason(view.selection) or reason(view.catalog, view.figure) or say(REASON_NONE))
        return None
    start = wanted or (view.figure.series_id if view.figure.series_id in offered else offered[0])
    key = _key(view.selection, wanted)
    rows = series_rows(view.catalog)
    stage_of = {series_id: str(rows[series_id]["stage"]) for series_id in offered}
    stage = st.segmented_control(
        say("Stage of the money"),
        [stage for stage in STAGES if stage in stage_of.values()],
        format_func=lambda stage: say(stage).capitalize(),
        default=stage_of[start],
        required=True,
        key=f"funding_stage_{key}",
    )
    of_stage = [series_id for series_id in offered if stage_of[series_id] == stage]
    picked = st.selectbox(
        say("Series ({number} at this stage)", number=formats.number(len(of_stage))),
        of_stage,
        index=of_stage.index(start) if start in of_stage else 0,
        format_func=lambda series_id: str(rows[series_id]["title"]),
        placeholder=say("Choose"),
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
    text = say('Ignored series "{value}": not a known series.', value=shown)
    if known:
        text = say('Ignored series "{value}": it has no amount under these filters.', value=shown)
    draw_notices([text])
    return ""


def about(parts: Breakdown) -> None:
    """Draw what the series is: title, publication, caution, and why it is the headline or not."""
    row = series_rows(parts.catalog)[parts.series_id]
    publications = Markup("; ").join(
        publication_link(parts.catalog, source_id) for source_id in split_list(row["source_id"])
    )
    published = escape(say("Published in {publications}.")).format(publications=publications)
    lines = [Markup("<b>{}.</b> {}").format(row["title"], published)]
    if row["caution"]:
        lines.append(Markup("<b>{}</b> {}").format(say("Take care:"), row["caution"]))
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
    return " " + say("The other pages use it for {years} only.", years=formats.years(first, last))


def total(parts: Breakdown) -> None:
    """Draw the amount of all that is shown, and what is not in it."""
    figure = parts.total
    value: object = say("Not added")
    if figure.value is not None:
        value = in_dollars(parts.catalog, figure)
    told = [escape(figure.reason)] if figure.reason else [_lines(figure), _beside_headline(parts)]
    about_it = Markup("<br>").join(filter(None, told))
    with st.container(key="funding_total"):
        figure_card(stage_and_years(figure), value, about_it)
        note(Markup("<br>").join(filter(None, (say(NOMINAL), _undivided(parts)))))


def _undivided(parts: Breakdown) -> str:
    """Return what the amounts are all of, in place of charts with one bar or none."""
    told = (_one_year(parts), *map(_one_part, _rankings(parts)))
    return " ".join(filter(None, told))


def _one_year(parts: Breakdown) -> str:
    """What is said in place of a chart by fiscal year; nothing where there is one."""
    if _is_split(parts.by_year):
        return ""
    if not parts.by_year:
        return say(_why_no_years(parts))
    return say("All of it is of {year}.", year=parts.by_year[0].label)


def _one_part(ranked: Ranked) -> str:
    """What is said in place of a chart of a single bar; nothing where there is a chart."""
    if len(ranked.found) != 1:
        return ""
    return say(ranked.one, name=money_charts.full_name(ranked.found[0]))


def _lines(figure: Figure) -> Markup:
    """Of how many lines the amount is, and how many are left out."""
    told = say_count(
        len(figure.record_ids),
        "It is {n} line of the source.",
        "It is the sum of {n} lines of the source.",
    )
    if not figure.exclusions:
        return escape(told)
    rest = say_count(
        len(figure.exclusions),
        "{n} more line is left out; the table at the end says why.",
        "{n} more lines are left out; the table at the end says why.",
    )
    return escape(f"{told} {rest}")


def _beside_headline(parts: Breakdown) -> Markup:
    """Why the headline of the other pages is another amount of this series; nothing where not."""
    headline = headline_figure(parts.catalog, parts.selection)
    is_other = headline.series_id == parts.series_id and headline.value != parts.total.value
    if headline.value is None or not is_other:
        return Markup()
    if parts.selection.country:
        words = say(
            "The map and the other pages show {amount}: they count only the years for which this "
            "series gives the headline figure."
        )
    elif headline.years == parts.total.years:
        words = say(
            "The map and the other pages show {amount}: they count partner countries alone, and "
            "this total counts every recipient in the series."
        )
    else:
        words = say(
            "The map and the other pages show {amount}: they count partner countries alone, and "
            "only the years for which this series gives the headline figure."
        )
    return escape(words).format(amount=unmarked(parts.catalog, headline, headline.in_words))


def by_year(parts: Breakdown) -> None:
    """Draw the amounts of single fiscal years, by account; nothing where there is one year only."""
    found = parts.by_year
    if not _is_split(found):
        return
    section(say("By fiscal year"))
    if partial := unfinished(bar.figure for bar in found):
        note(partial)
    if len({bar.part for bar in found}) > 1:
        note(say(STACKED if parts.accounts_stack else SIDE_BY_SIDE))
    stacked = parts.accounts_stack
    _unit(found)
    _draw_ranking(
        money_charts.year_chart(found, stacked=stacked),
        money_charts.year_alternative(found, stacked=stacked),
    )
    twin_table(
        "by_year",
        say("The same amounts by fiscal year as a table"),
        _headings(say("Fiscal year"), say("Account")),
        [(bar.label, bar.part, *_bar_cells(bar)) for bar in found],
    )


def _why_no_years(parts: Breakdown) -> str:
    if parts.adds_over:
        return ONLY_RANGES
    return NEVER_ADDED if len(parts.records) > 1 else ONE_AMOUNT


def side_by_side(parts: Breakdown) -> None:
    """Draw recipients beside accounts and initiatives; on a narrow screen one after the other.

    What is all of one is left out.
    """
    countries, *others = _rankings(parts)
    split = [one for one in others if _is_split(one.found)]
    if not (split and _is_split(countries.found)):
        _draw_ranked(countries, *split)
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        _draw_ranked(countries)
    with right:
        _draw_ranked(*split)


def _is_split(found: Sequence[Bar]) -> bool:
    """Whether there are several amounts, which a chart may set beside each other."""
    return len(found) > 1


def _rankings(parts: Breakdown) -> tuple[Ranked, ...]:
    """The amounts by recipient, account and initiative, the largest first."""
    shades = money_charts.part_colors([bar.part for bar in parts.by_year])
    account, initiative = ACCOUNTS.one, INITIATIVES.one
    if parts.by_account and parts.by_account[0].label == formats.account_name("all"):
        account = NO_ACCOUNTS
    if parts.by_initiative and parts.by_initiative[0].label == say(NO_INITIATIVE):
        initiative = TIED_TO_NONE
    return (
        Ranked(COUNTRIES, parts.by_country, COUNTRIES.one, shades),
        Ranked(ACCOUNTS, parts.by_account, account, shades),
        Ranked(INITIATIVES, parts.by_initiative, initiative),
    )


def _draw_ranked(*rankings: Ranked) -> None:
    for by, found, _, shades in rankings:
        if not _is_split(found):
            continue
        section(say(by.title))
        _unit(found)
        _draw_ranking(
            money_charts.ranked_chart(found, shades),
            money_charts.ranked_alternative(found, by.ranked),
        )
        rows = [(money_charts.full_name(bar), *_bar_cells(bar)) for bar in found]
        heading = formats.capitalized(say(by.ranked))
        twin_table(by.key, say(by.caption), _headings(heading), rows)


def single_amounts(parts: Breakdown) -> None:
    """Draw the amounts that stand each by itself."""
    found = parts.single_amounts
    if not found:
        return
    ranges = bool(parts.adds_over)
    section(say("Sums over several years") if ranges else say("Each amount by itself"))
    html_table(
        _headings(say("Recipient"), say("Account")),
        [(bar.label, bar.part, *_bar_cells(bar)) for bar in found],
        say(NOT_A_YEAR if ranges else NOT_ADDED),
    )


def left_out(parts: Breakdown) -> None:
    """Draw what is not in the total, and why."""
    found = parts.left_out
    if not found:
        return
    section(say("Left out of the total"))
    rows = [(o.bar.label, o.bar.part, *_bar_cells(o.bar), o.reason) for o in found]
    twin_table(
        "left_out",
        say_count(
            len(found), "{n} amount not counted, and why", "{n} amounts not counted, and why"
        ),
        (*_headings(say("Recipient"), say("Account")), say("Why")),
        rows,
    )


def _bar_cells(bar: Bar) -> tuple[object, str, str]:
    value = in_dollars(current_view().catalog, bar.figure)
    return (value, say(bar.figure.stage), bar.figure.years)


def _headings(*first: str) -> tuple[str, ...]:
    return (*first, *(say(name) for name in AMOUNT_HEADINGS))


def _unit(found: Sequence[Bar]) -> None:
    """Say unit, stage and years of what a chart shows, at the chart."""
    first = min(bar.figure.fy_start for bar in found)
    last = max(bar.figure.fy_end for bar in found)
    stage, years = say(found[0].figure.stage), formats.years(first, last)
    note(say("Nominal U.S. dollars, {stage}, {years}.", stage=stage, years=years))


def _draw_ranking(drawing: ChartSpec, alternative: str) -> None:
    st.vega_lite_chart(drawing.data, drawing.spec, alt=alternative)
