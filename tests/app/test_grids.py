"""Tables that can be sorted and searched find the heading and the look of a column by its key."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from inlmap.presentation.screen_tables import AMOUNT_COLUMNS, PROGRAM_COLUMNS, ShownColumn

GRIDS = {
    "programs": ({"country": "HND"}, "", "inlmap.ui.screens.map_table.PROGRAM_COLUMNS"),
    "amounts": ({"part": "amounts"}, "sources", "inlmap.ui.sources.amounts.AMOUNT_COLUMNS"),
}
COLUMNS = {"programs": PROGRAM_COLUMNS, "amounts": AMOUNT_COLUMNS}
of_both = pytest.mark.parametrize("name", GRIDS)


def grid_of(visit: Any, name: str, **query: str) -> Any:
    given, page, _ = GRIDS[name]
    visitor = visit(**given, **query)
    if page:
        visitor.open_page(page)
    assert not visitor.app.exception
    [frame] = visitor.app.dataframe
    return frame


def looks_of(frame: Any) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """Return the heading of each column, and the rest of how it looks."""
    looks = json.loads(frame.proto.columns)
    assert looks.pop("_index") == {"hidden": True}
    return {key: look.pop("label") for key, look in looks.items()}, looks


@of_both
def test_every_column_has_its_key_and_its_heading(visit, name):
    frame = grid_of(visit, name)
    headings, looks = looks_of(frame)
    keys = [column.key for column in COLUMNS[name]]
    assert list(frame.value.columns) == keys
    assert not frame.proto.column_order
    assert headings == {column.key: column.heading for column in COLUMNS[name]}
    assert not any(look.get("hidden") for look in looks.values())


def test_the_columns_of_programs_look_as_set(visit):
    _, looks = looks_of(grid_of(visit, "programs"))
    widths = {key: look["width"] for key, look in looks.items() if "width" in look}
    assert widths == {"program": 260, "country": 140, "place": 130, "description": "large"}
    assert looks["value"]["type_config"] == {"type": "number", "format": "%.2f"}
    assert looks["link"]["type_config"]["display_text"] == "Open source"


@of_both
def test_a_renamed_heading_leaves_the_looks_of_the_columns(visit, monkeypatch, name):
    headings, looks = looks_of(grid_of(visit, name))
    backward: tuple[ShownColumn, ...] = tuple(
        replace(column, heading=column.heading[::-1]) for column in COLUMNS[name]
    )
    monkeypatch.setattr(GRIDS[name][2], backward)
    renamed, same = looks_of(grid_of(visit, name))
    assert renamed == {key: heading[::-1] for key, heading in headings.items()}
    assert same == looks


@of_both
def test_spanish_headings_leave_widths_and_numbers_of_the_columns(visit, name):
    english, looks = looks_of(grid_of(visit, name))
    spanish, others = looks_of(grid_of(visit, name, lang="es"))
    assert spanish["link"] == "Enlace"
    assert [key for key in english if english[key] == spanish[key]] == []
    del looks["link"], others["link"]  # its cells read Open source, in the language of the page
    assert others == looks
