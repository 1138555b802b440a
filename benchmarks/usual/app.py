"""Serve the usual way with Leaflet from this host, so that it can draw without a network."""

from __future__ import annotations

import streamlit as st

from inlmap.web.asset_routes import asset_routes

app = st.App("page.py", routes=asset_routes())
