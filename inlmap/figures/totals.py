"""The documented amounts of a selection: in all, by year and by country, each from one series.

Where no series fits, there is no amount, and the Figure says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.schema import FIRST_YEAR, LAST_YEAR
from inlmap.figures.adding import (
    Exclusion,
    Figure,
    Record,
    add_records,
    grouped_by,
    records_by_series,
    series_rows,
)
from inlmap.figures.breakdowns import figure_of_series
from inlmap.figures.limits import (
    countries_not_held,
    left_out_in_words,
    no_line_in_words,
    partners_in_words,
    years_in_words,
)
from inlmap.figures.series import (
    REQUESTED,
    default_series,
    headline_series,
    headline_span,
    headline_years,
    is_of_partners,
    left_out_reason,
    no_amount_reason,
    records_beyond,
    records_inside,
    series_of_years,
    years_covered,
)
from inlmap.words import say, say_count, word

REASON_NONE = word("No budget figure was found for this selection.")
MOST_LISTED = 8


@cached(512)
def headline_figure(catalog: Catalog, selection: Selection) -> Figure:
    """Return the documented amount of a selection, from the headline series that fits it.

    A selection by initiative uses that initiative's own series, any other the country lines: the
    default series, or with a filter of years the one whose headline years cover most of them,
    the same for every country. Amounts of different series are never added. Lines that touch
    the selection and reach beyond it are among the exclusions; without a chosen country so are
    those of countries that are no partner. Where there is no value, ``others`` are the amounts of
    the other series.
    """
    reason = no_amount_reason(selection)
    if reason:
        return Figure(None, reason)
    if not selection.initiative:
        return _country_figure(catalog, selection)
    series_ids = headline_series(catalog, selection)
    best = max(
        (records_inside(catalog, selection, key) for key in series_ids),
        key=_years_and_end,
        default=(),
    )
    if not best:
        reasons = [
            one.reason for key in series_ids for one in records_beyond(catalog, selection, key)
        ]
        return _without_value(catalog, selection, _initiative_reason(catalog, selection, reasons))
    figure = _with_beyond(catalog, selection, add_records(catalog, best))
    return replace(
        figure,
        caution=_joined(figure.caution, countries_not_held(catalog, selection, best)),
    )


def _country_figure(catalog: Catalog, selection: Selection) -> Figure:
    series_id = chosen_series(catalog, selection)
    inside = records_inside(catalog, selection, series_id) if series_id else ()
    kept = [r for r in inside if selection.country or is_of_partners(catalog, r)]
    if not kept:
        return _without_value(catalog, selection, no_line_in_words(catalog, selection, series_id))
    figure = _of_partners(catalog, inside, kept)
    figure = _with_beyond(catalog, selection, figure)
    years_note = years_in_words(catalog, selection, figure, kept)
    sentences = (
        figure.caution,
        countries_not_held(catalog, selection, kept),
        "" if selection.country else partners_in_words(catalog, kept),
        *(left_out_in_words(catalog, other) for other in figure.others),
        years_note,
    )
    return replace(figure, caution=_joined(*sentences), years_note=years_note)


def chosen_series(catalog: Catalog, selection: Selection) -> str:
    """Return the id of the series by country for a selection without an initiative, or nothing."""
    return series_of_years(catalog, selection.fy) if selection.fy else default_series(catalog)


def _of_partners(catalog: Catalog, records: Sequence[Record], kept: Sequence[Record]) -> Figure:
    """Add the kept ones of some records; the others are exclusions, and a Figure beside it."""
    figure = add_records(catalog, kept)
    outside = [record for record in records if record not in kept]
    if not outside:
        return figure
    counted = [record for record in kept if record.record_id in figure.record_ids]
    reasons = [
        Exclusion(record.record_id, left_out_reason(catalog, counted, record)) for record in outside
    ]
    exclusions = sorted((*figure.exclusions, *reasons), key=lambda one: one.record_id)
    parts = {one.record_id for one in add_records(catalog, [*counted, *outside]).exclusions}
    apart = [record for record in outside if record.record_id not in parts]
    others = (add_records(catalog, apart),) if apart else ()
    return replace(figure, exclusions=tuple(exclusions), others=others)


def _with_beyond(catalog: Catalog, selection: Selection, figure: Figure) -> Figure:
    exclusions = (*figure.exclusions, *records_beyond(catalog, selection, figure.series_id))
    return replace(figure, exclusions=tuple(sorted(exclusions, key=lambda one: one.record_id)))


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _without_value(catalog: Catalog, selection: Selection, reason: str) -> Figure:
    """Return no amount, with the reason and the amounts of the other series that touch the choice.

    That nothing was found is said only where no series touches it.
    """
    others = other_figures(catalog, selection)
    if not others:
        return Figure(None, _nothing_found(catalog, selection))
    stated = [other for other in others if other.value is not None]
    named = [
        say("{amount} ({series})", amount=one.in_words, series=one.title)
        if one.value is not None
        else say(
            "{stage}, {years} ({series})", stage=say(one.stage), years=one.years, series=one.title
        )
        for one in stated or others
    ]
    if len(named) > MOST_LISTED:
        rest = say_count(len(named) - MOST_LISTED, "{n} more series", "{n} more series")
        named = [*named[:MOST_LISTED], rest]
    words = (
        say("Other series have amounts: {series}.", series="; ".join(named))
        if stated
        else say(
            "Other series have amounts that reach beyond this selection: {series}.",
            series="; ".join(named),
        )
    )
    return Figure(None, _joined(reason, words), others=others, elsewhere=words)


def _nothing_found(catalog: Catalog, selection: Selection) -> str:
    if not selection.initiative:
        return say(REASON_NONE)
    name = _short_name(catalog, selection)
    return say("No {initiative} budget figure was found for this selection.", initiative=name)


def other_figures(catalog: Catalog, selection: Selection) -> tuple[Figure, ...]:
    """Return one Figure per series with rows that touch a selection, never to be added.

    Headline series come first, requests last, and of each the latest first. Where a series is not
    added over the selection or reaches beyond it, its Figure has no value and says why.
    """
    rows = series_rows(catalog)
    found = [figure_of_series(catalog, selection, key) for key in rows]

    def place(figure: Figure) -> tuple[bool, bool, bool, int]:
        row = rows[figure.series_id]
        is_request = row["stage"] == REQUESTED
        return row["headline"] != "headline", is_request, figure.value is None, -figure.fy_end

    return tuple(sorted((figure for figure in found if figure is not None), key=place))


def _short_name(catalog: Catalog, selection: Selection) -> str:
    return catalog.names("initiatives", "short_name")[selection.initiative[0]]


def _initiative_reason(catalog: Catalog, selection: Selection, reasons: list[str]) -> str:
    name = _short_name(catalog, selection)
    if selection.country:
        return say(
            "No source splits {initiative} money by country for this selection.", initiative=name
        )
    if reasons:
        return say(
            "No source gives {initiative} money for these years alone; the nearest {reaches}.",
            initiative=name,
            reaches=reasons[-1],
        )
    return say("No headline amount of {initiative} covers this selection.", initiative=name)


@cached(64)
def older_figures(catalog: Catalog, selection: Selection) -> tuple[Figure, ...]:
    """Return the amounts of the other headline series by country, the newest first.

    They stand beside the default headline; with a filter of years or of initiatives there are none.
    """
    shown = headline_figure(catalog, selection)
    if selection.fy or selection.initiative or shown.value is None:
        return ()
    spans = {
        key: headline_span(catalog, key)
        for key in headline_series(catalog, selection)
        if key != shown.series_id and headline_years(catalog, key)
    }
    found = [
        headline_figure(catalog, replace(selection, fy=spans[key]))
        for key in sorted(spans, key=lambda key: spans[key][1], reverse=True)
    ]
    return tuple(one for one in found if one.value is not None)


def chosen_partners(catalog: Catalog, selection: Selection) -> tuple[str, ...]:
    """Return the ISO3 codes of the chosen initiatives' partners that the countries let through."""
    members = catalog.members
    own = members["initiative_id"].isin(selection.initiative) & (members["role"] == "partner")
    partners = set(members["iso3"][own])
    return tuple(sorted(partners & (set(selection.country) or partners)))


@cached(64)
def country_money(catalog: Catalog, selection: Selection) -> Figure | None:
    """Return the country lines of the partners of the one chosen initiative, all their money.

    It is not the initiative's and stands beside its headline. Where the series of the chosen years
    has no line for them, it is that of no chosen years if it has some of these. None where no
    single initiative is chosen, it has no partner, or no such series has a line for any.
    """
    if len(selection.initiative) != 1 or no_amount_reason(selection):
        return None
    partners = chosen_partners(catalog, selection)
    if not partners:
        return None
    figure = headline_figure(catalog, Selection(country=partners, fy=selection.fy))
    if figure.value is None and selection.fy:
        figure = headline_figure(catalog, Selection(country=partners))
        first, last = selection.fy
        if figure.fy_start > last or figure.fy_end < first:
            return None
    return figure if figure.value is not None else None


@cached(512)
def totals_by_year(catalog: Catalog, selection: Selection) -> tuple[Figure, ...]:
    """Return one Figure for each fiscal year and headline series of a selection, in year order.

    Without a chosen country they add partner countries only, as the headline does.

    Years of different series stand beside each other; they do not continue one line.
    """
    if no_amount_reason(selection):
        return ()
    figures: list[Figure] = []
    for series_id in _yearly_series(catalog, selection):
        records = records_inside(catalog, selection, series_id)
        yearly = grouped_by((r for r in records if r.span == 0), lambda record: record.fy_start)
        for rows in yearly.values():
            open_to_all = selection.initiative or selection.country
            kept = [row for row in rows if open_to_all or is_of_partners(catalog, row)]
            figures += [_of_partners(catalog, rows, kept)] if kept else []
    return tuple(sorted(figures, key=lambda figure: (figure.fy_start, figure.series_id)))


def _yearly_series(catalog: Catalog, selection: Selection) -> list[str]:
    if not selection.initiative:
        return headline_series(catalog, selection)
    own = [
        row["series_id"]
        for row in series_rows(catalog).values()
        if row["initiative_id"] in selection.initiative and "year" in row["adds_over"]
    ]
    found = [key for key in own if records_inside(catalog, selection, key)]
    best = max(
        found,
        key=lambda key: _years_and_end(records_inside(catalog, selection, key)),
        default="",
    )
    return [best] if best else []


def _years_and_end(records: Sequence[Record]) -> tuple[int, int]:
    """How many years records cover and when they end: of two series, the later wins a tie."""
    return years_covered(records), max((record.fy_end for record in records), default=0)


def figures_by_country(catalog: Catalog, selection: Selection) -> dict[str, Figure]:
    """Return one Figure per country, all of the same series, by ISO3.

    The amounts are those of the headline figure where it is given by country, else those of the
    initiative's own series by country; a line for several countries belongs to none of them.
    Countries that are no partner are here, though the headline leaves them out.
    """
    if no_amount_reason(selection):
        return {}
    headline = headline_figure(catalog, selection)
    beside = [one for one in headline.others if one.series_id == headline.series_id]
    counted = frozenset(key for one in (headline, *beside) for key in one.record_ids)
    records = [
        r for r in records_by_series(catalog).get(headline.series_id, ()) if r.record_id in counted
    ]
    single = [record for record in records if len(record.iso3) == 1]
    if not single and selection.initiative:
        by_country = [
            row["series_id"]
            for row in series_rows(catalog).values()
            if row["initiative_id"] in selection.initiative
            and "country" in row["adds_over"]
            and row["stage"] != REQUESTED
        ]
        found = [records_inside(catalog, selection, key) for key in by_country]
        countries = [[r for r in rows if len(r.iso3) == 1] for rows in found]
        single = max(countries, key=_years_and_end, default=[])
    grouped = grouped_by(single, lambda record: record.iso3[0])
    return {iso3: add_records(catalog, grouped[iso3]) for iso3 in sorted(grouped)}


@cached(64)
def published_figures(catalog: Catalog, initiative_id: str) -> tuple[tuple[Record, Figure], ...]:
    """Return every amount that sources tie to an initiative as a whole, each one by itself.

    Parts of another amount are left out; what remains overlaps and is not to be added.
    """
    series = [r["series_id"] for r in series_rows(catalog).values()]
    records = [
        record
        for key in series
        for record in records_by_series(catalog)[key]
        if record.initiative_id == initiative_id and not record.part_of
    ]
    ordered = sorted(records, key=lambda record: (record.fy_start, record.fy_end))
    return tuple((record, add_records(catalog, (record,))) for record in ordered)


@dataclass(frozen=True)
class Family:
    """Series of one source and stage whose accounts may be stacked beside each other."""

    family: str
    label: str
    figures: tuple[tuple[str, Figure], ...]  # (account, figure of one fiscal year)


def families_of_country(
    catalog: Catalog, iso3: str, fy: tuple[int, int] | None = None
) -> tuple[Family, ...]:
    """Return, per family of additive country series, a country's amounts by account and year.

    With ``fy``, of these fiscal years alone. The family with the newest amount comes first;
    requests come last: they are not money given. Within one family the years differ, the stage and
    the source do not.
    """
    first, last = fy or (FIRST_YEAR, LAST_YEAR)
    lines: dict[str, list[Record]] = {}
    for row in series_rows(catalog).values():
        if row["scope"] == "country" and "year" in row["adds_over"]:
            records = records_by_series(catalog)[row["series_id"]]
            lines.setdefault(row["family"], []).extend(
                record
                for record in records
                if record.iso3 == (iso3,) and record.span == 0 and first <= record.fy_start <= last
            )
    found = [_family(catalog, family, records) for family, records in lines.items() if records]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.figures[0][1].stage == REQUESTED,
                -max(figure.fy_end for _, figure in one.figures),
            ),
        )
    )


def _family(catalog: Catalog, family: str, records: list[Record]) -> Family:
    grouped = grouped_by(
        records, lambda record: (record.fy_start, record.account, record.series_id)
    )
    figures = tuple((key[1], add_records(catalog, grouped[key])) for key in sorted(grouped))
    first = figures[0][1]
    publisher = first.title.rpartition("(")[2].rstrip(")")
    last = max(figure.fy_end for _, figure in figures)
    stage = formats.capitalized(say(first.stage))
    label = f"{stage}, {formats.years(first.fy_start, last)} ({publisher})"
    return Family(family, label, figures)
