"""Five tasks from the top of the page with the keyboard alone, and what a screen reader is told."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect

# The focused element, in the frame of the map where the focus is there.
FOCUSED = """(() => {
    let found = document.activeElement;
    while (found.contentDocument?.activeElement) found = found.contentDocument.activeElement;
    return found;
})()"""


class Keyboard:
    """The keyboard of a reader who goes by what has the focus: its role and accessible name."""

    def __init__(self, page):
        self.page = page
        self.browser = page.context.new_cdp_session(page)
        self.tabs = 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self):
        """Return role and name of what has the focus, as the browser tells a screen reader."""
        element = self.browser.send("Runtime.evaluate", {"expression": FOCUSED})["result"]
        query = {"objectId": element["objectId"], "fetchRelatives": False}
        [node] = self.browser.send("Accessibility.getPartialAXTree", query)["nodes"]
        told = [node.get(part, {}).get("value", "") for part in ("role", "name")]
        return " ".join(filter(None, told))

    def tab_to(self, wanted, limit):
        """Press Tab until role and name begin so; at most ``limit`` times."""
        passed = []
        while len(passed) < limit:
            self.press("Tab")
            self.tabs += 1
            passed.append(self.focused())
            if re.match(wanted, passed[-1]):
                return
        pytest.fail(f"{wanted} was not reached by Tab, but: " + "; ".join(passed))


@pytest.fixture
def keyboard(dashboard):
    return Keyboard(dashboard.page)


@pytest.fixture
def at_the_top(dashboard, keyboard):
    """Open the Map page; nothing has the focus yet."""
    dashboard.open_map()
    expect(dashboard.page.locator("body[data-settled]")).to_be_attached()
    return keyboard


def test_filter_to_an_initiative(dashboard, at_the_top):
    at_the_top.tab_to("combobox Initiative", limit=20)
    dashboard.page.keyboard.type("CBSI")
    at_the_top.press("ArrowDown", "Enter", "Escape")
    dashboard.expect_address("/", initiative="CBSI")
    dashboard.expect_programs(52, rows=56)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_select_an_island_on_the_map(dashboard, at_the_top, key):
    at_the_top.tab_to("link Skip to main content", limit=3)
    at_the_top.press("Enter")
    at_the_top.tab_to("button Saint Lucia, 2 programs of its own, also covered by", limit=60)
    at_the_top.press(key)
    dashboard.expect_address("/", country="LCA")
    dashboard.expect_programs(14, rows=15)
    pressed = dashboard.on_map("path[data-iso3=LCA][aria-pressed=true][tabindex='0']")
    expect(pressed).to_be_focused()


def test_open_the_source_behind_a_figure(dashboard, at_the_top):
    at_the_top.tab_to("link Skip to main content", limit=3)
    at_the_top.press("Enter")
    at_the_top.tab_to(r"link \$2\.60B", limit=5)
    at_the_top.press("Enter")
    panel = dashboard.page.get_by_role("dialog", name="How this adds up")
    expect(panel.get_by_role("table", name="How this adds up")).to_be_visible()
    expect(dashboard.page.locator("body[data-settled]")).to_be_attached()
    at_the_top.tab_to("link ForeignAssistance.gov obligations by funding account", limit=6)
    assert dashboard.page.evaluate(FOCUSED + ".href").startswith("https://")


def test_download_the_rows(dashboard, at_the_top, programs):
    at_the_top.tab_to("link Skip to the downloads", limit=1)
    at_the_top.press("Enter")
    assert at_the_top.focused() == f"button Download CSV ({len(programs)} rows)"
    with dashboard.page.expect_download() as started:
        at_the_top.press("Enter")
    text = started.value.path().read_bytes().decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(programs)


def test_make_a_briefing(dashboard, at_the_top):
    at_the_top.tab_to("link Skip to the briefing", limit=2)
    at_the_top.press("Enter")
    assert "button Briefing" in at_the_top.focused()
    at_the_top.press("Enter")
    expect(dashboard.page.locator("[data-testid=stPopoverBody] :focus")).to_have_count(1)
    at_the_top.tab_to("button Download PowerPoint", limit=4)
    with dashboard.page.expect_download() as started:
        at_the_top.press("Enter")
    assert started.value.suggested_filename.endswith(".pptx")
    assert started.value.path().read_bytes().startswith(b"PK")


def test_the_way_past_the_map_leads_to_its_list(dashboard, at_the_top):
    at_the_top.tab_to("link Skip to main content", limit=4)
    at_the_top.press("Enter")
    at_the_top.tab_to("button Skip the map and go to its list", limit=20)
    at_the_top.press("Enter")
    assert "The map as a list" in at_the_top.focused()
    at_the_top.press("Enter")
    expect(dashboard.part("listed").get_by_role("combobox")).to_be_visible()
    dashboard.settle()
    at_the_top.tab_to("combobox Find a country or place", limit=2)
    dashboard.page.keyboard.type("Saint Lu")
    expect(dashboard.page.get_by_role("option")).to_have_count(1)
    at_the_top.press("ArrowDown", "Enter")
    dashboard.expect_address("/", country="LCA")


def test_the_map_goes_through_countries_by_name_then_islands_by_name(glance):
    glance.turn_to("/")
    names = glance.on_map("path[tabindex='0']").evaluate_all(
        "paths => paths.map(path => path.getAttribute('aria-label').split(',')[0])"
    )
    assert len(names) == 32
    first = names.index("Venezuela") + 1
    assert names[:first] == sorted(names[:first])
    assert names[first:] == sorted(names[first:])
    assert {"Saint Lucia", "Grenada", "The Bahamas"} < set(names[first:])


def test_a_place_in_a_list_on_the_map_is_chosen_and_escape_leads_back(dashboard, keyboard):
    dashboard.open_map("/?country=PER&initiative=Andean")
    keyboard.tab_to("button Skip the map", limit=60)
    keyboard.tab_to(r"button \d+ programs at \d+ places, open the list", limit=60)
    symbol = keyboard.focused()
    keyboard.press("Enter")
    assert re.match(r"button .+ \(\d+\), (in|near|somewhere)", keyboard.focused())
    keyboard.press("Escape")
    assert keyboard.focused() == symbol
    keyboard.press("Enter", "Space")
    expect(dashboard.part("card")).to_contain_text("Position")


def test_what_is_told_of_a_country_with_the_focus_can_be_put_away(dashboard, keyboard):
    dashboard.open_map()
    keyboard.tab_to("button Argentina, no evidence found", limit=60)
    expect(dashboard.on_map(".leaflet-tooltip")).to_contain_text("Argentina")
    keyboard.press("Escape")
    expect(dashboard.on_map(".leaflet-tooltip")).to_have_count(0)


def test_a_filter_is_told_in_a_live_region_that_stays(dashboard):
    dashboard.open_map()
    expect(dashboard.page.locator("body[data-settled]")).to_be_attached()
    region = dashboard.page.locator("#announcer").element_handle()
    assert region.evaluate("one => [one.role, one.ariaLive, one.textContent]") == [
        "status",
        "polite",
        "",
    ]
    for initiative, title in (("CARSI", "CARSI"), ("CBSI", "CARSI and CBSI")):
        dashboard.choose("initiative", initiative)
        told = re.compile(rf"^{title}\. The sources document .* under .*{initiative}")
        expect(dashboard.page.locator("#announcer")).to_have_text(told)
        assert region.evaluate("one => one.isConnected && one === announcer")
        summary = dashboard.part("summary").inner_text()
        assert region.inner_text() == f"{title}. {summary}"


def test_a_change_of_page_is_told_with_its_title(dashboard):
    dashboard.open_map()
    expect(dashboard.page.locator("body[data-settled]")).to_be_attached()
    dashboard.page.get_by_role("link", name="Coverage").click()
    told = re.compile(r"^Coverage\. Where programs are documented")
    expect(dashboard.page.locator("#announcer")).to_have_text(told)
    expect(dashboard.page).to_have_title("Coverage · INL/WHP program map")


def test_the_frame_of_the_map_has_a_title_for_people(glance):
    glance.turn_to("/")
    frame = glance.page.locator(".st-key-map iframe")
    expect(frame).to_have_attribute("title", "Map of countries and places of programs")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_names_its_language(glance, language):
    glance.turn_to(f"/?lang={language}")
    expect(glance.page.locator("html")).to_have_attribute("lang", language)


def test_the_cells_of_the_grid_are_there_for_a_screen_reader(glance, programs):
    glance.turn_to("/")
    grid = glance.part("records").locator("canvas table[role=grid]")  # inside the drawing
    expect(grid.locator("th[role=columnheader]").nth(1)).to_have_text("Program")
    named = grid.locator("td[role=gridcell][aria-colindex='2']")
    expect(named).to_have_count(8)
    assert set(named.all_text_contents()) <= {row["name"] for row in programs}


@pytest.mark.parametrize("viewport", [{"width": 375, "height": 812}], ids=["narrow"])
def test_the_keyboard_does_not_go_through_a_closed_sidebar(at_the_top):
    at_the_top.tab_to("link Skip to main content", limit=3)
    at_the_top.tab_to("button Expand sidebar", limit=1)


@pytest.mark.parametrize("key", ["r", "c"])
def test_no_single_letter_is_a_shortcut(dashboard, key):
    dashboard.open_map()
    expect(dashboard.page.locator("body[data-settled]")).to_be_attached()
    sent = dashboard.messages_sent
    dashboard.page.keyboard.press(key)
    dashboard.measure_funding()
    assert dashboard.messages_sent == sent + 1
    expect(dashboard.page.get_by_role("dialog")).to_have_count(0)


def test_the_list_of_the_map_leads_to_the_card_of_what_is_chosen(dashboard):
    dashboard.open_map("/?country=GTM")
    dashboard.part("map_list").get_by_text("The map as a list").click()
    way = dashboard.page.get_by_role("link", name="Go to its card")
    way.focus()
    dashboard.page.keyboard.press("Enter")
    card = dashboard.part("card").locator("section.card")
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport()
    dashboard.expect_address("/", country="GTM")
