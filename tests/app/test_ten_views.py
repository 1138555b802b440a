"""The pages show the numbers that the tests of files hold every format to."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pandas as pd
import pytest

from inlmap.dataset.cells import FORMULA_STARTS
from inlmap.downloads.table_files import programs_table_csv
from inlmap.words import speaking
from tests.app.conftest import Visit, as_headed
from tests.ten_views import OWN, SINGLE_ITEMS, TEN_VIEWS, own_rows


@pytest.mark.parametrize("name", [name for name in TEN_VIEWS if name != OWN])
def test_a_page_has_the_numbers_of_its_files(name: str, visit: Callable[..., Visit]) -> None:
    page, query, _, shown = TEN_VIEWS[name]
    reader = visit(**query)
    assert shown.sentence in reader.html_words
    reader.open_page(page)
    label, words, _ = shown.amount
    numbers = {"Programs": f"{shown.programs}", label: words}
    if shown.programs:  # without a program the headline says that none was found, and no zeros
        numbers |= {"Countries": f"{shown.countries}", "Sources": f"{shown.sources}"}
    assert reader.headline == numbers


@pytest.mark.parametrize("name", [name for name in TEN_VIEWS if name != OWN])
def test_a_page_tells_its_single_items_in_the_headline_and_in_its_sentences(
    name: str, visit: Callable[..., Visit]
) -> None:
    reader = visit(**TEN_VIEWS[name].query)
    words = joined(SINGLE_ITEMS[name])
    assert words in joined(reader.text_of("headline"))
    assert words in joined(reader.text_of("summary"))
    reader.open_page(TEN_VIEWS[name].page)
    told = joined(reader.text_of("headline"))
    assert words in told
    items = ("theirownvalue", "itsownvalue", "valueoftheirown", "valueofitsown")
    assert any(one in told for one in items) == bool(words)


def joined(text: str) -> str:
    """The text without blanks, which stand around links."""
    return "".join(text.split())


@pytest.fixture
def whole_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the Map page show all rows of its table at once."""
    monkeypatch.setattr("inlmap.ui.screens.map_table.ROWS_PER_PAGE", 1_000)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", TEN_VIEWS)
@pytest.mark.usefixtures("whole_table")
def test_the_csv_of_a_view_is_the_table_on_the_screen_cell_by_cell(
    name: str, language: str, visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == OWN:
        monkeypatch.setattr("inlmap.ui.session.catalog_of_visit", own_rows)
        monkeypatch.setattr("inlmap.ui.session.banner", lambda _: None)
    reader = visit(**TEN_VIEWS[name].query, lang=language)
    with speaking(language):
        body = programs_table_csv(reader.catalog, reader.selection).decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(body, newline=""))
    assert len(rows) == TEN_VIEWS[name].shown.rows
    grids = [as_headed(frame) for frame in reader.app.dataframe]
    assert len(grids) == bool(rows)  # without a row there is no table
    for grid in grids:
        assert heading == list(grid.columns)
        for got, shown in zip(rows, grid.itertuples(index=False), strict=True):
            assert [same_cell(*pair) for pair in zip(got, shown, strict=True)] == [True] * len(
                heading
            )


def same_cell(got: str, shown: object) -> bool:
    if isinstance(shown, str):
        return got == ("'" if shown.startswith(FORMULA_STARTS) else "") + shown
    return got == "" if pd.isna(shown) else float(got) == shown
