"""Put the first look into Streamlit's page, for exactly the choice of the address."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from inlmap import words
from inlmap.catalog.address import PARAMETERS, drop_foreign_goals, from_address, root_path
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import live_folder
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.dataset.folder import data_folder
from inlmap.errors import DataError
from inlmap.first_look.page import FirstLook, first_look
from inlmap.maps.looks import STATIC, page_sheet
from inlmap.presentation.view import View
from inlmap.ui.address_bar import MEASURE_KEY, OPEN_PARAMETER, read_measure
from inlmap.ui.notices import MEND_FIRST, NOT_SHOWN, fault_lines
from inlmap.web.data_routes import LONGEST_QUERY_BYTES
from inlmap.web.file_response import FileKind, file_response, tag_of
from inlmap.web.security import FIRST_LOOK_SCRIPT, STREAMLIT_PAGE
from inlmap.words import say

# What lies open over the page takes the keyboard as soon as it comes: nothing may hide it then.
PANEL = re.compile(rf"(^|&){OPEN_PARAMETER}=".encode())
MOST_KEPT = 300
AT_ONCE = 1
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>\s*", re.DOTALL)
TITLE = re.compile(r"<title>.*?</title>")
ROOT = '<div id="root"></div>'
# The letters of the live page, for a browser that has kept them from a visit before.
FONT = next(STREAMLIT_PAGE.parent.glob("static/media/SourceSansVF-Upright.*.woff2"))
FONT_FACE = (
    "@font-face { font-family: 'Kept Sans'; font-weight: 100 900; font-display: optional; "
    f"src: url('./{FONT.relative_to(STREAMLIT_PAGE.parent).as_posix()}') format('woff2'); }}"
)
FAULTY = Markup(
    "<div id='first-look' lang='{}'><main><header class='page'><h1>{}</h1><p>{}</p></header>"
    "{}</main></div>"
)


class FirstLooks:
    """ASGI middleware that answers the Map page with a first look in it.

    ``base`` is the path below which the program is served.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.path = f"{root_path(base)}/"
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a browser that asks for the Map page; pass everything else on."""
        if not self._is_asked(scope):
            await self.app(scope, receive, send)
            return
        self._limiter = self._limiter or CapacityLimiter(AT_ONCE)
        query = scope["query_string"].decode("latin-1")
        page = await to_thread.run_sync(page_with_first_look, query, limiter=self._limiter)
        body = page.encode()
        kind = FileKind("text/html", tag_of(body), {"Cache-Control": "no-cache"})
        await file_response(Request(scope), body, kind)(scope, receive, send)

    def _is_asked(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] in {"GET", "HEAD"}
            and scope["path"] == self.path
            and len(scope["query_string"]) <= LONGEST_QUERY_BYTES
            and PANEL.search(scope["query_string"]) is None
        )


def page_with_first_look(query: str) -> str:
    """Return Streamlit's page with the first look for the parameters of an address in it.

    Faults of the data are said in place of the map.
    """
    given = parse_qs(query, max_num_fields=None)
    language = words.asked_language(given.get(words.PARAMETER, [])) or words.ENGLISH
    try:
        published = live_folder(data_folder()).standing().catalog
    except DataError as error:
        with words.speaking(language):
            title, text = say(NOT_SHOWN), say(MEND_FIRST)
            faults = Markup("").join(fault_lines([str(fault) for fault in error.faults]))
            body = FAULTY.format(language, title, text, faults)
        return _whole(FirstLook(title, text, language, body))
    with words.speaking(language):
        catalog = translated(published)
        asked = {name: given.get(name, []) for name in PARAMETERS}
        selection, notices = from_address(asked, catalog)
        selection, foreign = drop_foreign_goals(selection, catalog)
        measure, unknown = read_measure(given.get(MEASURE_KEY, []))
        told = (*notices, *foreign, *unknown)
        if told:  # what anybody may write into an address is not kept
            return _whole(first_look(View(catalog, selection, measure, ""), told))
    return _kept(published, selection, measure, language)


@cached(MOST_KEPT)
def _kept(catalog: Catalog, selection: Selection, measure: str, language: str) -> str:
    with words.speaking(language):
        return _whole(first_look(View(translated(catalog), selection, measure, "")))


def _whole(look: FirstLook) -> str:
    """Streamlit's page with a look in it."""
    title = Markup("<title>{}</title>").format(look.title)
    about = Markup("<meta name='description' content='{}'>").format(look.description)
    page = _page_with_sheets().replace('<html lang="en">', f'<html lang="{look.language}">', 1)
    page = TITLE.sub(lambda _: str(title + about), page, count=1)
    return page.replace(ROOT, str(look.body) + ROOT, 1)


@lru_cache(maxsize=1)
def _page_with_sheets() -> str:
    """Streamlit's page with our script and sheets in it: on a thin line each further file waits."""
    page = NOSCRIPT.sub("", STREAMLIT_PAGE.read_text("utf-8"))
    own = (STATIC / "first_look.css").read_text("utf-8")
    sheets = f"<style>{FONT_FACE}</style><style>{page_sheet()}</style><style>{own}</style>"
    page = page.replace("<head>", f"<head><script>{FIRST_LOOK_SCRIPT}</script>", 1)
    return page.replace("</head>", f"{sheets}</head>", 1)
