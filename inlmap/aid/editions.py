"""Which edition of an official foreign-aid file was read, and its row of sources.csv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

SOURCE_ID = "FA"
DATES = (
    (r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)", "%Y-%m-%d"),
    (r"(?<!\d)(?:19|20)\d\d_\d\d_\d\d(?!\d)", "%Y_%m_%d"),
    (r"(?<!\d)(?:19|20)\d{6}(?!\d)", "%Y%m%d"),
    (r"[A-Z][a-z]+ \d{1,2}, (?:19|20)\d\d", "%B %d, %Y"),
)
TableRow = dict[str, str]


@dataclass(frozen=True)
class Edition:
    """Which official file was read: its kind, name, edition, address and day of retrieval."""

    kind: str
    file: str
    edition: str
    retrieved: str
    url: str
    group: str

    @property
    def words(self) -> str:
        """The words that name the edition."""
        return f"edition {self.edition}"


def edition_of(file: str, titles: Iterable[str], last_year: str) -> str:
    """Return the edition: a date in the file name or in the lines above the heading.

    Dates are written 2024-12-19, 20241219 or December 19, 2024. Without one, the edition is the
    last fiscal year that was kept.
    """
    for text in (file, *titles):
        found = _date_in(text)
        if found:
            return found
    return f"with data to FY{last_year}" if last_year else "not stated"


def _date_in(text: str) -> str:
    for pattern, form in DATES:
        match = re.search(pattern, text)
        with suppress(ValueError):
            if match:
                return str(datetime.strptime(match[0], form).date())  # noqa: DTZ007 (no time)
    return ""


def source_row(edition: Edition) -> TableRow:
    """Return the row of sources.csv for an edition."""
    dated = re.fullmatch(r"\d{4}-\d\d-\d\d", edition.edition)
    return {
        "source_id": SOURCE_ID,
        "title": f"U.S. foreign assistance, {edition.kind} ({edition.file})",
        "publisher": "U.S. Government, ForeignAssistance.gov and Foreign Aid Explorer",
        "number": edition.words,
        "date": edition.edition if dated else "",
        "url": edition.url,
        "accessed": edition.retrieved,
        "license": "U.S. Government work",
    }
