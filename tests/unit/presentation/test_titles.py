"""A title says what is chosen, where and when, in the words of the field."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.catalog.selection import Selection
from inlmap.presentation.titles import choice_title
from inlmap.words import speaking
from tests.tiny_rows import BETA, FIVE_PARTNERS, line


@pytest.fixture
def region(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    return tiny_catalog(
        countries=FIVE_PARTNERS,
        initiatives=[{}, BETA],
        funding=[line("HND", "1", fy_start="2008", fy_end="2025")],
    )


@pytest.mark.parametrize(
    ("selection", "title"),
    [
        (Selection(), "Security programs in the Western Hemisphere"),
        (Selection(country=("HND",)), "Security programs in Honduras"),
        (Selection(initiative=("ALPHA",)), "Alpha"),
        (
            Selection(initiative=("ALPHA",), goal=("ALPHA-1",), country=("HND",), fy=(2010, 2025)),
            "Alpha goal 1 in Honduras, since 2010",
        ),
        (Selection(initiative=("ALPHA", "BETA"), fy=(2012, 2012)), "Alpha and Beta, FY2012"),
        (Selection(agency=("INL",), fy=(2008, 2015)), "Security programs with INL, FY2008–FY2015"),
        (
            Selection(country=("MEX", "GTM", "HND", "PAN")),
            "Security programs in Mexico, Guatemala, and 2 more",
        ),
    ],
)
def test_a_title_says_the_choice(region: Catalog, selection: Selection, title: str) -> None:
    assert choice_title(region, selection) == title


def test_a_title_says_the_choice_in_spanish(region: Catalog) -> None:
    chosen = Selection(initiative=("ALPHA",), goal=("ALPHA-1",), country=("HND",), fy=(2010, 2025))
    with speaking("es"):
        assert choice_title(region, chosen) == "Alpha, objetivo 1 en Honduras, desde 2010"
