"""Both themes through and through, and every state designed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

DARK_PAPER, DARK_SEA, DARK_INK = "rgb(18, 24, 31)", "rgb(22, 34, 45)", "rgb(230, 236, 242)"
SEA, INK = "rgb(233, 240, 245)", "rgb(27, 39, 51)"
TOO_SMALL = """() => [...document.querySelectorAll("button, summary, li a[href]")]
    .map((one) => [one.innerText, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < 23.9)
    .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""


def style(locator, name):
    return locator.evaluate(f"(one) => getComputedStyle(one).{name}")


@pytest.fixture
def dark(dashboard):
    dashboard.page.emulate_media(color_scheme="dark")
    return dashboard


def test_a_dark_page_is_dark_down_to_its_cards_charts_and_map(dark):
    dark.open_map("/?country=COL")
    assert style(dark.page.get_by_test_id("stApp"), "backgroundColor") == DARK_PAPER
    assert style(dark.page.locator("section.lead").first, "backgroundColor") == DARK_PAPER
    assert style(dark.on_map("#map_div"), "backgroundColor") == DARK_SEA
    assert style(dark.on_map("path[data-iso3=COL]").first, "fill") != "rgb(36, 104, 164)"
    label = dark.page.locator(".stVegaLiteChart .role-axis-label text").first
    assert style(label, "fill") == DARK_INK
    assert style(dark.page.locator(".stVegaLiteChart .mark-rect path").first, "fill") in {
        "rgb(86, 164, 234)",
        "rgb(166, 97, 0)",
    }


def test_the_menu_offers_the_themes_and_no_tool_of_developers(dashboard):
    dashboard.open_map()
    page = dashboard.page
    expect(page.get_by_test_id("stAppDeployButton")).to_have_count(0)
    for key in ("c", "r"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_test_id("stMainMenu").click()
    items = page.get_by_test_id("stMainMenuList").locator("[role^=menuitem]").all_inner_texts()
    assert [item.split("\n")[-1] for item in items] == ["System", "Light", "Dark", "About"]
    assert style(dashboard.on_map("#map_div"), "backgroundColor") == SEA
    page.get_by_test_id("stMainMenuItem-theme-Dark").click()
    expect(dashboard.on_map("#map_div")).to_have_css("background-color", DARK_SEA)
    expect(page.locator("p.answer b").first).to_have_css("color", DARK_INK)


def test_the_first_screen_holds_headline_map_and_legend(glance):
    glance.turn_to("/")
    for part in (
        glance.part("headline"),
        glance.page.locator(".st-key-map iframe"),
        glance.part("legend"),
        glance.part("card"),
    ):
        box = part.bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900


def test_the_hint_is_closed_once_and_no_shared_view_carries_it(dashboard):
    dashboard.open_map("/?initiative=CBSI")
    expect(dashboard.part("first_visit")).to_have_count(0)
    dashboard.open_map()
    dashboard.part("close_hint").get_by_role("button").click()
    expect(dashboard.part("first_visit")).to_have_count(0)
    dashboard.page.get_by_role("link", name="Coverage").click()
    expect(dashboard.page.get_by_role("heading", name="Coverage")).to_be_visible()
    dashboard.page.get_by_role("link", name="Map", exact=True).click()
    expect(dashboard.part("card")).to_contain_text("to see its card")
    expect(dashboard.part("first_visit")).to_have_count(0)


def test_what_can_be_pressed_is_at_least_24_pixels_and_shows_the_focus(dashboard):
    dashboard.open_map("/?country=HND")
    assert dashboard.page.evaluate(TOO_SMALL) == []
    link = dashboard.page.locator("a.amount").first
    dashboard.page.keyboard.press("Shift")  # the keyboard is in use
    link.focus()
    assert style(link, "outlineStyle") == "solid"
    assert style(link, "outlineWidth") == "3px"


def test_a_dark_page_is_printed_on_white(dark):
    dark.open("/country?country=HND")
    expect(dark.page.locator("footer")).to_be_attached()
    chart = dark.page.locator(".stVegaLiteChart .role-axis-label text").first
    expect(chart).to_be_attached()
    dark.page.emulate_media(media="print", color_scheme="dark")
    assert style(dark.page.locator("header.page h1"), "color") == INK
    assert style(chart, "fill") == INK
    assert style(dark.page.locator("section.lead").first, "backgroundColor") == "rgb(255, 255, 255)"
    picture = dark.page.locator(".stVegaLiteChart svg.marks").first
    assert style(picture, "backgroundColor") == "rgba(0, 0, 0, 0)"


def test_a_map_whose_geometry_does_not_come_says_so(dashboard, watch):
    dashboard.page.route("**/countries.geojson", lambda route: route.abort())
    dashboard.open()
    failure = dashboard.on_map("[role=alert]")
    expect(failure).to_contain_text("The map could not be drawn")
    expect(dashboard.part("records")).to_contain_text("313 programs in 363 rows")
    watch.complaints.clear()  # the failure was made on purpose


def test_the_map_does_not_zoom_in_motion_for_who_asked_for_calm(dashboard):
    dashboard.page.emulate_media(reduced_motion="reduce")
    dashboard.open_map()
    assert dashboard.map_frame.evaluate("[map.options.zoomAnimation, map.options.inertia]") == [
        False,
        False,
    ]
