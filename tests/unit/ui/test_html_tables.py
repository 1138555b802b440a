"""A long list is shown page by page, and each choice of filters begins at the first page."""

from __future__ import annotations

import pytest

from inlmap.ui.html_tables import page_key, shown_rows

KEY = "records_page"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    state: dict[str, object] = {}
    monkeypatch.setattr("streamlit.session_state", state)
    return state


def test_the_first_page_is_shown_at_first(page: dict[str, object]) -> None:
    assert page == {}
    assert shown_rows(60, KEY, 25) == range(25)


@pytest.mark.parametrize(
    ("number", "rows"),
    [(1, range(25)), (2, range(25, 50)), (3, range(50, 60)), (4, range(60, 60)), (None, range(25))],
)
def test_a_page_has_25_of_60_rows_and_the_last_one_the_rest(
    page: dict[str, object], number: int | None, rows: range
) -> None:
    page[KEY] = number
    assert shown_rows(60, KEY, 25) == rows


def test_a_list_without_rows_shows_none(page: dict[str, object]) -> None:
    page[KEY] = 2
    assert list(shown_rows(0, KEY, 25)) == []


def test_other_filters_have_a_page_number_of_their_own() -> None:
    assert page_key("records", ("HND",)) == page_key("records", ("HND",))
    assert page_key("records", ("HND",)) != page_key("records", ("GTM",))
    assert page_key("records", ("HND",)) != page_key("sources", ("HND",))
