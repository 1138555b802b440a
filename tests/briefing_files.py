"""The ten views, files of briefings and their texts, made once for all tests of a process."""

from __future__ import annotations

import io
from functools import cache, lru_cache

import pypdf

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


@lru_cache(maxsize=2)
def _opened(paper: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(paper))


@lru_cache(maxsize=400)
def page_text(paper: bytes, number: int) -> str:
    """The text of one page, from 0; to extract it takes longer than to set the paper."""
    return _opened(paper).pages[number].extract_text()


def page_texts(paper: bytes) -> list[str]:
    """The text of every page."""
    return [page_text(paper, number) for number in range(len(_opened(paper).pages))]
