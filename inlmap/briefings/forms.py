"""The files that a briefing can be: their endings, their names, and their content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from inlmap.briefings.content import Briefing
from inlmap.deferred import deferred
from inlmap.presentation.view import file_name


class Form(NamedTuple):
    """A file format: its name, its media type, and what writes a briefing in it.

    One that ``is_whole`` has all tables without being asked.
    """

    name: str
    media_type: str
    write: Callable[[Briefing], bytes]
    is_whole: bool = False


SLIDES = deferred("inlmap.briefings.slides:slides_file")
PDF = deferred("inlmap.briefings.pdf:pdf_file")
EXCEL = deferred("inlmap.briefings.excel:excel_file")
OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "pptx": Form("PowerPoint", f"{OFFICE}.presentationml.presentation", SLIDES),
        "pdf": Form("PDF", "application/pdf", PDF),
        "xlsx": Form("Excel", f"{OFFICE}.spreadsheetml.sheet", EXCEL, is_whole=True),
    }
)


def briefing_name(briefing: Briefing, ending: str) -> str:
    """Return a file name that carries the page, the filters and the dataset version."""
    view = briefing.view
    name = file_name(view.catalog, view.selection, ending)
    return name.replace("-programs-", f"-briefing-{briefing.kind}-", 1)
