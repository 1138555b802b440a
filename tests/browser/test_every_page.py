"""Every page, wide and on a phone: axe finds nothing, nothing is cut, nothing scrolls sideways.

The tests walk through the pages in one visit; each page is looked at by all of them.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import PHONE, audit, make_whole

WINDOWS = {"wide": {"width": 1400, "height": 900}, "narrow": PHONE}
TITLES = {
    "/": "Map",
    "/?initiative=CARSI&country=HND&measure=funding": "Map · CARSI in Honduras",
    "/country": "Country",
    "/country?country=HND": "Country · Security programs in Honduras",
    "/initiative?initiative=CBSI": "Initiative · CBSI",
    "/compare": "Compare",
    "/compare?country=HND&country=GTM": "Compare · Security programs in Guatemala and Honduras",
    "/coverage": "Coverage",
    "/coverage?initiative=CBSI": "Coverage · CBSI",
    "/funding": "Funding",
    "/sources": "Sources",
    "/your_data": "Your data",
    "/about": "About",
}
WIDE, NARROW = ([(name, path) for path in TITLES] for name in WINDOWS)
STOPS = [*WIDE, *NARROW]
SMALL = {"a small phone": (320, 640), "1400 by 900 at 200 %": (700, 450)}
# Boxes that scroll sideways as a whole, and headings and buttons whose text is cut off.
CUT = """() => {
    const main = document.querySelector("[data-testid=stMain]"); // the sidebar slides meanwhile
    const boxes = [document.scrollingElement, main];
    const texts = main.querySelectorAll("h1, h2, section.lead, .stButton button p");
    return [...boxes, ...texts]
        .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0)
        .map((box) => box.outerHTML.slice(0, 80));
}"""
WIDER = """() => [document.scrollingElement, document.querySelector("[data-testid=stMain]")]
    .filter((box) => box.scrollWidth > box.clientWidth).length"""


@pytest.fixture(scope="module", params=STOPS, ids=" ".join)
def opened(walk, request):
    """Return the visit on a page of the list; it is begun anew in each window."""
    name, path = request.param
    walk.begin(WINDOWS[name])
    walk.turn_to(path)
    return walk


@pytest.fixture(scope="module")
def whole(opened):
    """Return the visit in a window as high as the page."""
    make_whole(opened.page)
    return opened


def test_a_page_has_its_title_and_scrolls_in_no_window_sideways(opened, request):
    title = TITLES[request.node.callspec.params["opened"][1]]
    expect(opened.page).to_have_title(f"{title} · INL/WHP program map")
    assert opened.page.evaluate(WIDER) == 0


@pytest.mark.parametrize("opened", WIDE, indirect=True, ids=" ".join)
@pytest.mark.parametrize(("width", "height"), SMALL.values(), ids=SMALL)
def test_nothing_is_cut_when_the_window_is_made_small(opened, width, height):
    page = opened.page
    page.set_viewport_size({"width": width, "height": height})
    opened.settle()
    cut = page.evaluate(CUT)
    page.set_viewport_size(WINDOWS["wide"])
    assert cut == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_page(whole, scheme):
    page = whole.page
    page.emulate_media(color_scheme=scheme)
    expect(page.locator(".stApp")).to_have_css("color-scheme", scheme)
    assert audit(page, *(["color-contrast"] if scheme == "dark" else []))["open"] == []
