"""The first look stands at once, makes room for the live page, and hands over what was begun."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.test_accessibility import AUDIT

SCRIPTS = "**/static/js/index.*.js"


class Gate:
    """Holds Streamlit's script back until it is opened."""

    def __init__(self, page) -> None:
        self.held = []
        page.route(SCRIPTS, self.hold)

    def hold(self, route) -> None:
        self.held.append(route)

    def open(self) -> None:
        for route in self.held:
            route.continue_()


def test_the_live_page_takes_over_text_and_focus(dashboard):
    page = dashboard.page
    gate = Gate(page)
    page.goto(dashboard.address + "/", wait_until="commit")
    first = page.locator("#first-look")
    expect(first.locator("[data-label=Programs]")).to_have_text("313 programs")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    field = first.get_by_role("combobox", name="Country")
    field.click()
    page.keyboard.type("Hond")
    gate.open()
    expect(first).to_have_count(0)
    expect(page.locator(".st-key-country input")).to_be_focused()
    expect(page.locator(".st-key-country input")).to_have_value("Hond")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("html[data-first]")).to_have_count(0)


@pytest.mark.parametrize("query", ["", "?initiative=CARSI&lang=es"])
def test_nothing_is_wrong_with_the_first_look_by_itself(dashboard, query):
    page = dashboard.page
    Gate(page)
    page.goto(f"{dashboard.address}/{query}", wait_until="commit")
    page.locator("#first-look").get_by_text("Natural Earth").wait_for()
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AUDIT, [[], []])["open"] == []
