"""A view as one HTML file: map, table and sources, which open without a server or a network.

The map is drawn by the scripts of the screen; a policy in the file allows these scripts alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, Template
from xstatic.pkg import leaflet as leaflet_files

from inlmap import colors, formats
from inlmap.dataset.cells import is_web_address, split_list
from inlmap.dataset.schema import ASSISTANCE_TYPES
from inlmap.maps import leaflet, looks, pictograms
from inlmap.maps.captions import map_alt, map_title, small_print, watermark
from inlmap.maps.looks import LOOKS, PLACE_FORMS, STATIC
from inlmap.maps.picture import UNITS_NOTE, LegendEntry, map_picture
from inlmap.maps.placement import countries_in_extent, place_features
from inlmap.presentation.lately import newest_source
from inlmap.presentation.outcomes import (
    NO_PROOF,
    RESULTS,
    TITLES,
    Outcome,
    count_in_words,
    outcomes,
    where_told,
)
from inlmap.presentation.screen_tables import (
    PROGRAM_COLUMNS,
    ShownColumn,
    headings_of,
    screen_rows,
)
from inlmap.presentation.sentences import summary, table_title
from inlmap.presentation.view import View
from inlmap.words import language, say

TEMPLATES = Path(__file__).parent
SCRIPTS = (STATIC / "places.js", STATIC / "map.js", TEMPLATES / "one_file.js")
STYLES = (STATIC / "map.css", TEMPLATES / "one_file.css")
PUBLICATION = ("publisher", "number", "date")
PATTERNS = {"regional": "url(#key-regional)", "zero": "url(#key-zero)"}


def one_file(view: View) -> bytes:
    """Return the view as one HTML file (UTF-8) with every selected program; the same bytes again.

    Every text of the data is escaped; only http and https addresses become links.
    """
    return (
        _template()
        .render(
            title=map_title(view),
            watermark=watermark(view),
            sentences=summary(view),
            alternative=map_alt(view),
            legends=_legends(view),
            forms=[(form, say(words)) for form, words in PLACE_FORMS],
            kinds=_kinds(),
            language=language(),
            words=_page_words(),
            colors={
                **looks.map_settings(colors.light)["patterns"],
                "striped": [colors.INITIATIVE_COLORS[key] for key in colors.STRIPES],
            },
            counted=table_title(view),
            **_screen_table(view),
            outcomes=_outcome_lists(view),
            sources=_source_entries(view),
            small_print=" ".join(filter(None, (small_print(view), newest_source(view)))),
            content=_json(_page_content(view)),
            **_parts(),
        )
        .encode()
    )


def _page_words() -> dict[str, str]:
    """The texts of the template, in the language spoken."""
    return {
        "own_rows": say("Rows of your own are marked in the table."),
        "map": say("Map"),
        "choose": say("Choose a country, an island or a symbol to read about it here."),
        "no_script": say("The map needs JavaScript; the table and the sources below do not."),
        "legend": say("Legend"),
        "symbols": say("Symbols for places"),
        "programs": say("Programs"),
        "table": say("Table of the selected programs"),
        "open_source": say("Open source"),
        "sources": say("Sources"),
    }


@lru_cache(maxsize=1)
def _template() -> Template:
    files = Environment(
        autoescape=True, loader=FileSystemLoader(TEMPLATES), trim_blocks=True, lstrip_blocks=True
    )
    files.tests["web_address"] = is_web_address
    return files.get_template("one_file.html")


@lru_cache(maxsize=1)
def _parts() -> dict[str, Any]:
    """The scripts and styles, and the policy that allows them and nothing else."""
    folder = Path(leaflet_files.BASE_DIR)
    library = re.sub(r"//# sourceMappingURL=\S*", "", _file_text(folder / "leaflet.js"))
    # Pictures of controls that the map does not have would be asked for by address.
    look = re.sub(r"url\([^)]*\)", "none", _file_text(folder / "leaflet.css"))
    scripts = [library, *map(_file_text, SCRIPTS)]
    styles = [look, colors.custom_properties(), *map(_file_text, STYLES)]
    policy = (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return {"scripts": scripts, "styles": styles, "policy": policy}


def _file_text(path: Path) -> str:
    return path.read_text("utf-8")  # line ends become \n, as a browser reads them for the hash


def _hashes(texts: list[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _json(content: Any) -> str:
    """JSON in which no text can end the script element that holds it."""
    return json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")


def _page_content(view: View) -> dict[str, Any]:
    settings = {**looks.map_settings(colors.light), "tiles": "", "regions": _regions(view)}
    files = {
        "settings.json": settings,
        "countries.geojson": json.loads(view.catalog.drawn["countries"]),
        "admin1.geojson": _units(view),
        "places.geojson": _place_shapes(view),
    }
    return {
        "paint": leaflet.packed(map_picture(view).paint),
        "files": files,
        "options": looks.OPTIONS,
    }


def _regions(view: View) -> list[Any]:
    """The regions of the screen; the one that the view is about comes first and is shown first."""
    regions = [(say(name), corners) for name, corners in looks.REGIONS]
    codes = countries_in_extent(view)
    if not codes:
        return regions
    rows = view.catalog.countries
    west, south, east, north = rows[rows["iso3"].isin(codes)].total_bounds.tolist()
    return [(say("This view"), ((south, west), (north, east))), *regions]


def _units(view: View) -> dict[str, Any]:
    """The first-level units that are drawn: border states, and those that have a value."""
    paint = map_picture(view).paint
    shown = {"USA", *paint.divided}
    layer = json.loads(view.catalog.drawn["admin1"])
    features = [
        one
        for one in layer["features"]
        if one["properties"]["iso3"] in shown or one["properties"]["code"] in paint.units
    ]
    return {"type": "FeatureCollection", "features": features}


def _place_shapes(view: View) -> dict[str, Any]:
    selected = set(map_picture(view).paint.programs)
    features = [
        one
        for one in place_features(view.catalog)["features"]
        if any(row in selected for row, *_ in one["properties"]["programs"])
    ]
    return {"type": "FeatureCollection", "features": features}


def _legends(view: View) -> list[dict[str, Any]]:
    picture = map_picture(view)
    parts = [(picture.heading, picture.note, picture.legend)]
    if picture.units:
        parts.append((say("States or departments"), say(UNITS_NOTE), picture.units))
    return [
        {"heading": heading, "note": note, "entries": [_entry(one) for one in entries]}
        for heading, note, entries in parts
    ]


def _entry(entry: LegendEntry) -> dict[str, Any]:
    kind, _, key = entry.look.partition(":")
    look = LOOKS.get(kind, LOOKS["initiative"])
    fill = PATTERNS.get(kind, look["fillColor"])
    if key:
        fill = colors.INITIATIVE_COLORS.get(key, colors.OTHER_COLOR)
    if kind == "stripes":
        fill = "url(#key-stripes)"
    edge, dashes = look["color"], look["dashArray"]
    return {"words": entry.words, "fill": fill, "edge": edge, "dashes": dashes}


def _kinds() -> list[tuple[str, str]]:
    return [
        (pictograms.pictogram_address(kind, colors.PLACE_INK), formats.capitalized(say(kind)))
        for kind in ASSISTANCE_TYPES
        if kind != "umbrella"
    ]


def _screen_table(view: View) -> dict[str, Any]:
    """The columns and headings of the table on the screen, with all its rows."""
    table = screen_rows(view.catalog, view.programs, view.selection.as_of)
    cells = [
        [_cell_text(column, one) for one in table.column(column.key).to_pylist()]
        for column in PROGRAM_COLUMNS
    ]
    return {
        "headings": headings_of(PROGRAM_COLUMNS),
        "rows": [*zip(*cells, strict=True)],
        "named_by": [column.key for column in PROGRAM_COLUMNS].index("program"),
    }


def _cell_text(column: ShownColumn, content: object) -> str:
    if isinstance(content, float):
        return "" if pd.isna(content) else column.number(content)
    return "" if content is None else str(content)


def _outcome_lists(view: View) -> list[dict[str, Any]]:
    """What came of the programs, what auditors could not say and what a study claims, as lists."""
    found = [(title, [_finding(view, one) for one in outcomes(view, k)]) for k, title in TITLES]
    notes = {RESULTS: f"{count_in_words(view)} {say(NO_PROOF)}".strip()}
    return [
        {"heading": say(title), "note": notes.get(title, ""), "lines": lines}
        for title, lines in found
        if lines
    ]


def _finding(view: View, one: Outcome) -> dict[str, Any]:
    who = say("{who}, {years}", who=one.who_says, years=one.years)
    countries = where_told(view, one)
    where = say("Told of {countries}", countries=countries) if countries else ""
    disputed = say("Disputed by {who}", who=one.disputed_by) if one.disputed_by else ""
    return {
        "what": one.what,
        "value": one.value,
        "about": [*filter(None, (one.program, who, one.note.rstrip("."), where))],
        "sources": _entries(view, split_list(one.source_ids)),
        "disputed": disputed,
        "against": _entries(view, split_list(one.dispute_source_ids)),
    }


def _source_entries(view: View) -> list[dict[str, str]]:
    return _entries(view, view.source_ids)


def _entries(view: View, source_ids: Sequence[str]) -> list[dict[str, str]]:
    rows = view.catalog.sources.set_index("source_id").loc[list(source_ids)]
    return [
        {
            "title": row["title"],
            "url": row["url"],
            "details": "".join(f", {row[name]}" for name in PUBLICATION if row[name]),
        }
        for row in rows.to_dict("records")
    ]
