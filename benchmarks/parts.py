"""What the floor and the usual way share: filters, one metric, one chart and one table.

Written the plain way and without the package's own filters, so that its speed is not theirs.
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import streamlit as st

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("INLMAP_DATA") or ROOT / "data")
FILTERS = {
    "initiative": "initiative",
    "goal": "goal_ids",
    "theme": "theme_id",
    "assistance": "assistance_type",
    "country": "iso3",
    "agency": "lead_agency",
}
COLUMNS = ["name", "initiative", "iso3", "assistance_type", "lead_agency", "status", "description"]
ROWS_SHOWN = 15
YEARS = (2000, 2025)


@st.cache_resource
def programs() -> pd.DataFrame:
    """Return the programs with the short name of their initiative, read once."""
    rows = pd.read_csv(DATA / "programs.csv", keep_default_na=False)
    names = initiatives().set_index("initiative_id")["short_name"]
    return rows.assign(
        initiative=rows["initiative_id"].map(names),
        start_year=pd.to_numeric(rows["start_year"]),
    )


@st.cache_resource
def initiatives() -> pd.DataFrame:
    """Return the initiatives in the order in which they are shown."""
    rows = pd.read_csv(DATA / "initiatives.csv", keep_default_na=False)
    return rows.sort_values("sort_order")


@st.cache_resource
def options() -> dict[str, list[str]]:
    """Return the values of each filter: initiatives in their order, the others sorted."""
    rows = programs()
    found = {
        name: sorted(set(rows[column].str.split(";").explode()) - {""})
        for name, column in FILTERS.items()
    }
    return found | {"initiative": initiatives()["short_name"].tolist()}


def filtered_programs() -> pd.DataFrame:
    """Draw the sidebar's six lists, range, year and button; return the rows that pass."""
    rows = programs()
    with st.sidebar:
        st.segmented_control("Language", ["en", "es"], default="en", required=True, key="lang")
        st.button("Clear filters", on_click=_clear)
        for name, column in FILTERS.items():
            chosen = st.multiselect(name.capitalize(), options()[name], key=name, select_all=False)
            if chosen:
                items = rows[column].str.split(";")
                rows = rows[[not set(chosen).isdisjoint(cell) for cell in items]]
        first, last = st.slider("Fiscal years", *YEARS, YEARS, key="fy")
        st.selectbox("As of", range(YEARS[1], YEARS[0] - 1, -1), index=None, key="as_of")
    if (first, last) != YEARS:
        rows = rows[rows["start_year"].between(first, last)]
    return rows


def _clear() -> None:
    for name in FILTERS:
        st.session_state[name] = []
    st.session_state["fy"] = YEARS
    st.session_state["as_of"] = None


def headline(rows: pd.DataFrame) -> None:
    """Draw the one metric."""
    with st.container(key="headline"):
        st.metric("Programs", len(rows))


def chart_and_table(rows: pd.DataFrame) -> None:
    """Draw the one chart and the one table."""
    st.bar_chart(rows["assistance_type"].value_counts())
    st.dataframe(rows[COLUMNS].head(ROWS_SHOWN), hide_index=True)
