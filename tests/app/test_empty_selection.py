"""A selection without programs is an answer, not an error."""

from __future__ import annotations

import pytest


@pytest.fixture
def empty_page(visit):
    return visit(initiative="Merida", country="JAM")


def test_it_is_said_in_words_and_is_no_error(empty_page):
    assert empty_page.text_of("summary").startswith(
        "No program under Mérida in Jamaica was found in the sources."
    )
    assert "not that nothing was done" in empty_page.text_of("summary")
    assert not empty_page.errors
    assert not empty_page.app.exception
    assert empty_page.warnings == []


def test_it_says_how_to_widen(empty_page):
    assert "Remove a filter or widen the years to see more." in empty_page.text_of("summary")
    assert any("clear them all" in info.value for info in empty_page.app.info)


def test_it_counts_nothing_anywhere(empty_page):
    assert empty_page.headline["Programs"] == "0"
    answer = empty_page.text_of("headline")
    assert "No program of this choice was found in the sources." in answer
    assert "0 programs" not in answer
    assert empty_page.table.empty
    assert empty_page.text_of("records") == "0 programs"


def test_the_filters_stay_so_that_one_can_be_removed(empty_page):
    assert empty_page.chosen == {"initiative": ["Merida"], "country": ["JAM"]}
    empty_page.choose("country")
    assert not empty_page.table.empty


def test_a_choice_with_context_alone_says_so_and_counts_no_zero(visit):
    page = visit(initiative="INL-WHP")
    for part in ("headline", "summary"):
        assert "The sources name no program of this choice, only its context" in page.text_of(part)
        assert "0 programs" not in page.text_of(part)
