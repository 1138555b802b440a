"""An amount can be opened where it stands, and a number of the Coverage page leads to its rows."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

MEXICO = {"en": "Mexico", "es": "México"}


def test_the_amount_of_the_map_opens_over_the_page_and_the_map_stays(dashboard):
    dashboard.open_map("/?initiative=CBSI")
    frame = dashboard.map_frame
    dashboard.page.get_by_role("button", name="How this adds up").click()
    panel = dashboard.page.get_by_role("dialog")
    expect(panel).to_contain_text("560.000 million nominal U.S. dollars")
    expect(panel).to_contain_text("1 row of one series is the amount")
    expect(panel).to_contain_text("GAO-19-201")
    dashboard.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert dashboard.map_frame == frame


def test_an_amount_is_a_link_to_its_rows_in_a_new_tab(dashboard):
    dashboard.open_map("/?country=HND")
    link = dashboard.part("headline").locator("a.amount")
    expect(link).to_have_text("$132.3M")
    with dashboard.page.context.expect_page() as opened:
        link.click()
    page = opened.value
    expect(page.get_by_role("heading", name="One amount and the records behind it")).to_be_visible()
    expect(page.get_by_text("132.288 million nominal U.S. dollars")).to_be_visible()
    expect(page.get_by_text("Counted: 5 rows")).to_be_visible()


def test_a_number_of_the_coverage_page_leads_to_exactly_its_programs(dashboard):
    dashboard.open("/coverage?initiative=CARSI")
    table = dashboard.page.get_by_role("table", name="Programs by country and theme")
    row = table.get_by_role("row").filter(has_text="Honduras")
    row.get_by_role("link").first.click()
    dashboard.on_map("body[data-painted]").wait_for()
    dashboard.expect_chosen("country", "Honduras")
    dashboard.expect_chosen("initiative", "CARSI")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_filter_sends_less_than_forty_kilobytes(dashboard, language):
    received = []
    dashboard.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))),
    )
    dashboard.open_map(f"/?lang={language}")
    dashboard.settle()
    for country, programs in (("Colombia", 53), (MEXICO[language], 89)):
        received.clear()
        dashboard.choose("country", country)
        expect(dashboard.part("downloads")).to_contain_text(f"({programs} ")
        dashboard.settle()
        assert 0 < sum(received) < 40_000, country
        dashboard.part("clear").get_by_role("button").click()
        expect(dashboard.part("downloads")).to_contain_text("(296 ")
        dashboard.settle()
