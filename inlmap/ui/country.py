"""The parts of the Country page."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup

from inlmap import charts, formats, measures, tokens
from inlmap.boundaries import NOTICE
from inlmap.cells import count_items
from inlmap.classes import natural_breaks
from inlmap.coverage import DOCUMENTED
from inlmap.ledger import Figure
from inlmap.pictures import country_shapes
from inlmap.profiles import CountryProfile, neighbors
from inlmap.sentences import filters_in_words
from inlmap.totals import Family, families_of_country
from inlmap.ui.amounts import amount
from inlmap.ui.blocks import chooser, html_table, page_heading, section, twin_table
from inlmap.ui.listing import NOT_STATED, draw_by_goal
from inlmap.view import View


def chosen_country(view: View) -> str | None:
    """Draw the chooser and return the country of the page: the first one of the filter."""
    names = view.catalog.country_names
    partners = {code: names[code] for code in view.catalog.partner_codes}
    return chooser("country", partners, view.selection.country)


def heading(view: View, profile: CountryProfile) -> None:
    """Draw the title with the filters that hold on the page."""
    phrase = filters_in_words(view.catalog, view.selection.without("country"))
    lead = f"Showing programs {phrase} only." if phrase else "Everything the sources document."
    page_heading(profile.name, lead)


def initiatives(profile: CountryProfile) -> None:
    """Draw what the country is in, with years and role."""
    section("What it is in")
    rows = [
        (m.initiative, m.role, m.years or NOT_STATED, m.note or "") for m in profile.memberships
    ]
    if rows:
        html_table(("Initiative", "Role", "Years", "Note"), rows, "Initiatives of the country")
    else:
        st.info("No initiative was found for this country.")


def programs(profile: CountryProfile) -> None:
    """Draw the programs by goal, each with place, years and status."""
    section("Programs by goal")
    if profile.programs.empty:
        st.info("No evidence of a program was found under these filters.")
        return
    draw_by_goal(profile.catalog, profile.programs, profile.goals)


def funding(profile: CountryProfile) -> None:
    """Draw the country's amounts by account and year, of one source and stage at a time."""
    section("Funding by account and fiscal year")
    families = {
        family.label: family for family in families_of_country(profile.catalog, profile.iso3)
    }
    if not families:
        st.info("No amount by account and year was found for this country alone.")
        return
    label = st.selectbox("Stage, years and publisher", list(families), key="country_family")
    family = families[label]
    frame = charts.account_frame(family.figures)
    st.altair_chart(charts.account_chart(frame), alt=charts.account_alternative(label, frame))
    html_table(
        ("Fiscal year", *sorted({account for account, _ in family.figures})),
        _account_rows(profile, family),
        f"{label}, nominal $ millions; an empty cell means no line in the source",
    )


def _account_rows(profile: CountryProfile, family: Family) -> list[tuple[object, ...]]:
    accounts = sorted({account for account, _ in family.figures})
    figures = {(figure.fy_start, account): figure for account, figure in family.figures}
    years = sorted({year for year, _ in figures})
    return [
        (
            formats.years(year, year),
            *(_millions(profile, figures.get((year, account))) for account in accounts),
        )
        for year in years
    ]


def _millions(profile: CountryProfile, figure: Figure | None) -> Markup | str:
    return "" if figure is None else amount(profile.catalog, figure, f"{figure.value:,.3f}")


def places(profile: CountryProfile) -> None:
    """Draw the country's own map: first-level units by number of programs, and the places."""
    section("Where in the country")
    here = profile.selection.with_country(profile.iso3)
    values = measures.unit_values(profile.catalog, here, measures.PROGRAMS)
    classes = natural_breaks([v.amount for v in values.values() if v.state == DOCUMENTED])
    fills = {
        code: tokens.CLASS_COLORS[classes.index(value.amount)]
        for code, value in values.items()
        if value.state == DOCUMENTED
    }
    shapes = country_shapes(profile.catalog, profile.iso3)
    every = {shape["properties"]["code"]: tokens.PAPER for shape in shapes} | fills
    spots = _places_with_counts(profile)
    st.altair_chart(charts.still_map(shapes, every, spots), alt=_map_in_words(profile, spots))
    units = (
        "Shades count programs with a known place by first-level unit; white: none found. "
        if values
        else ""
    )
    st.caption(f"{units}Circles are places of programs. {NOTICE}.")
    if values:
        _unit_table(profile, values)
    if len(spots):
        rows = spots[["name", "kind", "precision", "programs"]].itertuples(index=False, name=None)
        html_table(("Place", "Kind", "Position", "Programs"), list(rows), "Places of programs")


def _unit_table(profile: CountryProfile, values: Mapping[str, measures.Value]) -> None:
    table = profile.catalog.admin1
    names = dict(zip(table["code"], table["name"], strict=True))
    ranked = sorted(values, key=lambda code: (-values[code].amount, names[code]))
    rows = [(names[code], ", ".join(values[code].words)) for code in ranked]
    twin_table("The shades as a table", ("State or department", "Programs"), rows)


def _places_with_counts(profile: CountryProfile) -> pd.DataFrame:
    counts = count_items(profile.programs["place_ids"])
    rows = profile.catalog.places
    rows = rows[rows["place_id"].isin(counts) & (rows["iso3"] == profile.iso3)]
    return rows.assign(programs=rows["place_id"].map(dict(counts)).astype(int)).sort_values("name")[
        ["name", "kind", "precision", "programs", "lon", "lat"]
    ]


def _map_in_words(profile: CountryProfile, spots: pd.DataFrame) -> str:
    if spots.empty:
        return f"Map of {profile.name}; no place of a program is known."
    named = formats.listing(list(spots["name"]), limit=8)
    return f"Map of {profile.name} with the places of programs: {named}."


def themes(profile: CountryProfile) -> None:
    """Draw the coverage by common theme: own programs, regional only, or no evidence."""
    section("Coverage by theme (our classification)")
    rows = []
    for theme in profile.catalog.themes.sort_values("sort_order").to_dict("records"):
        own = int((profile.own["theme_id"] == theme["theme_id"]).sum())
        shared = int((profile.regional["theme_id"] == theme["theme_id"]).sum())
        state = formats.count(own, "program") if own else "regional only" if shared else ""
        rows.append((theme["name"], state or "no evidence found", shared or "none found"))
    html_table(("Theme", "Of its own", "Regional programs"), rows, "Coverage by theme")


def neighborhood(profile: CountryProfile) -> None:
    """Draw what the neighbors get for the same goals."""
    section("The same goals next door")
    near = neighbors(profile.catalog, profile.iso3)
    profiles = [profile, *(CountryProfile(profile.catalog, profile.selection, c) for c in near)]
    goals = [goal for goal in profile.goals if goal.own or goal.regional]
    if not goals:
        st.info("No goal is covered here, so there is nothing to set beside the neighbors.")
        return
    found = [{goal.goal_id: goal for goal in other.goals} for other in profiles]
    rows = [
        (f"{goal.label}: {goal.name}", *(_goal_words(f.get(goal.goal_id)) for f in found))
        for goal in goals
    ]
    html_table(("Goal", *(p.name for p in profiles)), rows, "Programs for the same goals")


def _goal_words(goal: object) -> str:
    own, regional = getattr(goal, "own", 0), getattr(goal, "regional", 0)
    if own:
        return f"{own} of its own"
    return "regional only" if regional else "no evidence found"
