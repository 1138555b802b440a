"""Only a page of this host opens a session, and no stranger's request makes the server ask others.

Streamlit refuses a websocket of another origin too, but to compare it asks a host on the internet
for the address of this machine first.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose


class OwnOrigin:
    """ASGI middleware that refuses a websocket which a page of another origin opens.

    ``allowed`` are further origins (``https://portal.example.gov``). A client that names no origin
    is no browser and passes, as with Streamlit.
    """

    def __init__(self, app: ASGIApp, allowed: Collection[str] = ()) -> None:
        self.app = app
        self.allowed = frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless it opens a websocket from elsewhere."""
        passes = scope["type"] != "websocket" or self._is_own(Headers(scope=scope))
        await (self.app if passes else WebSocketClose())(scope, receive, send)

    def _is_own(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        own = origin is None or urlsplit(origin).netloc == headers.get("host")
        return own or origin in self.allowed
