"""A briefing as PowerPoint slides: charts and tables native, the sources in the notes."""

from __future__ import annotations

from collections.abc import Sequence

from inlmap import colors
from inlmap.briefings import slide_parts
from inlmap.briefings.content import GAP_NOTE, Briefing, years_alternative
from inlmap.briefings.short import axis_of_years, cited_series
from inlmap.briefings.slide_parts import (
    BOTTOM_IN,
    DEEP,
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
from inlmap.formats import cut
from inlmap.maps.captions import INDEPENDENT
from inlmap.maps.legend import Part, swatch_of
from inlmap.presentation.listings import ROW_STATUS, Listing
from inlmap.presentation.screen_tables import ShownColumn
from inlmap.words import say, say_count, word

MOST_SLIDE_ROWS = 120  # a longer table, as of the whole region, has one slide of its first rows
LONGEST_CELL, SHORT_CELL = 150, 60  # letters in a cell; short in a table that is only begun
LONGEST_CITATIONS = 60
TABLE_SIZE = 12  # of the annex, which is read at a desk; larger letters would make more slides
SMALL = 14  # the least size of what is held up
MAP_WIDTH_IN, LEGEND_IN, MAP_TOP_IN = 7.6, 8.45, 1.15
ITEMS_TOP_IN, CARE_TOP_IN, GROUP_IN = 1.1, 1.15, 0.62
CUT = ("program", "country", "source")  # a year or a value never is
CARE_SIZES = (20, 18, 16, SMALL)
ITEM_WIDTHS = {"years": 1.15, "program": 4.3, "country": 1.7, "item_value": 1.55, "source": 3.7}
NOTICE = ShownColumn("notice", word("Notice"))
SENTENCE = ShownColumn("sentence", word("In words"))
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
    """Return the briefing as a .pptx file: five slides, and its annex if it has one."""
    made = Deck(briefing.title, say(INDEPENDENT), briefing.version_in_words, briefing.watermark)
    _answer(made, briefing)
    _where(made, briefing)
    _money(made, briefing)
    _what(made, briefing)
    _care(made, briefing)
    if briefing.annex:
        _annex(made, briefing)
    return made.finished()


def _answer(made: Deck, briefing: Briefing) -> None:
    amount, programs = say("Amount:"), say("Programs:")
    notes = (amount, *briefing.amount_citations, programs, *briefing.program_citations)
    slide = made.slide(briefing.title, _bounded(notes))
    under = f"{briefing.filters} {briefing.as_of}. {briefing.version_in_words}"
    _lines(slide, Box(LEFT_IN, 1.1, ROOM_IN, 0.35), [under], Look(SMALL, colors.INK_SOFT))
    number = briefing.number
    slide_parts.rule(slide, Box(LEFT_IN, 1.6, ROOM_IN, 0.04))
    size = 60 if slide_parts.lines_of(number.words, ROOM_IN, 60) == 1 else 40
    box = Box(LEFT_IN, 1.7, ROOM_IN, 1.0)
    slide_parts.text(slide, box, [number.words], Look(size, DEEP, bold=True))
    about = [line for line in (number.about, number.source) if line]
    top = _lines(slide, Box(LEFT_IN, 2.75, ROOM_IN, 1.2), about, Look(18))
    sentences = Box(LEFT_IN, top + 0.25, ROOM_IN, BOTTOM_IN - top - 0.25)
    _fitted(slide, sentences, briefing.answer, (24, 20, 18), "")


def _where(made: Deck, briefing: Briefing) -> None:
    slide = made.slide(briefing.map_heading, _bounded(briefing.program_citations))
    box = Box(LEFT_IN, MAP_TOP_IN, MAP_WIDTH_IN, BOTTOM_IN - MAP_TOP_IN)
    slide_parts.picture(slide, box, briefing.map_png(), briefing.map_alternative)
    top = MAP_TOP_IN
    for part in briefing.legend:
        top = _legend_part(slide, top, part)
    _legend_words(slide, top, briefing.boundaries, Look(SMALL, colors.INK_SOFT))


def _legend_part(slide: object, top: float, part: Part) -> float:
    """Write a part of the legend and return where the next one begins."""
    if part.heading:
        top = _legend_words(slide, top, part.heading, Look(16, bold=True)) + 0.06
    for key in part.keys:
        look = swatch_of(key.look)
        width = 0.22 if look.is_small else 0.36
        box = Box(LEGEND_IN + (0.36 - width) / 2, top + 0.03, width, 0.22)
        slide_parts.swatch(slide, box, look)
        top = _legend_words(slide, top, key.words, Look(16), 0.5) + 0.09
    if part.rest:
        top = _legend_words(slide, top, part.rest, Look(SMALL, colors.INK_SOFT))
    return top + 0.2


def _legend_words(slide: object, top: float, words: str, look: Look, indent: float = 0) -> float:
    """Write words of the legend and return where the next ones begin."""
    width = slide_parts.WIDTH_IN - LEFT_IN - LEGEND_IN - indent
    return _lines(slide, Box(LEGEND_IN + indent, top, width, 1), [words], look)


def _lines(slide: object, box: Box, texts: Sequence[str], look: Look) -> float:
    """Write paragraphs from the top of a box and return where the next ones begin."""
    height = _height_of(texts, box.width, look.size)
    slide_parts.text(slide, box._replace(height=height), texts, look)
    return box.top + height


def _height_of(texts: Sequence[str], width: float, size: float) -> float:
    lines = sum(slide_parts.lines_of(one, width, size) for one in texts)
    between = len(texts) / 2.5 if len(texts) > 1 else 0
    return (lines * slide_parts.LINE_HEIGHT + between) * size / 72


def _fitted(
    slide: object, box: Box, texts: Sequence[str], sizes: Sequence[float], color: str
) -> list[str]:
    """Write paragraphs in the largest size that holds all; return those without room."""
    for size in sizes:
        if _height_of(texts, box.width, size) <= box.height:
            _lines(slide, box, texts, Look(size, color or colors.INK))
            return []
    shown = list(texts)
    while len(shown) > 1 and _height_of(shown, box.width, sizes[-1]) > box.height:
        shown.pop()
    _lines(slide, box, shown, Look(sizes[-1], color or colors.INK))
    return list(texts[len(shown) :])


def _money(made: Deck, briefing: Briefing) -> None:
    notes = (*cited_series(briefing.shown_years), *briefing.shown_citations)
    slide = made.slide(say("Money by fiscal year"), notes)
    if not briefing.shown_years:
        room = Box(LEFT_IN, 1.4, ROOM_IN, BOTTOM_IN - 1.4)
        _fitted(slide, room, briefing.money_notes, (24, 20, 18, 16, SMALL), "")
        return
    top = _lines(slide, Box(LEFT_IN, 1.15, ROOM_IN, 1), [briefing.change], Look(20, bold=True))
    notes_in = _height_of(briefing.money_notes, ROOM_IN, SMALL)
    chart = Box(LEFT_IN, top + 0.1, ROOM_IN, BOTTOM_IN - top - 0.2 - notes_in)
    slide_parts.columns(slide, chart, _year_bars(briefing.shown_years))
    under = Box(LEFT_IN, BOTTOM_IN - notes_in, ROOM_IN, notes_in)
    if briefing.money_notes:
        _lines(slide, under, briefing.money_notes, Look(SMALL, colors.INK_SOFT))


def _what(made: Deck, briefing: Briefing) -> None:
    items = briefing.items
    slide = made.slide(items.title, items.cited(range(len(items.rows))) or (briefing.as_of,))
    if not items.rows:
        box = Box(LEFT_IN, 1.4, ROOM_IN, 1)
        _lines(slide, box, [say("No evidence found")], Look(24))
        return
    slide_parts.table(slide, LEFT_IN, ITEMS_TOP_IN, _items_grid(items))


def _items_grid(items: Listing) -> Grid:
    """The ten items, cut so that all of them stand on one slide: two lines each while they fit."""
    widths = [ITEM_WIDTHS[key] for key in items.keys]
    widths = [width * ROOM_IN / sum(widths) for width in widths]
    texts = items.texts(len(items.rows))
    may_be_cut = [key in CUT for key in items.keys]
    short, long = ([_cut_row(row, widths, may_be_cut, most) for row in texts] for most in (1, 2))
    spare = BOTTOM_IN - ITEMS_TOP_IN
    for row in (items.said_headings, *short):
        spare -= slide_parts.height_in(row, widths, SMALL)
    rows = []
    for one, two in zip(short, long, strict=True):
        more = slide_parts.height_in(two, widths, SMALL) - slide_parts.height_in(one, widths, SMALL)
        rows.append(two if more <= spare else one)
        spare -= more if more <= spare else 0
    words = say("Table: {title}", title=items.title)
    right = [column.numeric for column in items.columns]
    return Grid(items.said_headings, rows, widths, SMALL, words, right)


def _cut_row(
    row: Sequence[str], widths: Sequence[float], may_be_cut: Sequence[bool], most: int
) -> list[str]:
    cells = zip(row, widths, may_be_cut, strict=True)
    return [_cut_to(cell, width, most) if may else cell for cell, width, may in cells]


def _cut_to(words: str, width: float, most: int) -> str:
    """Words that take at most so many lines of a column; what was cut ends in an ellipsis."""
    if slide_parts.lines_of(words, width, SMALL) <= most:
        return words
    kept = words.split(" ")
    while len(kept) > 1 and slide_parts.lines_of(f"{' '.join(kept)} …", width, SMALL) > most:
        kept.pop()
    return f"{' '.join(kept)} …"


def _care(made: Deck, briefing: Briefing) -> None:
    notes = (*briefing.gaps, *briefing.cautions, *briefing.amount_citations, briefing.as_of)
    slide = made.slide(say("Gaps and cautions"), notes)
    gaps = list(briefing.gaps) or [say("No gap of the data touches this choice.")]
    cautions = list(briefing.cautions) or [say("No caution of the data touches this choice.")]
    room = BOTTOM_IN - CARE_TOP_IN - 2 * GROUP_IN - 0.35  # two headings, and the note at the foot
    size = next((one for one in CARE_SIZES if _fit(gaps, cautions, one, room)), SMALL)
    left = 0
    while not _fit(gaps, cautions, size, room) and len(gaps) + len(cautions) > 2:  # noqa: PLR2004
        longest = gaps if len(gaps) > len(cautions) or len(cautions) == 1 else cautions
        longest.pop()
        left += 1
    top = _group(slide, CARE_TOP_IN, say("No evidence found"), gaps, size)
    _group(slide, top, say("Read with care"), cautions, size)
    foot = [say(GAP_NOTE)]
    if left:
        foot.insert(0, say_count(left, "{n} more is in the notes.", "{n} more are in the notes."))
    under = Box(LEFT_IN, BOTTOM_IN - 0.25, ROOM_IN, 0.3)
    _lines(slide, under, [" ".join(foot)], Look(SMALL, colors.INK_SOFT))


def _fit(gaps: Sequence[str], cautions: Sequence[str], size: float, room: float) -> bool:
    return _height_of(gaps, ROOM_IN, size) + _height_of(cautions, ROOM_IN, size) <= room


def _group(slide: object, top: float, heading: str, texts: Sequence[str], size: float) -> float:
    """Write texts under a heading and return where the next ones begin."""
    _lines(slide, Box(LEFT_IN, top, ROOM_IN, 0.4), [heading], Look(20, DEEP, bold=True))
    below = Box(LEFT_IN, top + 0.42, ROOM_IN, 1)
    return _lines(slide, below, texts, Look(size)) + GROUP_IN - 0.42


def _annex(made: Deck, briefing: Briefing) -> None:
    """All that the page shows: its sentences, every amount by year, programs, records, sources."""
    rows = tuple((one,) for one in briefing.sentences)
    _listing(made, Listing(SENTENCE.said, (SENTENCE,), rows, lambda _: ()), (briefing.as_of,))
    _years_slide(made, briefing)
    _goals_slide(made, briefing)
    mark = (ROW_STATUS.key,) if briefing.watermark else ()
    for fact in briefing.facts:
        _listing(made, fact, briefing.program_citations)
    if len(briefing.programs.rows) > MOST_SLIDE_ROWS and not briefing.matrix:
        _listing(made, briefing.coverage, briefing.program_citations)
    _listing(made, briefing.programs.picked(*PROGRAM_KEYS, *mark), ())
    _listing(made, briefing.funding.picked(*FUNDING_KEYS, *mark), ())
    _listing(made, briefing.sources.picked(*SOURCE_KEYS), ())
    _notices(made, briefing)


def _years_slide(made: Deck, briefing: Briefing) -> None:
    if not briefing.years:
        return
    slide = made.slide(say("Funding by fiscal year"), briefing.year_citations)
    bars = _year_bars(briefing.years)
    never = say("Series are never added.") if len(bars.series) > 1 else ""
    note = " ".join(filter(None, (briefing.years_note, never)))
    top = _lines(slide, Box(LEFT_IN, 1.15, ROOM_IN, 1), [note], Look(TABLE_SIZE, colors.INK_SOFT))
    slide_parts.columns(slide, Box(LEFT_IN, top + 0.1, ROOM_IN, BOTTOM_IN - top - 0.1), bars)
    _listing(made, briefing.by_year, briefing.year_citations)


def _year_bars(figures: Sequence[Figure]) -> Bars:
    """One series per series of the money, so that stages stand apart."""
    years = axis_of_years(figures)
    titles = dict.fromkeys((figure.title, figure.stage) for figure in figures)
    series = [
        (f"{say(stage)}: {title}", _values(figures, title, years), colors.STAGE_COLORS[stage])
        for title, stage in titles
    ]
    words = years_alternative(figures)
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
    slide_parts.text(
        slide, Box(LEFT_IN, 1.15, ROOM_IN, 0.3), [note], Look(TABLE_SIZE, colors.INK_SOFT)
    )
    names = [f"{goal.initiative}: {goal.goal}" for goal in briefing.goals]
    initiatives = dict.fromkeys((goal.initiative, goal.color) for goal in briefing.goals)
    series = [
        (name, [g.programs if g.initiative == name else None for g in briefing.goals], color)
        for name, color in initiatives
    ]
    bars = Bars(names, series, say("Programs"), "", briefing.goals_alternative)
    slide_parts.lying_bars(slide, Box(LEFT_IN, 1.5, ROOM_IN, BOTTOM_IN - 1.5), bars)


def _listing(made: Deck, listing: Listing, notes: Sequence[str]) -> None:
    """A table over as many slides as it needs.

    One with more than the most rows would fill dozens: its first rows stand on one slide, which
    names the file that holds all. A table without rows has no slide: the first one says what was
    not found.
    """
    grid = _grid(listing)
    pages = slide_parts.paged(grid, BOTTOM_IN - TOP_IN - 0.45)
    if len(listing.rows) > MOST_SLIDE_ROWS:
        pages = pages[:1]
    told = max((rows.stop for rows in pages), default=0)
    for number, rows in enumerate(pages, start=1):
        title = listing.title if rows.start else listing.title_of_first(told)
        cited = listing.cited(rows) or _bounded(notes)
        slide = made.slide(_part(title, number, len(pages)), cited)
        slide_parts.table(
            slide, LEFT_IN, TOP_IN, grid._replace(rows=[grid.rows[at] for at in rows])
        )
        line = _under(listing, rows, told if number == len(pages) else None)
        slide_parts.text(
            slide,
            Box(LEFT_IN, BOTTOM_IN - 0.3, ROOM_IN, 0.3),
            [line],
            Look(TABLE_SIZE, colors.INK_SOFT),
        )


def _part(title: str, number: int, every: int) -> str:
    if every == 1:
        return title
    return say("{title} ({number} of {every})", title=title, number=number, every=every)


def _under(listing: Listing, rows: range, told: int | None) -> str:
    """What stands under a table; under the last part of it, what is left after the told rows."""
    more = listing.left_to_excel(told) if told else ""
    cells = _texts_of(listing)
    is_cut = any(cell.endswith("…") for at in rows for cell in cells[at])
    whole = say("A text that ends in … is whole in the Excel file.") if is_cut else ""
    return " ".join(filter(None, (more, whole, listing.note)))


def _grid(listing: Listing) -> Grid:
    rows = _texts_of(listing)
    widths = [WIDTHS.get(key, USUAL_WIDTH) for key in listing.keys]
    scale = ROOM_IN / sum(widths)
    words = say("Table: {title}", title=listing.title)
    right = [column.numeric for column in listing.columns]
    widths = [width * scale for width in widths]
    return Grid(listing.said_headings, rows, widths, TABLE_SIZE, words, right)


def _texts_of(listing: Listing) -> list[list[str]]:
    """The rows as they are written; a table of one column has room for whole texts."""
    rows = listing.texts(MOST_SLIDE_ROWS)
    if len(listing.columns) == 1:
        return rows
    most = SHORT_CELL if len(listing.rows) > MOST_SLIDE_ROWS else LONGEST_CELL
    return [[cut(cell, most) for cell in row] for row in rows]


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
    rows = tuple((one,) for one in (*briefing.notices, *briefing.gaps))
    listing = Listing(say("Please note"), (NOTICE,), rows, lambda _: ())
    _listing(made, listing, (briefing.as_of,))
