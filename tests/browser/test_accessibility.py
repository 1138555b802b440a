"""axe-core finds nothing on a page in use; tests/browser/test_every_page.py has each page at rest.

What it may find stands in tests/accessibility.py and in docs/ACCESSIBILITY.md.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.accessibility import EXEMPT
from tests.browser.conftest import AT_REST

PHONE = {"width": 375, "height": 812}
SCHEMES = ("light", "dark")
# All rules of axe but the experimental ones; the size of targets is off unless one asks for it.
AUDIT = """async ([exempt, rules]) => {
    const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
    if (rules.length) options.runOnly = rules;
    const { violations } = await axe.run(document, options);
    const found = { open: [], exempt: [] };
    const elementAt = (target) => target.reduce(
        (inside, selector) => (inside.contentDocument ?? inside).querySelector(selector), document
    );
    violations.forEach(({ id, impact, nodes }) => nodes.forEach(({ target, html, any }) => {
        const element = elementAt(target);
        const known = exempt.find(([rule, where]) => rule === id && element.matches(where));
        const words = [id, impact, html, ...any.map((check) => check.message)].join(" | ");
        if (known) found.exempt.push(id);
        else found.open.push(words);
    }));
    return found;
}"""


def settle(page):
    """Wait until the page has run, is drawn, and nothing moves."""
    expect(page.locator("footer")).to_be_visible()
    expect(page.locator("body[data-settled]")).to_be_attached()
    expect(page.locator("#announcer")).to_have_css("width", "1px")  # our sheet has come
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    for frame in page.locator(".st-key-map iframe").all():
        frame.content_frame.locator("body[data-painted]").wait_for()
    page.evaluate(AT_REST)


def open_whole(dashboard, path):
    """Open a page in a window as high as the page: axe passes by the contrast of what is hidden."""
    dashboard.open(path)
    make_whole(dashboard.page)


def make_whole(page):
    for _ in range(2):  # the map grows with the window
        settle(page)
        height = max(page.locator("#stMain").evaluate("main => main.scrollHeight"), 1600)
        if height != page.viewport_size["height"]:
            page.set_viewport_size({"width": page.viewport_size["width"], "height": height})


def audit(page, *rules):
    """Return what axe finds in the page and its frames, and the rules of what it may find."""
    settle(page)
    for frame in page.frames:
        if not frame.evaluate("() => Boolean(window.axe)"):
            frame.evaluate(AXE_SCRIPT)
    return page.evaluate(AUDIT, [[[one.rule, one.where] for one in EXEMPT], list(rules)])


def test_axe_finds_what_is_wrong_in_the_frame_of_the_map_and_at_the_foot_of_the_page(dashboard):
    open_whole(dashboard, "/")
    dashboard.map_frame.evaluate("() => document.querySelector('.regions button').textContent = ''")
    dashboard.page.locator("footer").evaluate("foot => { foot.style.color = '#aaaaaa'; }")
    found = audit(dashboard.page)["open"]
    assert sorted(one.split(" | ")[0] for one in found) == ["button-name", "color-contrast"]


def test_axe_finds_nothing_in_the_frame_of_the_map_taken_for_a_page_of_its_own(dashboard):
    open_whole(dashboard, "/?country=LCA")
    audit(dashboard.page)
    found = dashboard.map_frame.evaluate(AUDIT, [[[one.rule, one.where] for one in EXEMPT], []])
    assert found["open"] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_what_opens_on_the_map_page(dashboard, scheme):
    page = dashboard.page
    page.emulate_media(color_scheme=scheme)
    open_whole(dashboard, "/?country=GTM")
    dashboard.part("initiative").get_by_role("combobox").click()
    expect(page.get_by_role("option").first).to_be_visible()
    found = audit(page)
    assert found["open"] == []
    assert "region" in found["exempt"]
    page.keyboard.press("Escape")
    dashboard.part("more_filters").locator("summary").click()
    dashboard.part("as_of").get_by_role("combobox").scroll_into_view_if_needed()
    dashboard.settle()
    dashboard.part("as_of").get_by_role("combobox").click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert audit(page)["open"] == []
    page.keyboard.press("Escape")
    for key in ("map_list", "place_legend", "twin_yearly", "more_downloads"):
        dashboard.settle()
        dashboard.part(key).locator("summary").click()
        expect(dashboard.part(key).locator(".stHtml, button").first).to_be_visible()
    dashboard.on_map(".place.gather").first.click()
    expect(dashboard.on_map(".gathered")).to_be_visible()
    found = audit(page)
    assert found["open"] == []
    assert "target-size" in found["exempt"]


def test_axe_finds_nothing_in_what_opens_over_the_map_page(dashboard):
    page = dashboard.page
    open_whole(dashboard, "/?country=GTM")
    for key in ("copy_link", "briefing"):
        dashboard.part(key).get_by_role("button").click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        assert audit(page)["open"] == [], key
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    dashboard.page.get_by_role("link", name="How this adds up").click()
    expect(page.get_by_role("dialog").get_by_role("table").first).to_be_visible()
    assert audit(page)["open"] == []


@pytest.mark.parametrize("viewport", [PHONE], ids=["narrow"])
def test_axe_finds_nothing_with_the_filters_open_on_a_phone(dashboard):
    open_whole(dashboard, "/?country=GTM")
    dashboard.page.get_by_test_id("stExpandSidebarButton").click()
    assert audit(dashboard.page)["open"] == []
    dashboard.part("initiative").get_by_role("combobox").click()
    expect(dashboard.page.get_by_role("option").first).to_be_visible()
    assert audit(dashboard.page)["open"] == []
