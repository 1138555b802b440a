"""A briefing as PowerPoint slides: charts and tables native, the sources in the notes."""

from __future__ import annotations

from collections.abc import Sequence

from inlmap import colors
from inlmap.briefings import slide_parts
from inlmap.briefings.content import Briefing
from inlmap.briefings.slide_parts import (
    BOTTOM_IN,
    LEFT_IN,
    ROOM_IN,
    TOP_IN,
    Bars,
    Box,
    Deck,
    Grid,
    Look,
)
from inlmap.figures.adding import Figure
from inlmap.maps.legend import Part, swatch_of
from inlmap.presentation.listings import ROW_STATUS, Listing
from inlmap.presentation.screen_tables import ShownColumn
from inlmap.presentation.view import Headline
from inlmap.words import say, say_count, word

MOST_SLIDE_ROWS = 60
SHORT_SUMMARY, SHORT_ABOUT = 900, 120  # characters
FEW_COLUMNS = 8
LONGEST_CELL = 150
LONGEST_CITATIONS = 60
TABLE_SIZE = 10
MAP_WIDTH_IN, LEGEND_IN = 7.5, 8.3
NOTICE = ShownColumn("notice", word("Notice"))
WIDTHS = {
    "program": 3.2,
    "country": 2.4,
    "initiative": 1.3,
    "years": 1.1,
    "assistance": 1.4,
    "status": 1.1,
    "value": 0.9,
    "source": 2.2,
    "fiscal_year": 0.8,
    "fiscal_years": 1.2,
    "amount": 1.0,
    "stage": 1.0,
    "account": 1.0,
    "role": 0.9,
    "recipient": 2.2,
    "series": 4.5,
    "publication": 3.0,
    "region": 1.2,
    "all_programs": 1.7,
    "amount_as_shown": 0.9,
    "link": 3.0,
    "title": 4.5,
    "date": 0.9,
    "number": 1.4,
}
USUAL_WIDTH = 1.8
PROGRAM_KEYS = (
    "years",
    "program",
    "country",
    "value",
    "assistance",
    "status",
    "source",
    "initiative",
)
FUNDING_KEYS = (
    "recipient",
    "fiscal_years",
    "account",
    "stage",
    "amount",
    "publication",
    "locator",
)
SOURCE_KEYS = ("title", "publisher", "number", "date")


def slides_file(briefing: Briefing) -> bytes:
    """Return the briefing as a .pptx file."""
    made = Deck(briefing.title, briefing.footer, briefing.watermark)
    _first(made, briefing)
    _map(made, briefing)
    _years_slide(made, briefing)
    _goals_slide(made, briefing)
    mark = (ROW_STATUS.key,) if briefing.watermark else ()
    for fact in briefing.facts:
        _listing(made, fact, briefing.program_citations)
    _listing(made, briefing.programs.picked(*PROGRAM_KEYS, *mark), ())
    _listing(made, briefing.funding.picked(*FUNDING_KEYS, *mark), ())
    _listing(made, briefing.sources.picked(*SOURCE_KEYS), ())
    _notices(made, briefing)
    return made.finished()


def _first(made: Deck, briefing: Briefing) -> None:
    amount, programs = say("Amount:"), say("Programs:")
    notes = (amount, *briefing.amount_citations, programs, *briefing.program_citations)
    slide = made.slide(briefing.title, _bounded(notes))
    slide_parts.text(
        slide, Box(LEFT_IN, 1.15, ROOM_IN, 0.4), [briefing.filters], Look(14, colors.INK_SOFT)
    )
    width = ROOM_IN / 4
    for at, headline in enumerate(briefing.headlines):
        _headline(slide, Box(LEFT_IN + at * width, 1.75, width - 0.25, 1.6), headline)
    sentences = list(briefing.sentences)
    if not briefing.years and briefing.no_years not in sentences:
        sentences.append(briefing.no_years)
    size = 16 if len(" ".join(sentences)) < SHORT_SUMMARY else 12
    slide_parts.text(slide, Box(LEFT_IN, 3.75, ROOM_IN, 2.9), sentences, Look(size))


def _headline(slide: object, box: Box, headline: Headline) -> None:
    slide_parts.rule(slide, Box(box.left, box.top, box.width, 0.04))
    label = Box(box.left, box.top + 0.12, box.width, 0.3)
    slide_parts.text(slide, label, [headline.label], Look(12, colors.INK_SOFT))
    value = Box(box.left, box.top + 0.4, box.width, 0.6)
    size = 32 if slide_parts.lines_of(headline.words, box.width, 32) == 1 else 20
    slide_parts.text(slide, value, [headline.words], Look(size, slide_parts.DEEP, bold=True))
    about = Box(box.left, box.top + 1.02, box.width, 0.8)
    slide_parts.text(
        slide, about, [headline.about], Look(11 if len(headline.about) < SHORT_ABOUT else 9)
    )


def _map(made: Deck, briefing: Briefing) -> None:
    title = say("Map: {heading}", heading=briefing.map_heading)
    slide = made.slide(title, _bounded(briefing.program_citations))
    box = Box(LEFT_IN, TOP_IN, MAP_WIDTH_IN, BOTTOM_IN - TOP_IN)
    slide_parts.picture(slide, box, briefing.map_png(), briefing.map_alternative)
    top = TOP_IN
    for part in briefing.legend:
        top = _legend_part(slide, top, part)


def _legend_part(slide: object, top: float, part: Part) -> float:
    """Write a part of the legend and return where the next one begins."""
    if part.heading:
        top = _legend_words(slide, top, part.heading, Look(12, bold=True)) + 0.04
    if part.note:
        top = _legend_words(slide, top, part.note, Look(9, colors.INK_SOFT)) + 0.04
    for key in part.keys:
        look = swatch_of(key.look)
        width = 0.16 if look.is_small else 0.3
        box = Box(LEGEND_IN + (0.3 - width) / 2, top + 0.02, width, 0.16)
        slide_parts.swatch(slide, box, look)
        top = _legend_words(slide, top, key.words, Look(11), 0.4) + 0.05
    if part.rest:
        top = _legend_words(slide, top, part.rest, Look(9, colors.INK_SOFT))
    return top + 0.12


def _legend_words(slide: object, top: float, words: str, look: Look, indent: float = 0) -> float:
    """Write words of the legend and return where the next ones begin."""
    width = slide_parts.WIDTH_IN - LEFT_IN - LEGEND_IN - indent
    height = (
        slide_parts.lines_of(words, width, look.size) * look.size * slide_parts.LINE_HEIGHT / 72
    )
    slide_parts.text(slide, Box(LEGEND_IN + indent, top, width, height), [words], look)
    return top + height


def _years_slide(made: Deck, briefing: Briefing) -> None:
    if not briefing.years:
        return
    slide = made.slide(say("Funding by fiscal year"), briefing.year_citations)
    bars = _year_bars(briefing)
    never = say("Series are never added.") if len(bars.series) > 1 else ""
    note = " ".join(filter(None, (briefing.years_note, never)))
    slide_parts.text(slide, Box(LEFT_IN, 1.15, ROOM_IN, 0.5), [note], Look(10, colors.INK_SOFT))
    slide_parts.columns(slide, Box(LEFT_IN, 1.75, ROOM_IN, BOTTOM_IN - 1.75), bars)
    _listing(made, briefing.by_year, briefing.year_citations)


def _year_bars(briefing: Briefing) -> Bars:
    """One series per series of the money, so that stages stand apart."""
    figures, years = briefing.years, briefing.axis_of_years
    titles = dict.fromkeys((figure.title, figure.stage) for figure in figures)
    series = [
        (f"{say(stage)}: {title}", _values(figures, title, years), colors.STAGE_COLORS[stage])
        for title, stage in titles
    ]
    words = briefing.years_alternative
    unit, under = say("Nominal U.S. dollars, millions"), say("U.S. fiscal year")
    partial = {figure.years for figure in figures if figure.partial_years}
    open_at = [at for at, year in enumerate(years) if year in partial]
    return Bars(years, series, unit, under, words, open_at)


def _values(figures: Sequence[Figure], title: str, years: Sequence[str]) -> list[float | None]:
    by_year = {figure.years: figure.value for figure in figures if figure.title == title}
    return [by_year.get(year) for year in years]


def _goals_slide(made: Deck, briefing: Briefing) -> None:
    if not briefing.goals:
        return
    slide = made.slide(say("Programs by goal"), _bounded(briefing.program_citations))
    note = say("A program that serves several goals is counted once under each of them.")
    slide_parts.text(slide, Box(LEFT_IN, 1.15, ROOM_IN, 0.3), [note], Look(10, colors.INK_SOFT))
    names = [f"{goal.initiative}: {goal.goal}" for goal in briefing.goals]
    initiatives = dict.fromkeys((goal.initiative, goal.color) for goal in briefing.goals)
    series = [
        (name, [g.programs if g.initiative == name else None for g in briefing.goals], color)
        for name, color in initiatives
    ]
    bars = Bars(names, series, say("Programs"), "", briefing.goals_alternative)
    slide_parts.lying_bars(slide, Box(LEFT_IN, 1.5, ROOM_IN, BOTTOM_IN - 1.5), bars)


def _listing(made: Deck, listing: Listing, notes: Sequence[str]) -> None:
    """A table over as many slides as it needs; past the most rows, the rest is counted.

    A table without rows has no slide: the first one says what was not found.
    """
    grid = _grid(listing)
    pages = slide_parts.paged(grid, BOTTOM_IN - TOP_IN - 0.35)
    for number, rows in enumerate(pages, start=1):
        title = listing.title if rows.start else listing.title_of_first(MOST_SLIDE_ROWS)
        cited = listing.cited(rows) or _bounded(notes)
        slide = made.slide(_part(title, number, len(pages)), cited)
        slide_parts.table(
            slide, LEFT_IN, TOP_IN, grid._replace(rows=[grid.rows[at] for at in rows])
        )
        line = _under(listing, rows, last=number == len(pages))
        slide_parts.text(
            slide, Box(LEFT_IN, BOTTOM_IN - 0.2, ROOM_IN, 0.3), [line], Look(9, colors.INK_SOFT)
        )


def _part(title: str, number: int, every: int) -> str:
    if every == 1:
        return title
    return say("{title} ({number} of {every})", title=title, number=number, every=every)


def _under(listing: Listing, rows: range, *, last: bool) -> str:
    more = listing.left_to_excel(MOST_SLIDE_ROWS) if last else ""
    cells = _texts_of(listing)
    cut = any(cell.endswith("…") for at in rows for cell in cells[at])
    whole = say("A text that ends in … is whole in the Excel file.") if cut else ""
    return " ".join(filter(None, (more, whole, listing.note)))


def _grid(listing: Listing) -> Grid:
    rows = _texts_of(listing)
    widths = [WIDTHS.get(key, USUAL_WIDTH) for key in listing.keys]
    scale = ROOM_IN / sum(widths)
    size = TABLE_SIZE if len(widths) <= FEW_COLUMNS else TABLE_SIZE - 1
    words = say("Table: {title}", title=listing.title)
    right = [column.numeric for column in listing.columns]
    widths = [width * scale for width in widths]
    return Grid(listing.said_headings, rows, widths, size, words, right)


def _texts_of(listing: Listing) -> list[list[str]]:
    """The rows as they are written; a table of one column has room for whole texts."""
    rows = listing.texts(MOST_SLIDE_ROWS)
    return rows if len(listing.columns) == 1 else [[_cut(cell) for cell in row] for row in rows]


def _cut(words: str) -> str:
    """Words that fit into a cell of a slide; what was cut ends in an ellipsis."""
    return words if len(words) <= LONGEST_CELL else f"{words[: LONGEST_CELL - 1]}…"


def _bounded(notes: Sequence[str]) -> tuple[str, ...]:
    """The notes of one slide; past the most lines the rest is counted and stands further on."""
    rest = len(notes) - LONGEST_CITATIONS
    if rest <= 0:
        return tuple(notes)
    more = say_count(
        rest,
        "{n} more line: see the notes of the tables of programs, and the sources at the end.",
        "{n} more lines: see the notes of the tables of programs, and the sources at the end.",
    )
    return (*notes[:LONGEST_CITATIONS], more)


def _notices(made: Deck, briefing: Briefing) -> None:
    """What a reader must know, over as many slides as it needs."""
    rows = tuple((one,) for one in briefing.notices)
    listing = Listing(say("Please note"), (NOTICE,), rows, lambda _: ())
    _listing(made, listing, (briefing.as_of,))
