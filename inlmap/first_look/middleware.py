"""Put the first look of a page into Streamlit's page, for exactly the choice of the address."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from inlmap import words
from inlmap.catalog.address import PARAMETERS, drop_foreign_goals, from_address, root_path
from inlmap.catalog.cached import cached
from inlmap.catalog.catalog import Catalog
from inlmap.catalog.followed import CurrentCatalog, live_folder
from inlmap.catalog.selection import Selection
from inlmap.catalog.translated import translated
from inlmap.dataset.folder import data_folder
from inlmap.errors import DataError, Fault
from inlmap.first_look.page import MAP, SCREENS, FirstLook, first_look
from inlmap.maps.looks import STATIC, page_sheet
from inlmap.presentation.view import View
from inlmap.ui.address_bar import (
    MEASURE_KEY,
    OPEN_PARAMETER,
    PLACE_KEY,
    read_language,
    read_measure,
    unknown_parameters,
)
from inlmap.ui.notices import MEND_FIRST, NOT_SHOWN, fault_lines, newer_faults_html, notice_html
from inlmap.ui.sources.asked import known_or_notice
from inlmap.web.data_routes import LONGEST_QUERY_BYTES
from inlmap.web.file_response import FileKind, file_response, is_known, tag_of
from inlmap.web.security import FIRST_LOOK_SCRIPT, STREAMLIT_PAGE
from inlmap.words import say

# What lies open over the page takes the keyboard as soon as it comes: nothing may hide it then.
PANEL = re.compile(rf"(^|&){OPEN_PARAMETER}=".encode())
MOST_KEPT = 300
LEVEL = 4  # of zlib: the whole region takes 3 ms, at level 6 10 ms for a fifteenth less
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


class Packed(NamedTuple):
    """A page with a first look as it is kept, and the tag of its bytes."""

    tag: str
    body: bytes


class Asked(NamedTuple):
    """What a first look is made for beside the catalog."""

    page: str
    selection: Selection
    measure: str
    place_id: str
    language: str
    faults: tuple[Fault, ...]


class FirstLooks:
    """ASGI middleware that answers some pages with a first look in them.

    ``base`` is the path below which the program is served.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        root = root_path(base)
        self.pages = {f"{root}/{'' if page == MAP else page}": page for page in SCREENS}
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a browser that asks for a page with a first look; pass everything else on."""
        if not self._is_asked(scope):
            await self.app(scope, receive, send)
            return
        self._limiter = self._limiter or CapacityLimiter(AT_ONCE)
        query = scope["query_string"].decode("latin-1")
        page = self.pages[scope["path"]]
        packed = await to_thread.run_sync(packed_page, page, query, limiter=self._limiter)
        kind = FileKind("text/html", packed.tag, {"Cache-Control": "no-cache"})
        body = b"" if is_known(Headers(scope=scope), packed.tag) else zlib.decompress(packed.body)
        await file_response(Request(scope), body, kind)(scope, receive, send)

    def _is_asked(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] in {"GET", "HEAD"}
            and scope["path"] in self.pages
            and len(scope["query_string"]) <= LONGEST_QUERY_BYTES
            and PANEL.search(scope["query_string"]) is None
        )


def page_with_first_look(page: str, query: str) -> str:
    """Return Streamlit's page with the first look at a page in it, unpacked."""
    return zlib.decompress(packed_page(page, query).body).decode()


def packed_page(page: str, query: str) -> Packed:
    """Return Streamlit's page with the first look at a page for the parameters of an address.

    Faults of the data are said in place of the page.
    """
    given = parse_qs(query, max_num_fields=None)
    language = words.asked_language(given.get(words.PARAMETER, [])) or words.ENGLISH
    try:
        standing = live_folder(data_folder()).standing()
    except DataError as error:
        with words.speaking(language):
            return _packed(_faulty(error))
    with words.speaking(language):
        catalog = translated(standing.catalog)
        asked = {name: given.get(name, []) for name in PARAMETERS}
        selection, notices = from_address(asked, catalog)
        selection, foreign = drop_foreign_goals(selection, catalog)
        measure, unknown = read_measure(given.get(MEASURE_KEY, []))
        place = next(iter(given.get(PLACE_KEY, [])), "")
        place_id, gone = known_or_notice(PLACE_KEY, place, catalog.places["place_id"])
        _, foreign_words = read_language(given.get(words.PARAMETER, []))
        told = (*notices, *foreign, *unknown, *gone, *foreign_words, *unknown_parameters(given))
    made_for = Asked(page, selection, measure, place_id, language, standing.faults)
    if told:  # what anybody may write into an address is not kept
        return _made(standing.catalog, made_for, told)
    return _kept(standing.catalog, made_for)


@cached(MOST_KEPT)
def _kept(catalog: Catalog, asked: Asked) -> Packed:
    return _made(catalog, asked)


def _made(catalog: Catalog, asked: Asked, told: tuple[str, ...] = ()) -> Packed:
    with words.speaking(asked.language):
        view = View(translated(catalog), asked.selection, asked.measure, asked.place_id)
        above = Markup("").join(map(notice_html, told))
        if asked.faults:
            above += newer_faults_html(CurrentCatalog(catalog, asked.faults))
        return _packed(first_look(view, asked.page, above))


def _faulty(error: DataError) -> FirstLook:
    """The faults of a data folder in place of a page."""
    title, text = say(NOT_SHOWN), say(MEND_FIRST)
    faults = Markup("").join(fault_lines([str(fault) for fault in error.faults]))
    body = FAULTY.format(words.language(), title, text, faults)
    return FirstLook(title, text, words.language(), body)


def _packed(look: FirstLook) -> Packed:
    body = _whole(look).encode()
    return Packed(tag_of(body), zlib.compress(body, LEVEL))


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
