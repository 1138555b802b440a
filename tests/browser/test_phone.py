"""By thumb on a phone: nothing holds the finger, and nothing opens out of sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Walk

SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
LENGTH = "document.querySelector('[data-testid=stMain]').scrollHeight"


def test_one_finger_on_the_map_scrolls_the_page(phone):
    phone.open_map()
    phone.settle()
    phone.come_to_the_map()
    x, y = phone.map_middle()
    before, view = phone.page.evaluate(SCROLLED), phone.view()
    phone.touch(((x, y + 100), (x, y - 100)))
    phone.page.wait_for_function(f"{SCROLLED} > {before} + 50")
    assert phone.view() == view


def test_two_fingers_move_the_map_and_the_page_stays(phone):
    phone.open_map()
    phone.settle()
    phone.come_to_the_map()
    x, y = phone.map_middle()
    before, (_, lat, _) = phone.page.evaluate(SCROLLED), phone.view()
    phone.touch(((x - 40, y), (x - 40, y + 90)), ((x + 40, y), (x + 40, y + 90)))
    assert phone.view()[1] > lat + 2
    assert phone.page.evaluate(SCROLLED) == before


def test_one_finger_across_the_map_is_told_that_it_takes_two(phone):
    phone.open_map()
    phone.settle()
    phone.come_to_the_map()
    x, y = phone.map_middle()
    hint = phone.on_map(".fingers")
    expect(hint).to_have_css("opacity", "0")
    phone.touch(((x - 60, y), (x + 60, y)))
    expect(hint).to_have_text("Use two fingers to move the map")
    expect(hint).to_have_css("opacity", "0.8")


def test_a_tap_opens_the_card_in_sight_and_its_cross_closes_it(phone):
    phone.open_map()
    phone.settle()
    phone.come_to_the_map()
    phone.on_map("path[data-iso3=BRA]").first.tap(position={"x": 60, "y": 60})
    phone.expect_address("/", country="BRA")
    card = phone.page.locator("section.card")
    expect(card).to_contain_text("Brazil")
    expect(card).to_be_in_viewport(ratio=1)
    cross = card.get_by_role("button", name="Close")
    expect(cross).to_be_in_viewport()
    cross.tap()
    expect(card).to_have_css("position", "static")


def test_menu_and_filters_close_when_they_are_done_with(phone):
    phone.open_map()
    phone.settle()
    sidebar, opener = (
        phone.page.get_by_test_id(f"st{one}") for one in ("Sidebar", "ExpandSidebarButton")
    )
    opener.tap()
    expect(sidebar).to_have_attribute("data-collapsed", "false")
    expect(sidebar).to_have_css("width", "375px")
    done = phone.page.get_by_role("button", name="Show 313 programs")
    expect(done).to_be_in_viewport(ratio=1)  # without scrolling through all filters
    done.tap()
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    opener.tap()
    phone.page.get_by_test_id("stSidebarNavLink").filter(has_text="Coverage").tap()
    phone.page.get_by_role("heading", name="Coverage", exact=True).wait_for()
    expect(sidebar).to_have_attribute("data-collapsed", "true")


def test_map_list_and_table_stand_one_at_a_time_and_the_page_is_short(phone):
    phone.open_map()
    phone.settle()
    parts = {"Map": phone.page.locator(".st-key-map iframe"), "Table": phone.part("records")}
    assert phone.page.evaluate(LENGTH) <= 2500
    expect(parts["Map"]).to_be_visible()
    expect(parts["Table"]).to_be_hidden()
    phone.show("List")
    expect(phone.part("map_list").get_by_role("table").first).to_be_visible()
    expect(parts["Map"]).to_be_hidden()
    phone.show("Table")
    expect(parts["Table"]).to_be_visible()
    expect(parts["Table"].locator("tbody tr")).to_have_count(10)
    expect(phone.page.get_by_test_id("stDataFrame")).to_have_count(0)
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 375
    parts["Table"].get_by_role("button", name="Show 10 more").tap()
    expect(parts["Table"].locator("tbody tr")).to_have_count(20)
    expect(phone.part("map_list")).to_be_hidden()
    phone.show("Map")
    expect(parts["Map"]).to_be_visible()


def test_the_bar_is_48_px_high_and_stands_over_nothing(phone):
    phone.open_map()
    phone.settle()
    assert phone.page.get_by_test_id("stHeader").bounding_box()["height"] == 48
    assert phone.page.get_by_role("heading", level=1).bounding_box()["y"] >= 48
    for name in ("English", "Español"):
        box = phone.part("top").get_by_text(name, exact=True).bounding_box()
        assert box["y"] + box["height"] <= 48


PARTS_OF_A_COUNTRY = {
    "programs": "All programs, the newest first",
    "results": "What came of it",
    "themes": "Coverage by theme (our classification)",
    "places": "Where in the country",
    "funding": "Funding by account and fiscal year",
    "initiatives": "What it is in",
    "neighbors": "The same goals next door",
    "sources": "Sources",
}


def test_a_country_is_at_most_4000_px_long_with_its_parts_folded_away(phone):
    phone.open("/country?country=GTM")
    phone.settle()
    for iso3, lists in (("GTM", 2), ("COL", 1), ("MEX", 1), ("BHS", 0)):
        phone.turn_to(f"/country?country={iso3}")
        folded = phone.page.locator("div.fold > button[aria-expanded=false]")
        assert folded.count() == len(PARTS_OF_A_COUNTRY) + lists, iso3  # of audits and studies
        assert phone.page.evaluate(LENGTH) <= 4000, iso3


def test_each_part_of_a_country_opens_under_its_heading(phone):
    phone.open("/country?country=GTM")
    phone.settle()
    for key, title in PARTS_OF_A_COUNTRY.items():
        part = phone.part(f"fold_{key}")
        opener = part.get_by_role("button", name=title, exact=True).first
        content = part.locator("table, [data-testid=stVegaLiteChart], ol.sources").first
        expect(content).to_be_hidden()
        opener.tap()
        expect(opener).to_have_attribute("aria-expanded", "true")
        expect(content).to_be_in_viewport()
        opener.tap()
        expect(content).to_be_hidden()


def test_rows_of_programs_are_cards_that_stay_rows_of_a_table(phone):
    phone.open("/country?country=BHS")
    phone.settle()
    table = phone.page.get_by_role("table").first
    card = table.get_by_role("row").nth(1)  # after the headings, which are heard and not seen
    expect(table.get_by_role("columnheader").nth(2)).to_have_text("Value")
    years, value, source = (card.get_by_role("cell").nth(at) for at in (0, 1, -1))
    name = card.get_by_role("rowheader")
    tops = [one.bounding_box()["y"] for one in (years, name, source)]
    assert tops == sorted(tops)
    assert abs(value.bounding_box()["y"] - years.bounding_box()["y"]) < 12  # on one line
    boxes = table.get_by_role("row").evaluate_all(
        "rows => rows.slice(1).map((row) => row.getBoundingClientRect().right)"
    )
    assert len(boxes) == 5
    assert max(boxes) <= 375
    wide = phone.page.locator("div.table:visible").evaluate_all(
        "tables => tables.filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert wide == 0


@pytest.fixture
def desk(glance: Walk) -> Walk:
    glance.turn_to("/country?country=GTM")
    return glance


def test_on_a_wide_screen_nothing_of_a_country_is_folded_away(desk):
    for key in PARTS_OF_A_COUNTRY:
        part = desk.part(f"fold_{key}")
        expect(part.locator("div.fold > button")).to_be_hidden()
        expect(
            part.locator("table, [data-testid=stVegaLiteChart], ol.sources").first
        ).to_be_visible()
    expect(desk.part("fold_programs").get_by_role("columnheader").first).to_be_visible()
