"""Each browser test begins as a visitor who was never here, though the browser is the same."""

from __future__ import annotations

STORE = """() => {
    localStorage.setItem("mark", "here");
    sessionStorage.setItem("mark", "here");
    document.cookie = "mark=here";
}"""
STORED = """() => [localStorage.length, sessionStorage.length, document.cookie.includes("mark")]"""


def test_nothing_that_a_page_has_stored_is_there_in_the_next_test(dashboard, context, tabs):
    dashboard.open("/assets/leaflet/leaflet.js")
    dashboard.page.evaluate(STORE)
    assert dashboard.page.evaluate(STORED) == [1, 1, True]
    context.new_page()
    tabs.leave(dashboard.address, broken=False)
    assert context.pages == [dashboard.page]
    for page in (dashboard.page, context.new_page()):
        page.goto(dashboard.address + "/assets/leaflet/leaflet.js")
        assert page.evaluate(STORED) == [0, 0, False]
