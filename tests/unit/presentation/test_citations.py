"""A publication is named with what is known of it, and with each place once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inlmap.catalog.catalog import Catalog
from inlmap.presentation.citations import (
    as_of_line,
    citations,
    filters_or_none,
    newest_date,
    publication,
    publications,
)

SOURCES = [
    {"source_id": "S1", "title": "A report", "number": "GAO-1", "date": "2011"},
    {"source_id": "S2", "title": "A second report", "publisher": "CRS", "date": "2012-05"},
]


@pytest.fixture
def cited(tiny_catalog: Callable[..., Catalog]) -> Catalog:
    programs = [
        {"program_id": "A", "source_id": "S2", "source_locator": "p. 9"},
        {"program_id": "B", "source_id": "S1;S2", "source_locator": "p. 4"},
        {"program_id": "C", "source_id": "S2", "source_locator": "p. 9"},
        {"program_id": "D", "source_id": "S1"},
    ]
    return tiny_catalog(sources=SOURCES, programs=programs)


def test_a_publication_has_title_publisher_number_and_date(cited: Catalog) -> None:
    assert publication(cited, "S1") == "A report, GAO, GAO-1, 2011"
    assert publication(cited, "S2") == "A second report, CRS, 2012-05"


def test_several_publications_are_parted_by_semicolons(cited: Catalog) -> None:
    assert publications(cited, "S2;S1") == (
        "A second report, CRS, 2012-05; A report, GAO, GAO-1, 2011"
    )


def test_each_publication_has_one_line_with_its_places_once_in_the_order_of_sources(
    cited: Catalog,
) -> None:
    assert citations(cited, "programs", ["A", "B", "C"]) == (
        "A report, GAO, GAO-1, 2011. Where: p. 4.",
        "A second report, CRS, 2012-05. Where: p. 9; p. 4.",
    )


def test_a_publication_without_a_place_says_so(cited: Catalog) -> None:
    assert citations(cited, "programs", ["D"]) == (
        "A report, GAO, GAO-1, 2011. Where: no place in it recorded.",
    )


def test_no_rows_cite_nothing(cited: Catalog) -> None:
    assert citations(cited, "programs", []) == ()


def test_the_newest_date_is_one_that_can_be_compared(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    dates = ["2011-12-31", "2012", "Spring 2020", ""]
    rows = [{"source_id": f"S{at}", "date": date} for at, date in enumerate(dates, 1)]
    assert newest_date(tiny_catalog(sources=rows)) == "2012"


def test_the_content_is_of_the_chosen_year_and_of_the_newest_source(
    cited: Catalog,
) -> None:
    assert as_of_line(cited, None) == "All that the sources say; newest source of 2012-05"
    assert as_of_line(cited, 2010) == ("Membership and status as of 2010; newest source of 2012-05")


def test_without_any_date_the_newest_source_is_not_named(
    tiny_catalog: Callable[..., Catalog],
) -> None:
    assert as_of_line(tiny_catalog(), None) == "All that the sources say"


def test_filters_are_told_also_when_there_are_none() -> None:
    assert filters_or_none("in Honduras") == "Showing programs in Honduras only."
    assert filters_or_none("") == "No filter: everything documented."
