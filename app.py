"""Start the program map: ``streamlit run app.py``."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from inlmap.first_look.middleware import FirstLooks
from inlmap.maps.looks import tile_address
from inlmap.ui.menu import ENTRIES
from inlmap.web.answers import UnknownPages
from inlmap.web.asset_routes import asset_routes
from inlmap.web.compression import Compression
from inlmap.web.data_routes import data_routes
from inlmap.web.kept_files import KeptFiles, script_folders
from inlmap.web.security import OwnOrigin, SecurityHeaders, failed
from inlmap.web.start import prepared

# Streamlit itself asks for an allowed host only where a websocket opens.
HOSTS = st.get_option("server.allowedHosts") or ["*"]
BASE = st.get_option("server.baseUrlPath") or ""

app = st.App(
    "inlmap/ui/shell.py",
    routes=[*asset_routes(BASE), *data_routes(BASE)],
    lifespan=prepared,
    middleware=[
        Middleware(SecurityHeaders, tiles=tile_address(), base=BASE),
        Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False),
        Middleware(KeptFiles, folders=script_folders(BASE)),
        Middleware(Compression),
        Middleware(OwnOrigin, allowed=st.get_option("server.corsAllowedOrigins")),
        Middleware(UnknownPages, pages=[entry.name for entry in ENTRIES[1:]], base=BASE),
        Middleware(FirstLooks, base=BASE),
    ],
    exception_handlers={Exception: failed},
)
