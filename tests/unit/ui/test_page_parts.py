"""What pages compute before they draw: cells of coverage, years of a dispute, pages of the menu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.releases import Released
from inlmap.catalog.selection import Selection
from inlmap.figures.coverage import (
    DOCUMENTED,
    NO_EVIDENCE,
    OUTSIDE,
    REGIONAL_ONLY,
    STATED_ABSENT,
    Cell,
    Matrix,
)
from inlmap.figures.statements import Dispute
from inlmap.presentation.view import View
from inlmap.ui.charts import _dispute_years
from inlmap.ui.menu import ENTRIES, page_address
from inlmap.ui.screens.coverage import (
    Arrangement,
    _bodies,
    _cell_words,
    _linked,
    _notes,
    arranged_matrix,
)
from inlmap.ui.shared_link import _none_changed

TWO_COUNTRIES = [
    {"program_id": "A", "iso3": "HND", "theme_id": "borders"},
    {"program_id": "B", "iso3": "HND", "theme_id": "borders"},
    {"program_id": "C", "iso3": "GTM;HND", "scope": "regional", "theme_id": "borders"},
]


@pytest.fixture
def matrix(tiny_catalog: Callable[..., Catalog]) -> Callable[..., Matrix]:
    catalog = tiny_catalog(programs=TWO_COUNTRIES)
    view = View(catalog, Selection())
    return lambda *orders: arranged_matrix(view, Arrangement("theme", *orders))


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (Cell(3, 0, DOCUMENTED), "3"),
        (Cell(1200, 0, DOCUMENTED), "1,200"),
        (Cell(3, 2, DOCUMENTED), "3 <small>+ 2 regional</small>"),
        (Cell(0, 2, REGIONAL_ONLY), "regional only"),
        (Cell(0, 0, STATED_ABSENT), "stated absent"),
        (Cell(0, 0, OUTSIDE), "not in this choice"),
        (Cell(0, 0, NO_EVIDENCE), "no evidence<span class='unseen'> found</span>"),
    ],
)
def test_a_cell_of_coverage_is_a_number_or_a_kind_of_gap_and_never_a_zero(
    cell: Cell, told: str
) -> None:
    assert _cell_words(cell) == told


def test_countries_stand_by_region_or_by_their_programs(
    matrix: Callable[..., Matrix],
) -> None:
    assert [row.iso3 for row in matrix(False, False).rows] == ["GTM", "HND"]
    assert [row.iso3 for row in matrix(True, False).rows] == ["HND", "GTM"]


def test_rows_have_headings_of_regions_only_where_they_stand_by_region(
    matrix: Callable[..., Matrix],
) -> None:
    assert "rowgroup" in _bodies(matrix(False, False))
    assert "rowgroup" not in _bodies(matrix(True, False))


def test_a_number_leads_to_its_programs_and_a_gap_to_nothing(
    matrix: Callable[..., Matrix],
) -> None:
    found = matrix(False, False)
    guatemala, honduras = found.rows
    link = _linked(found, honduras, "borders", "Borders", honduras.cells[0])
    assert "href='./?theme=borders&amp;country=HND'" in link
    assert "title='Honduras, Borders: 2 programs of its own, listed with 1 regional'" in link
    assert _linked(found, guatemala, "borders", "Borders", guatemala.cells[0]) == "regional only"


def test_numbers_of_what_has_no_theme_lead_nowhere(matrix: Callable[..., Matrix]) -> None:
    found = matrix(False, False)
    assert _linked(found, found.rows[1], "", "No theme", Cell(1, 0, DOCUMENTED)) == "1"


def test_the_notes_speak_of_regions_only_where_they_are_shown(
    matrix: Callable[..., Matrix],
) -> None:
    about_regions = "Regions are our grouping by initiative."
    assert about_regions in list(_notes(matrix(False, False)))
    assert about_regions not in list(_notes(matrix(True, False)))


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [(0, 0, "not stated"), (2010, 2010, "FY2010"), (2010, 2012, "FY2010–FY2012")],
)
def test_a_dispute_is_of_its_years_if_it_has_any(first: int, last: int, years: str) -> None:
    assert (
        _dispute_years(Dispute("ST1", "difference", "fact", "scope", "why", first, last)) == years
    )


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES])
def test_each_page_of_the_menu_is_a_script(name: str) -> None:
    assert page_address(name).is_file()
    assert page_address(name).name == f"{name}.py"


def test_nothing_is_said_to_be_unchanged_before_another_rule_of_the_headline_is_named(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    since: dict[str, object] = {"version": "d1eb32347d", "date": date(2026, 11, 24)}
    then = Released(tiny_catalog(), date(2026, 11, 24), headline_rule=1)
    words = _none_changed(then, since)
    assert words.startswith("Since then the way of choosing the headline has changed")
    assert words.endswith(
        "Chosen in the way of today, no figure of this view has changed since version d1eb32347d "
        "(2026-11-24)."
    )
