"""The files that a briefing can be: their endings, their names, and their content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from inlmap.briefings.content import Briefing
from inlmap.briefings.excel import excel_file
from inlmap.briefings.pdf import pdf_file
from inlmap.briefings.slides import slides_file
from inlmap.presentation.view import file_name


class Form(NamedTuple):
    """A file format: its name, its media type, and what writes a briefing in it."""

    name: str
    media_type: str
    write: Callable[[Briefing], bytes]


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "pptx": Form("PowerPoint", f"{OFFICE}.presentationml.presentation", slides_file),
        "pdf": Form("PDF", "application/pdf", pdf_file),
        "xlsx": Form("Excel", f"{OFFICE}.spreadsheetml.sheet", excel_file),
    }
)


def briefing_name(briefing: Briefing, ending: str) -> str:
    """Return a file name that carries the page, the filters and the dataset version."""
    view = briefing.view
    name = file_name(view.catalog, view.selection, ending)
    return name.replace("-programs-", f"-briefing-{briefing.kind}-", 1)
