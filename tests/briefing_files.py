"""The ten views, files of briefings and their texts, made once for all tests of a process."""

from __future__ import annotations

import io
from functools import cache, lru_cache
from typing import Any

import openpyxl
import pypdfium2
from pptx import Presentation

from inlmap.briefings.content import Briefing, briefing
from inlmap.briefings.forms import FORMS
from inlmap.presentation.view import View
from tests.shipped import shipped
from tests.ten_views import TEN_VIEWS, tenth_view


@cache
def ten_view(name: str) -> View:
    """One of the ten views of the shipped catalog."""
    return tenth_view(shipped(), name)


@cache
def ten_briefing(name: str, *, annex: bool = False) -> Briefing:
    """The briefing of the page that one of the ten views is on."""
    return briefing(ten_view(name), TEN_VIEWS[name].page, annex=annex)


@lru_cache(maxsize=60)
def written(content: Briefing, ending: str) -> bytes:
    """The file that a briefing is in one of its formats."""
    return FORMS[ending].write(content)


@lru_cache(maxsize=12)
def opened_deck(content: bytes) -> Any:
    """Slides, to be read only."""
    return Presentation(io.BytesIO(content))


@lru_cache(maxsize=12)
def opened_book(content: bytes) -> Any:
    """A workbook, to be read only."""
    return openpyxl.load_workbook(io.BytesIO(content))


@lru_cache(maxsize=60)
def page_texts(paper: bytes) -> tuple[str, ...]:
    """The text of every page; a word that is broken at the end of a line keeps its hyphen."""
    pages = pypdfium2.PdfDocument(paper)
    return tuple(
        page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-\n")
        for page in pages
    )
