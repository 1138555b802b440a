"""The parts of the Country page for one country; ``country_list`` draws the page without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from inlmap import colors, formats
from inlmap.catalog.counting import count_programs_by
from inlmap.dataset.boundaries import NOTICE
from inlmap.figures import measures
from inlmap.figures.adding import Figure, unfinished
from inlmap.figures.coverage import DOCUMENTED
from inlmap.figures.profiles import CountryProfile, neighbors
from inlmap.figures.totals import Family, families_of_country
from inlmap.formats import NOT_STATED, counted
from inlmap.maps import country
from inlmap.maps.country import country_shapes
from inlmap.maps.picture import COUNT_CLASSES
from inlmap.presentation import money_charts
from inlmap.presentation.lately import NEWEST_SHOWN, newest_programs
from inlmap.presentation.newest import newest_first
from inlmap.presentation.sentences import filters_in_words, rows_apart, table_title
from inlmap.presentation.view import View
from inlmap.ui.amounts import amount, original
from inlmap.ui.blocks import chooser, draw, fold, heading_html, hint, note, section_html
from inlmap.ui.html_tables import draw_pages, html_table, page_key, shown_rows, twin_table
from inlmap.ui.programs import draw_in_short, in_short_html
from inlmap.words import say

PROGRAMS_PER_PAGE = 10


def chosen_country(view: View) -> str | None:
    """Draw the chooser and return the country of the page: the first one of the filter."""
    names = view.catalog.country_names
    partners = {code: names[code] for code in view.catalog.partner_codes}
    return chooser("country", partners, view.selection.country)


def heading(view: View, profile: CountryProfile) -> None:
    """Draw the title with the filters that hold on the page."""
    st.html(title_html(view, profile))


def title_html(view: View, profile: CountryProfile) -> Markup:
    """Return the title with the filters that hold on the page."""
    phrase = filters_in_words(view.catalog, view.selection.without("country"))
    lead = say("Everything the sources document.")
    if phrase:
        lead = say("Showing programs {phrase} only.", phrase=phrase)
    return heading_html(profile.name, lead)


def initiatives(profile: CountryProfile) -> None:
    """Draw what the country is in, with years and role."""
    with fold(say("What it is in"), "initiatives"):
        rows = [
            (m.initiative, say(m.role), m.years or say(NOT_STATED), original(m.note or ""))
            for m in profile.memberships
        ]
        if rows:
            headings = (say("Initiative"), say("Role"), say("Years"), say("Note"))
            html_table(headings, rows, say("Initiatives of the country"), title_above=True)
        else:
            st.info(say("No initiative was found for this country."))


def newest(view: View) -> None:
    """Draw the programs with the latest years, where they are not all that there is."""
    draw(newest_parts(view))


def newest_parts(view: View) -> list[Markup]:
    """Return the programs with the latest years, where they are not all that there is."""
    ids = [one.program_id for one in newest_programs(view)]
    if not ids or len(view.programs) <= NEWEST_SHOWN:
        return []
    rows = view.programs.set_index("program_id", drop=False).loc[ids]
    caption = say("By the last year stated or, where it is not stated or still to come, the first")
    return [section_html(say("Newest programs")), in_short_html(view, rows, caption)]


def programs(view: View, profile: CountryProfile) -> None:
    """Draw all programs as one table, the newest first, one page at a time."""
    with fold(say("All programs, the newest first"), "programs"):
        if view.programs.empty:
            none = say("No evidence of a program was found under these filters.")
            hint(_not_in_this_choice(profile) if profile.is_outside else none)
            return
        if apart := rows_apart(view):
            note(apart)
        rows = newest_first(view.catalog, view.programs)
        key = page_key("country_programs", view.selection)
        shown = shown_rows(len(rows), key, PROGRAMS_PER_PAGE)
        draw_in_short(view.catalog, rows.iloc[list(shown)], table_title(view), goals=True)
        draw_pages(len(rows), key, PROGRAMS_PER_PAGE)


def funding(profile: CountryProfile) -> None:
    """Draw the country's amounts by account and year, of one source and stage at a time."""
    with fold(say("Funding by account and fiscal year"), "funding"):
        families = families_of_country(profile.catalog, profile.iso3, profile.selection.fy)
        if not families:
            hint(_no_amount(profile))
            return
        chosen = st.selectbox(
            say("Stage, years and publisher"),
            range(len(families)),
            format_func=lambda one: families[one].label,
            placeholder=say("Choose"),
            key="country_family",
        )
        family = families[chosen]
        label = say("{label}, nominal U.S. dollars, by account.", label=family.label)
        note(" ".join(filter(None, (label, unfinished(figure for _, figure in family.figures)))))
        frame = money_charts.account_frame(family.figures)
        words = money_charts.account_alternative(family.label, frame)
        st.altair_chart(money_charts.account_chart(frame), alt=words)
        accounts = sorted({account for account, _ in family.figures})
        html_table(
            (say("Fiscal year"), *map(formats.account_name, accounts)),
            _account_rows(profile, family, accounts),
            say(
                "{label}, nominal $ millions; an empty cell means no line in the source",
                label=family.label,
            ),
        )


def _no_amount(profile: CountryProfile) -> str:
    fy = profile.selection.fy
    if not fy:
        return say("No amount by account and year was found for this country alone.")
    return say(
        "No amount by account was found for this country alone in {years}.",
        years=formats.years(*fy),
    )


def _account_rows(
    profile: CountryProfile, family: Family, accounts: Sequence[str]
) -> list[tuple[object, ...]]:
    figures = {(figure.fy_start, account): figure for account, figure in family.figures}
    years = {figure.fy_start: figure.marked_years for _, figure in family.figures}
    return [
        (
            years[year],
            *(_millions(profile, figures.get((year, account))) for account in accounts),
        )
        for year in sorted(years, reverse=True)
    ]


def _millions(profile: CountryProfile, figure: Figure | None) -> Markup | str:
    return "" if figure is None else amount(profile.catalog, figure, f"{figure.value:,.3f}")


def coverage_beside_map(profile: CountryProfile) -> None:
    """Draw the coverage by theme beside the map; on a narrow screen one after the other."""
    left, right = st.columns(2, gap="large")
    with left:
        themes(profile)
    with right:
        places(profile)


def places(profile: CountryProfile) -> None:
    """Draw the country's own map: first-level units by number of programs, and the places."""
    with fold(say("Where in the country"), "places"):
        here = profile.selection.with_country(profile.iso3)
        values = measures.unit_values(profile.catalog, here, measures.PROGRAMS)
        fills = {
            code: colors.shade(f"class-{COUNT_CLASSES.index(value.amount)}")
            for code, value in values.items()
            if value.state == DOCUMENTED
        }
        shapes = country_shapes(profile.catalog, profile.iso3)
        every = {shape["properties"]["code"]: colors.shade("paper") for shape in shapes} | fills
        spots = _places_with_counts(profile)
        st.altair_chart(country.still_map(shapes, every, spots), alt=_map_in_words(profile, spots))
        lines = [say("Circles are places of programs."), f"{say(NOTICE)}."]
        if values:
            lines.insert(
                0,
                say(
                    "Shades count programs with a known place by state or department: 1 to 4, "
                    "5 to 9, 10 to 19, 20 to 49, 50 or more; no fill: none found."
                ),
            )
        st.caption(" ".join(lines))
        if values:
            _unit_table(profile, values)
        if len(spots):
            headings = (say("Place"), say("Kind"), say("Position"), say("Programs"))
            twin_table("places", say("Places of programs"), headings, _place_rows(spots))


def _place_rows(spots: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = spots[["name", "kind", "precision", "programs"]].itertuples(index=False, name=None)
    return [(name, kind, say(precision), number) for name, kind, precision, number in columns]


def _unit_table(profile: CountryProfile, values: Mapping[str, measures.Value]) -> None:
    table = profile.catalog.admin1
    names = dict(zip(table["code"], table["name"], strict=True))
    ranked = sorted(values, key=lambda code: (-values[code].amount, names[code]))
    rows = [(names[code], ", ".join(values[code].words)) for code in ranked]
    headings = (say("State or department"), say("Programs"))
    twin_table("shades", say("The shades as a table"), headings, rows)


def _places_with_counts(profile: CountryProfile) -> pd.DataFrame:
    counts = count_programs_by(profile.programs, "place_ids")
    rows = profile.catalog.places
    rows = rows[rows["place_id"].isin(counts) & (rows["iso3"] == profile.iso3)]
    return rows.assign(programs=rows["place_id"].map(dict(counts)).astype(int)).sort_values("name")[
        ["name", "kind", "precision", "programs", "lon", "lat"]
    ]


def _map_in_words(profile: CountryProfile, spots: pd.DataFrame) -> str:
    if spots.empty:
        return say("Map of {country}; no place of a program is known.", country=profile.name)
    return say(
        "Map of {country} with the places of programs: {places}.",
        country=profile.name,
        places=formats.joined(list(spots["name"]), limit=8),
    )


def themes(profile: CountryProfile) -> None:
    """Draw the coverage by common theme: own programs, regional only, or no evidence."""
    with fold(say("Coverage by theme (our classification)"), "themes"):
        if profile.is_outside:
            hint(_not_in_this_choice(profile))
            return
        rows = []
        by_theme = [count_programs_by(rows, "theme_id") for rows in (profile.own, profile.regional)]
        for theme in profile.catalog.themes.sort_values("sort_order").to_dict("records"):
            own, shared = (counts[theme["theme_id"]] for counts in by_theme)
            state = counted("programs", own) if own else _gap(shared)
            rows.append((theme["name"], state, shared or say("none found")))
        headings = (say("Theme"), say("Of its own"), say("Regional programs"))
        html_table(headings, rows, say("Coverage by theme"), title_above=True)


def _not_in_this_choice(profile: CountryProfile) -> str:
    return say("{country} is not in this choice of initiatives.", country=profile.name)


def _gap(shared: int) -> str:
    """What is said where a country has no program of its own."""
    return say("regional only") if shared else say("no evidence found")


def neighborhood(profile: CountryProfile) -> None:
    """Draw what the neighbors get for the same goals."""
    with fold(say("The same goals next door"), "neighbors"):
        near = neighbors(profile.catalog, profile.iso3)
        profiles = [profile, *(CountryProfile(profile.catalog, profile.selection, c) for c in near)]
        goals = [goal for goal in profile.goals if goal.own or goal.regional]
        if not goals:
            st.info(
                say("No goal is covered here, so there is nothing to set beside the neighbors.")
            )
            return
        found = [{goal.goal_id: goal for goal in other.goals} for other in profiles]
        rows = [
            (f"{goal.label}: {goal.name}", *(_goal_words(f.get(goal.goal_id)) for f in found))
            for goal in goals
        ]
        headings = (say("Goal"), *(p.name for p in profiles))
        html_table(headings, rows, say("Programs for the same goals"), title_above=True)


def _goal_words(goal: object) -> str:
    own, regional = getattr(goal, "own", 0), getattr(goal, "regional", 0)
    return say("{number} of its own", number=own) if own else _gap(regional)
