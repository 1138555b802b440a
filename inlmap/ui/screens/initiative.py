"""The parts of the Initiative page."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape

from inlmap import colors, formats
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import kind_in_words
from inlmap.dataset.cells import split_list
from inlmap.figures.coverage import programs_of_their_own
from inlmap.figures.profiles import InitiativeProfile
from inlmap.figures.totals import published_figures
from inlmap.formats import NOT_STATED
from inlmap.presentation import program_charts
from inlmap.presentation.screen_tables import newest_first, status_as_of, years_in_words
from inlmap.presentation.sentences import filters_in_words
from inlmap.presentation.view import View
from inlmap.ui.amounts import of_program, original, reason
from inlmap.ui.blocks import (
    chooser,
    documented_amount,
    note,
    page_heading,
    publication_link,
    section,
)
from inlmap.ui.html_tables import html_table, twin_table
from inlmap.ui.programs import NAME_AT, draw_by_goal, program_value, program_years
from inlmap.ui.session import current_view
from inlmap.words import say

GOODS = (
    "aircraft",
    "canines",
    "IT systems",
    "maritime assets",
    "non-intrusive inspection",
    "police & forensics equipment",
    "training",
)


def chosen_initiative(view: View) -> str | None:
    """Draw the chooser and return the initiative of the page: the first one of the filter."""
    rows = view.catalog.initiatives.sort_values("sort_order")
    names = dict(zip(rows["initiative_id"], rows["name"], strict=True))
    return chooser("initiative", names, view.selection.initiative)


def timeline(catalog: Catalog) -> None:
    """Draw when each initiative ran, as far as sources say, and what followed what."""
    section(say("All initiatives over time"))
    rows = catalog.initiatives[catalog.initiatives["valid_from"].notna()]
    rows = rows.sort_values("valid_from")
    last = int(catalog.funding["fy_end"].max())
    frame = pd.DataFrame(
        {
            "name": rows["short_name"],
            "start": rows["valid_from"].astype(int),
            "end": rows["valid_to"].fillna(last).astype(int),
            "color": rows["initiative_id"].map(colors.initiative_shade),
            "note": [_span(row, catalog) for row in rows.to_dict("records")],
        }
    )
    words = "; ".join(
        f"{name}: {' '.join(span.split())}"
        for name, span in zip(frame["name"], frame["note"], strict=True)
    )
    st.altair_chart(
        program_charts.timeline(frame), alt=say("Timeline of initiatives. {words}.", words=words)
    )
    st.caption(say("Initiatives whose first year no source gives are not drawn."))
    lines = [
        (name, span.replace("\n", " "))
        for name, span in zip(frame["name"], frame["note"], strict=True)
    ]
    headings = (say("Initiative"), say("Years"))
    twin_table("timeline", say("The same years as a table"), headings, lines)


def _span(row: Mapping[Hashable, object], catalog: Catalog) -> str:
    names = catalog.names("initiatives", "short_name")
    years = years_in_words(row["valid_from"], row["valid_to"], "active")
    follower = names.get(str(row["succeeded_by"]))
    if not follower:
        return years
    return say("{years},\nthen {follower}", years=years, follower=follower)


def heading(view: View, profile: InitiativeProfile) -> None:
    """Draw the title, what the initiative is, and the filters that hold on the page."""
    page_heading(str(profile.row["name"]), original(profile.row["description"]))
    row = profile.row
    published = [publication_link(view.catalog, key) for key in split_list(str(row["source_id"]))]
    note(
        escape(say("Text after {publications}.")).format(publications=Markup("; ").join(published))
    )
    if view.selection.as_of:
        note(_standing(profile, view.selection.as_of))
    phrase = filters_in_words(view.catalog, view.selection.without("initiative"))
    if phrase:
        note(say("Showing programs {phrase} only.", phrase=phrase))


def _standing(profile: InitiativeProfile, year: int) -> str:
    """What the sources say of the initiative in one year."""
    start, end = (profile.row[name] for name in ("valid_from", "valid_to"))
    words = status_as_of(year, start, end, "active")
    return say(
        "As of {year}: {words}. Partners and status below are those of {year}.",
        year=year,
        words=words,
    )


def when(profile: InitiativeProfile) -> None:
    """Draw when it ran, what came before and after, and how it is linked to the others."""
    names = profile.catalog.names("initiatives")
    start, end = profile.row["valid_from"], profile.row["valid_to"]
    none = say("no source names one")
    follower = names.get(str(profile.row["succeeded_by"]), none)
    before = formats.joined([names[key] for key in profile.predecessors]) or none
    rows: list[tuple[str, object]] = [
        (say("Ran"), years_in_words(start, end, "active") or say("years not stated")),
        (say("Took the place of"), before),
        (say("Was followed by"), follower),
        *documented_amount(current_view().of_initiative(profile.initiative_id)),
        (
            say("What that amount is"),
            profile.figure.title or reason(profile.catalog, profile.figure),
        ),
    ]
    if profile.figure.caution:
        rows.append((say("Caution"), profile.figure.caution))
    rows += [(say("Linked to the others"), text) for text in _links(profile)]
    section(say("In short"))
    html_table((), rows, say("The initiative in short"))


def _links(profile: InitiativeProfile) -> list[Markup]:
    """What a source says on the link to other initiatives, where it names this one."""
    locator = str(profile.row["link_locator"])
    if not locator:
        return []
    programs, names = profile.catalog.programs, profile.catalog.names("initiatives")
    linked = programs[programs["source_locator"].str.contains(locator, regex=False)]
    texts = zip(linked["initiative_id"], linked["description"], strict=True)
    return [escape(f"{names[key]}: ") + original(text) for key, text in texts]


def partners(profile: InitiativeProfile) -> None:
    """Draw the partners and observers."""
    section(say("Partners"))
    names = profile.catalog.country_names
    rows = [
        (names[m.iso3], say(m.role), m.years or say(NOT_STATED), original(m.note or ""))
        for m in profile.memberships
    ]
    year = profile.selection.as_of
    if rows:
        headings = (say("Country"), say("Role"), say("Years"), say("Note"))
        html_table(headings, rows, say("Countries of the initiative"))
    elif year:
        st.info(
            say("No membership is documented for {year}: each had ended or not begun.", year=year)
        )
    else:
        st.info(say("No partner country was found."))


def goals(profile: InitiativeProfile) -> None:
    """Draw the goals with the programs under each."""
    section(say("Goals and programs"))
    if profile.programs.empty:
        st.info(say("No evidence of a program was found under these filters."))
        return
    if profile.row["goal_headings"] == "ours":
        st.caption(say("The source names no numbered goals; these headings are ours."))
    _wordings(profile)
    draw_by_goal(profile.catalog, profile.programs, profile.goals)


def _wordings(profile: InitiativeProfile) -> None:
    """Draw the goals in their own wording where the tables name them in fewer words."""
    wordings = profile.catalog.names("goals", "wording")
    longer = [(one.label, wordings[one.goal_id]) for one in profile.goals]
    if any(wording for _, wording in longer):
        html_table(
            (),
            [row for row in longer if row[1]],
            say("The goals in their own wording; the tables below name them in fewer words"),
        )


def published_amounts(profile: InitiativeProfile) -> None:
    """Draw every amount that sources tie to the initiative as a whole, as published."""
    section(say("Amounts as published"))
    figures = published_figures(profile.catalog, profile.initiative_id)
    if not figures:
        st.info(say("No source ties an amount to this initiative."))
        return
    rows = [
        (
            figure.marked_years,
            figure,
            formats.account_name(record.account),
            record.recipient,
            figure.title,
        )
        for record, figure in figures
    ]
    html_table(
        (say("Years"), say("Amount and stage"), say("Account"), say("Recipient"), say("Series")),
        rows,
        say("Nominal U.S. dollars; these amounts overlap and must not be added"),
    )


def deliveries(profile: InitiativeProfile) -> None:
    """Draw the equipment and training that sources document, with their values."""
    section(say("Equipment and training as documented"))
    rows = profile.programs[profile.programs["assistance_type"].isin(GOODS)]
    rows = newest_first(programs_of_their_own(rows))
    if rows.empty:
        st.info(say("No delivery was found under these filters."))
        return
    lines = [
        (
            program_years(row),
            original(row["name"]),
            program_value(profile.catalog, row) or say(NOT_STATED),
            kind_in_words(row["assistance_type"]),
            of_program(row["program_id"], original(row["description"])),
        )
        for row in rows.to_dict("records")
    ]
    headings = (say("Years"), say("What"), say("Value"), say("Kind"), say("Details"))
    html_table(headings, lines, say("Equipment and training"), NAME_AT)
