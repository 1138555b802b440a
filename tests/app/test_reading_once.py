"""The data is read once for all visitors, not once per visit or per choice."""

from __future__ import annotations

from inlmap.catalog import shared_catalog


def test_visits_and_choices_share_one_reading_of_the_data(visit):
    visit()
    before = shared_catalog.cache_info().misses
    page = visit(initiative="CARSI")
    page.choose("country", "HND")
    page.open_page("about")
    assert shared_catalog.cache_info().misses == before


def test_one_visitor_does_not_change_what_another_sees(visit, programs):
    visit(initiative="CARSI", country="HND")
    assert visit().headline["Programs"] == str(len(programs))
