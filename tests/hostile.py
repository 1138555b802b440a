"""A data folder in which every free text tries to be code."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inlmap.dataset.boundaries import LAYERS
from inlmap.dataset.schema import ASSISTANCE_TYPES, TABLES, Table

DATA = Path(__file__).parents[1] / "data"
VECTORS = (
    '<img src=x onerror="window.__ran=1">',
    "</script><script>window.__ran=1</script>",
    "${window.__ran=1}",
    "`code`",
    "javascript:window.__ran=1",
    "[a](javascript:window.__ran=1)",
    "**bold**",
    "# heading",
    "$x^2$ :red[x]",
    ":material/home: :smile:",
    "{{7*7}} {% raw %}",
    "'\"><svg onload=window.__ran=1>",
    "&lt;b&gt; <b>b</b>",
    "%s %(x)s {0}",
    "שלום مرحبا",
    "=1+1 -> ~~gone~~",
)
ROWS = len(VECTORS)
ADDRESS = "https://outside.example/?q='onmouseover='window.__ran=1&a=javascript:1"
# What a place in the folder must hold for the rest to be read; all other text is hostile.
COUNTRIES = ("HND", "GTM", "JAM")
FIXED: dict[str, dict[str, str]] = {
    "programs": {"modality": "bilateral", "scope": "place", "status": "active"},
    "funding": {"stage": "allocated", "basis": "printed"},
    "series": {"stage": "allocated", "scope": "country", "headline": "alternate"},
    "statements": {"cause": "scope", "stage": "allocated"},
    "members": {"role": "partner"},
    "places": {"precision": "exact"},
    "sources": {"url": ADDRESS},
    "results": {"value": "1700", "precision": "more than"},
    "indicators": {"direction": "neutral", "years": "calendar", "comparable": "yes"},
    "indicator_values": {"basis": "printed", "value": "1.5"},
}


def text_columns(table: Table) -> tuple[str, ...]:
    """The columns of a table that hold free text of their own, not a code or a reference."""
    return tuple(
        column.name
        for column in table.columns
        if column.kind in ("text", "list") and not column.codes and not column.references
    )


def hostile(table: str, column: str, row: int) -> str:
    """The text of one cell: a way to be code, and where it comes from."""
    text = f"{VECTORS[row % ROWS]} {table}.{column} {row}"
    [kind] = [c.kind for t in TABLES if t.name == table for c in t.columns if c.name == column]
    listed = kind == "list" or column in ("source_id", "place_id", "goal_id")
    return text.replace(";", ",") if listed else text


def _row(table: Table, row: int) -> dict[str, str]:
    cells = {name: hostile(table.name, name, row) for name in text_columns(table)}
    return cells | FIXED.get(table.name, {}) | _figures(table, row) | _references(table, row)


def _figures(table: Table, row: int) -> dict[str, str]:
    """Numbers and years, so that every part of every page is filled."""
    cells: dict[str, Mapping[str, str]] = {
        "programs": {
            "assistance_type": ASSISTANCE_TYPES[1 + row % (len(ASSISTANCE_TYPES) - 1)],
            "start_year": "2010",
            "amount_usd_millions": "1.5",
        },
        "funding": {
            "fy_start": str(2010 + row % 4),
            "fy_end": str(2010 + row % 4),
            "amount_usd_millions": "1.25",
        },
        "series": {"headline": "headline" if row == 0 else "alternate"},
        "initiatives": {"sort_order": str(row), "valid_from": str(2000 + row)},
        "goals": {"number": str(row + 1)},
        "themes": {"sort_order": str(row)},
        "members": {"from": "2008"},
        "places": {"lat": str(13 + row * 0.15), "lon": str(-90 + row * 0.4)},
        "statements": {"position": "1", "kind": "absence" if row % 2 else "contradiction"},
        "results": {"kind": ("reported", "audit gap", "study claim")[row % 3], "year_to": "2012"},
        "indicators": {"sort_order": str(row)},
        "indicator_values": {"year": "2010", "unit": hostile("indicators", "unit", row)},
    }
    return dict(cells.get(table.name, {}))


def _references(table: Table, row: int) -> dict[str, str]:
    """Row n of one table refers to row n of the other; the initiatives are only three."""
    cells: dict[str, str] = {}
    for column in table.columns:
        target, _, key = column.references.partition(".")
        if target == "countries":
            cells[column.name] = COUNTRIES[row % 3]
        elif target in ("initiatives", "series"):
            cells[column.name] = hostile(target, key, row % 3)
        elif target and column.name not in ("part_of", "succeeded_by", "overlaps", "shown_with"):
            cells[column.name] = hostile(target, key, row)
    if table.name == "initiatives":
        cells["succeeded_by"] = hostile("initiatives", "initiative_id", row + 1) if row < 2 else ""
    if table.name == "series":
        cells["initiative_id"] = "" if row == 0 else hostile("initiatives", "initiative_id", row)
        cells["adds_over"] = f"country;account;year;{hostile('series', 'adds_over', row)}"
    if table.name == "funding":
        cells["initiative_id"] = hostile("initiatives", "initiative_id", row % 3)
    return cells


def write_hostile_folder(folder: Path) -> Path:
    """Write the folder: the shipped boundaries with hostile names, and tables of hostile rows."""
    (folder / "geo").mkdir(parents=True)
    for table in TABLES:
        rows = 3 if table.name in ("initiatives", "series", "members") else ROWS
        with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.column_names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(_row(table, row) for row in range(rows))
    for layer in LAYERS:
        for name in (layer.file, layer.web_file):
            shapes = json.loads((DATA / name).read_text("utf-8"))
            for number, shape in enumerate(shapes["features"]):
                _rename(shape["properties"], layer.name, number)
            (folder / name).write_text(json.dumps(shapes), encoding="utf-8")
    return folder


def _rename(properties: dict[str, Any], layer: str, number: int) -> None:
    for column in ("name", "name_local", "name_es", "name_en", "type_en", "subregion"):
        if column in properties:
            properties[column] = f"{VECTORS[number % ROWS]} {layer}.{column} {number}"
