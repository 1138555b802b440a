"""The first look stands at once, makes room for the live page, and hands over what was begun."""

from __future__ import annotations

import csv
import html
import io
import re
from urllib.parse import urlencode

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.test_accessibility import AUDIT
from tests.ten_views import OWN, TEN_VIEWS

FIGURE = re.compile(r"data-figure='([^']*)'")
LOOK = re.compile(r"data-country='([A-Z]{3})' data-look='([^']*)'")
ANSWER = re.compile(r"<section class='lead'>.*?</section>", re.DOTALL)
SCRIPTS = "**/static/js/index.*.js"


VIEWS = {
    "country": [
        {},
        {"initiative": "CARSI", "fy": "2010-2012"},
        {"country": "HND"},
        {"country": "GRD"},
        {"country": "MEX", "theme": "police"},
        {"country": "GRD", "initiative": "Plan-Colombia"},
    ],
    "initiative": [
        {},
        {"country": "GTM", "fy": "2010-2012"},
        {"initiative": "CARSI"},
        {"initiative": "Merida", "fy": "2008-2009"},
        {"initiative": "CBSI", "as_of": "2015"},
    ],
    "coverage": [
        {},
        {"initiative": "CARSI"},
        {"theme": "trafficking"},
        {"country": "GRD", "initiative": "Plan-Colombia"},
    ],
}
# What a page says in its own words: title and lines, the answer, each table by its caption with
# the looks and figures of its cells, the bars of the timeline, the cards, and the gaps.
SAID = """([text, root]) => {
    const page = text ? new DOMParser().parseFromString(text, "text/html") : document;
    const within = page.querySelector(root);
    const words = (one) => one.textContent.replace(/\\s+/g, " ").trim();
    const all = (selector) => [...within.querySelectorAll(selector)];
    const shown = (one) => [
        words(one), one.className, one.querySelector("[data-figure]")?.dataset.figure ?? "",
    ];
    const bars = ".timeline li .track > span";
    const tables = all("div.table table").map((one) => [
        words(one.querySelector("caption")), [...one.querySelectorAll("th, td")].map(shown),
    ]);
    return {
        title: words(within.querySelector("header.page")),
        answer: all("section.lead").map(words),
        figures: all("section.lead [data-figure]").map((one) => one.dataset.figure),
        openers: all("p.openers").map(words),
        bars: all(bars).map((one) => [one.className, one.getAttribute("style")]),
        cards: all("ul.initiatives > li").map((one) => [words(one), one.getAttribute("style")]),
        gaps: all("ul.gaps li").map(words),
        looks: all("ul.looks li").map(words),
        tables: Object.fromEntries(tables),
    };
}"""
FOLDED = {
    "en": "The same amounts as a table",
    "es": "Los mismos montos, en una tabla",
}
# The movements of what is in sight, from the first byte on.
SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => {
        if (!one.hadRecentInput) window.shifted += one.value;
    })).observe({ type: "layout-shift", buffered: true });
"""
MOST_SHIFTED = 0.02


class Gate:
    """Holds a script of Streamlit back until it is opened."""

    def __init__(self, page, scripts=SCRIPTS) -> None:
        self.held = []
        self.is_open = False
        page.route(scripts, self.hold)

    def hold(self, route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.held.append(route)

    def open(self) -> None:
        self.is_open = True
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "?initiative=CARSI&lang=es",
        "country",
        "country?country=HND&lang=es",
        "initiative?lang=es",
        "initiative?initiative=CARSI",
        "coverage",
        "coverage?initiative=CARSI&lang=es",
    ],
)
def test_nothing_is_wrong_with_the_first_look_by_itself(dashboard, path, scheme):
    page = dashboard.page
    page.emulate_media(color_scheme=scheme)
    Gate(page)
    page.goto(f"{dashboard.address}/{path}", wait_until="commit")
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
        [answer] = ANSWER.findall(sent)
        glance.turn_to(address)
        live = glance.part("headline").locator("[data-figure]")
        figures = live.evaluate_all("all => all.map((one) => one.dataset.figure)")
        assert FIGURE.findall(answer) == figures, name
        looks = dict(LOOK.findall(sent))
        assert looks, name
        live = glance.looks()
        for (
            iso3,
            look,
        ) in looks.items():  # the live map calls a country under its units by its class
            assert look == live[iso3] or (look == "pale" and live[iso3].startswith("class-")), name


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("page", VIEWS)
def test_what_a_page_says_at_first_is_what_the_live_page_says(glance, page, language):
    for query in VIEWS[page]:
        address = f"/{page}?{urlencode(query | {'lang': language})}"
        sent = glance.page.request.get(glance.address + address).text()
        glance.turn_to(address)
        first = glance.page.evaluate(SAID, [sent, "#first-look main"])
        live = glance.page.evaluate(SAID, ["", "#stMain"])
        tables, live_tables = first.pop("tables"), live.pop("tables")
        tables.pop(FOLDED[language], None)
        assert tables or not query or page != "coverage", address
        for caption, cells in tables.items():
            assert cells == live_tables[caption], (address, caption)
        assert first == live, address


@pytest.mark.parametrize(
    ("path", "field", "live"),
    [
        ("country", "Choose a country", ".st-key-country_page input"),
        ("initiative", "Choose an initiative", ".st-key-initiative_page input"),
    ],
)
def test_the_chooser_of_a_page_hands_over_what_is_typed(dashboard, path, field, live):
    page = dashboard.page
    gate = Gate(page)
    page.goto(f"{dashboard.address}/{path}", wait_until="commit")
    page.locator("#first-look").get_by_placeholder(field).click()
    page.keyboard.type("Co")
    gate.open()
    expect(page.locator("#first-look")).to_have_count(0)
    expect(page.locator(live)).to_be_focused()
    expect(page.locator(live)).to_have_value("Co")


def test_the_live_page_takes_over_the_place_in_the_menu_and_on_the_page(dashboard):
    page = dashboard.page
    gate = Gate(page)
    page.goto(f"{dashboard.address}/coverage?lang=es", wait_until="commit")
    page.locator("#first-look footer, #first-look p.note").last.wait_for()
    page.evaluate("window.scrollTo(0, 600)")
    page.locator("#first-look nav.pages a", has_text="Fuentes").evaluate(
        "link => link.focus({ preventScroll: true })"
    )
    gate.open()
    expect(page.locator("#first-look")).to_have_count(0)
    expect(page.get_by_test_id("stSidebarNavLink").filter(has_text="Fuentes")).to_be_focused()
    page.wait_for_function("Math.abs(document.getElementById('stMain').scrollTop - 600) < 2")


@pytest.mark.parametrize("path", ["country", "country?country=HND", "initiative", "coverage"])
def test_a_page_comes_without_a_jump_and_is_never_there_twice(browser, server, path):
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    gate = Gate(page)
    page.goto(f"{server}/{path}", wait_until="commit")
    expect(page.locator("#first-look p.note").last).to_be_attached()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    late = Gate(page, "**/static/js/ButtonGroup.*.js")
    gate.open()
    expect(page.locator("footer")).to_be_attached()
    late.open()
    expect(page.locator("#first-look")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("footer")).to_be_attached()
    expect(page.locator("body[data-settled]")).to_be_attached()
    assert page.evaluate("window.shifted") <= MOST_SHIFTED
    context.close()


@pytest.mark.parametrize(
    ("path", "words", "rows"),
    [
        ("/", "313 programs", 363),
        ("/country?country=HND", "20 programs", 22),
        ("/initiative?initiative=CARSI", "63 programs", 66),
        ("/coverage?theme=trafficking", "Programs by country and theme", 54),
    ],
)
def test_scripts_off_a_page_is_read_and_its_table_fetched(browser, server, path, words, rows):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + path)
    expect(page.locator("#first-look main")).to_contain_text(words)
    expect(page.locator("#first-look .live:visible")).to_have_count(0)
    link = page.get_by_role("link", name=f"Download CSV ({rows} rows)")
    answer = page.request.get(link.evaluate("link => link.href"))
    assert len(list(csv.reader(io.StringIO(answer.text())))) == rows + 1
    page.get_by_text("More filters").click()
    page.get_by_role("link", name="2010", exact=True).click()
    expect(page.locator("#first-look main h1")).to_be_visible()
    assert "fy=2010-2010" in page.url
    context.close()
