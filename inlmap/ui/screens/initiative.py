"""The parts of the Initiative page."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup, escape

from inlmap import colors, formats
from inlmap.catalog.address import drop_foreign_goals, year_span
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.counting import count_programs, kind_in_words
from inlmap.dataset.cells import split_list
from inlmap.dataset.schema import UMBRELLA
from inlmap.figures.coverage import programs_of_their_own
from inlmap.figures.profiles import InitiativeProfile
from inlmap.figures.totals import published_figures
from inlmap.formats import NOT_STATED
from inlmap.presentation.comparison import NONE_FOUND
from inlmap.presentation.newest import newest_first
from inlmap.presentation.screen_tables import status_as_of, years_in_words
from inlmap.presentation.sentences import filters_in_words
from inlmap.presentation.titles import full_names
from inlmap.presentation.view import View
from inlmap.ui.amounts import amount, of_program, original, reason
from inlmap.ui.blocks import (
    chooser,
    documented_amount,
    draw,
    heading_html,
    hint_html,
    note_html,
    publication_link,
    section,
    section_html,
)
from inlmap.ui.html_tables import html_table, table_html
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
YEARS_APART = 5
LAST_MARK_PERCENT = 92
SMALL = "small"  # the look of the cards that stand last
BAR = Markup(
    "<li><a class='here' href='{address}' target='_self'{current}>"
    "<span class='name'>{name}</span> <span class='years'>{years}</span>"
    "<span class='track'><span class='{look}' "
    "style='left:{left}%;width:{width}%;background:{color}'></span></span></a></li>"
)
FACT = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
CARD = Markup(
    "<li style='border-left-color:{color}'>"
    "<h3><a class='here' href='{address}' target='_self'>{name}</a></h3>"
    "<p>{sentence}</p><dl>{facts}</dl></li>"
)


def chosen_initiative(view: View) -> str | None:
    """Draw the chooser and return the initiative of the page: the first one of the filter."""
    return chooser("initiative", full_names(view.catalog), view.selection.initiative)


def timeline(view: View, chosen: str = "") -> None:
    """Draw when each initiative ran, as far as sources say; each bar leads to its page.

    ``chosen`` is the one whose page this is.
    """
    draw(timeline_parts(view, chosen))


def timeline_parts(view: View, chosen: str = "") -> list[Markup]:
    """Return when each initiative ran under its heading; nothing where no source says."""
    catalog = view.catalog
    rows = dated(catalog).sort_values(["valid_from", "sort_order"]).to_dict("records")
    if not rows:
        return []
    last = max(_last_year(row, catalog) for row in rows)
    span = (int(rows[0]["valid_from"]), last + 1)
    bars = Markup("").join(_bar(view, row, span, chosen) for row in rows)
    drawing = Markup("<div class='timeline'>{}<ul>{}</ul></div>").format(_scale(span), bars)
    parts = [section_html(say("All initiatives over time")), drawing]
    if len(rows) < len(catalog.initiatives):
        parts.append(note_html(say("Initiatives whose first year no source gives are not drawn.")))
    return parts


def dated(catalog: Catalog) -> pd.DataFrame:
    """Return the initiatives whose first year a source gives."""
    return catalog.initiatives[catalog.initiatives["valid_from"].notna()]


def _last_year(row: Mapping[Hashable, object], catalog: Catalog) -> int:
    """The year in which its bar ends: one without a stated end goes on to the newest amount."""
    end, start = row["valid_to"], row["valid_from"]
    newest = end if isinstance(end, int) else year_span(catalog)[1]
    return max(newest, int(str(start)))


def _bar(view: View, row: Mapping[Hashable, object], span: tuple[int, int], chosen: str) -> Markup:
    key, start = str(row["initiative_id"]), int(str(row["valid_from"]))
    return BAR.format(
        address=address_of(view, key),
        current=Markup(" aria-current='page'") if key == chosen else "",
        name=row["short_name"],
        years=_span(row, view.catalog),
        look="" if isinstance(row["valid_to"], int) else "open",
        left=_percent(start, span),
        width=_percent(_last_year(row, view.catalog) + 1, span) - _percent(start, span),
        color=colors.initiative_shade(key),
    )


def _scale(span: tuple[int, int]) -> Markup:
    """Each fifth year over the bars, as far as it has room; each bar has its years in words."""
    every = range(span[0] + -span[0] % YEARS_APART, span[1], YEARS_APART)
    years = [year for year in every if _percent(year, span) <= LAST_MARK_PERCENT]
    marks = Markup("").join(
        Markup("<span style='left:{}%'>{}</span>").format(_percent(year, span), year)
        for year in years
    )
    return Markup("<div class='scale' aria-hidden='true'>{}</div>").format(marks)


def _percent(year: int, span: tuple[int, int]) -> int:
    return round(100 * (year - span[0]) / (span[1] - span[0]))


def address_of(view: View, initiative_id: str) -> str:
    """Return the address of the page of an initiative under the filters of a view."""
    asked = view.selection.with_initiative(initiative_id)
    selection, _ = drop_foreign_goals(asked, view.catalog)
    return View(view.catalog, selection).link("initiative")


def landing(view: View) -> None:
    """Draw the page where no initiative is chosen: the timeline, and a card for each."""
    draw(landing_parts(view))


def landing_parts(view: View) -> list[Markup]:
    """Return the page where no initiative is chosen, below its chooser."""
    parts = [heading_html(say("Initiatives"), say("Choose an initiative to open its page."))]
    phrase = filters_in_words(view.catalog, view.selection)
    if phrase:
        parts.append(note_html(say("Showing programs {phrase} only.", phrase=phrase)))
    ids = list(view.catalog.initiatives.sort_values("sort_order")["initiative_id"])
    with_years = set(dated(view.catalog)["initiative_id"]) or set(ids)
    others = [key for key in ids if key not in with_years]
    dated_ids = [key for key in ids if key in with_years]
    return [
        *parts,
        *timeline_parts(view),
        *_cards(view, say("The initiatives in short"), dated_ids),
        *_cards(view, say("Without a first year: groupings and others"), others, SMALL),
    ]


def _cards(view: View, title: str, ids: Sequence[str], look: str = "") -> list[Markup]:
    if not ids:
        return []
    cards = Markup("").join(_card(view, key, with_gaps=look != SMALL) for key in ids)
    shown = Markup("<ul class='initiatives {}'>{}</ul>").format(look, cards)
    return [section_html(title), shown]


def _card(view: View, initiative_id: str, *, with_gaps: bool) -> Markup:
    """One initiative: its names, one sentence, years, partners, one amount and programs.

    ``with_gaps`` says years and partners also where none is found.
    """
    profile = InitiativeProfile(view.catalog, view.selection, initiative_id)
    row = profile.row
    years = years_in_words(row["valid_from"], row["valid_to"], "active")
    members = sum(m.role == "partner" for m in profile.memberships)
    facts: list[tuple[str, object]] = []
    if years or with_gaps:
        facts.append((say("Years"), years or say(NOT_STATED)))
    if members or with_gaps:
        facts.append((say("Partner countries"), _number(members)))
    facts += [
        (say("Documented amount"), amount(view.catalog, profile.figure)),
        (say("Programs"), _programs(profile)),
    ]
    return CARD.format(
        color=colors.initiative_shade(initiative_id),
        address=address_of(view, initiative_id),
        name=full_names(view.catalog)[initiative_id],
        sentence=original(row["description"]),
        facts=Markup("").join(FACT.format(*fact) for fact in facts),
    )


def _programs(profile: InitiativeProfile) -> str:
    """How many programs it has; rows that tell its setting alone are none."""
    found = count_programs(profile.programs)
    if not found and not profile.programs.empty:
        return kind_in_words(UMBRELLA)
    return _number(found)


def _number(found: int) -> str:
    return formats.number(found) if found else say(NONE_FOUND)


def _span(row: Mapping[Hashable, object], catalog: Catalog) -> str:
    names = catalog.names("initiatives", "short_name")
    years = years_in_words(row["valid_from"], row["valid_to"], "active")
    follower = names.get(str(row["succeeded_by"]))
    if not follower:
        return years
    return say("{years}, then {follower}", years=years, follower=follower)


def heading(view: View, profile: InitiativeProfile) -> None:
    """Draw the title, what the initiative is, and the filters that hold on the page."""
    draw(title_parts(view, profile))


def title_parts(view: View, profile: InitiativeProfile) -> list[Markup]:
    """Return the title, what the initiative is, and the filters that hold on the page."""
    row = profile.row
    name = full_names(view.catalog)[profile.initiative_id]
    published = [publication_link(view.catalog, key) for key in split_list(str(row["source_id"]))]
    after = escape(say("Text after {publications}."))
    lines: list[str | Markup] = [after.format(publications=Markup("; ").join(published))]
    if view.selection.as_of:
        lines.append(_standing(profile, view.selection.as_of))
    phrase = filters_in_words(view.catalog, view.selection.without("initiative"))
    if phrase:
        lines.append(say("Showing programs {phrase} only.", phrase=phrase))
    return [heading_html(name, original(row["description"])), *map(note_html, lines)]


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
    draw(when_parts(current_view(), profile))


def when_parts(view: View, profile: InitiativeProfile) -> list[Markup]:
    """Return when it ran, what came before and after, and how it is linked to the others."""
    names = profile.catalog.names("initiatives")
    start, end = profile.row["valid_from"], profile.row["valid_to"]
    none = say("no source names one")
    follower = names.get(str(profile.row["succeeded_by"]), none)
    before = formats.joined([names[key] for key in profile.predecessors]) or none
    rows: list[tuple[str, object]] = [
        (say("Ran"), years_in_words(start, end, "active") or say("years not stated")),
        (say("Took the place of"), before),
        (say("Was followed by"), follower),
        *documented_amount(view.of_initiative(profile.initiative_id)),
        (
            say("What that amount is"),
            profile.figure.title or reason(profile.catalog, profile.figure),
        ),
    ]
    if profile.figure.caution:
        rows.append((say("Caution"), profile.figure.caution))
    rows += [(say("Linked to the others"), text) for text in _links(profile)]
    caption = say("The initiative in short")
    table = table_html((), rows, caption, title_above=True)
    return [section_html(say("In short")), table]


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
    draw(partner_parts(profile))


def partner_parts(profile: InitiativeProfile) -> list[Markup]:
    """Return the partners and observers, or why there are none."""
    names = profile.catalog.country_names
    rows = [
        (names[m.iso3], say(m.role), m.years or say(NOT_STATED), original(m.note or ""))
        for m in sorted(profile.memberships, key=lambda m: (m.role != "partner", names[m.iso3]))
    ]
    year = profile.selection.as_of
    if rows:
        headings = (say("Country"), say("Role"), say("Years"), say("Note"))
        told = table_html(headings, rows, say("Countries of the initiative"), title_above=True)
    elif year:
        told = hint_html(
            say("No membership is documented for {year}: each had ended or not begun.", year=year)
        )
    else:
        told = hint_html(say("No partner country was found."))
    return [section_html(say("Partners")), told]


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
    rows = newest_first(profile.catalog, programs_of_their_own(rows))
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
    html_table(headings, lines, say("Equipment and training"), NAME_AT, title_above=True)
