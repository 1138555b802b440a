"""A briefing as a tagged PDF (PDF/UA-1), set by Typst; its text is data and never markup.

Everything stays in memory: Typst gets its template and its data as bytes, and fetches nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from inlmap.briefings.content import GAP_NOTE, Briefing, years_alternative
from inlmap.briefings.short import axis_of_years
from inlmap.colors import STAGE_COLORS
from inlmap.figures.adding import Figure
from inlmap.figures.coverage import NO_EVIDENCE
from inlmap.formats import NOT_STATED, cut
from inlmap.maps.image import font_folder
from inlmap.maps.legend import Part, swatch_of
from inlmap.presentation.listings import NONE, ROW_STATUS, Listing, shown
from inlmap.presentation.screen_tables import RECIPIENT
from inlmap.words import language, say, say_count

TEMPLATE = Path(__file__).with_name("briefing.typ")
ITEM_WIDTHS = {"years": 0.8, "program": 2.7, "country": 1.0, "item_value": 1.0, "source": 3.0}
LARGE = 10  # an amount in millions that has one decimal on a bar, else three
# Characters of a cell among the ten items; a year or a value is never cut.
LONGEST = {"program": 100, "country": 40, "source": 58}
MOST_PDF_ROWS = 300
MOST_PDF_FUNDING_ROWS = 400
MOST_STEPS, ROUND = 5, (1.0, 2.0, 2.5, 5.0, 10.0)  # of the axis of amounts
PROGRAM_KEYS = ("years", "program", "country", "value", "assistance", "status")
FUNDING_KEYS = ("recipient", "fiscal_years", "account", "stage", "amount")
WHERE_OF_PROGRAM = ("source", "initiative", "locator")
WHERE_OF_FUNDING = ("publication", "locator")
# What the fonts inside Typst draw; PDF/UA wants every character drawn. Held by a test.
DRAWN = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x24F), (0x384, 0x386), (0x388, 0x38A)),
    *((0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F), (0x1E00, 0x1EF1), (0x2010, 0x2015)),
    *((0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2032, 0x2033)),
    *((0x2039, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193), (0x2212, 0x2212)),
    *((0x2264, 0x2265), (0xFFFD, 0xFFFD)),
)


def _document_words() -> dict[str, str]:
    """The texts of the template, in the language spoken."""
    return {
        "author": say("INL/WHP program map"),
        "page": say("Page"),
        "pages": say("1 of 1"),  # a pattern of Typst, in which a, A, i and I would count
        "no_evidence": say(NO_EVIDENCE),
        "not_stated": say(NOT_STATED),
        "in_words": say("In words"),
        "money": say("Money by fiscal year"),
        "unit": say("Nominal U.S. dollars, millions"),
        "gaps": say("No evidence found"),
        "care": say("Read with care"),
        "gap_note": say(GAP_NOTE),
        "funding": say("Funding by fiscal year"),
        "by_goal": say("Programs by goal"),
        "goal": say("Goal"),
        "programs": say("Programs"),
        "several": say("A program that serves several goals is counted once under each of them."),
        "sources": say("Sources"),
        "please_note": say("Please note"),
    }


def pdf_file(briefing: Briefing) -> bytes:
    """Return the briefing as a PDF file."""
    inputs = {
        "content": json.dumps(_drawable(_document(briefing)), ensure_ascii=False),
        "map": briefing.map_svg().decode("utf-8"),
    }
    compile_bytes: Any = typst.compile  # its types want all paths and bytes to be of one kind
    made: bytes = compile_bytes(
        TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=[str(font_folder())],
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    return made


def _document(briefing: Briefing) -> dict[str, Any]:
    items = briefing.items
    return {
        "language": language(),
        "words": _document_words(),
        "title": briefing.title,
        "filters": f"{briefing.filters} {briefing.as_of}.",
        "watermark": briefing.watermark,
        "footer": briefing.footer,
        "number": briefing.number._asdict(),
        "answer": list(briefing.answer),
        "map": {
            "heading": briefing.map_heading,
            "alternative": briefing.map_alternative,
            "legend": [_legend_content(part) for part in briefing.legend],
            "boundaries": briefing.boundaries,
        },
        "money": {
            "change": briefing.change,
            "notes": list(briefing.money_notes),
            "chart": _chart_content(briefing.shown_years),
        },
        "items": {
            "title": items.title,
            "headings": list(items.said_headings),
            "rows": [
                [
                    cut(cell, LONGEST.get(key, len(cell)))
                    for key, cell in zip(items.keys, row, strict=True)
                ]
                for row in items.texts(len(items.rows))
            ],
            "note": "",
            "widths": [ITEM_WIDTHS[key] for key in items.keys],
        },
        "gaps": list(briefing.gaps),
        "cautions": list(briefing.cautions),
        "rests": [_rest(number) for number in range(len(briefing.gaps) + len(briefing.cautions))],
        "annex": _annex(briefing) if briefing.annex else None,
    }


def _rest(number: int) -> str:
    """What is said of gaps and cautions without room on the page."""
    if not number:
        return ""
    return say_count(
        number, "{n} more is in the annex of tables.", "{n} more are in the annex of tables."
    )


def _annex(briefing: Briefing) -> dict[str, Any]:
    return {
        "sentences": list(briefing.sentences),
        "notices": [*briefing.notices, *briefing.gaps],
        "years": _years_content(briefing),
        "goals": {
            "alternative": briefing.goals_alternative,
            "bars": [[f"{g.initiative}: {g.goal}", g.programs, g.color] for g in briefing.goals],
        },
        "tables": [_table_content(one) for one in (*briefing.facts, *_tables_content(briefing))],
        "sources": [_source(row) for row in briefing.sources.rows],
    }


def _legend_content(part: Part) -> dict[str, Any]:
    keys = [{"look": swatch_of(key.look)._asdict(), "words": key.words} for key in part.keys]
    return {**part._asdict(), "keys": keys}


def _years_content(briefing: Briefing) -> dict[str, Any] | None:
    if not briefing.years:
        return None
    top = shown(max(figure.value or 0.0 for figure in briefing.years))
    return {
        "note": briefing.years_note,
        "reading": say(
            "Nominal $ millions by U.S. fiscal year; the highest bar is {top}. The exact amounts "
            "are in the table. Colors are stages of the money.",
            top=top,
        ),
        "chart": _chart_content(briefing.years),
        "table": _table_content(briefing.by_year),
    }


def _chart_content(figures: Sequence[Figure]) -> dict[str, Any] | None:
    if not figures:
        return None
    highest = max(figure.value or 0.0 for figure in figures)
    return {
        "alternative": years_alternative(figures),
        "axis": list(axis_of_years(figures)),
        "ticks": [[value, shown(value)] for value in _ticks(highest)],
        "bars": [
            {
                "year": f.years,
                "value": f.value,
                "words": f"{f.value:,.{1 if highest >= LARGE else 3}f}",
                "color": STAGE_COLORS[f.stage],
                "stage": say(f.stage),
                "is_open": bool(f.partial_years),
            }
            for f in figures
        ],
    }


def _ticks(highest: float) -> list[float]:
    """The round values on an axis from zero, the last one at or over the highest value."""
    if highest <= 0:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(highest / MOST_STEPS))
    wanted = highest / MOST_STEPS / power
    step = power * next(size for size in ROUND if size >= min(wanted, ROUND[-1]))
    return [round(at * step, 6) for at in range(math.ceil(round(highest / step, 6)) + 1)]


def _tables_content(briefing: Briefing) -> tuple[Listing, Listing]:
    mark = (ROW_STATUS.key,) if briefing.watermark else ()
    programs = briefing.programs.picked(*PROGRAM_KEYS, *WHERE_OF_PROGRAM, *mark)
    return programs, briefing.funding.picked(*FUNDING_KEYS, *WHERE_OF_FUNDING, *mark)


def _table_content(listing: Listing) -> dict[str, Any]:
    most = MOST_PDF_FUNDING_ROWS if RECIPIENT.key in listing.keys else MOST_PDF_ROWS
    more = listing.left_to_excel(most)
    return {
        "title": listing.title_of_first(most),
        "headings": list(listing.said_headings),
        "rows": listing.texts(most),
        "note": " ".join(filter(None, (listing.note, more))),
    }


def _source(row: tuple[Any, ...]) -> str:
    *words, link = (shown(cell) for cell in row)
    lines = [word for word in words if word not in (say(NOT_STATED), say(NONE))]
    return f"{', '.join(lines)}{f'. {link}' if link != say(NONE) else ''}"


def _drawable(content: Any) -> Any:
    """The content with every character that no font draws written as its Unicode number."""
    if isinstance(content, str):
        return "".join(mark if _is_drawn(ord(mark)) else f"[U+{ord(mark):04X}]" for mark in content)
    if isinstance(content, dict):
        return {name: _drawable(value) for name, value in content.items()}
    return [_drawable(value) for value in content] if isinstance(content, list) else content


def _is_drawn(code: int) -> bool:
    return any(first <= code <= last for first, last in DRAWN)
