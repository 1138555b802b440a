"""A fiscal year that its source does not yet report in full is said to be so wherever it counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.figures.adding import unfinished
from inlmap.figures.breakdowns import Bar
from inlmap.figures.totals import headline_figure, totals_by_year
from inlmap.presentation.listings import year_listing
from inlmap.presentation.money_charts import (
    account_chart,
    account_frame,
    funding_chart,
    year_chart,
)
from inlmap.presentation.sentences import funding_alternative
from inlmap.presentation.view import View
from tests.tiny_rows import line

LINES = [
    line("HND", "1", record_id=str(year), fy_start=str(year), fy_end=str(year))
    for year in (2023, 2024, 2025)
]


@pytest.fixture
def region(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    return tiny_catalog(series=[{"partial_from": "2025"}], funding=LINES)


@pytest.mark.parametrize(
    ("fy", "marked"),
    [
        (None, "FY2023–FY2025 (FY2025 not fully reported)"),
        ((2025, 2025), "FY2025 (not fully reported)"),
        ((2023, 2024), "FY2023–FY2024"),
    ],
)
def test_years_carry_a_mark_where_a_source_is_not_complete(
    region: Catalog, fy: tuple[int, int] | None, marked: str
) -> None:
    assert headline_figure(region, Selection(fy=fy)).marked_years == marked


def test_the_headline_the_chart_in_words_and_the_table_by_year_say_so(region: Catalog) -> None:
    view = View(region, Selection())
    amount = next(one for one in view.headlines if one.figure)
    assert amount.about.endswith("FY2025 is not fully reported.")
    assert funding_alternative(view.yearly).endswith(" FY2025 is not fully reported.")
    years = [row[0] for row in year_listing(view.yearly).rows]
    assert years == ["FY2023", "FY2024", "FY2025 (not fully reported)"]


def test_the_bar_of_a_partial_year_is_drawn_open(region: Catalog) -> None:
    drawing = funding_chart(totals_by_year(region, Selection()))
    assert drawing.data.column("partial").to_pylist() == [False, False, True]
    assert "datum.partial" in str(drawing.spec)


@pytest.mark.parametrize("stacked", [True, False])
def test_the_bars_by_account_of_a_partial_year_are_drawn_open(
    region: Catalog, stacked: bool
) -> None:
    figures = totals_by_year(region, Selection())
    bars = [Bar(figure.years, "INCLE", figure) for figure in figures]
    drawing = year_chart(bars, stacked=stacked)
    assert drawing.data.column("partial").to_pylist() == [False, False, True]
    assert "datum.partial" in str(drawing.spec)
    frame = account_frame([("INCLE", figure) for figure in figures])
    assert frame["partial"].to_list() == [False, False, True]
    assert "datum.partial" in str(account_chart(frame).to_dict())


def test_complete_years_are_not_spoken_of(tiny_catalog: Callable[..., Catalog]) -> None:
    figures = totals_by_year(tiny_catalog(funding=LINES), Selection())
    assert unfinished(figures) == ""
    assert "datum.partial" not in str(funding_chart(figures).spec)
    bars = [Bar(figure.years, "INCLE", figure) for figure in figures]
    assert "datum.partial" not in str(year_chart(bars, stacked=True).spec)
    frame = account_frame([("INCLE", figure) for figure in figures])
    assert "datum.partial" not in str(account_chart(frame).to_dict())
