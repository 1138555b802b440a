"""The building blocks of the pages; each draws one part of a view."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup, escape
from streamlit_folium import st_folium

from inlmap import charts, formats, maps, tokens
from inlmap.boundaries import NOTICE
from inlmap.cells import split_list
from inlmap.coverage import countries_of
from inlmap.exports import file_name, programs_csv
from inlmap.tables import funding_table, program_table
from inlmap.ui.view import View

MAP_STATE = "_map_clicked"
TABLE_HEIGHT_PX = 430
TWIN_HEIGHT_PX = 330


def page_heading(title: str, lead: str) -> None:
    """Draw the title of a page and the line under it."""
    st.html(Markup('<header class="page"><h1>{}</h1><p>{}</p></header>').format(title, lead))


def section(title: str) -> None:
    """Draw the heading of a part of a page."""
    st.html(Markup("<h2 class='section'>{}</h2>").format(title))


def headline(view: View) -> None:
    """Draw the four headline figures, each with its unit and what it counts."""
    figure, programs = view.figure, view.programs
    sources = set(programs["source_id"].map(split_list).explode().dropna())
    amount = "Not stated" if figure.value is None else formats.dollars(figure.value)
    about = figure.reason or f"{figure.title}."
    label = "Documented amount"
    if figure.value is not None:
        label = f"{figure.stage.capitalize()}, {figure.years}"
    cells = [
        ("Programs", formats.number(len(programs)), "documented in the sources"),
        (
            "Countries",
            formats.number(len(countries_of(programs, view.selection))),
            "with at least one program",
        ),
        (label, amount, about),
        ("Sources", formats.number(len(sources)), "behind these programs"),
    ]
    with st.container(key="headline"):
        items = Markup("").join(
            Markup(
                "<div><div class='label'>{}</div><div class='value'>{}</div>"
                "<div class='about'>{}</div></div>"
            ).format(*cell)
            for cell in cells
        )
        st.html(Markup("<div class='headline'>{}</div>").format(items))


def region_map(view: View) -> None:
    """Draw the map; a click on a country selects it, a second click lets it go."""

    def clicked() -> None:
        country = (st.session_state.get(MAP_STATE) or {}).get("country")
        if country in view.catalog.partner_codes():
            chosen = st.session_state.get("country") or []
            st.session_state["country"] = [] if chosen == [country] else [country]

    with st.container(key="map"):
        st_folium(
            maps.base_map(view.catalog),
            key=MAP_STATE,
            height=tokens.MAP_HEIGHT_PX,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=view.picture.layer(),
            on_change=clicked,
        )
        st.caption(NOTICE)


PLACE_LEGEND = (
    ("exact", "Named town or city"),
    ("approximate", "Near here; exact site not published"),
    ("admin1", "Somewhere in this state or department"),
)


def legend(view: View) -> None:
    """Draw the legend of the map as text with swatches."""
    with st.container(key="legend"):
        countries = Markup("").join(
            Markup("<li><span class='swatch {}'></span><span>{}</span></li>").format(*entry)
            for entry in view.picture.legend
        )
        places = Markup("").join(
            Markup("<li><span class='place {}'></span><span>{}</span></li>").format(kind, words)
            for kind, words in PLACE_LEGEND
        )
        st.html(
            Markup(
                "<section class='legend'><h2>Programs of the country itself</h2><ul>{}</ul>"
                "<h2>Places of programs</h2><ul>{}</ul></section>"
            ).format(countries, places)
        )


def sentences(view: View) -> None:
    """Draw the view in plain sentences."""
    with st.container(key="summary"):
        text = Markup(" ").join(escape(sentence) for sentence in view.sentences)
        st.html(Markup("<p class='summary'>{}</p>").format(text))


def funding_by_year(view: View) -> None:
    """Draw the documented amounts by fiscal year, or say why there are none."""
    section("Funding by fiscal year")
    if not view.yearly:
        st.info(
            view.figure.reason or "The sources give this money only as a sum over several years."
        )
        return
    st.altair_chart(charts.funding_chart(view.yearly), alt=charts.funding_alternative(view.yearly))
    st.html(
        "<p class='note'>Nominal U.S. dollars by U.S. fiscal year. Colors are stages of the money; "
        "amounts of different stages do not continue each other and are never added.</p>"
    )
    st.dataframe(
        funding_table(view.yearly),
        hide_index=True,
        height=TWIN_HEIGHT_PX,
        alt="The same amounts by fiscal year as a table.",
        column_config={
            "Fiscal year": st.column_config.NumberColumn(format="%d", width=85),
            "$ millions": st.column_config.NumberColumn(format="%.1f", width=85),
            "Stage": st.column_config.TextColumn(width=85),
        },
    )


def programs_by_goal(view: View) -> None:
    """Draw the number of programs by goal."""
    section("Programs by goal")
    frame = charts.goals_frame(view.catalog, view.programs)
    if frame.empty:
        st.info("No program of this selection is tied to a goal.")
        return
    st.altair_chart(charts.goals_chart(frame), alt=charts.goals_alternative(frame))
    st.caption("A program that serves several goals is counted once under each of them.")


def records(view: View) -> None:
    """Draw the table of the selected programs."""
    with st.container(key="records"):
        section(formats.count(len(view.programs), "program"))
        if view.programs.empty:
            st.info("Nothing to list. Remove a filter in the sidebar, or clear them all.")
            return
        st.dataframe(
            program_table(view.catalog, view.programs),
            hide_index=True,
            height=TABLE_HEIGHT_PX,
            alt="Table of the selected programs; the same rows are in the CSV download.",
            column_config={
                "Program": st.column_config.TextColumn(width="medium"),
                "What it does": st.column_config.TextColumn(width="large"),
                "Value, $ millions": st.column_config.NumberColumn(format="%.2f"),
                "Link": st.column_config.LinkColumn(display_text="Open source"),
            },
        )


def downloads(view: View) -> None:
    """Draw the download of exactly the rows on the screen."""
    with st.container(key="downloads"):
        st.download_button(
            f"Download CSV ({formats.count(len(view.programs), 'row')})",
            data=lambda: programs_csv(view.catalog, view.selection),
            file_name=file_name(view.catalog, view.selection),
            mime="text/csv",
            key="download_csv",
            icon=":material/download:",
            on_click="ignore",
        )


def faults(messages: Sequence[str]) -> None:
    """Draw what is wrong with a data folder in place of the page."""
    page_heading("The data cannot be shown", "These faults must be mended first.")
    for message in messages:
        st.error(message)


def footer(view: View) -> None:
    """Draw the line at the foot of every page."""
    st.html(
        Markup(
            "<footer>Independent tool built from public sources; not an official U.S. Government "
            "site. {}. Dataset version {}.</footer>"
        ).format(NOTICE, view.catalog.version)
    )
