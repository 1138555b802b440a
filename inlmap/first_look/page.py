"""The first look at the Map page: the parts of the live page, with links in place of controls."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, Template

from inlmap import words
from inlmap.catalog.address import chosen_labels, to_address
from inlmap.catalog.options import options
from inlmap.catalog.selection import EVERYTHING
from inlmap.downloads.offers import PROGRAMS_TABLE, address_of
from inlmap.figures import measures
from inlmap.first_look.svg_map import svg_map
from inlmap.formats import rows_in_words
from inlmap.maps.captions import country_rows, map_alt, small_print
from inlmap.maps.picture import map_picture
from inlmap.presentation.lately import newest_source
from inlmap.presentation.screen_tables import PROGRAM_COLUMNS, headings_of, screen_rows
from inlmap.presentation.sentences import summary, table_title
from inlmap.presentation.titles import REGION, choice_title
from inlmap.presentation.view import View
from inlmap.ui import blocks
from inlmap.ui.amounts import cell
from inlmap.ui.chips import chips
from inlmap.ui.legend import legend_html
from inlmap.ui.menu import ENTRIES
from inlmap.ui.screens.map_side import side_html, welcome
from inlmap.ui.sidebar import LABELS
from inlmap.words import language, say, word

NAME = "INL/WHP program map"
SHOWN = ("program", "country", "initiative", "years")
MOST_ROWS = 10
PARTS = {"map": word("Map"), "list": word("List"), "table": word("Table")}
TYPED = ("country", "initiative", "theme", "assistance")


class FirstLook(NamedTuple):
    """What goes into Streamlit's page: title, description and language, and the body."""

    title: str
    description: str
    language: str
    body: str


def first_look(view: View, notices: tuple[str, ...] = ()) -> FirstLook:
    """Return the first look at the map of a view, in the language spoken.

    ``notices`` say what of the address was ignored. Every text of the data is escaped.
    """
    chosen = choice_title(view.catalog, view.selection)
    titles = [say("Map"), *([chosen] if chosen != say(REGION) else []), say(NAME)]
    body = _template().render(**_parts(view, chosen), notices=notices)
    return FirstLook(" · ".join(titles), " ".join(list(summary(view))[:1]), language(), body)


def _parts(view: View, title: str) -> dict[str, Any]:
    picture = map_picture(view)
    lead = " ".join(filter(None, (blocks.region_in_words(view), newest_source(view))))
    return {
        "language": language(),
        "heading": blocks.heading_html(title, lead),
        "headline": blocks.headline_html(view, chips(view)),
        "map": svg_map(view),
        "alternative": map_alt(view),
        "legend": legend_html(view),
        "welcome": welcome() if view.selection == EVERYTHING else "",
        "side": side_html(view),
        "parts": [(f"#first-{key}", say(name)) for key, name in PARTS.items()],
        "caption": say("Countries: {heading}", heading=picture.heading),
        "list_headings": (say("Country"), picture.heading),
        "rows": _rows(view),
        "menu": _menu(view),
        "filters": [_filter(view, name) for name in TYPED],
        "hidden": _hidden(view),
        "clear": f"./?{urlencode(words.language_in_address(), doseq=True)}"
        if to_address(view.selection)
        else "",
        "languages": _languages(view),
        "measures": [
            (say(name), _address(view, key), key == view.measure)
            for key, name in measures.MEASURES.items()
        ],
        "counted": table_title(view),
        **_programs(view),
        "csv": address_of(PROGRAMS_TABLE, view.selection),
        "small_print": small_print(view),
        "words": {
            "pages": say("Pages"),
            "all": say("All"),
            "without": say("Without"),
            "show": say("Show"),
            "let_go": say("Clear filters"),
            "measures": say("What the map shows"),
            "csv": say("Download CSV ({rows})", rows=rows_in_words(len(view.programs))),
        },
    }


def _address(view: View, measure: str) -> str:
    """The map of a view by a measure; programs are meant without one."""
    asked = {} if measure == measures.PROGRAMS else {"measure": [measure]}
    return view.link("./", **asked)


def _rows(view: View) -> list[dict[str, object]]:
    return [
        {
            "code": row.code,
            "name": row.name,
            "words": cell(view.catalog, row.figure or row.words),
            "address": _address(view.of_country(row.code), view.measure),
        }
        for row in country_rows(view)
    ]


def _menu(view: View) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for entry in ENTRIES:
        page = "./" if entry is ENTRIES[0] else entry.name
        groups.setdefault(say(entry.group), []).append((view.link(page), say(entry.title)))
    return [*groups.items()]


def _filter(view: View, name: str) -> dict[str, Any]:
    held: tuple[str, ...] = getattr(view.selection, name)
    offered = options(view.catalog, view.selection)[name]
    labels = chosen_labels(view.catalog, view.selection, name)
    every = view.address()
    return {
        "name": name,
        "label": say(LABELS[name]),
        "chosen": [
            (label, _without(every, name, value)) for value, label in zip(held, labels, strict=True)
        ],
        "offered": [one.label for one in offered if one.leads_on and one.value not in held],
    }


def _without(address: dict[str, list[str]], name: str, value: str) -> str:
    rest = address | {name: [one for one in address[name] if one != value]}
    return f"./?{urlencode(rest, doseq=True)}"


def _hidden(view: View) -> list[tuple[str, str]]:
    """What the form keeps of the address: all that is chosen, the measure and the language."""
    pairs = [(name, value) for name, held in view.address().items() for value in held]
    return pairs + ([("measure", view.measure)] if view.measure != measures.PROGRAMS else [])


def _languages(view: View) -> list[tuple[str, str, str]]:
    found = []
    for code, name in words.LANGUAGES.items():
        asked = {} if code == words.ENGLISH else {words.PARAMETER: [code]}
        query = to_address(view.selection) | asked
        found.append((code, name, f"./?{urlencode(query, doseq=True)}"))
    return found


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


@lru_cache(maxsize=1)
def _template() -> Template:
    files = Environment(
        autoescape=True,
        loader=FileSystemLoader(Path(__file__).parent),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return files.get_template("page.html")
