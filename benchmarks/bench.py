"""Measure our page beside a bare Streamlit page and the usual way of drawing such a map.

Run from the root of the repository: ``python -m benchmarks.bench [--quick]``. It prints figures,
writes them into ``benchmarks/README.md`` unless it is quick, and never fails on them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import browser, visitors
from benchmarks.first_look import NETWORKS, first_look
from benchmarks.report import NAMES, Results, measures, table, targets, write_into
from benchmarks.servers import Server, serving

README = Path(__file__).with_name("README.md")


@dataclass(frozen=True)
class Effort:
    """How often and how long to measure."""

    warm_up: int
    clicks: int
    first_views: int
    busy_clicks: int
    first_looks: int
    starts: int
    load_seconds: float


FULL = Effort(3, clicks=18, first_views=5, busy_clicks=9, first_looks=3, starts=5, load_seconds=30)
QUICK = Effort(1, clicks=5, first_views=1, busy_clicks=2, first_looks=1, starts=1, load_seconds=8)
BUSY = "while True: pass"


def tell(words: str) -> None:
    """Say what is measured now."""
    print(words, file=sys.stderr, flush=True)


def measure_in_browser(effort: Effort, results: dict[str, Results]) -> None:
    """Measure clicks and first views, the programs taking turns so that noise meets all alike."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(name)) for name in NAMES]
        playwright = stack.enter_context(sync_playwright())
        chromium = browser.launch(playwright)
        visits = [browser.Visit.begin(server, chromium) for server in servers]
        choices = offered_by_all(visits)
        tell("clicks")
        for name, clicks in click_in_turns(visits, choices, effort.warm_up, effort.clicks).items():
            results[name].clicks = clicks
        tell("clicks with a busy core")
        with busy_core():
            for name, clicks in click_in_turns(visits, choices, 1, effort.busy_clicks).items():
                results[name].busy = clicks
        look_in_turns(servers, chromium, effort, results)
        chromium.close()
        tell("first views")
        for _ in range(effort.first_views):
            for server in servers:
                cold, warm = browser.first_views(playwright, server)
                results[server.name].cold.append(cold)
                results[server.name].warm.append(warm)


def measure_starts(effort: Effort, results: dict[str, Results]) -> None:
    """Start each program and wait for its headline, the programs taking turns."""
    tell("starts")
    with sync_playwright() as playwright:
        chromium = browser.launch(playwright)
        for name in islice(cycle(NAMES), effort.starts * len(NAMES)):
            results[name].starts.append(browser.seconds_to_headline(chromium, name))
        chromium.close()


@contextmanager
def busy_core() -> Iterator[None]:
    """Keep one core busy with something else."""
    other = subprocess.Popen([sys.executable, "-c", BUSY])
    try:
        yield
    finally:
        other.kill()
        other.wait()


def look_in_turns(
    servers: list[Server], chromium: Browser, effort: Effort, results: dict[str, Results]
) -> None:
    """Open each program over each network as a new visitor."""
    for network in NETWORKS:
        for _ in range(effort.first_looks):
            for server in servers:
                tell(f"first look: {server.name}, {network.words}")
                look = first_look(chromium, server, network, has_map=server.name != "floor")
                results[server.name].looks.setdefault(network.key, []).append(look)


def offered_by_all(visits: list[browser.Visit]) -> list[str]:
    """Return the initiatives that the open lists of all programs show."""
    offered = [visit.initiatives() for visit in visits]
    names = [name for name in offered[0] if all(name in others for others in offered)]
    if not names:
        raise RuntimeError(f"the programs offer different initiatives: {offered}")
    return names


def click_in_turns(
    visits: list[browser.Visit], names: list[str], warm_up: int, clicks: int
) -> dict[str, list[browser.Click]]:
    """Choose one initiative after the other, each from an open filter and in every program.

    Return the clicks after those that only warm up, by program.
    """
    done: dict[str, list[browser.Click]] = {visit.server.name: [] for visit in visits}
    for number, name in enumerate(islice(cycle(names), warm_up + clicks)):
        for visit in visits:
            click = visit.click(name)
            visit.undo()
            if number >= warm_up:
                done[visit.server.name].append(click)
    return done


def measure_load(server: Server, effort: Effort, result: Results) -> None:
    """Let the visitors come to a fresh server of their own."""
    tell(f"visitors: {server.name}")
    result.load = visitors.load(server, effort.load_seconds)
    result.memory_mb = server.peak_memory_mb()


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only check that it works")
    is_quick = parser.parse_args().quick
    effort = QUICK if is_quick else FULL
    results = {name: Results() for name in NAMES}
    measure_in_browser(effort, results)
    measure_starts(effort, results)
    for name in NAMES:
        with serving(name) as server:
            measure_load(server, effort, results[name])
    lines = measures(results)
    today = f"{datetime.now(UTC):%B %-d, %Y}"
    about = (
        f"Medians of {effort.clicks} clicks, {effort.first_views} first views and "
        f"{effort.first_looks} first looks; {os.cpu_count()} cores, {today}. "
        "Only ratios within this run mean something."
    )
    print(about, table(lines), targets(lines), sep="\n\n")
    if not is_quick:
        write_into(README, "\n\n".join((about, targets(lines), table(lines))))


if __name__ == "__main__":
    main()
