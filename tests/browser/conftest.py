"""A real browser on a real server; whatever leaves this host or fails in our code fails a test."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Frame,
    Locator,
    Page,
    Request,
    WebError,
    WebSocket,
    expect,
    sync_playwright,
)
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "test-results"
DESKTOP = {"width": 1400, "height": 900}
WAIT_MS = 15_000
TRIES = 3
NO_BROWSER = (
    "no Chromium found: `apt-get install chromium`, or set INLMAP_BROWSER=/path/to/chromium"
)
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
# Streamlit looks for its own server below the page's path before it looks at the root.
PROBES_OF_STREAMLIT = tuple(
    f"/{page.stem}/_stcore/{probe}"
    for page in ROOT.glob("pages/*.py")
    for probe in ("health", "host-config")
)
PHONE = {"width": 375, "height": 800}
STEPS_OF_A_FINGER = 10
LEAST_TARGET_PX = 24
LOCAL_SCHEMES = ("data", "blob", "about")
RUN_ENDED = "[data-testid=stApp][data-test-script-state=notRunning]"

expect.set_options(timeout=WAIT_MS)


# The spot of a country's shape or target with the most of it around: far from its edges.
FREE_SPOT = """(iso3) => {
    const frame = frameElement.getBoundingClientRect();
    const own = (x, y) => {
        const under = parent.document.elementFromPoint(frame.left + x, frame.top + y);
        if (under && under !== frameElement) return false;
        const { iso3: shown, of } = document.elementFromPoint(x, y)?.dataset ?? {};
        return (shown ?? of) === iso3;
    };
    const around = [[0, 0], [4, 0], [-4, 0], [0, 4], [0, -4]];
    for (let y = 4; y < innerHeight; y += 3)
        for (let x = 4; x < innerWidth; x += 3)
            if (around.every(([dx, dy]) => own(x + dx, y + dy))) return [x, y];
    return null;
}"""


# Whatever moves to an end has come to it.
AT_REST = """() => Promise.all(
    document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => null))
).then(() => null)"""
# What follows from a change of the window has begun: it does so before the frame after the next.
TWO_FRAMES = """() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done(null)));
})"""
# What the back button does: the page is not loaded again, the server runs it for another address.
TURN = """(address) => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
}"""
# The component of the map tells of a move when 250 ms have passed; timers end in their order.
AFTER_THE_MAP_HAS_TOLD = "() => new Promise((done) => setTimeout(() => done(null), 251))"


def ends_run(frame: str | bytes) -> bool:
    """Whether the server says with this message that it has run a page to its end."""
    message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


def turn(page: Page, channel: WebSocket, path: str) -> None:
    """Go to another address in the same visit, without loading the page anew."""
    asked = set(parse_qs(urlsplit(path).query))
    if page.url.endswith(path):
        return
    _step(page, channel, path)
    for _ in range(3):
        if _parameters(page) <= asked:
            return
        _step(page, channel, path)  # a change of page keeps the filters, one more lets them go
    assert _parameters(page) <= asked


def _step(page: Page, channel: WebSocket, path: str) -> None:
    with channel.expect_event("framereceived", ends_run, timeout=WAIT_MS):
        page.evaluate(TURN, path)
    page.locator(RUN_ENDED).wait_for()
    page.locator("body[data-settled]").wait_for(state="attached")


def _parameters(page: Page) -> set[str]:
    return set(parse_qs(urlsplit(page.url).query))


class Dashboard:
    """The dashboard in one browser tab, used by what a reader sees."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.messages_sent = 0
        page.on("websocket", self._listen)

    def end(self) -> None:
        """Listen no more: the tab is for another."""
        self.page.remove_listener("websocket", self._listen)

    def _listen(self, channel: WebSocket) -> None:
        self.channel = channel
        channel.on("framesent", self._count_message)

    def _count_message(self, _: str | bytes) -> None:
        self.messages_sent += 1

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        self.page.locator("#first-look").wait_for(state="detached")

    def turn_to(self, path: str) -> None:
        """Go to another address in the same visit, and wait until all of it is drawn."""
        turn(self.page, self.channel, path)
        assert urlsplit(self.page.url).path == urlsplit(path).path
        self.settle()

    def open_map(self, path: str = "/") -> None:
        self.open(path)
        self.on_map("body[data-painted]").wait_for()
        self.page.locator("body[data-begun]").wait_for(state="attached")  # it takes clicks

    def settle(self) -> None:
        """Wait until the server has nothing more to send, all is drawn, and nothing moves."""
        self.page.evaluate(TWO_FRAMES)
        self.page.locator(f"{RUN_ENDED} footer").wait_for(state="attached")
        self.page.locator("body[data-settled]").wait_for(state="attached")
        for frame in self.page.locator(".st-key-map iframe:visible").all():
            frame.content_frame.locator("body[data-painted]").wait_for()
        self.page.evaluate(AT_REST)

    def let_the_map_tell(self) -> None:
        """Wait until the component of the map would have told of what was done on it."""
        self.map_frame.evaluate(AFTER_THE_MAP_HAS_TOLD)

    def measure_funding(self) -> None:
        """Do what sends one message, and wait for its effect: it comes after all before it."""
        self.part("measure").get_by_text("Documented funding", exact=True).click()
        self.expect_parameter("measure", "funding")

    def expect_parameter(self, name: str, value: str) -> None:
        """Wait until the address has this value of a parameter, whatever else it has."""
        self.page.wait_for_url(
            lambda url: parse_qs(urlsplit(url).query).get(name) == [value], timeout=WAIT_MS
        )

    def part(self, key: str) -> Locator:
        """Return the container or widget with this key."""
        return self.page.locator(f".st-key-{key}")

    def on_map(self, selector: str) -> Locator:
        """Return elements inside the map's frame."""
        return self.page.frame_locator(".st-key-map iframe").locator(selector)

    @property
    def map_frame(self) -> Frame:
        frame = self.page.locator(".st-key-map iframe").element_handle().content_frame()
        assert frame is not None
        return frame

    def choose(self, name: str, label: str) -> None:
        """Choose the option of a sidebar filter whose label begins so."""
        self.page.locator("body[data-settled]").wait_for(state="attached")  # a run closes lists
        field = self.part(name).get_by_role("combobox")
        option = self.page.get_by_role("option", name=re.compile(rf"^{re.escape(label)}\b"))
        field.scroll_into_view_if_needed()
        for _ in range(TRIES):
            field.click()
            field.fill(label)
            with suppress(Error):  # a list closes when its page moves meanwhile
                option.click(timeout=WAIT_MS / TRIES)
                self.page.keyboard.press("Escape")
                return
        pytest.fail(f"no list of {name} with {label}")

    def expect_chosen(self, name: str, *labels: str) -> None:
        """Wait until a sidebar filter holds exactly these labels (before their counts)."""
        tags = self.part(name).locator("[data-tag]:visible")
        expect(tags).to_have_text([re.compile(rf"^{re.escape(label)}\b") for label in labels])

    def expect_programs(self, count: int, rows: int) -> None:
        """Wait until headline and table count so many programs, and the download so many rows."""
        counted = re.compile(rf"(?<![\d,]){count:,} program")
        expect(self.part("headline")).to_contain_text(counted)
        expect(self.part("records")).to_contain_text(re.compile(rf"^{count:,} program"))
        expect(self.part("downloads")).to_contain_text(f"({rows:,} row")

    def expect_address(self, path: str, **parameters: str) -> None:
        """Wait until the address has this path and exactly these parameters."""
        wanted = {name: values.split(",") for name, values in parameters.items()}
        self.page.wait_for_url(
            lambda url: urlsplit(url).path == path and parse_qs(urlsplit(url).query) == wanted,
            timeout=WAIT_MS,
        )

    def click_country(self, iso3: str) -> None:
        """Click a spot of a country that nothing else covers."""
        spot = self.map_frame.evaluate(FREE_SPOT, iso3)
        box = self.page.locator(".st-key-map iframe").bounding_box()
        assert spot is not None
        assert box is not None
        self.page.mouse.click(box["x"] + spot[0], box["y"] + spot[1])

    def looks(self) -> dict[str, str]:
        """Return how each country is painted, by ISO3 code."""
        pairs = self.on_map("path[data-iso3]").evaluate_all(
            "paths => paths.map(path => [path.dataset.iso3, path.dataset.look])"
        )
        return dict(pairs)

    def chart_words(self) -> list[str | None]:
        """Return the text alternative of each chart."""
        charts = self.page.get_by_test_id("stVegaLiteChart")
        return [chart.get_attribute("aria-label") for chart in charts.all()]

    def pan(self, right: int, down: int) -> None:
        """Drag the map with the mouse, from open sea."""
        box = self.page.locator(".st-key-map iframe").bounding_box()
        assert box is not None
        x, y = box["x"] + 0.2 * box["width"], box["y"] + 0.42 * box["height"]
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + right, y + down, steps=5)
        self.page.mouse.up()

    def view(self) -> list[float]:
        """Return zoom, latitude and longitude of the middle of the map, once it lies still."""
        return self.map_frame.evaluate(
            """async () => {
                const now = () => [map.getZoom(), map.getCenter().lat, map.getCenter().lng];
                let before = [];
                while (String(before) !== String(now())) {
                    before = now();
                    await new Promise((done) => setTimeout(done, 150));
                }
                return before;
            }"""
        )


class Phone(Dashboard):
    """The dashboard under fingers, which come down, move and go up as the browser tells them."""

    def touch(self, *ways: tuple[tuple[float, float], tuple[float, float]]) -> None:
        """Move one finger for each way, all at once, from its first point to its second."""
        browser = self.page.context.new_cdp_session(self.page)

        def send(kind: str, share: float) -> None:
            points = [
                {"x": x0 + share * (x1 - x0), "y": y0 + share * (y1 - y0), "id": number}
                for number, ((x0, y0), (x1, y1)) in enumerate(ways)
            ]
            given = {"type": kind, "touchPoints": [] if kind == "touchEnd" else points}
            browser.send("Input.dispatchTouchEvent", given)

        send("touchStart", 0)
        for step in range(1, STEPS_OF_A_FINGER + 1):
            send("touchMove", step / STEPS_OF_A_FINGER)
            self.page.wait_for_timeout(16)  # as often as a screen tells of a finger
        send("touchEnd", 1)

    def map_middle(self) -> tuple[float, float]:
        box = self.page.locator(".st-key-map iframe").bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def come_to_the_map(self) -> None:
        self.page.locator(".st-key-map iframe").evaluate("frame => frame.scrollIntoView()")

    def tap(self, target: Locator) -> None:
        """Bring a target into sight and tap it; it must be large enough for that."""
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= LEAST_TARGET_PX, box
        target.tap()

    def go_to(self, page: str) -> None:
        """Open the menu and choose a page, which then stands alone in sight."""
        self.tap(self.page.get_by_test_id("stExpandSidebarButton"))
        self.tap(self.page.get_by_test_id("stSidebarNavLink").filter(has_text=page))
        expect(self.page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")

    def show(self, part: str) -> None:
        self.part("part").get_by_text(part, exact=True).tap()


class Watch:
    """Everything that a browser context asked for and complained about."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.context = context
        self.host = host
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.on("request", self._ask)
        context.on("console", self._note)
        context.on("weberror", self._complain)

    def end(self) -> None:
        self.context.remove_listener("request", self._ask)
        self.context.remove_listener("console", self._note)
        self.context.remove_listener("weberror", self._complain)

    def _ask(self, request: Request) -> None:
        self.requests.append(request.url)

    def _complain(self, error: WebError) -> None:
        self.complaints.append(str(error.error))

    def _note(self, message: ConsoleMessage) -> None:
        source = urlsplit(message.location["url"]).path
        if message.type == "error" and source not in PROBES_OF_STREAMLIT:
            self.complaints.append(f"{message.text} ({source})")

    def asked(self, part: str) -> list[str]:
        return [url for url in self.requests if part in url]

    def left_the_host(self) -> list[str]:
        parts = [(url, urlsplit(url)) for url in self.requests]
        return [
            url
            for url, split in parts
            if split.scheme not in LOCAL_SCHEMES and split.netloc != self.host
        ]


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (shutil.which(name) for name in names)
    return os.environ.get("INLMAP_BROWSER") or next(filter(None, found), None)


@pytest.fixture(scope="session")
def executable() -> str:
    """Return the browser to test with; without one the tests are skipped, in CI they fail."""
    path = chromium()
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(NO_BROWSER, pytrace=False)
    pytest.skip(NO_BROWSER)


@pytest.fixture(scope="session")
def start_server(executable: str, start_server: Callable[..., str]) -> Callable[..., str]:
    """Return the function that starts the dashboard; without a browser nothing is started."""
    assert executable
    return start_server


@pytest.fixture(scope="session")
def server(executable: str, server: str) -> str:
    """Return the address of a running dashboard; without a browser nothing is started."""
    assert executable
    return server


@pytest.fixture(scope="session")
def profile(executable: str) -> Iterator[BrowserContext]:
    """Return the one browser of a process: the scripts it has fetched and compiled stay cached."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch_persistent_context(
            "",  # a new folder, which goes with the browser
            executable_path=executable,
            args=BROWSER_FLAGS,
            viewport=DESKTOP,  # type: ignore[arg-type]
        )
        opened.set_default_timeout(WAIT_MS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def browser(profile: BrowserContext) -> Browser:
    """Return the browser itself, for contexts that share nothing with others."""
    assert profile.browser is not None
    return profile.browser


@pytest.fixture
def viewport() -> dict[str, int]:
    """Return the size of the window; a test module may name another."""
    return DESKTOP


BLANK = "/assets/leaflet/leaflet.css"  # of the server, and without a script
AS_BEFORE = {"media": "null", "color_scheme": "null", "reduced_motion": "null"}


def forget(context: BrowserContext, tab: Page, server: str) -> None:
    """Leave the one tab alone, as new; what was fetched stays in the cache."""
    for page in context.pages:
        if page != tab:
            page.close()
    tab.unroute_all()
    tab.goto(server + BLANK)
    tab.evaluate("sessionStorage.clear()")  # it is the tab's own
    tab.emulate_media(**AS_BEFORE)  # type: ignore[arg-type]
    context.clear_cookies()
    browser = context.new_cdp_session(tab)
    browser.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    browser.send("Page.resetNavigationHistory")
    browser.detach()


@dataclass
class Tabs:
    """The tab of a process that goes from test to test; one that a test has broken is replaced.

    To load a page in a tab that has had it is a third cheaper than in a new one: the browser need
    not begin a process and read all scripts again.
    """

    context: BrowserContext
    tab: Page | None = None

    def open(self) -> Page:
        """Return the tab as a new visitor finds it."""
        if self.tab is None or self.tab.is_closed():
            self.tab = self.context.new_page()
        return self.tab

    def leave(self, server: str, *, broken: bool) -> None:
        """End a visit to a server."""
        tab = self.open()
        forget(self.context, tab, server)
        if broken:
            self.tab = None
            self.open()
            tab.close()


@pytest.fixture(scope="session")
def tabs(profile: BrowserContext) -> Tabs:
    """Return the tab that goes from test to test."""
    return Tabs(profile)


@pytest.fixture
def context(
    profile: BrowserContext, server: str, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """Return the browser of a new visitor; ``empty_cache`` marks a test where nothing is cached."""
    if "walk" in request.fixturenames:
        yield request.getfixturevalue("walk").page.context
    elif request.node.get_closest_marker("empty_cache"):
        opened = request.getfixturevalue("browser").new_context(viewport=DESKTOP)
        opened.set_default_timeout(WAIT_MS)
        yield opened
        opened.close()
    else:
        tabs = request.getfixturevalue("tabs")
        yield profile
        tabs.leave(server, broken=getattr(request.node, "failed_in_call", False))


class Walk(Dashboard):
    """A visitor who goes from page to page in one tab."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.watch = Watch(context, urlsplit(address).netloc)
        self.window: dict[str, int] = {}
        super().__init__(context.new_page(), address)

    def begin(self, window: dict[str, int]) -> None:
        """Stand in a window of this size and in the light; the first page in it is loaded anew."""
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(window)  # type: ignore[arg-type]
        if self.window != window:
            self.open("/about")
            self.settle()
            self.window = window


@pytest.fixture(scope="session")
def walk(browser: Browser, server: str) -> Iterator[Walk]:
    """Return one visit for all tests that look at a page and leave nothing behind on it."""
    context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    context.set_default_timeout(WAIT_MS)
    yield Walk(context, server)
    context.close()


@pytest.fixture
def glance(walk: Walk) -> Walk:
    """Return the common visit in a window of a desk, to be turned to a page and looked at."""
    walk.begin(DESKTOP)
    return walk


@pytest.fixture(autouse=True)
def watch(context: BrowserContext, server: str, request: pytest.FixtureRequest) -> Iterator[Watch]:
    """Fail the test when anything left this host or went wrong in the browser."""
    walk = request.getfixturevalue("walk") if "walk" in request.fixturenames else None
    if walk:
        watch = walk.watch
        yield watch
    else:
        watch = Watch(context, urlsplit(server).netloc)
        yield watch
        watch.end()
    failures = watch.left_the_host() + watch.complaints
    watch.requests, watch.complaints = [], []
    failed = getattr(request.node, "failed_in_call", False)
    if walk and failed:
        walk.window = {}  # the next test begins anew
    if (failures or failed) and context.pages:
        RESULTS.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name)
        context.pages[-1].screenshot(path=RESULTS / f"{name}.png")
    assert not failures


@pytest.fixture
def dashboard(
    context: BrowserContext,
    watch: Watch,
    server: str,
    viewport: dict[str, int],
    request: pytest.FixtureRequest,
) -> Iterator[Dashboard]:
    """Return the dashboard of a new visitor, in the tab that goes from test to test."""
    assert watch
    cached = not request.node.get_closest_marker("empty_cache")
    page = request.getfixturevalue("tabs").open() if cached else context.new_page()
    page.set_viewport_size(viewport)  # type: ignore[arg-type]
    opened = Dashboard(page, server)
    yield opened
    opened.end()


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Phone]:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(WAIT_MS)
    watch = Watch(context, urlsplit(server).netloc)
    yield Phone(context.new_page(), server)
    assert watch.left_the_host() + watch.complaints == []
    context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.when == "call":
        item.failed_in_call = report.failed
    if report.skipped and NO_BROWSER in str(report.longrepr):
        report.longrepr = (__file__, 0, NO_BROWSER)  # one place, so that one line tells it
    return report
