"""Every page shows the same filters, and a change of page keeps them."""

from __future__ import annotations

from tests.tiny_rows import programs_in

FILTERS = {"initiative": ["CARSI"], "country": ["HND"]}


def test_a_change_of_page_keeps_the_filters_and_the_address(visit):
    page = visit(initiative="CARSI", country="HND", fy="2010-2014")
    page.open_page("about")
    assert "About this map" in page.everything_said
    assert page.chosen == FILTERS
    assert page.years == (2010, 2014)
    assert page.address == {"initiative": "CARSI", "country": "HND", "fy": "2010-2014"}


def test_a_filter_chosen_on_about_holds_on_the_map(visit):
    page = visit()
    page.open_page("about")
    page.choose("initiative", "CARSI")
    page.choose("country", "HND")
    page.open_page("map")
    assert page.chosen == FILTERS
    assert "under CARSI in Honduras" in page.text_of("summary")


def test_about_names_the_version_the_counts_and_the_limits(visit, tiny_pages):
    tiny_pages(programs=programs_in("HND", 3))
    page = visit()
    page.open_page("about")
    said = page.everything_said
    assert "3 programs" in said
    assert "Dataset version" in said
    assert "not an official U.S. Government site" in said
    assert "not authoritative" in said


def test_about_leads_to_every_source(visit, tiny_pages):
    tiny_pages(sources=[{}, {"source_id": "S2", "title": "A law"}])
    page = visit(country="HND")
    page.open_page("about")
    [link] = [one.proto for one in page.app.get("page_link")]
    assert link.label.startswith("Open all 2 sources")
    assert link.page == "sources"
    assert link.query_string == "country=HND"
