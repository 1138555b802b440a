"""Text of the data is shown as its characters, on every page, and is never code."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Error, Frame, Page, WebSocket, expect

from inlmap.catalog.catalog import Catalog, read_catalog
from inlmap.catalog.selection import Selection
from inlmap.dataset.boundaries import ADMIN1, COUNTRIES
from inlmap.dataset.schema import TABLES
from inlmap.figures.figure_ids import figure_id
from inlmap.figures.totals import headline_figure
from inlmap.ui.menu import ENTRIES
from inlmap.ui.sources.asked import PARTS
from tests.browser.conftest import TRIES, turn
from tests.hostile import (
    ADDRESS,
    DATA,
    ROWS,
    VECTORS,
    hostile,
    text_columns,
    write_hostile_folder,
)

pytestmark = pytest.mark.long  # the tour of all pages is one piece

WAIT_MS = 15_000
DRAWN = "[data-testid=stApp][data-test-script-state=notRunning] footer"
FILTERS = {"initiative": hostile("initiatives", "initiative_id", 1), "country": "GTM"}
# No page shows these. The downloads hold them; the keys of rows stand in addresses only.
ONLY_IN_DOWNLOADS = {
    "goals.goal_id",
    "goals.inferred",
    "goals.source_locator",
    "indicator_values.note",
    "indicator_values.source_locator",
    "indicator_values.unit",
    "indicators.caution",
    "indicators.definition",
    "indicators.indicator_id",
    "indicators.name",
    "indicators.notice",
    "indicators.publisher",
    "indicators.unit",
    "initiatives.initiative_id",
    "initiatives.link_locator",
    "initiatives.source_locator",
    "members.source_locator",
    "places.admin1_code",
    "places.note",
    "places.place_id",
    "places.source",
    "programs.program_id",
    "results.result_id",
    "results.source_locator",
    "series.family",
    "series.series_id",
    "sources.accessed",
    "sources.source_id",
    "statements.statement_id",
    "themes.description",
    "themes.theme_id",
}
# A table on canvas writes the headings in sight as words, some moments after it was scrolled.
HEADINGS_JS = """(table) =>
    [...table.querySelectorAll("canvas th")].map((one) => one.textContent).join("\\n")"""
SCROLLED_JS = """(table) => {
    const box = table.querySelector(".dvn-scroller");
    const before = box.scrollLeft;
    box.scrollLeft += 800;
    return box.scrollLeft > before + 150; // less may bring no other column into sight
}"""
WORDS_JS = """() => {
    const found = [document.body.innerText];
    for (const one of document.querySelectorAll("[aria-label], [title], [alt], input"))
        found.push(one.ariaLabel ?? "", one.title ?? "", one.alt ?? "", one.value ?? "");
    for (const grid of document.querySelectorAll("canvas")) found.push(grid.innerHTML);
    return found.join("\\n");
}"""
# Whatever the hostile texts would have become, had anything read them as markup.
MADE_JS = """(address) => {
    const made = [];
    const made_of = (query, test) =>
        document.querySelectorAll(query).forEach((one) => test(one) && made.push(one.outerHTML));
    const says = (...words) => (one) => words.includes(one.textContent.trim());
    if ("__ran" in window) made.push("a script ran");
    made_of("img[src=x], svg[onload], [onerror], [onmouseover], .katex, del, s", () => true);
    made_of("script", (one) => one.textContent.includes("__ran"));
    made_of("strong, b, em, code, span[style*=color]", says("bold", "b", "code", "x"));
    made_of("h1, h2, h3, h4, li", (one) => /^heading /.test(one.textContent.trim()));
    made_of("[data-testid=stIconMaterial]", says("home"));
    const ours = (one) => one.host === location.host && /^https?:$/.test(one.protocol);
    made_of("a[href]", (one) => one.getAttribute("href") !== address && !ours(one));
    if (/1\\+1 →|😄/.test(document.body.innerText)) made.push("a sign was replaced");
    return made;
}"""


@dataclass
class Tour:
    """What was seen on a visit of every page, and all that should not have happened."""

    page: Page
    address: str
    words: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    wrong: list[str] = field(default_factory=list)
    channels: list[WebSocket] = field(default_factory=list)

    def __post_init__(self) -> None:
        host = urlsplit(self.address).netloc
        self.page.on("websocket", self._listen)
        self.page.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on(
            "console",
            lambda said: (
                self.wrong.append(said.text)
                if said.type == "error" and "_stcore" not in said.location["url"]
                else None
            ),
        )
        self.page.on(
            "request",
            lambda asked: (
                self.wrong.append(asked.url)
                if urlsplit(asked.url).netloc not in (host, "")
                else None
            ),
        )

    def _listen(self, channel: WebSocket) -> None:
        self.channels.append(channel)

    def open(self, path: str, **query: str) -> None:
        """Load a page, the first time; after that go on in the same visit."""
        where = f"/{path}?{urlencode(query)}"
        if self.page.url == "about:blank":
            self.page.goto(self.address + where)
        else:
            turn(self.page, self.channels[-1], where)
        self.page.locator(DRAWN).wait_for()

    def look(self, name: str) -> None:
        """Read everything on the page and in its frames."""
        self.page.locator(DRAWN).wait_for()
        self.page.locator("body[data-settled]").wait_for(state="attached")
        for frame in self.page.frames:
            self.words[name] += "\n" + _plain(frame.evaluate(WORDS_JS))
            self.wrong += [f"{name}: {made}" for made in frame.evaluate(MADE_JS, ADDRESS)]

    def unfold(self) -> None:
        for folder in self.page.locator("[data-testid=stExpander]").all():
            if not folder.locator("details[open]").count():
                folder.locator("summary").click()
            folder.locator("[data-testid=stElementContainer]").first.wait_for()

    def open_lists(self, name: str, where: str) -> None:
        """Open each list of choices and read its options."""
        for box in self.page.locator(where).get_by_role("combobox").all():
            self.page.locator("body[data-settled]").wait_for(state="attached")
            box.focus()
            self._open_list()
            self.look(name)
            self.page.keyboard.press("Escape")
            expect(self.page.get_by_role("option")).to_have_count(0)

    def _open_list(self) -> None:
        """Press the key until the list is there: a list closes when its page moves meanwhile."""
        option = self.page.get_by_role("option").first
        for _ in range(5):
            self.page.keyboard.press("ArrowDown")
            with suppress(Error):
                option.wait_for(timeout=WAIT_MS / 5)
                return
        pytest.fail("a list did not open")

    def scroll_tables(self, name: str) -> None:
        """Scroll a table on canvas through its columns: only those in sight have words."""
        for table in self.page.locator("[data-testid=stDataFrame]").all():
            table.locator("canvas th").first.wait_for(state="attached")
            self.look(name)
            box, headings = table.element_handle(), table.evaluate(HEADINGS_JS)
            while table.evaluate(SCROLLED_JS):
                self.page.wait_for_function(
                    f"([table, before]) => ({HEADINGS_JS})(table) !== before", arg=[box, headings]
                )
                headings = table.evaluate(HEADINGS_JS)
                self.look(name)

    def shows(self, text: str) -> bool:
        """Whether a page shows this text, whatever its capitals and spaces."""
        wanted = " ".join(text.split()).casefold()
        return any(wanted in words for words in self.words.values())

    def map_frame(self) -> Frame:
        frame = self.page.locator(".st-key-map iframe").element_handle().content_frame()
        assert frame is not None
        frame.locator("body[data-painted]").wait_for()
        return frame


def _plain(text: str) -> str:
    """The words that a reader gets; a table on canvas gives its cells as markup."""
    cells = re.sub(r"</?(table|thead|tbody|tr|th|td)\b[^>]*>", "\n", text)
    return " ".join(f"{text}\n{html.unescape(cells)}".split()).casefold()


def _on_the_map(tour: Tour) -> None:
    tour.open("")
    frame = tour.map_frame()
    frame.evaluate("() => map.eachLayer((one) => one.getTooltip?.() && one.openTooltip())")
    tour.look("map, tooltips")
    frame.evaluate("() => map.eachLayer((one) => one.getTooltip?.() && one.closeTooltip())")
    frame.locator(".switch").click()
    frame.locator(".place").first.wait_for()
    gathered = frame.locator(".place.gather")
    for _ in range(TRIES):
        if gathered.count():
            gathered.first.focus()
            tour.page.keyboard.press("Enter")
            tour.look("map, list of places")
            frame.locator(".gathered button").first.click()
        else:
            frame.locator(".place").first.click()
        with suppress(Error):  # a list closes when its map is drawn anew meanwhile
            tour.page.locator("section.card").wait_for(timeout=WAIT_MS / TRIES)
            tour.look("map, card of a place")
            return
    pytest.fail("a place had no card")


def _asked(catalog: Catalog) -> list[dict[str, str]]:
    """Every part of the Sources page, and each of its single things."""
    figure = figure_id(catalog, headline_figure(catalog, Selection()))
    assert figure
    rows = {
        ("record", "funding", "record_id"): (0, 2),
        ("source", "sources", "source_id"): (0, 1, 3),
        ("statement", "statements", "statement_id"): (0, 1),
        ("program", "programs", "program_id"): (0, 3),
    }
    single = [
        {name: hostile(table, key, row)}
        for (name, table, key), numbers in rows.items()
        for row in numbers
    ]
    single += [{"figure": figure}, {"part": "disagree", "figure": figure}]
    return [{"part": part} for part in PARTS] + single


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return write_hostile_folder(tmp_path_factory.mktemp("hostile") / "data")


@pytest.fixture(scope="module")
def server(start_server, folder):
    """Return the address of a dashboard on hostile data."""
    return start_server(INLMAP_DATA=str(folder))


@pytest.fixture(scope="module")
def tour(browser, server, folder) -> Tour:
    """Visit every page, unfold what is folded, open each list, panel, card and tooltip."""
    opened = browser.new_context(viewport={"width": 1400, "height": 900})
    opened.set_default_timeout(WAIT_MS)
    tour = Tour(opened.new_page(), server)
    for entry in ENTRIES:
        for query in ({}, FILTERS):
            tour.open("" if entry.name == "map" else entry.name, **query)
            tour.unfold()
            tour.look(entry.name)
            tour.scroll_tables(entry.name)
        tour.open_lists(entry.name, "[data-testid=stMain]")
    tour.open_lists("sidebar", "[data-testid=stSidebar]")
    _on_the_map(tour)
    tour.open("", **FILTERS)
    tour.page.get_by_role("link", name="How this adds up").click()
    tour.page.get_by_role("dialog").locator("table").first.wait_for()
    tour.look("map, panel")
    two = {"country": "GTM,HND"}
    initiatives = [hostile("initiatives", "initiative_id", row) for row in (0, 1)]
    tour.open("compare", **two)
    tour.look("compare, countries")
    tour.page.goto(f"{server}/compare?" + "&".join(f"initiative={quote(i)}" for i in initiatives))
    tour.page.locator("main table, [data-testid=stMain] table").first.wait_for()
    tour.look("compare, initiatives")
    tour.open("", measure="initiatives")
    tour.map_frame()
    tour.look("map, initiatives")
    for query in _asked(read_catalog(folder)):
        tour.open("sources", **query)
        tour.unfold()
        name = f"sources, {', '.join(query)}"
        tour.look(name)
        tour.scroll_tables(name)
    tour.open("sources", part="no <img src=x onerror=window.__ran=1> part", record="**bold**")
    tour.look("sources, notices")
    yield tour
    opened.close()


def test_no_text_became_an_element_ran_or_left_the_host(tour):
    assert list(dict.fromkeys(tour.wrong)) == []


def test_every_text_column_is_seen_letter_for_letter_on_a_page(tour):
    seen = {
        f"{table.name}.{column}"
        for table in TABLES
        for column in text_columns(table)
        if any(tour.shows(hostile(table.name, column, row)) for row in range(ROWS))
    }
    every = {f"{table.name}.{name}" for table in TABLES for name in text_columns(table)}
    assert sorted(every - seen) == sorted(ONLY_IN_DOWNLOADS)


@pytest.mark.parametrize("column", ["countries.name", "admin1.name"])
def test_the_names_of_the_boundary_files_are_seen_letter_for_letter(tour, column):
    layer = {"countries": COUNTRIES, "admin1": ADMIN1}[column.partition(".")[0]]
    shapes = json.loads((DATA / layer.file).read_text("utf-8"))["features"]
    named = [f"{VECTORS[row % ROWS]} {column} {row}" for row in range(len(shapes))]
    assert [name for name in named if tour.shows(name)]


def test_a_notice_names_what_an_address_asked_for_letter_for_letter(tour):
    assert "**bold**" in tour.words["sources, notices"]
    assert 'part "no <img src=x onerror=window.__ran=1> part"' in tour.words["sources, notices"]


def test_every_page_of_the_menu_was_visited(tour):
    assert {entry.name for entry in ENTRIES} <= set(tour.words)
