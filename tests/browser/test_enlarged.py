"""A phone on its side and a page at 200 %: the bar and menu of a phone, and nothing is cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Phone

ON_ITS_SIDE = {"width": 800, "height": 375}
PHONE_AT_200 = {"width": 188, "height": 400}
DESK_AT_200 = {"width": 700, "height": 450}
PAGES = (
    "/about",
    "/country?country=GTM",
    "/coverage",
    "/compare?a=GTM&b=SLV",
    "/funding?series=obligations-other-accounts",
    "/initiative?initiative=CARSI",
    "/sources",
    "/your_data",
    "/",
)
# How far the page and its main part are wider than the window.
TOO_WIDE = """() => ["html", "[data-testid=stMain]"].map((one) => {
    const box = document.querySelector(one);
    return box.scrollWidth - box.clientWidth;
})"""
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


def opened(phone: Phone, window: dict[str, int]) -> Phone:
    phone.page.set_viewport_size(window)  # type: ignore[arg-type]
    phone.open(PAGES[0])
    phone.settle()
    return phone


@pytest.mark.parametrize(
    "window", [ON_ITS_SIDE, PHONE_AT_200, DESK_AT_200], ids=["on its side", "188 px", "700 px"]
)
def test_no_page_is_wider_than_the_window_and_nothing_lies_on_the_menu(phone, window):
    opened(phone, window)
    for path in PAGES:
        phone.turn_to(path)
        assert phone.page.evaluate(TOO_WIDE) == [0, 0], path
    assert phone.page.get_by_test_id("stHeader").bounding_box()["height"] == 48
    menu = phone.page.get_by_test_id("stExpandSidebarButton").bounding_box()
    for name in ("English", "Español"):
        box = phone.part("top").get_by_text(name, exact=True).bounding_box()
        assert box["x"] >= menu["x"] + menu["width"] or box["y"] >= menu["y"] + menu["height"]
        assert box["x"] + box["width"] <= window["width"]


def test_on_its_side_the_menu_is_closed_at_first_and_then_fills_the_screen(phone):
    opened(phone, ON_ITS_SIDE)
    sidebar = phone.page.get_by_test_id("stSidebar")
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    phone.tap(phone.page.get_by_test_id("stExpandSidebarButton"))
    expect(sidebar).to_have_css("width", "800px")
    phone.tap(phone.page.get_by_test_id("stSidebarNavLink").filter(has_text="Map"))
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    phone.settle()
    phone.come_to_the_map()
    box = phone.page.locator(".st-key-map iframe").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 375
    x, y = phone.map_middle()
    before, (_, lat, _) = phone.page.evaluate(SCROLLED), phone.view()
    phone.touch(((x - 40, y), (x - 40, y + 90)), ((x + 40, y), (x + 40, y + 90)))
    assert phone.view()[1] > lat + 2
    assert phone.page.evaluate(SCROLLED) == before
    view = phone.view()
    phone.touch(((x, y + 80), (x, y - 80)))
    phone.page.wait_for_function(f"{SCROLLED} > {before} + 50")
    assert phone.view() == view


def test_turning_the_phone_opens_no_menu(phone):
    opened(phone, PHONE)
    sidebar = phone.page.get_by_test_id("stSidebar")
    phone.page.set_viewport_size(ON_ITS_SIDE)
    phone.settle()
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    expect(phone.page.get_by_role("heading", level=1)).to_be_in_viewport()
