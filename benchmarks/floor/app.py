"""The floor: a bare Streamlit page with our number of filters, one metric, chart and table."""

from __future__ import annotations

import streamlit as st

from benchmarks import parts

st.set_page_config(page_title="Floor", layout="wide")
rows = parts.filtered_programs()
parts.headline(rows)
parts.chart_and_table(rows)
