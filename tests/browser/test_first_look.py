"""The first look stands at once, makes room for the live page, and hands over what was begun."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.test_accessibility import AUDIT
from tests.ten_views import OWN, TEN_VIEWS

FIGURE = re.compile(r"data-figure='([^']*)'")
LOOK = re.compile(r"data-country='([A-Z]{3})' data-look='([^']*)'")
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


@pytest.mark.parametrize("language", ["en", "es"])
def test_figures_and_fills_are_those_of_the_live_page(glance, language):
    for name, view in TEN_VIEWS.items():
        if name == OWN:  # rows of a visitor are in no address
            continue
        address = f"/?{urlencode(view.query | {'lang': language})}"
        sent = html.unescape(glance.page.request.get(glance.address + address).text())
        glance.turn_to(address)
        live = glance.part("headline").locator("[data-figure]")
        figures = live.evaluate_all("all => all.map((one) => one.dataset.figure)")
        assert FIGURE.findall(sent) == figures, name
        looks = dict(LOOK.findall(sent))
        assert looks, name
        live = glance.looks()
        for (
            iso3,
            look,
        ) in looks.items():  # the live map calls a country under its units by its class
            assert look == live[iso3] or (look == "pale" and live[iso3].startswith("class-")), name
