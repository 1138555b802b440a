"""The parts of a slide: title, text, picture, table, native chart, notes, footer; and the file.

Nothing here knows what a briefing says.
"""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any, NamedTuple

import xlsxwriter
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

from inlmap import colors
from inlmap.dataset.zip_file import packed
from inlmap.maps.legend import Swatch
from inlmap.words import ENGLISH, language, say

WIDTH_IN, HEIGHT_IN = 13.333, 7.5  # 16:9
LEFT_IN, TOP_IN, BOTTOM_IN = 0.55, 1.3, 6.85
ROOM_IN = WIDTH_IN - 2 * LEFT_IN
FONT = "Calibri"
DEEP = colors.CLASS_COLORS[4]
MADE = datetime(2000, 1, 1)  # noqa: DTZ001  fixed, and the library wants it without a zone
CREATED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
CHARACTER_WIDTH = 0.46  # of the size of the letters, on the average
LINE_HEIGHT = 1.2
CELL_PAD_IN = 0.06
LOOKS_OF_ROWS = 3  # of the heading and of two rows in turn
WATERMARK_ALPHA = "22000"  # thousandths of a percent
WATERMARK_TURN = -25
TITLE_ONLY = 5  # the layout of that name
PATTERNS = {
    "lines": MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL,
    "dots": MSO_PATTERN_TYPE.PERCENT_20,
    "bands": MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL,
}
LONGEST_PROPERTY = 255  # characters, of the format
FOOTER_SIZE = CHART_SIZE = 14
SMALL_CHART_SIZE = 12
FEW = 3  # categories whose bars would be too broad
CROWDED = 14  # categories on one axis
THOUSANDS = "#,##0"
AMOUNTS, SMALL_AMOUNTS = "#,##0.0", "#,##0.000"


class Box(NamedTuple):
    """A place on a slide in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """The same in the unit of the file."""
        left, top, width, height = map(Inches, self)
        return left, top, width, height


class Look(NamedTuple):
    """How letters look; the size is in points."""

    size: float = 14
    color: str = colors.INK
    bold: bool = False


class Bars(NamedTuple):
    """A chart: categories, values by series (``None`` where there is none), colors by series.

    At the categories ``open_at``, counted from 0, bars are drawn open: they are not complete.
    """

    categories: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None], str]]
    value_title: str
    category_title: str
    words: str
    open_at: Collection[int] = ()


class Grid(NamedTuple):
    """A table: headings, rows of text, widths of the columns in inches, size of the letters.

    ``words`` are its text alternative; ``right`` says of each column whether it is of numbers.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    size: float
    words: str
    right: Sequence[bool]


def rgb(color: str) -> Any:
    """Return a color as the library wants it."""
    make: Any = RGBColor
    return make(*bytes.fromhex(color.lstrip("#")))


def lines_of(words: str, width_in: float, size: float) -> int:
    """Return how many lines a text takes in a column, on the careful side."""
    characters = max(int((width_in - 2 * CELL_PAD_IN) * 72 / (size * CHARACTER_WIDTH)), 4)
    return max(len(textwrap.wrap(words, characters)), 1)


def height_in(cells: Sequence[str], widths: Sequence[float], size: float) -> float:
    """Return the height of a row of a table in inches."""
    lines = max(lines_of(cell, width, size) for cell, width in zip(cells, widths, strict=True))
    return lines * size * LINE_HEIGHT / 72 + 0.09


def paged(grid: Grid, room_in: float) -> list[range]:
    """Return which rows of a table stand on each slide."""
    head = height_in(grid.headings, grid.widths, grid.size)
    pages: list[range] = []
    start, left = 0, room_in - head
    for at, row in enumerate(grid.rows):
        needed = height_in(row, grid.widths, grid.size)
        if needed > left and at > start:
            pages.append(range(start, at))
            start, left = at, room_in - head
        left -= needed
    return [*pages, range(start, len(grid.rows))] if len(grid.rows) else []


class Deck:
    """A presentation in the making; each slide bears the footer and the mark, if there is one.

    The notes of each slide end with the version.
    """

    def __init__(self, title: str, footer: str, version: str, mark: str) -> None:
        self.footer, self.version, self.mark = footer, version, mark
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
        about = self.file.core_properties
        about.title, about.author, about.last_modified_by = title, say("INL/WHP program map"), ""
        about.language = _language()
        about.comments = textwrap.shorten(f"{footer} {version}", LONGEST_PROPERTY, placeholder=" …")
        about.created = about.modified = MADE
        about.revision = 1

    def slide(self, title: str, notes: Iterable[str]) -> Any:
        """Return a new slide with its title, and in its notes the sources."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = Box(LEFT_IN, 0.3, ROOM_IN, 0.8).emu
        size = 32 if lines_of(title, ROOM_IN, 32) == 1 else 22
        _write(shape.text_frame, [title], Look(size, DEEP, bold=True))
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        shape.text_frame.margin_left = shape.text_frame.margin_right = 0
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        soft = Look(FOOTER_SIZE, colors.INK_SOFT)
        text(slide, Box(LEFT_IN, 7.0, ROOM_IN - 0.6, 0.3), [self.footer], soft)
        number = Box(WIDTH_IN - LEFT_IN - 0.5, 7.0, 0.5, 0.3)
        shape = text(slide, number, [str(len(self.file.slides))], soft)
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        slide.notes_slide.notes_text_frame.text = "\n".join([say("Sources"), *notes, self.version])
        return slide

    def finished(self) -> bytes:
        """Return the file; the mark is laid over everything."""
        if self.mark:
            for slide in self.file.slides:
                _stamp(slide, self.mark)
        buffer = io.BytesIO()
        self.file.save(buffer)
        return _undated(buffer.getvalue())


def _language() -> str:
    """The language of the file: English is that of the United States."""
    return "en-US" if language() == ENGLISH else language()


def _write(frame: Any, paragraphs: Sequence[str], look: Look) -> None:
    frame.word_wrap = True
    for at, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.name = Pt(look.size), look.bold, FONT
        run.font.color.rgb = rgb(look.color)
        if language() != ENGLISH:
            run._r.get_or_add_rPr().set("lang", language())  # noqa: SLF001 (no name for it)
        if len(paragraphs) > 1:
            paragraph.space_after = Pt(look.size / 2.5)


def text(slide: Any, box: Box, paragraphs: Sequence[str], look: Look) -> Any:
    """Write paragraphs into a box and return its shape."""
    shape = slide.shapes.add_textbox(*box.emu)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _write(frame, paragraphs, look)
    return shape


def rule(slide: Any, box: Box) -> None:
    """Draw a line of color, for the eye only."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
    shape.shadow.inherit = False
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(DEEP)
    shape.line.fill.background()


def swatch(slide: Any, box: Box, look: Swatch) -> None:
    """Draw a color of a legend, for the eye only; its words stand beside it."""
    kind = MSO_SHAPE.OVAL if look.is_round else MSO_SHAPE.RECTANGLE
    shape = slide.shapes.add_shape(kind, *box.emu)
    shape.shadow.inherit = False
    if look.pattern:
        shape.fill.patterned()
        shape.fill.pattern = PATTERNS[look.pattern]
        shape.fill.fore_color.rgb, shape.fill.back_color.rgb = rgb(look.ink), rgb(look.fill)
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(look.fill)
    shape.line.color.rgb, shape.line.width = rgb(look.edge), Pt(0.75)
    if look.is_dashed:
        shape.line.dash_style = MSO_LINE_DASH_STYLE.DASH


def _describe(shape: Any, words: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)  # noqa: SLF001 (it has no name)


def picture(slide: Any, box: Box, png: bytes, words: str) -> None:
    """Lay a picture into a box, as large as it fits, with its text alternative."""
    shape = slide.shapes.add_picture(io.BytesIO(png), 0, 0)
    scale = min(Inches(box.width) / shape.width, Inches(box.height) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape.left, shape.top = Inches(box.left), Inches(box.top)
    _describe(shape, words)


def table(slide: Any, left: float, top: float, grid: Grid) -> None:
    """Draw a native table with a header row."""
    rows = [grid.headings, *grid.rows]
    heights = [height_in(row, grid.widths, grid.size) for row in rows]
    box = Box(left, top, sum(grid.widths), sum(heights))
    frame = slide.shapes.add_table(len(rows), len(grid.headings), *box.emu)
    _describe(frame, grid.words)
    for column, width in zip(frame.table.columns, grid.widths, strict=True):
        column.width = Inches(width)
    made = list(frame.table.rows)
    for at, (cells, height) in enumerate(zip(rows, heights, strict=True)):
        made[at].height = Inches(height)
        if at < LOOKS_OF_ROWS:
            look = Look(grid.size) if at else Look(grid.size, colors.PAPER, bold=True)
            color = (DEEP, colors.SEA, colors.PAPER)[at]
            for cell, words, right in zip(made[at].cells, cells, grid.right, strict=True):
                _fill(cell, words, look, color, right=right)
        else:
            _fill_like(made[at - 2], made[at], cells)


def _fill(cell: Any, words: str, look: Look, color: str, *, right: bool) -> None:
    cell.margin_left = cell.margin_right = Inches(CELL_PAD_IN)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(color)
    _write(cell.text_frame, [words], look)
    if right:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _fill_like(row: Any, other: Any, cells: Sequence[str]) -> None:
    """Fill a row in the look of another one: to copy it is much quicker than to set it anew."""
    tr = other._tr  # noqa: SLF001 (no name for it)
    for old, pattern in zip(tr.tc_lst, row._tr.tc_lst, strict=True):  # noqa: SLF001
        tr.replace(old, deepcopy(pattern))
    for cell, words in zip(other.cells, cells, strict=True):
        cell.text_frame.paragraphs[0].runs[0].text = words


def columns(slide: Any, box: Box, bars: Bars) -> None:
    """Draw a native chart of upright bars; series stand beside each other, never stacked.

    A single series of few years has its amounts on the bars in place of a legend and an axis.
    """
    is_plain = len(bars.series) == 1 and len(bars.categories) <= CROWDED
    chart = _chart(slide, box, bars, XL_CHART_TYPE.COLUMN_CLUSTERED)
    crowded = any(
        sum(value is not None for value in values) > 1
        for values in zip(*(one[1] for one in bars.series), strict=True)
    )
    chart.plots[0].overlap = 0 if crowded else 100
    chart.plots[0].gap_width = 40 if len(bars.categories) > FEW else 150
    largest = max(value or 0 for one in bars.series for value in one[1])
    chart.has_legend = False
    if is_plain:
        _with_amounts(chart, AMOUNTS if largest >= 10 else SMALL_AMOUNTS)  # noqa: PLR2004
    else:
        _with_legend(chart)
    labels = chart.category_axis.tick_labels
    labels.font.size = Pt(CHART_SIZE if is_plain else SMALL_CHART_SIZE)
    if len(bars.categories) > CROWDED:
        body = chart.category_axis._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}")  # noqa: SLF001
        body.set("rot", "-2700000")  # a turn by 45 degrees
    if largest >= 1000:  # noqa: PLR2004
        chart.value_axis.tick_labels.number_format = THOUSANDS
        chart.value_axis.tick_labels.number_format_is_linked = False


def _with_amounts(chart: Any, number_format: str) -> None:
    plot, axis = chart.plots[0], chart.value_axis
    plot.has_data_labels = True
    plot.data_labels.font.size, plot.data_labels.font.bold = Pt(CHART_SIZE + 2), True
    plot.data_labels.number_format = number_format
    plot.data_labels.number_format_is_linked = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.minimum_scale = 0 if _has_no_negative(chart) else None


def _has_no_negative(chart: Any) -> bool:
    return all((value or 0) >= 0 for one in chart.plots[0].series for value in one.values)


def lying_bars(slide: Any, box: Box, bars: Bars) -> None:
    """Draw a native chart of lying bars, the first category on top, with their numbers."""
    chart = _chart(slide, box, bars, XL_CHART_TYPE.BAR_CLUSTERED)
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.plots[0].gap_width = 35
    chart.plots[0].has_data_labels = True
    chart.plots[0].data_labels.font.size = Pt(SMALL_CHART_SIZE)
    chart.plots[0].overlap = 100
    chart.has_legend = False
    if len(bars.series) > 1:
        _with_legend(chart)


def _chart(slide: Any, box: Box, bars: Bars, kind: Any) -> Any:
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = list(bars.categories)
    for name, values, _ in bars.series:
        data.add_series(name, values)
    frame = slide.shapes.add_chart(kind, *box.emu, data)
    _describe(frame, bars.words)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(bars))
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(SMALL_CHART_SIZE), FONT
    for series, (_, _, color) in zip(chart.plots[0].series, bars.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(color)
        series.invert_if_negative = False
        for at in bars.open_at:
            look = series.points[at].format
            look.fill.solid()
            look.fill.fore_color.rgb = rgb(colors.PAPER)
            look.line.color.rgb = rgb(color)
            look.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    titles = (bars.value_title, bars.category_title)
    for axis, words in zip((chart.value_axis, chart.category_axis), titles, strict=True):
        axis.has_title = bool(words)
        if words:
            _write(axis.axis_title.text_frame, [words], Look(CHART_SIZE))
        axis.has_major_gridlines = False
    return chart


def _with_legend(chart: Any) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False


def _workbook(bars: Bars) -> bytes:
    """The data of a chart as PowerPoint opens it for editing; the library's own runs formulas."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")
    for row, words in enumerate(bars.categories, start=1):
        sheet.write_string(row, 0, words)
    for column, (name, values, _) in enumerate(bars.series, start=1):
        sheet.write_string(0, column, name)
        for row, value in enumerate(values, start=1):
            if value is not None:
                sheet.write_number(row, column, value)
    book.close()
    return _undated(buffer.getvalue())


def _stamp(slide: Any, mark: str) -> None:
    box = Box(WIDTH_IN / 2 - 5.5, HEIGHT_IN / 2 - 0.6, 11, 1.2)
    shape = text(slide, box, [mark], Look(60, colors.SELECTED, bold=True))
    shape.rotation = WATERMARK_TURN
    color = shape._element.find(f".//{qn('a:srgbClr')}")  # noqa: SLF001 (no name for it)
    alpha = color.makeelement(qn("a:alpha"), {"val": WATERMARK_ALPHA})
    color.append(alpha)


def _undated(file: bytes) -> bytes:
    """An Office file with fixed dates inside, so that the same content gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(file)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    core = "docProps/core.xml"
    if core in files:
        files[core] = CREATED.sub(rb"\g<1>2000-01-01T00:00:00Z", files[core])
    return packed(files)
