"""The data is read once for all visitors, not once per visit or per choice."""

from __future__ import annotations

from tests.tiny_rows import programs_in


def test_visits_and_choices_share_one_reading_of_the_data(visit):
    catalog = visit().catalog
    page = visit(initiative="CARSI")
    page.choose("country", "HND")
    assert page.catalog is catalog
    page.open_page("about")
    assert page.catalog is catalog


def test_one_visitor_does_not_change_what_another_sees(visit, tiny_pages):
    tiny_pages(programs=programs_in("HND", 3) + programs_in("GTM", 2))
    assert visit(country="HND").headline["Programs"] == "3"
    assert visit().headline["Programs"] == "5"
