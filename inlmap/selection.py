"""What the reader filters by, the address that carries it, and the programs that pass it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from inlmap import formats
from inlmap.catalog import Catalog
from inlmap.dataset.cells import count_items, split_list
from inlmap.dataset.schema import ASSISTANCE_TYPES, FIRST_YEAR, LAST_YEAR
from inlmap.formats import shorten
from inlmap.kept import kept
from inlmap.words import ENGLISH, say, speaking

LIST_PARAMETERS = ("initiative", "goal", "theme", "country", "agency", "assistance")
YEARS_PARAMETER = "fy"
AS_OF_PARAMETER = "as_of"
PARAMETERS = (*LIST_PARAMETERS, YEARS_PARAMETER, AS_OF_PARAMETER)
LONGEST_ADDRESS_VALUE = 400
MOST_VALUES = 60
MOST_NOTICES = 5
SHOWN_CHARACTERS = 60
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Selection:
    """One choice of filters. An empty tuple means "any"; ``fy`` is (first, last) fiscal year.

    ``as_of`` filters nothing: it is the year for which membership and status are shown, or None
    for all that the sources say.
    """

    initiative: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    assistance: tuple[str, ...] = ()
    fy: tuple[int, int] | None = None
    as_of: int | None = None

    def without(self, *parameters: str) -> Selection:
        """Return the selection with the named parameters opened again."""
        opened: dict[str, Any] = {name: None if name == "fy" else () for name in parameters}
        return replace(self, **opened)

    def with_country(self, iso3: str) -> Selection:
        """Return the selection with one country in place of the chosen ones."""
        return replace(self, country=(iso3,))

    def with_initiative(self, initiative_id: str) -> Selection:
        """Return the selection with one initiative in place of the chosen ones."""
        return replace(self, initiative=(initiative_id,))

    def programs(self, catalog: Catalog) -> pd.DataFrame:
        """Return the rows of ``catalog.programs`` that pass every filter, in table order.

        A list column passes when any of its items is chosen. A program without any documented
        year does not pass a filter by years. The frame is shared: never change it.
        """
        return _selected(catalog, self if self.as_of is None else replace(self, as_of=None))


@kept(512)
def _selected(catalog: Catalog, selection: Selection) -> pd.DataFrame:
    rows = catalog.programs
    keep = pd.Series(True, index=rows.index)
    for column, chosen in (
        ("initiative_id", selection.initiative),
        ("theme_id", selection.theme),
        ("assistance_type", selection.assistance),
    ):
        keep &= rows[column].isin(chosen) if chosen else True
    for column, chosen in (("goal_ids", selection.goal), ("iso3", selection.country)):
        keep &= _any_item(rows[column], chosen) if chosen else True
    if selection.agency:
        keep &= _any_item(agencies_of(rows), selection.agency)
    if selection.fy:
        keep &= _active_between(rows, *selection.fy)
    return rows[keep]


def agencies_of(programs: pd.DataFrame) -> pd.Series:
    """Return, per program, the ``;`` list of its lead and partner agencies."""
    joined = programs["lead_agency"] + ";" + programs["partner_agencies"]
    return joined.str.strip(";")


def _any_item(cells: pd.Series, chosen: Iterable[str]) -> pd.Series:
    wanted = frozenset(chosen)
    return cells.map(lambda cell: not wanted.isdisjoint(split_list(cell))).astype(bool)


def _active_between(programs: pd.DataFrame, first: int, last: int) -> pd.Series:
    """A program runs from its first to its last year; an active one without a last year goes on.

    Where only one of the two years is documented and it is not active, that year alone counts.
    """
    start = programs["start_year"].fillna(programs["end_year"])
    end = programs["end_year"].where(
        programs["end_year"].notna() | (programs["status"] != "active"), last
    )
    end = end.fillna(start)
    return ((start <= last) & (end >= first)).fillna(False).astype(bool)


@dataclass(frozen=True)
class Choice:
    """One value of a filter: the id in addresses, its label, and how many programs have it."""

    value: str
    label: str
    programs: int


@kept()
def choices(catalog: Catalog) -> dict[str, tuple[Choice, ...]]:
    """Return the choices of every list filter, counted over the whole catalog."""
    programs = catalog.programs
    initiatives = catalog.initiatives.sort_values("sort_order")
    themes = catalog.themes.sort_values("sort_order")
    short_names = dict(zip(initiatives["initiative_id"], initiatives["short_name"], strict=True))
    goals = catalog.ordered_goals
    names = catalog.country_names
    agencies = sorted(
        count_items(agencies_of(programs)).items(), key=lambda item: (-item[1], item[0])
    )
    return {
        "initiative": _choices(short_names, short_names.values(), programs["initiative_id"]),
        "goal": _choices(
            [goal.goal_id for goal in goals],
            [f"{goal.label}: {goal.name}" for goal in goals],
            programs["goal_ids"],
        ),
        "theme": _choices(themes["theme_id"], themes["name"], programs["theme_id"]),
        "country": _choices(
            catalog.partner_codes,
            [names[code] for code in catalog.partner_codes],
            programs["iso3"],
        ),
        "agency": tuple(Choice(name, name, count) for name, count in agencies),
        "assistance": _choices(
            ASSISTANCE_TYPES, map(say, ASSISTANCE_TYPES), programs["assistance_type"]
        ),
    }


def _choices(values: Iterable[str], labels: Iterable[str], cells: pd.Series) -> tuple[Choice, ...]:
    counts = count_items(cells)
    return tuple(
        Choice(value, formats.capitalized(label), counts.get(value, 0))
        for value, label in zip(values, labels, strict=True)
    )


@kept()
def year_span(catalog: Catalog) -> tuple[int, int]:
    """Return the first and last fiscal year that any amount of the catalog is documented for."""
    if catalog.funding.empty:
        return FIRST_YEAR, LAST_YEAR
    return int(catalog.funding["fy_start"].min()), int(catalog.funding["fy_end"].max())


def from_address(
    parameters: Mapping[str, Sequence[str]], catalog: Catalog
) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection that an address carries and a notice for each value it ignored.

    A value is an id or a name in any case, as shown now or in English; a list is repeated or
    comma-separated.
    """
    known = choices(catalog)
    with speaking(ENGLISH):  # a link made in English is understood in any language
        published = choices(catalog.original)
    notices: list[str] = []
    chosen: dict[str, tuple[str, ...]] = {}
    for name in LIST_PARAMETERS:
        values, unknown = _recognized(parameters.get(name, ()), (*known[name], *published[name]))
        chosen[name] = values
        notices += [
            say('Ignored {name} "{value}": not a known value.', name=name, value=value)
            for value in unknown
        ]
    span = year_span(catalog)
    years: tuple[int, int] | None = None
    for text in list(parameters.get(YEARS_PARAMETER, ()))[:1]:
        years = _years(text, span)
        if years is None and text.strip():
            notices.append(
                say(
                    'Ignored fy "{value}": write it like {example}.',
                    value=shorten(text, SHOWN_CHARACTERS),
                    example=f"{span[0]}-{span[1]}",
                )
            )
    as_of: int | None = None
    for text in list(parameters.get(AS_OF_PARAMETER, ()))[:1]:
        as_of = (_years(text, span) or (None,))[0] if "-" not in text else None
        if as_of is None and text.strip():
            notices.append(
                say(
                    'Ignored as_of "{value}": write a year from {first} to {last}.',
                    value=shorten(text, SHOWN_CHARACTERS),
                    first=span[0],
                    last=span[1],
                )
            )
    years = None if years == span else years
    return Selection(**chosen, fy=years, as_of=as_of), tuple(notices)


def without_strange_goals(
    selection: Selection, catalog: Catalog
) -> tuple[Selection, tuple[str, ...]]:
    """Drop goals that are not of the chosen initiatives; return a notice for each."""
    if not selection.initiative:
        return selection, ()
    own = set(catalog.goals["goal_id"][catalog.goals["initiative_id"].isin(selection.initiative)])
    notices = tuple(
        say('Ignored goal "{goal}": it is not a goal of the chosen initiatives.', goal=goal)
        for goal in selection.goal
        if goal not in own
    )
    goals = tuple(goal for goal in selection.goal if goal in own)
    return replace(selection, goal=goals), notices


def _recognized(
    values: Sequence[str], known: Sequence[Choice]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    by_text: dict[str, set[str]] = {}
    for choice in known:
        wording = choice.label.partition(": ")[2]  # a goal without its initiative and number
        for text in {choice.value, choice.label, wording} - {""}:
            by_text.setdefault(text.casefold(), set()).add(choice.value)
    found: list[str] = []
    unknown: list[str] = []
    for value in values[:MOST_VALUES]:
        whole = value.strip().casefold()[:LONGEST_ADDRESS_VALUE]
        for text in [whole] if whole in by_text else whole.split(",")[:MOST_VALUES]:
            part = text.strip()
            if part in by_text:
                found.extend(by_text[part])
            elif part:
                unknown.append(shorten(part, SHOWN_CHARACTERS))
    order = [choice.value for choice in known]
    return tuple(sorted(set(found), key=order.index)), tuple(dict.fromkeys(unknown))[:MOST_NOTICES]


def _years(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    first, _, last = text.strip().partition("-")
    last = last or first
    if not all(
        part.isascii() and part.isdigit() and len(part) == YEAR_DIGITS for part in (first, last)
    ):
        return None
    start, end = max(int(first), span[0]), min(int(last), span[1])
    return (start, end) if start <= end else None


def to_address(selection: Selection) -> dict[str, list[str]]:
    """Return the address parameters of a selection; the inverse of :func:`from_address`."""
    parameters = {
        name: list(getattr(selection, name)) for name in LIST_PARAMETERS if getattr(selection, name)
    }
    if selection.fy:
        parameters[YEARS_PARAMETER] = [f"{selection.fy[0]}-{selection.fy[1]}"]
    if selection.as_of:
        parameters[AS_OF_PARAMETER] = [str(selection.as_of)]
    return parameters
