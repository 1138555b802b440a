"""Start the program map: ``streamlit run app.py``."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from inlmap.maps import tile_address
from inlmap.start import prepared
from inlmap.web.assets import asset_routes
from inlmap.web.data import data_routes
from inlmap.web.headers import SecurityHeaders

app = st.App(
    "inlmap/ui/shell.py",
    routes=[*asset_routes(), *data_routes()],
    lifespan=prepared,
    middleware=[Middleware(SecurityHeaders, tiles=tile_address())],
)
