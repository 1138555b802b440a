"""Answers in words: a page for a browser, one line for everything else."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from inlmap.catalog.address import root_path
from inlmap.colors import STYLE_SHEET
from inlmap.maps.looks import static_version

NO_PAGE = "There is no such page here."
PAGE = Markup(
    "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
    "<meta name='viewport' content='width=device-width, initial-scale=1'>"
    "<title>{title} · INL/WHP program map</title>"
    "<link rel='stylesheet' href='{base}/assets/map/{version}/{tokens}'>"
    "<link rel='stylesheet' href='{base}/assets/map/{version}/answers.css'></head>"
    "<body><main><h1>{title}</h1><p>{words}</p><p><a href='{base}/'>Open the map</a></p>"
    "</main></body></html>"
)


def answer_in_words(
    asked: Headers, title: str, words: str, status: int, base: str = ""
) -> Response:
    """Return words as a page to a browser and as a line of text to anything else.

    ``asked`` are the headers of the request, ``base`` the path below which the program is served.
    """
    if "text/html" not in asked.get("accept", ""):
        return PlainTextResponse(f"{words}\n", status)
    page = PAGE.format(
        title=title, words=words, base=base, version=static_version(), tokens=STYLE_SHEET
    )
    return HTMLResponse(page, status)


class UnknownPages:
    """ASGI middleware that says so when a browser asks for a page that does not exist.

    Without it Streamlit answers with the first page and a window of its own above it. ``pages``
    are the names of the pages, ``base`` the path below which the program is served.
    """

    def __init__(self, app: ASGIApp, pages: Collection[str], base: str = "") -> None:
        self.app = app
        self.pages = frozenset(pages)
        self.base = root_path(base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it asks for a page that does not exist."""
        if scope["type"] == "http" and self._is_unknown(scope):
            answer = answer_in_words(
                Headers(scope=scope), "Page not found", NO_PAGE, 404, self.base
            )
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_unknown(self, scope: Scope) -> bool:
        # Only pages have an address of one part without a dot.
        path: str = scope.get("path", "")
        name = path.removeprefix(self.base).strip("/")
        plain = path.startswith(f"{self.base}/") and name and "/" not in name and "." not in name
        asked = "text/html" in Headers(scope=scope).get("accept", "")
        return bool(plain) and asked and name not in self.pages
