"""Click filters and open pages in headless Chromium, and read what the page's observer saw."""

from __future__ import annotations

import base64
import os
import re
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.servers import Server, serving

OBSERVER = Path(__file__).with_name("observe.js")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WINDOW = {"width": 1400, "height": 900}
HEADLINE = ".st-key-headline :is(p.answer b, [data-testid=stMetricValue])"
QUIET_MS = 400
QUIET_AFTER_LOAD_MS = 1000
LIMIT_MS = 60_000
BINARY = 2
VISIBLE_OPTIONS = """() => {
  const bottom = document.querySelector("[role=listbox]").getBoundingClientRect().bottom;
  return [...document.querySelectorAll("[role=option]")]
    .filter((option) => option.getBoundingClientRect().bottom <= bottom)
    .map((option) => option.innerText);
}"""
GEOMETRY_BYTES = """() => [...document.querySelectorAll(".st-key-map iframe")]
  .flatMap((frame) => frame.contentWindow.performance.getEntriesByType("resource"))
  .filter((entry) => entry.name.includes("/assets/geo/"))
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""


def executable() -> str:
    """Return the Chromium to use; exit with a sentence when there is none."""
    found = os.environ.get("INLMAP_BROWSER") or shutil.which("chromium")
    if not found:
        raise SystemExit("Chromium is needed: install it, or name it in INLMAP_BROWSER.")
    return found


def launch(playwright: Playwright) -> Browser:
    """Start the browser for the clicks."""
    return playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)


@dataclass(frozen=True)
class Click:
    """One filter click: milliseconds from the pointer going down, and what was received."""

    headline: float
    map: float | None
    seen: float
    settled: float
    bytes: int
    map_bytes: int
    runs: int
    map_frames: int

    @property
    def headline_and_map(self) -> float:
        """The later of the two; of the headline alone on a page without a map."""
        return max(self.headline, self.map or 0)


@dataclass
class Visit:
    """One open page of a program, ready to be clicked."""

    server: Server
    page: Page
    received: list[bytes] = field(default_factory=list)
    frames: int = 0

    @classmethod
    def begin(cls, server: Server, browser: Browser) -> Visit:
        """Open the page with an empty profile and wait until it is settled."""
        context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
        context.add_init_script(path=OBSERVER)
        visit = cls(server, context.new_page())
        visit._listen()
        visit.page.goto(server.address)
        visit.settle(QUIET_AFTER_LOAD_MS)
        visit.open_list()
        return visit

    @property
    def has_map(self) -> bool:
        """Whether this program draws a map."""
        return self.server.name != "floor"

    def _listen(self) -> None:
        wire = self.page.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.webSocketFrameReceived", self._keep)
        self.page.on("frameattached", self._count_frame)

    def _keep(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if response["opcode"] == BINARY:
            self.received.append(base64.b64decode(response["payloadData"]))

    def _count_frame(self, _frame: object) -> None:
        self.frames += 1

    def settle(self, quiet_ms: int = QUIET_MS) -> dict[str, Any]:
        """Wait until nothing has changed for a while; return the times of the last changes."""
        times: dict[str, Any] = self.page.evaluate(
            "([quiet, hasMap, limit]) => bench.settled(quiet, hasMap, limit)",
            [quiet_ms, self.has_map, LIMIT_MS],
        )
        if self.page.get_by_test_id("stException").count():
            raise RuntimeError(f"{self.server.name} shows an exception")
        return times

    def open_list(self) -> None:
        """Open the list of initiatives."""
        self.page.locator(".st-key-initiative input").click()
        self.page.get_by_role("option").first.wait_for()

    def initiatives(self) -> list[str]:
        """Return the names that the open list shows without scrolling, less their counts."""
        labels: list[str] = self.page.evaluate(VISIBLE_OPTIONS)
        return [re.sub(r" \(\d+\)$", "", label.strip()) for label in labels]

    def click(self, initiative: str) -> Click:
        """Add an initiative to the filter and return what that took."""
        label = re.compile(rf"^{re.escape(initiative)}( \(\d+\))?$")
        option = self.page.get_by_role("option").filter(has_text=label)
        if not self.page.get_by_role("option").count():
            self.open_list()  # our page closes it at a choice
        option.hover()
        self.page.wait_for_timeout(150)  # the highlight under the pointer comes to rest
        x, y = _center(option)
        self.received.clear()
        self.frames = 0
        self.page.mouse.click(x, y)  # down and up follow each other without a pause
        times = self.settle()
        return Click(**times, **_weighed(self.received), map_frames=self.frames)

    def undo(self) -> None:
        """Take the last initiative out again with the keyboard; not measured."""
        self.page.evaluate("bench.begin()")
        self.page.keyboard.press("Backspace")
        self.settle()


def _center(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    if box is None:
        raise RuntimeError("the option is not on the screen")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _weighed(frames: Sequence[bytes]) -> dict[str, int]:
    messages = [(ForwardMsg.FromString(frame), len(frame)) for frame in frames]
    runs = sum(message.WhichOneof("type") == "script_finished" for message, _ in messages)
    if not runs:
        raise RuntimeError("the click started no run; the instrument is wrong")
    own = [
        size
        for message, size in messages
        if message.delta.new_element.WhichOneof("type") == "component_instance"
    ]
    return {"bytes": sum(size for _, size in messages), "map_bytes": sum(own), "runs": runs}


@dataclass(frozen=True)
class FirstView:
    """One first view: milliseconds from the start of the navigation, and geometry received."""

    map: float | None
    settled: float
    geometry_bytes: int


def first_views(playwright: Playwright, server: Server) -> tuple[FirstView, FirstView]:
    """Open a page with a new profile (cold), then once more with the same (warm)."""
    with tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=executable(),
            args=ARGUMENTS,
            viewport=WINDOW,  # type: ignore[arg-type]
        )
        try:
            context.add_init_script(path=OBSERVER)
            return _first_view(context, server), _first_view(context, server)
        finally:
            context.close()


def seconds_to_headline(browser: Browser, name: str) -> float:
    """Start a program; return the seconds from its start until a browser has its live headline."""
    begun = time.monotonic()
    with serving(name) as server:
        context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(server.address, wait_until="commit")
        page.locator(HEADLINE).first.wait_for(timeout=LIMIT_MS, state="attached")
        seconds = time.monotonic() - begun
        context.close()
    return seconds


def _first_view(context: BrowserContext, server: Server) -> FirstView:
    page = context.new_page()
    page.goto(server.address)
    times = Visit(server, page).settle(QUIET_AFTER_LOAD_MS)
    geometry = page.evaluate(GEOMETRY_BYTES)
    page.close()
    return FirstView(times["map"], times["settled"], geometry)
