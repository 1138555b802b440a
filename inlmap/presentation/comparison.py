"""Two countries or two initiatives side by side: the same rows, the same units, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from inlmap import formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import (
    count_programs,
    count_programs_by,
    described,
    kind_in_words,
)
from inlmap.catalog.selection import Selection
from inlmap.dataset.cells import count_items
from inlmap.figures.adding import Figure
from inlmap.figures.common_series import FigurePair, common_figures
from inlmap.figures.coverage import REGIONAL_ONLY
from inlmap.figures.memberships import memberships
from inlmap.figures.profiles import CountryProfile, InitiativeProfile
from inlmap.figures.single_items import SingleItems, single_items
from inlmap.figures.totals import country_money
from inlmap.formats import counted
from inlmap.presentation.titles import full_names
from inlmap.words import say, say_count, word

NONE_FOUND = word("no evidence found")
# What is shown where nothing is chosen, and the pairs that are offered; by the ids of the data.
EXAMPLES = {"country": ("GTM", "HND"), "initiative": ("Merida", "CARSI")}
READY_PAIRS = (
    ("country", "GTM", "SLV"),
    ("country", "MEX", "COL"),
    ("country", "PER", "BOL"),
    ("initiative", "Merida", "CARSI"),
    ("initiative", "CARSI", "CBSI"),
    ("initiative", "Merida", "Bicentennial-Framework"),
)
PROGRAMS_BY = {"country": "iso3", "initiative": "initiative_id"}  # columns of programs.csv
Profile = TypeVar("Profile", CountryProfile, InitiativeProfile)


@dataclass(frozen=True)
class Apart:
    """The amount of one side where no series has both, and why it may not be compared."""

    figure: Figure
    why: str


Cell = str | Figure | Apart | SingleItems
Row = tuple[str, Cell, Cell]


@dataclass(frozen=True)
class Comparison:
    """Two names and rows of (what is compared, value of the first, value of the second)."""

    names: tuple[str, str]
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]


def comparable(catalog: Catalog, kind: str) -> dict[str, str]:
    """Return the names of what can be compared, by id, in their order."""
    if kind == "country":
        return {code: catalog.country_names[code] for code in catalog.partner_codes}
    return full_names(catalog)


def example_pair(catalog: Catalog, kind: str) -> tuple[str, ...]:
    """Return the ids of two to show where nothing is chosen; fewer where the data hold fewer.

    Where the data lack the usual ones, those with programs come first.
    """
    known = comparable(catalog, kind)
    if known.keys() >= set(EXAMPLES[kind]):
        return EXAMPLES[kind]
    counts = count_programs_by(catalog.programs, PROGRAMS_BY[kind])
    return tuple(sorted(known, key=lambda key: not counts[key])[:2])


def ready_pairs(catalog: Catalog) -> list[tuple[str, str, str]]:
    """Return the pairs that are offered and that the data hold, each as kind and two ids."""
    return [pair for pair in READY_PAIRS if comparable(catalog, pair[0]).keys() >= set(pair[1:])]


def compare_countries(
    catalog: Catalog, selection: Selection, first: str, second: str
) -> Comparison:
    """Return two countries side by side, amounts of the same series over the same years."""
    a, b = (CountryProfile(catalog, selection, iso3) for iso3 in (first, second))
    common = common_figures(catalog, selection.without("country"), first, second)
    rows: list[Row] = [
        _row(
            say("Initiatives"),
            a,
            b,
            lambda p: formats.joined([m.initiative for m in p.memberships]),
        ),
        _row(say("Programs of its own"), a, b, lambda p: _count(p.own)),
        _row(say("Regional programs that cover it"), a, b, lambda p: _count(p.regional)),
        _row(say("Places of programs"), a, b, lambda p: _place_count(p.own)),
        _row(say("Goals covered by its own programs"), a, b, _own_goals),
        *_money_rows(a.figure, b.figure, common),
        _items_row(a.own, b.own),
        *_theme_rows(catalog, (a.own, b.own), (a.regional, b.regional)),
        _row(say("Sources"), a, b, lambda p: _source_count(p.programs)),
    ]
    sentences = _differences((a.name, b.name), a.own, b.own, of_its_own=True)
    return Comparison((a.name, b.name), tuple(rows), sentences)


def compare_initiatives(
    catalog: Catalog, selection: Selection, first: str, second: str
) -> Comparison:
    """Return two initiatives side by side; each has money series of its own, none in common."""
    a, b = (InitiativeProfile(catalog, selection, key) for key in (first, second))
    names = (str(a.row["short_name"]), str(b.row["short_name"]))
    partners = [
        say_count(
            sum(m.initiative_id == key and m.role == "partner" for m in memberships(catalog)),
            "{n} country",
            "{n} countries",
        )
        for key in (first, second)
    ]
    rows: list[Row] = [
        (say("Partners"), partners[0], partners[1]),
        _row(say("Programs"), a, b, lambda p: _count(p.programs)),
        _row(say("Places of programs"), a, b, lambda p: _place_count(p.programs)),
        _row(say("Goals with a program"), a, b, _goals_served),
        *_money_rows(a.figure, b.figure),
        _items_row(a.programs, b.programs),
        _beside_row(catalog, a, b),
        *_theme_rows(catalog, (a.programs, b.programs)),
        _row(say("Sources"), a, b, lambda p: _source_count(p.programs)),
    ]
    sentences = _differences(names, a.programs, b.programs)
    return Comparison(names, tuple(rows), sentences)


def _money_rows(a: Figure, b: Figure, common: Sequence[FigurePair] = ()) -> list[Row]:
    """A row for each series that both have over the same years; without one, each by itself."""
    if common:
        return [(first.title, first, second) for first, second in common]
    return [(say("Documented amount"), *_each_by_itself(a, b))]


def _each_by_itself(a: Figure, b: Figure) -> tuple[Apart, Apart]:
    why = _why_apart(a, b) if a.value is not None and b.value is not None else ""
    return Apart(a, why), Apart(b, why)


def _why_apart(a: Figure, b: Figure) -> str:
    """Say in what two amounts differ, so that nobody compares them."""
    other_stage, other_years = a.stage != b.stage, a.years != b.years
    if other_stage and other_years:
        return say("The two amounts are of different stages and years and may not be compared.")
    if other_stage:
        return say("The two amounts are of different stages and may not be compared.")
    if other_years:
        return say("The two amounts are of different years and may not be compared.")
    return say("The two amounts are of different series and may not be compared.")


def _row(label: str, a: Profile, b: Profile, value: Callable[[Profile], str]) -> Row:
    return label, value(a) or say(NONE_FOUND), value(b) or say(NONE_FOUND)


def _beside_row(catalog: Catalog, a: InitiativeProfile, b: InitiativeProfile) -> Row:
    """All money by country in the partners of two initiatives, which is not theirs."""
    label = say("Money for its partner countries, whether or not under the initiative")
    first, second = (country_money(catalog, profile.here) for profile in (a, b))
    if first and second and _is_alike(first, second):
        return f"{label}: {first.title}", first, second
    none = Figure(None, say("no budget figure"))
    return label, *_each_by_itself(first or none, second or none)


def _is_alike(first: Figure, second: Figure) -> bool:
    """Whether two amounts are of one series and over the same years."""
    parts = [(one.series_id, one.fy_start, one.fy_end) for one in (first, second)]
    return parts[0] == parts[1]


def _items_row(a: pd.DataFrame, b: pd.DataFrame) -> Row:
    found = [single_items(programs) or say(NONE_FOUND) for programs in (a, b)]
    return say("Single items with a value"), found[0], found[1]


def _count(programs: pd.DataFrame) -> str:
    found = count_programs(programs)
    return counted("programs", found) if found else say(NONE_FOUND)


def _place_count(programs: pd.DataFrame) -> str:
    found = count_items(programs["place_ids"])
    return counted("places", len(found)) if found else say(NONE_FOUND)


def _own_goals(profile: CountryProfile) -> str:
    return _of(sum(goal.own > 0 for goal in profile.goals), len(profile.goals))


def _goals_served(profile: InitiativeProfile) -> str:
    return _of(sum(goal.own + goal.regional > 0 for goal in profile.goals), len(profile.goals))


def _of(part: int, whole: int) -> str:
    return say("{part} of {whole}", part=part, whole=whole) if whole else say(NONE_FOUND)


def _source_count(programs: pd.DataFrame) -> str:
    found = count_items(programs["source_id"])
    return counted("sources", len(found)) if found else say(NONE_FOUND)


Pair = tuple[pd.DataFrame, pd.DataFrame]


def _theme_rows(catalog: Catalog, own: Pair, regional: Pair | None = None) -> list[Row]:
    """Programs by theme; without one of its own, whether a regional one covers the country."""
    rows: list[Row] = []
    for theme in catalog.themes.sort_values("sort_order").to_dict("records"):
        words = []
        for side in (0, 1):
            count = count_programs_by(own[side], "theme_id")[theme["theme_id"]]
            shared = regional and count_programs_by(regional[side], "theme_id")[theme["theme_id"]]
            gap = say(REGIONAL_ONLY if shared else NONE_FOUND)
            words.append(counted("programs", count) if count else gap)
        rows.append((say("Theme: {theme}", theme=theme["name"]), words[0], words[1]))
    return rows


def _differences(
    names: tuple[str, str], a: pd.DataFrame, b: pd.DataFrame, *, of_its_own: bool = False
) -> tuple[str, ...]:
    """The differences in sentences; ``of_its_own`` where regional ones are not counted."""
    kinds_a, kinds_b = ({kind for _, kind in described(side, "assistance_type")} for side in (a, b))
    numbers = (count_programs(a), count_programs(b))
    first = _more_documented(names, numbers, of_its_own=of_its_own)
    return (
        first,
        *_only(names[0], kinds_a - kinds_b, of_its_own=of_its_own),
        *_only(names[1], kinds_b - kinds_a, of_its_own=of_its_own),
    )


def _more_documented(names: tuple[str, str], numbers: tuple[int, int], *, of_its_own: bool) -> str:
    low, high = min(numbers), max(numbers)
    if not high:
        both = {"first": names[0], "second": names[1]}
        if of_its_own:
            return say("No program of its own was found for either {first} or {second}.", **both)
        return say("No program was found for either {first} or {second}.", **both)
    if low == high:
        programs = counted("programs", high)
        return say("{names} have {programs} each.", names=formats.joined(names), programs=programs)
    more, fewer = names if numbers[0] == high else names[::-1]
    none = say("no program of its own") if of_its_own else say("no program")
    return say(
        "More is documented for {more} ({most}) than for {fewer} ({least}).",
        more=more,
        most=counted("programs", high),
        fewer=fewer,
        least=counted("programs", low) if low else none,
    )


def _only(name: str, kinds: set[str], *, of_its_own: bool) -> tuple[str, ...]:
    if not kinds:
        return ()
    slots = {"name": name, "kinds": formats.joined([kind_in_words(kind) for kind in sorted(kinds)])}
    if of_its_own:
        return (
            say(
                "Only for {name} are programs of its own documented of these kinds: {kinds}.",
                **slots,
            ),
        )
    return (say("Only for {name} are programs documented of these kinds: {kinds}.", **slots),)
