"""Describe a data folder from the schema: ``datapackage.json`` and the codebook's column tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from inlmap.dataset.boundaries import LAYERS
from inlmap.dataset.schema import FIRST_YEAR, LAST_YEAR, TABLES, Column, Table

# Data Package v2: https://datapackage.org/standard/data-package/
STANDARD = "https://datapackage.org/profiles/2.0/datapackage.json"
FIELD_TYPES = {
    "text": {"type": "string"},
    "address": {"type": "string", "format": "uri"},
    "list": {"type": "list", "delimiter": ";"},
    "integer": {"type": "integer"},
    "year": {"type": "year"},
    "number": {"type": "number"},
    "quantity": {"type": "number"},
    "latitude": {"type": "number"},
    "longitude": {"type": "number"},
}


def datapackage_json() -> str:
    """Return the text of ``datapackage.json`` (Data Package v2), as it stands in a data folder."""
    return _package(
        "Programs, amounts, places and sources, compiled from public sources.",
        [*map(_table_resource, TABLES), *_layer_resources()],
    )


def datapackage_of(tables: Iterable[Table], description: str, version: str) -> str:
    """Return the text of a ``datapackage.json`` for files of ``tables`` alone, no boundaries."""
    return _package(description, [*map(_table_resource, tables)], version=version)


def _package(description: str, resources: list[dict[str, Any]], **more: str) -> str:
    package = {
        "$schema": STANDARD,
        "name": "inl-whp-programs",
        "title": "Security programs of INL's Office of Western Hemisphere Programs",
        "description": description,
        **more,
        "resources": resources,
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _table_resource(table: Table) -> dict[str, Any]:
    keys = [column for column in table.columns if "." in column.references]
    return {
        "name": table.name,
        "type": "table",
        "path": table.file,
        "title": f"One row is {table.row}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "fieldsMatch": "equal",
            "primaryKey": list(table.key),
            "missingValues": [{"value": "", "label": "not found in the sources"}],
            # A foreign key of the standard is one value; keys inside lists are checked by
            # `python -m inlmap check` and named in the description of their field.
            "foreignKeys": [_foreign_key(column) for column in keys if column.kind != "list"],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field = {"name": column.name, "description": _meaning(column), **FIELD_TYPES[column.kind]}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.codes:
        constraints["enum"] = list(column.codes)
    if column.kind == "year":
        constraints |= {"minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    return field | ({"constraints": constraints} if constraints else {})


def _meaning(column: Column) -> str:
    if not column.references:
        return column.meaning
    target = column.references if "." in column.references else "geo/countries.geojson"
    return f"{column.meaning} Each is in {target}."


def _foreign_key(column: Column) -> dict[str, Any]:
    resource, _, field = column.references.partition(".")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}


def _layer_resources() -> list[dict[str, Any]]:
    return [
        {
            "name": f"{layer.name}{'-web' if path == layer.web_file else ''}",
            "path": path,
            "title": f"Boundaries of {layer.name}, EPSG:4326",
            "format": "geojson",
            "mediatype": "application/geo+json",
            "encoding": "utf-8",
        }
        for layer in LAYERS
        for path in (layer.file, layer.web_file)
    ]


def codebook(tables: Iterable[Table] = TABLES) -> str:
    """Return the codebook's tables in Markdown: each column of each table and what it means."""
    return "\n".join(_codebook_of(table) for table in tables)


def _codebook_of(table: Table) -> str:
    lines = [
        f"### {table.file}: one row is {table.row}",
        "",
        f"Key: {', '.join(f'`{name}`' for name in table.key)}.",
        "",
        "| column | holds | meaning |",
        "|---|---|---|",
    ]
    lines += [f"| `{name}` | {holds} | {meaning} |" for name, holds, meaning in column_rows(table)]
    return "\n".join([*lines, ""])


def column_rows(table: Table) -> list[tuple[str, str, str]]:
    """Return, per column of a table, its name, what a cell holds and what it means."""
    return [(column.name, _holds(column), _meaning(column)) for column in table.columns]


def _holds(column: Column) -> str:
    words = f"one of: {', '.join(column.codes)}" if column.codes else column.kind
    return f"{words}; required" if column.required else words
