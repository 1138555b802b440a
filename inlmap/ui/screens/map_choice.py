"""The card of what is chosen on the map: a place or a country."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup, escape

from inlmap import formats
from inlmap.catalog.counting import count_programs, kind_in_words, without_context
from inlmap.dataset.cells import split_list
from inlmap.figures.profiles import CountryProfile
from inlmap.maps import looks
from inlmap.presentation.newest import newest_first
from inlmap.presentation.screen_tables import status_as_of
from inlmap.presentation.view import View
from inlmap.ui import blocks
from inlmap.ui.amounts import original, sources_link
from inlmap.ui.programs import program_value, program_years
from inlmap.words import say, say_count

CARD_ID = "card"
MOST_PROGRAMS_NAMED, MOST_NEWEST = 6, 3


def card_html(view: View) -> Markup:
    """Return the card of the chosen place or country; nothing where none is chosen."""
    if view.place_id:
        return _place_card(view, view.place_id)
    if len(view.selection.country) == 1:
        return _country_card(view, view.selection.country[0])
    return Markup()


def _country_card(view: View, iso3: str) -> Markup:
    profile = CountryProfile(view.catalog, view.selection, iso3)
    here = view.of_country(iso3)
    named = [f"{m.initiative} ({_membership(m.role, m.years)})" for m in profile.memberships]
    covered = [goal for goal in profile.goals if goal.own or goal.regional]
    goals = say("none in this selection")
    if profile.goals:
        goals = say(
            "{covered} of {all}, {own} by its own programs",
            covered=len(covered),
            all=len(profile.goals),
            own=sum(goal.own > 0 for goal in profile.goals),
        )
    programs = say(
        "{own} of its own, {regional} regional",
        own=count_programs(profile.own),
        regional=count_programs(profile.regional),
    )
    sources = original(_source_titles(view, profile.figure.source_ids))
    rows = [
        (say("Initiatives"), formats.joined(named) or say("none found")),
        (say("Goals covered"), goals),
        (say("Programs"), programs),
        *blocks.documented_amount(here),
        (say("Source"), sources)
        if sources
        else (say("Why no budget figure"), blocks.why_no_amount(here)),
    ]
    told = without_context(profile.programs)
    if not told.empty:
        newest = _program_lines(view, told, MOST_NEWEST)
        rows.insert(-1, (say("Newest"), newest))
    return _card(profile.name, rows)


def _membership(role: str, years: str) -> str:
    return ", ".join(filter(None, (say(role), years)))


def _source_titles(view: View, source_ids: tuple[str, ...]) -> str:
    titles = view.catalog.names("sources", "title")
    return "; ".join(titles[key] for key in source_ids)


def _card(title: str, rows: Sequence[tuple[str, str | Markup]]) -> Markup:
    lines = Markup("").join(
        Markup("<div><span class='label'>{}</span> <span>{}</span></div>").format(*row)
        for row in rows
    )
    # On a phone the card lies over the foot of the screen; the script closes it there.
    close = Markup("<button class='close' aria-label='{}'></button>").format(say("Close"))
    return Markup("<section class='card' id='{}' tabindex='-1'>{}<h2>{}</h2>{}</section>").format(
        CARD_ID, close, title, lines
    )


def _place_card(view: View, place_id: str) -> Markup:
    table = view.catalog.places
    place = table[table["place_id"] == place_id].to_dict("records")[0]
    here = view.programs["place_ids"].map(lambda cell: place_id in split_list(cell))
    listed = _program_lines(view, view.programs[here], MOST_PROGRAMS_NAMED)
    position = looks.PLACE_WORDS[place["precision"]]
    rows = [
        (say("Country"), view.catalog.country_names[place["iso3"]]),
        (say("Position"), say(position)),
        (say("Programs"), listed or say("none in this selection")),
    ]
    return _card(place["name"], rows)


def _program_lines(view: View, programs: pd.DataFrame, most: int) -> Markup:
    """The newest programs, each on a line with years, name, value, kind, status and source."""
    catalog, as_of = view.catalog, view.selection.as_of
    newest = newest_first(catalog, programs)
    told = newest.head(most)
    lines = [
        Markup(" · ").join(
            filter(
                None,
                (
                    escape(program_years(row)),
                    original(row["name"]),
                    program_value(catalog, row),
                    escape(kind_in_words(row["assistance_type"])),
                    escape(status_as_of(as_of, row["start_year"], row["end_year"], row["status"])),
                    sources_link(row["program_id"]),
                ),
            )
        )
        for row in told.to_dict("records")
    ]
    if more := count_programs(newest) - count_programs(told):
        lines.append(escape(say_count(more, "{n} more program", "{n} more programs")))
    return blocks.bullets(lines) if lines else Markup()
