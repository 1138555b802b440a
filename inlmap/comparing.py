"""Two countries or two initiatives side by side: the same rows, the same units, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from inlmap import formats
from inlmap.catalog import Catalog
from inlmap.cells import count_items
from inlmap.coverage import REGIONAL_ONLY
from inlmap.ledger import Figure
from inlmap.profiles import CountryProfile, InitiativeProfile, memberships
from inlmap.selection import Selection
from inlmap.totals import figures_by_country, headline_figure

NONE_FOUND = "no evidence found"
Cell = str | Figure
Row = tuple[str, Cell, Cell]
Profile = TypeVar("Profile", CountryProfile, InitiativeProfile)


@dataclass(frozen=True)
class Comparison:
    """Two names and rows of (what is compared, value of the first, value of the second)."""

    names: tuple[str, str]
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]


def compare_countries(
    catalog: Catalog, selection: Selection, first: str, second: str
) -> Comparison:
    """Return two countries side by side, amounts of the same series."""
    a, b = (CountryProfile(catalog, selection, iso3) for iso3 in (first, second))
    figures = figures_by_country(catalog, selection.without("country"))
    amounts = [_amount(figures.get(iso3)) for iso3 in (first, second)]
    rows: list[Row] = [
        _row("Initiatives", a, b, lambda p: formats.listing([m.initiative for m in p.memberships])),
        _row("Programs of its own", a, b, lambda p: _count(p.own)),
        _row("Regional programs that cover it", a, b, lambda p: _count(p.regional)),
        _row("Places of programs", a, b, lambda p: _places(p.own)),
        _row("Goals covered by its own programs", a, b, _own_goals),
        ("Documented amount", amounts[0], amounts[1]),
        ("What that amount is", _series_of(figures.get(first)), _series_of(figures.get(second))),
        *_theme_rows(catalog, (a.own, b.own), (a.regional, b.regional)),
        _row("Sources", a, b, lambda p: _sources(p.programs)),
    ]
    sentences = _differences((a.name, b.name), a.own, b.own, " of its own")
    return Comparison((a.name, b.name), tuple(rows), sentences)


def compare_initiatives(
    catalog: Catalog, selection: Selection, first: str, second: str
) -> Comparison:
    """Return two initiatives side by side; their amounts have a stage and series of their own."""
    a, b = (InitiativeProfile(catalog, selection, key) for key in (first, second))
    names = (str(a.row["short_name"]), str(b.row["short_name"]))
    partners = [
        formats.count(
            sum(m.initiative_id == key and m.role == "partner" for m in memberships(catalog)),
            "country",
            "countries",
        )
        for key in (first, second)
    ]
    figures = [headline_figure(catalog, profile.here) for profile in (a, b)]
    rows: list[Row] = [
        ("Partners", partners[0], partners[1]),
        _row("Programs", a, b, lambda p: _count(p.programs)),
        _row("Places of programs", a, b, lambda p: _places(p.programs)),
        _row("Goals with a program", a, b, _goals),
        ("Documented amount", figures[0], figures[1]),
        ("What that amount is", *_about(figures)),
        *_theme_rows(catalog, (a.programs, b.programs)),
        _row("Sources", a, b, lambda p: _sources(p.programs)),
    ]
    return Comparison(names, tuple(rows), _differences(names, a.programs, b.programs))


def _row(label: str, a: Profile, b: Profile, value: Callable[[Profile], str]) -> Row:
    return label, value(a) or NONE_FOUND, value(b) or NONE_FOUND


def _count(programs: pd.DataFrame) -> str:
    return formats.count(len(programs), "program") if len(programs) else NONE_FOUND


def _places(programs: pd.DataFrame) -> str:
    found = count_items(programs["place_ids"])
    return formats.count(len(found), "place") if found else NONE_FOUND


def _own_goals(profile: CountryProfile) -> str:
    return _of(sum(goal.own > 0 for goal in profile.goals), len(profile.goals))


def _goals(profile: InitiativeProfile) -> str:
    return _of(sum(goal.own + goal.regional > 0 for goal in profile.goals), len(profile.goals))


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else NONE_FOUND


def _sources(programs: pd.DataFrame) -> str:
    found = count_items(programs["source_id"])
    return formats.count(len(found), "source") if found else NONE_FOUND


def _amount(figure: Figure | None) -> Cell:
    return figure or "no amount found in this series"


def _series_of(figure: Figure | None) -> str:
    return f"{figure.title}. {figure.caution}".strip() if figure else NONE_FOUND


def _about(figures: list[Figure]) -> tuple[str, str]:
    first, second = (figure.title or figure.reason for figure in figures)
    return first, second


Pair = tuple[pd.DataFrame, pd.DataFrame]


def _theme_rows(catalog: Catalog, own: Pair, regional: Pair | None = None) -> list[Row]:
    """Programs by theme; without one of its own, whether a regional one covers the country."""
    rows: list[Row] = []
    for theme in catalog.themes.sort_values("sort_order").to_dict("records"):
        words = []
        for side in (0, 1):
            count = int((own[side]["theme_id"] == theme["theme_id"]).sum())
            shared = bool(regional and (regional[side]["theme_id"] == theme["theme_id"]).any())
            gap = REGIONAL_ONLY if shared else NONE_FOUND
            words.append(formats.count(count, "program") if count else gap)
        rows.append((f"Theme: {theme['name']}", words[0], words[1]))
    return rows


def _differences(
    names: tuple[str, str], a: pd.DataFrame, b: pd.DataFrame, own: str = ""
) -> tuple[str, ...]:
    """The differences in sentences; ``own`` says whose programs are counted."""
    kinds_a, kinds_b = set(a["assistance_type"]), set(b["assistance_type"])
    first = _more_documented(names, (len(a), len(b)), own)
    return (
        first,
        *_only(names[0], kinds_a - kinds_b, own),
        *_only(names[1], kinds_b - kinds_a, own),
    )


def _more_documented(names: tuple[str, str], numbers: tuple[int, int], own: str) -> str:
    low, high = min(numbers), max(numbers)
    if not high:
        return f"No program{own} was found for either {names[0]} or {names[1]}."
    if low == high:
        return f"{names[0]} and {names[1]} have {formats.count(high, 'program')} each."
    more, fewer = names if numbers[0] == high else names[::-1]
    documented = formats.count(low, "program") if low else f"no program{own}"
    return (
        f"More is documented for {more} ({formats.count(high, 'program')}) "
        f"than for {fewer} ({documented})."
    )


def _only(name: str, kinds: set[str], own: str) -> tuple[str, ...]:
    if not kinds:
        return ()
    listed = formats.listing(sorted(kinds))
    return (f"Only for {name} are programs{own} documented of these kinds: {listed}.",)
