"""Open each program over networks of different speed and see what comes when."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import LIMIT_MS, WINDOW
from benchmarks.servers import Server

OBSERVER = Path(__file__).with_name("first_look.js")
STILL_MS = 1500  # what still moves after the page has come counts as a shift
LOOK_MS = 100


@dataclass(frozen=True)
class Network:
    """What lies between browser and server; without a speed they are on one machine."""

    key: str
    words: str
    megabits: float = 0
    latency_ms: float = 0

    def conditions(self) -> dict[str, float | bool]:
        """Return what the browser's development protocol calls it."""
        speed = self.megabits * 1e6 / 8
        return {
            "offline": False,
            "latency": self.latency_ms,
            "downloadThroughput": speed,
            "uploadThroughput": speed,
        }


NETWORKS = (
    Network("here", "this machine"),
    Network("ten", "10 Mbit/s, 40 ms", 10, 40),
    Network("two", "2 Mbit/s, 150 ms", 2, 150),
)


@dataclass(frozen=True)
class FirstLook:
    """Milliseconds from the start of the navigation; ``shift`` is the sum of all layout shifts.

    ``headline`` is when the live page has one, ``live`` when nothing stands before that any more.
    """

    paint: float | None
    map: float | None
    headline: float | None
    live: float | None
    shift: float


def first_look(browser: Browser, server: Server, network: Network, *, has_map: bool) -> FirstLook:
    """Open a program as a new visitor over a network; raise TimeoutError if it does not come."""
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    try:
        context.add_init_script(path=OBSERVER)
        page = context.new_page()
        if network.megabits:
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            wire.send("Network.emulateNetworkConditions", network.conditions())
        page.goto(server.address, wait_until="commit")
        wanted = ("paint", "headline", "live", *(["map"] if has_map else []))
        deadline = time.monotonic() + LIMIT_MS / 1000
        while any((page.evaluate("firstLook")[name] or -1) < 0 for name in wanted):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{server.name} did not come over {network.words}")
            page.wait_for_timeout(LOOK_MS)
        page.wait_for_timeout(STILL_MS)
        return FirstLook(**page.evaluate("firstLook"))
    finally:
        context.close()
