"""The pages show the numbers that the tests of files hold every format to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.app.conftest import Visit
from tests.ten_views import OWN, TEN_VIEWS


@pytest.mark.parametrize("name", [name for name in TEN_VIEWS if name != OWN])
def test_a_page_has_the_numbers_of_its_files(name: str, visit: Callable[..., Visit]) -> None:
    page, query, _, shown = TEN_VIEWS[name]
    reader = visit(**query)
    assert shown.sentence in reader.html_words
    reader.open_page(page)
    label, words, _ = shown.amount
    assert reader.headline == {
        "Programs": f"{shown.programs}",
        "Countries": f"{shown.countries}",
        label: words,
        "Sources": f"{shown.sources}",
    }
