"""The control that makes a briefing stands on four pages and offers what the page shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inlmap.briefings.content import Kind, briefing
from inlmap.presentation.view import View
from inlmap.ui.session import VIEW_KEY
from tests.app.conftest import Visit

PAGES: dict[str, Kind] = {
    "map": "map",
    "country": "country",
    "initiative": "initiative",
    "coverage": "coverage",
}


def opened(visit: Visit) -> list[Any]:
    """Open the control and return its download buttons."""
    visit.app.session_state["briefing"] = True
    visit.app.run()
    return [one for one in visit.app.get("download_button") if "briefing" in one.key]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_offers_one_file_at_a_time(page: str, visit: Callable[..., Visit]) -> None:
    reader = visit(country="HND", initiative="CARSI")
    reader.open_page(page)
    assert [one.proto.label for one in opened(reader)] == ["Download PowerPoint"]
    assert not reader.app.exception


def test_tables_are_added_by_a_tick_but_to_a_workbook(visit: Callable[..., Visit]) -> None:
    reader = visit(country="HND", lang="es")
    opened(reader)
    ticks = [one for one in reader.app.checkbox if one.key == "briefing_tables"]
    assert [(one.label, one.value) for one in ticks] == [("Agregar tablas", False)]
    reader.app.session_state["briefing_format"] = "xlsx"
    reader.app.run()
    assert [one for one in reader.app.checkbox if one.key == "briefing_tables"] == []


@pytest.mark.parametrize("page", ["map", "country", "initiative"])
def test_the_headline_of_a_briefing_is_that_of_its_page(
    page: str, visit: Callable[..., Visit]
) -> None:
    reader = visit(country="HND", initiative="CARSI")
    reader.open_page(page)
    view: View = reader.app.session_state[VIEW_KEY]
    content = briefing(view, PAGES[page])
    assert {one.label: one.words for one in content.headlines} == reader.headline
