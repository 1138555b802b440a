"""A briefing as an Excel workbook: numbers as numbers, text never as a formula."""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import xlsxwriter

from inlmap.briefings.content import Briefing
from inlmap.presentation.listings import CountCell, Listing, Value
from inlmap.presentation.view import Headline
from inlmap.words import say, say_count

MADE = datetime(2000, 1, 1, tzinfo=UTC)  # fixed: the same input gives the same bytes
WIDTHS = {"description": 60, "publication": 50, "title": 60, "program": 44, "series": 44}
SUMMARY_WIDTH = 100
LETTERS = 1.1  # fit into the width of a digit, on the average
USUAL_WIDTH, NARROWEST, WIDEST = 12, 8, 40
ROOM = 2  # characters beside the longest word
LINE_PT, HIGHEST_PT = 15, 405  # of Excel: a line of its letters, and the highest row
PAGE_WIDTH = 190  # characters across a printed page that can be read
LONGEST_CELL = 32_767  # of Excel
LONGEST_NAME = 31
NAMING = "program"  # the column that says what a row is about, where it is not the first one
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "mark": {"bold": True, "font_color": "#b50909"},
    "label": {"bold": True, "valign": "top"},
    "text": {"valign": "top", "text_wrap": True},
    "word": {"valign": "top"},
    "heading": {"bold": True, "bg_color": "#0b3f75", "font_color": "#ffffff", "text_wrap": True},
    "whole": {"valign": "top", "num_format": "0_)"},
    "amount": {"valign": "top", "num_format": "#,##0.000_)"},
}


class Book:
    """A workbook in the making."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.buffer = io.BytesIO()
        self.workbook = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        about = {"title": briefing.title, "comments": briefing.footer, "created": MADE}
        self.workbook.set_properties(about)
        self.looks = {name: self.workbook.add_format(look) for name, look in LOOKS.items()}

    def sheet(self, name: str) -> Any:
        """Return a new sheet, with the mark of own rows at the head of each printed page."""
        found = self.workbook.add_worksheet(name[:LONGEST_NAME])
        found.set_landscape()
        mark = f"&C{self.briefing.watermark}" if self.briefing.watermark else ""
        found.set_header(mark)
        found.set_footer(f"&L{self.briefing.version}&R&P / &N")
        return found

    def number_look(self, value: float | CountCell) -> Any:
        """Return the format of a number; the words of a counted one are part of its format."""
        if not isinstance(value, CountCell):
            return self.looks["whole" if isinstance(value, int) else "amount"]
        words = value.words.partition(" ")[2]
        if words not in self.looks:
            look = {"valign": "top", "num_format": f'0" {words}"'}
            self.looks[words] = self.workbook.add_format(look)
        return self.looks[words]

    def write(self, sheet: Any, row: int, column: int, value: Value) -> None:
        """Write a cell: a number as a number, everything else as text."""
        if isinstance(value, str):
            look = self.looks["text" if " " in value else "word"]  # an address stays on one line
            sheet.write_string(row, column, value[:LONGEST_CELL], look)
            return
        number = value.number if isinstance(value, CountCell) else value
        sheet.write_number(row, column, number, self.number_look(value))

    def finished(self) -> bytes:
        """Close the workbook and return it."""
        self.workbook.close()
        return self.buffer.getvalue()


def excel_file(briefing: Briefing) -> bytes:
    """Return the briefing as an .xlsx file.

    Sheets: Summary, Coverage (of that page alone), Programs, Funding, Sources, and what the page
    of a country or an initiative says beside them.
    """
    book = Book(briefing)
    _summary(book)
    listings = [(say("Programs"), briefing.programs), (say("Funding"), briefing.funding)]
    listings.append((say("Sources"), briefing.sources))
    if briefing.years:
        listings.insert(1, (say("Funding by year"), briefing.by_year))
    named = [
        (say("Coverage") if briefing.matrix and at == 0 else fact.title, fact)
        for at, fact in enumerate(briefing.facts)
    ]
    for name, listing in (*listings, *named):
        _write_table(book, name, listing)
    return book.finished()


def _summary(book: Book) -> None:
    briefing, looks = book.briefing, book.looks
    sheet = book.sheet(say("Summary"))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 2, SUMMARY_WIDTH)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, briefing.title, looks["title"])
    sheet.write_string(1, 0, briefing.watermark, looks["mark"])
    row = 2
    for headline in map(partial(_one_country_by_name, briefing), briefing.headlines):
        row += 1
        sheet.write_string(row, 0, headline.label, looks["label"])
        value: Value = headline.words
        if headline.number is not None:
            value = headline.number
        book.write(sheet, row, 1, value)
        unit = f"{headline.unit} ({headline.words}). " if isinstance(headline.number, float) else ""
        _write_lines(book, sheet, row, f"{unit}{headline.about}")
    lines = [(say("Filters"), [briefing.filters]), (say("In words"), briefing.sentences)]
    lines += [(say("As of"), [briefing.as_of]), (say("Dataset version"), [briefing.version])]
    lines += [(say("Please note"), briefing.notices), (say("Goals"), _goal_lines(briefing))]
    for label, texts in lines:
        row += 1
        for at, text in enumerate(texts):
            row += 1
            sheet.write_string(row, 0, "" if at else label, looks["label"])
            _write_lines(book, sheet, row, text)


def _one_country_by_name(briefing: Briefing, headline: Headline) -> Headline:
    """Of one country chosen, its name tells more than a count of one."""
    chosen = briefing.view.selection.country
    if headline.label != say("Countries") or headline.number != 1 or len(chosen) != 1:
        return headline
    return Headline(say("Country"), briefing.view.catalog.country_names[chosen[0]], "", None, "")


def _write_lines(book: Book, sheet: Any, row: int, text: str) -> None:
    sheet.set_row(row, _height([(text, SUMMARY_WIDTH)]))
    sheet.write_string(row, 2, text, book.looks["text"])


def _goal_lines(briefing: Briefing) -> list[str]:
    return [
        say_count(
            one.programs,
            "{initiative}, {goal}: {n} program",
            "{initiative}, {goal}: {n} programs",
            initiative=one.initiative,
            goal=one.goal,
        )
        for one in briefing.goals
    ]


def _write_table(book: Book, name: str, listing: Listing) -> None:
    """A sheet that is one table from its first row on, so that filters and sorting work."""
    sheet = book.sheet(name)
    widths = [_width(listing, at) for at in range(len(listing.columns))]
    sheet.fit_to_pages(math.ceil(sum(widths) / PAGE_WIDTH), 0)
    sheet.set_row(0, _height(zip(listing.said_headings, widths, strict=True)))
    for at, (heading, width) in enumerate(zip(listing.said_headings, widths, strict=True)):
        sheet.write_string(0, at, heading, book.looks["heading"])
        sheet.set_column(at, at, width)
    for row, cells in enumerate(listing.rows, start=1):
        sheet.set_row(row, _height(zip(cells, widths, strict=True)))
        for at, (column, value) in enumerate(zip(listing.columns, cells, strict=True)):
            if not column.numeric or not isinstance(value, str):  # a missing number is empty
                book.write(sheet, row, at, value)
    named = listing.keys.index(NAMING) if NAMING in listing.keys else 0
    sheet.freeze_panes(1, named + 1)
    sheet.autofilter(0, 0, max(len(listing.rows), 1), len(listing.columns) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, named)
    if listing.note:
        sheet.write_string(len(listing.rows) + 2, 0, listing.note, book.looks["label"])


def _height(cells: Iterable[tuple[Value, float]]) -> float:
    """The height of a row that shows its texts whole; a spreadsheet need not find it out itself."""
    texts = [(cell, width) for cell, width in cells if isinstance(cell, str) and " " in cell]
    counts = (len(textwrap.wrap(text, int(width * LETTERS))) for text, width in texts)
    lines = max(counts, default=1)
    return min(max(lines, 1) * LINE_PT, HIGHEST_PT)


def _width(listing: Listing, at: int) -> float:
    column = listing.columns[at]
    if column.key in WIDTHS:
        return WIDTHS[column.key]
    words = _all_words([column.said, *(row[at] for row in listing.rows)])
    longest = max((len(word) for word in words), default=USUAL_WIDTH)
    return min(max(longest + ROOM, NARROWEST), WIDEST)


def _all_words(cells: Sequence[Value]) -> list[str]:
    return [cell if isinstance(cell, str) else "0,000.000" for cell in cells]
