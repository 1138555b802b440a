"""The choices of the filters, and the address that carries a selection, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inlmap import formats
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import count_programs_by, kind_in_words
from inlmap.catalog.selection import Selection, agencies_of
from inlmap.dataset.schema import ASSISTANCE_TYPES, FIRST_YEAR, LAST_YEAR
from inlmap.formats import shorten
from inlmap.words import ENGLISH, say, speaking

LIST_PARAMETERS = ("initiative", "goal", "theme", "country", "agency", "assistance")
YEARS_PARAMETER = "fy"
UNDATED_PARAMETER = "undated"
HIDE = "hide"
AS_OF_PARAMETER = "as_of"
PARAMETERS = (*LIST_PARAMETERS, YEARS_PARAMETER, UNDATED_PARAMETER, AS_OF_PARAMETER)
LONGEST_ADDRESS_VALUE = 400
MOST_VALUES = 60
MOST_NOTICES = 5
SHOWN_CHARACTERS = 60
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Choice:
    """One value of a filter: the id in addresses and its label."""

    value: str
    label: str


@cached()
def choices(catalog: Catalog) -> dict[str, tuple[Choice, ...]]:
    """Return the choices of every list filter; agencies from the most programs to the fewest."""
    programs = catalog.programs
    initiatives = catalog.initiatives.sort_values("sort_order")
    themes = catalog.themes.sort_values("sort_order")
    short_names = dict(zip(initiatives["initiative_id"], initiatives["short_name"], strict=True))
    goals = catalog.ordered_goals
    names = catalog.country_names
    agencies = sorted(
        count_programs_by(programs.assign(agencies=agencies_of(programs)), "agencies").items(),
        key=lambda item: (-item[1], item[0]),
    )
    return {
        "initiative": _choices(short_names, short_names.values()),
        "goal": _choices(
            [goal.goal_id for goal in goals],
            [f"{goal.label}: {goal.name}" for goal in goals],
        ),
        "theme": _choices(themes["theme_id"], themes["name"]),
        "country": _choices(
            catalog.partner_codes,
            [names[code] for code in catalog.partner_codes],
        ),
        "agency": tuple(Choice(name, name) for name, _ in agencies),
        "assistance": _choices(ASSISTANCE_TYPES, map(kind_in_words, ASSISTANCE_TYPES)),
    }


def chosen_labels(catalog: Catalog, selection: Selection, name: str) -> list[str]:
    """Return the labels of what a list filter holds, in the order of its choices."""
    chosen = getattr(selection, name)
    return [choice.label for choice in choices(catalog)[name] if choice.value in chosen]


def _choices(values: Iterable[str], labels: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(value, formats.capitalized(label))
        for value, label in zip(values, labels, strict=True)
    )


@cached()
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
    text = _first(parameters, YEARS_PARAMETER)
    years = _years_of(text, span)
    if text and years is None:
        notices.append(
            say(
                'Ignored fy "{value}": write it like {example}.',
                value=shorten(text, SHOWN_CHARACTERS),
                example=f"{span[0]}-{span[1]}",
            )
        )
    undated = _first(parameters, UNDATED_PARAMETER)
    if undated and undated.casefold() != HIDE:
        notices.append(
            say(
                'Ignored undated "{value}": write {hide} or leave it out.',
                value=shorten(undated, SHOWN_CHARACTERS),
                hide=HIDE,
            )
        )
    text = _first(parameters, AS_OF_PARAMETER)
    as_of = _year_of(text, span)
    if text and as_of is None:
        notices.append(
            say(
                'Ignored as_of "{value}": write a year from {first} to {last}.',
                value=shorten(text, SHOWN_CHARACTERS),
                first=span[0],
                last=span[1],
            )
        )
    years = None if years == span else years
    hidden = undated.casefold() == HIDE
    return Selection(**chosen, fy=years, hide_undated=hidden, as_of=as_of), tuple(notices)


def _first(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value of a parameter; nothing where it is missing or blank."""
    return next(iter(parameters.get(name, ())), "").strip()


def drop_foreign_goals(selection: Selection, catalog: Catalog) -> tuple[Selection, tuple[str, ...]]:
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


def known_value(catalog: Catalog, name: str, text: str) -> str | None:
    """Return the value of a list filter whose id or label a text is, in any case; or nothing.

    A label counts as it is shown now or in English.
    """
    with speaking(ENGLISH):
        published = choices(catalog.original)[name]
    values = {
        wording.casefold(): choice.value
        for choice in (*published, *choices(catalog)[name])
        for wording in (choice.label, choice.value)
    }
    return values.get(text.strip().casefold())


def _years_of(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    first, _, last = text.strip().partition("-")
    last = last or first
    if not all(
        part.isascii() and part.isdigit() and len(part) == YEAR_DIGITS for part in (first, last)
    ):
        return None
    start, end = max(int(first), span[0]), min(int(last), span[1])
    return (start, end) if start <= end else None


def _year_of(text: str, span: tuple[int, int]) -> int | None:
    years = None if "-" in text else _years_of(text, span)
    return years[0] if years else None


def to_address(selection: Selection) -> dict[str, list[str]]:
    """Return the address parameters of a selection; the inverse of :func:`from_address`."""
    parameters = {
        name: list(getattr(selection, name)) for name in LIST_PARAMETERS if getattr(selection, name)
    }
    if selection.fy:
        parameters[YEARS_PARAMETER] = [f"{selection.fy[0]}-{selection.fy[1]}"]
    if selection.hide_undated:
        parameters[UNDATED_PARAMETER] = [HIDE]
    if selection.as_of:
        parameters[AS_OF_PARAMETER] = [str(selection.as_of)]
    return parameters


def root_path(base: str) -> str:
    """Return the path of the root below a base path: ``/programs``, or nothing without one."""
    return f"/{base.strip('/')}".rstrip("/")
