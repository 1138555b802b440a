"""The sentences that say which years, countries and partners an amount holds, and which not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import Figure, Record, records_by_series, series_rows
from inlmap.figures.series import headline_series, partner_countries, records_inside
from inlmap.words import say


def partners_held(catalog: Catalog, figure: Figure) -> tuple[int, int]:
    """Return how many partner countries have a line of their own in an amount, and of how many."""
    held = _partners_of(catalog, _records_of(catalog, figure))
    return len(held), len(partner_countries(catalog))


def _records_of(catalog: Catalog, figure: Figure) -> list[Record]:
    """The records that an amount counts."""
    ids = frozenset(figure.record_ids)
    return [one for one in records_by_series(catalog)[figure.series_id] if one.record_id in ids]


def _partners_of(catalog: Catalog, records: Sequence[Record]) -> frozenset[str]:
    held = {record.iso3[0] for record in records if len(record.iso3) == 1}
    return frozenset(held & partner_countries(catalog))


def partners_in_words(catalog: Catalog, kept: Sequence[Record]) -> str:
    """Say how many partner countries have a line, and name them or those without, if fewer."""
    partners = partner_countries(catalog)
    held = _partners_of(catalog, kept)
    missing = partners - held
    if not missing:
        return ""
    slots = {"held": len(held), "total": len(partners), "missing": len(missing)}
    if held and len(held) < len(missing):
        return say(
            "It has a line for {held} of the {total} partner countries ({names}) and none for the "
            "other {missing}.",
            names=_names(catalog, held),
            **slots,
        )
    return say(
        "It has a line for {held} of the {total} partner countries and none for {missing}: "
        "{names}.",
        names=_names(catalog, missing),
        **slots,
    )


def left_out_in_words(catalog: Catalog, other: Figure) -> str:
    """Name the amount of countries that are no partner, which the sum leaves out."""
    codes = {code for record in _records_of(catalog, other) for code in record.iso3}
    return say(
        "It leaves out {amount}: {countries}, not partner countries.",
        amount=other.in_words,
        countries=_names(catalog, codes),
    )


def years_in_words(
    catalog: Catalog, selection: Selection, figure: Figure, kept: Sequence[Record]
) -> str:
    """Say which of the chosen years the amount holds, and which series hold the others."""
    if not selection.fy:
        return ""
    chosen = range(selection.fy[0], selection.fy[1] + 1)
    held = {year for record in kept for year in range(record.fy_start, record.fy_end + 1)}
    missing = set(chosen) - held
    if not missing:
        return ""
    beside = []
    for key in headline_series(catalog, selection):
        years = {
            year
            for record in records_inside(catalog, selection, key)
            for year in range(record.fy_start, record.fy_end + 1)
        } & missing
        if years and key != figure.series_id:
            title = series_rows(catalog)[key]["title"]
            beside.append((min(years), say("{years}: {series}", years=_runs(years), series=title)))
    if not beside:
        return say("Of the chosen years it holds {years} only.", years=_runs(held))
    return say(
        "Of the chosen years it holds {years}; the others are in other series. {series}.",
        years=_runs(held),
        series="; ".join(words for _, words in sorted(beside)),
    )


def _runs(years: set[int]) -> str:
    """Some fiscal years in words, those that follow each other as a range."""
    starts = sorted(year for year in years if year - 1 not in years)
    ends = sorted(year for year in years if year + 1 not in years)
    pairs = zip(starts, ends, strict=True)
    return formats.joined([formats.years(first, last) for first, last in pairs])


def countries_not_held(catalog: Catalog, selection: Selection, counted: Sequence[Record]) -> str:
    """Name the chosen countries of which the amount holds nothing."""
    covered = {code for record in counted for code in record.iso3}
    missing = [code for code in selection.country if code not in covered]
    if not missing:
        return ""
    names = formats.joined([catalog.country_names[code] for code in missing], conjunction="or")
    return say("It holds no line for {countries}.", countries=names)


def no_line_in_words(catalog: Catalog, selection: Selection, series_id: str) -> str:
    """Say that the series of the headline is silent, and which one that is."""
    if not series_id and not selection.fy:
        return say("No headline series by country has a line.")
    if not series_id:
        return say("No headline series by country covers the chosen years.")
    title = series_rows(catalog)[series_id]["title"]
    if not selection.country:
        return say("There is no line in this series for this selection: {series}.", series=title)
    return say(
        "There is no line in this series for {countries}: {series}.",
        countries=_names(catalog, selection.country, "or"),
        series=title,
    )


def _names(catalog: Catalog, codes: Iterable[str], conjunction: str = "and") -> str:
    names = sorted(catalog.country_names[code] for code in codes)
    return formats.joined(names, conjunction=conjunction)
