"""The files that a briefing can be: their endings, their names, and their content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from inlmap.briefing import Briefing
from inlmap.paper import paper
from inlmap.presentation.view import file_name
from inlmap.slides import slides
from inlmap.spreadsheet import spreadsheet


class Form(NamedTuple):
    """A file format: its name, its media type, and what writes a briefing in it."""

    name: str
    media_type: str
    write: Callable[[Briefing], bytes]


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "pptx": Form("PowerPoint", f"{OFFICE}.presentationml.presentation", slides),
        "pdf": Form("PDF", "application/pdf", paper),
        "xlsx": Form("Excel", f"{OFFICE}.spreadsheetml.sheet", spreadsheet),
    }
)


def handout_name(briefing: Briefing, ending: str) -> str:
    """Return a file name that carries the page, the filters and the dataset version."""
    view = briefing.view
    name = file_name(view.catalog, view.selection, ending)
    return name.replace("-programs-", f"-briefing-{briefing.kind}-", 1)
