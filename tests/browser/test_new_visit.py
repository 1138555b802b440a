"""Each browser test begins as a visitor who was never here, though the browser is the same."""

from __future__ import annotations

from tests.browser.conftest import forget

STORE = """() => {
    localStorage.setItem("mark", "here");
    sessionStorage.setItem("mark", "here");
    document.cookie = "mark=here";
}"""
STORED = """() => [localStorage.length, sessionStorage.length, document.cookie.includes("mark")]"""


def test_nothing_that_a_page_has_stored_is_there_in_the_next_test(dashboard, context):
    dashboard.open("/assets/leaflet/leaflet.js")
    dashboard.page.evaluate(STORE)
    assert dashboard.page.evaluate(STORED) == [1, 1, True]
    forget(context)
    assert context.pages == []
    page = context.new_page()
    page.goto(dashboard.address + "/assets/leaflet/leaflet.js")
    assert page.evaluate(STORED) == [0, 0, False]
