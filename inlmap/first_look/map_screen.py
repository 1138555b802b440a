"""The first screen of the Map page: answer, map, legend, list, card and table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from inlmap.catalog.selection import EVERYTHING
from inlmap.figures import measures
from inlmap.first_look.sidebar import address
from inlmap.first_look.svg_map import svg_map
from inlmap.first_look.table_link import table_link
from inlmap.first_look.templates import template
from inlmap.maps.captions import country_rows, map_alt
from inlmap.maps.picture import map_picture
from inlmap.presentation.lately import newest_source
from inlmap.presentation.screen_tables import PROGRAM_COLUMNS, headings_of, screen_rows
from inlmap.presentation.sentences import table_title
from inlmap.presentation.titles import choice_title
from inlmap.presentation.view import View
from inlmap.ui import blocks
from inlmap.ui.amounts import cell
from inlmap.ui.chips import chips
from inlmap.ui.legend import legend_html
from inlmap.ui.screens.map_choice import card_html
from inlmap.ui.screens.map_side import side_html, welcome
from inlmap.words import say, word

HERE = "./"
SHOWN = ("program", "country", "initiative", "years")
MOST_ROWS = 10
PARTS = {"map": word("Map"), "list": word("List"), "table": word("Table")}


def map_screen(view: View) -> Markup:
    """Return the first screen of the Map page."""
    picture = map_picture(view)
    lead = " ".join(filter(None, (blocks.region_in_words(view), newest_source(view))))
    card = card_html(view)
    parts = {
        "heading": blocks.heading_html(choice_title(view.catalog, view.selection), lead),
        "headline": blocks.headline_html(view, chips(view)),
        "measures": [
            (say(name), address(replace(view, measure=key), HERE), key == view.measure)
            for key, name in measures.MEASURES.items()
        ],
        "parts": [(f"#first-{key}", say(name)) for key, name in PARTS.items()],
        "map": svg_map(view),
        "alternative": map_alt(view),
        "legend": legend_html(view),
        "welcome": welcome() if view.selection == EVERYTHING and not card else "",
        "side": card or side_html(view),
        "caption": say("Countries: {heading}", heading=picture.heading),
        "list_headings": (say("Country"), picture.heading),
        "rows": _rows(view),
        "counted": table_title(view),
        **_programs(view),
        "table_link": table_link(view),
        "words": {"show": say("Show"), "measures": say("What the map shows")},
    }
    return Markup(template("map.html").render(parts))  # noqa: S704 - the template escapes


def _rows(view: View) -> list[dict[str, object]]:
    return [
        {
            "code": row.code,
            "name": row.name,
            "words": cell(view.catalog, row.figure or row.words),
            "address": address(view.of_country(row.code), HERE),
        }
        for row in country_rows(view)
    ]


def _programs(view: View) -> dict[str, Any]:
    """The first rows of the table of programs, with their headings."""
    columns = [one for one in PROGRAM_COLUMNS if one.key in SHOWN]
    names = dict(
        zip((one.key for one in PROGRAM_COLUMNS), headings_of(PROGRAM_COLUMNS), strict=True)
    )
    if view.programs.empty:
        return {"headings": [], "programs": []}
    rows = screen_rows(view.catalog, view.programs, view.selection.as_of).slice(0, MOST_ROWS)
    keys = ["program", *(one.key for one in columns if one.key != "program")]
    told = rows.select(keys).to_pylist()
    return {
        "headings": [names[key] for key in keys],
        "programs": [[row[key] or "" for key in keys] for row in told],
    }
