"""Measure our page beside a bare Streamlit page and the usual way of drawing such a map.

Run from the root of the repository: ``python -m benchmarks.bench [--quick]``. It prints figures and
never fails on them.
"""

from __future__ import annotations

import argparse
import os
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice

from playwright.sync_api import sync_playwright

from benchmarks import browser, visitors
from benchmarks.report import NAMES, Results, measures, table, targets
from benchmarks.servers import Server, serving


@dataclass(frozen=True)
class Effort:
    """How often and how long to measure."""

    warm_up: int
    clicks: int
    first_views: int
    starts: int
    load_seconds: float


FULL = Effort(warm_up=3, clicks=18, first_views=5, starts=5, load_seconds=30)
QUICK = Effort(warm_up=1, clicks=5, first_views=1, starts=1, load_seconds=8)


def measure_in_browser(effort: Effort, results: dict[str, Results]) -> None:
    """Measure clicks and first views, the programs taking turns so that noise meets all alike."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(name)) for name in NAMES]
        playwright = stack.enter_context(sync_playwright())
        chromium = browser.launch(playwright)
        visits = [browser.Visit.begin(server, chromium) for server in servers]
        click_in_turns(visits, effort, results)
        chromium.close()
        for _ in range(effort.first_views):
            for server in servers:
                cold, warm = browser.first_views(playwright, server)
                results[server.name].cold.append(cold)
                results[server.name].warm.append(warm)


def measure_starts(effort: Effort, results: dict[str, Results]) -> None:
    """Start each program and wait for its headline, the programs taking turns."""
    with sync_playwright() as playwright:
        chromium = browser.launch(playwright)
        for name in islice(cycle(NAMES), effort.starts * len(NAMES)):
            results[name].starts.append(browser.seconds_to_headline(chromium, name))
        chromium.close()


def click_in_turns(
    visits: list[browser.Visit], effort: Effort, results: dict[str, Results]
) -> None:
    """Choose one initiative after the other, each from an open filter and in every program."""
    offered = [visit.initiatives() for visit in visits]
    names = [name for name in offered[0] if all(name in others for others in offered)]
    if not names:
        raise RuntimeError(f"the programs offer different initiatives: {offered}")
    for number, name in enumerate(islice(cycle(names), effort.warm_up + effort.clicks)):
        for visit in visits:
            click = visit.click(name)
            visit.undo()
            if number >= effort.warm_up:
                results[visit.server.name].clicks.append(click)


def measure_load(server: Server, effort: Effort, result: Results) -> None:
    """Let the visitors come to a fresh server of their own."""
    result.load = visitors.load(server, effort.load_seconds)
    result.memory_mb = server.peak_memory_mb()


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only check that it works")
    effort = QUICK if parser.parse_args().quick else FULL
    results = {name: Results() for name in NAMES}
    measure_in_browser(effort, results)
    measure_starts(effort, results)
    for name in NAMES:
        with serving(name) as server:
            measure_load(server, effort, results[name])
    lines = measures(results)
    print(f"Medians of {effort.clicks} clicks and {effort.first_views} first views; ", end="")
    print(f"{os.cpu_count()} cores. Only ratios within this run mean something.\n")
    print(table(lines), end="\n\n")
    print(targets(lines))


if __name__ == "__main__":
    main()
