"""Twenty visitors at once each see their own filter, and never another's."""

from __future__ import annotations

import asyncio
import csv
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from benchmarks.visitors import Visitor

DATA = Path(__file__).parents[1] / "data"
VISITORS = 20
ROUNDS = 2
HEADLINE = re.compile(r"<b data-label='Programs' data-figure='([\d,]+)'>")


@dataclass
class Reader(Visitor):
    """A visitor who also reads the headline."""

    programs: list[int] = field(default_factory=list)

    def _read_element(self, message: Any) -> None:
        super()._read_element(message)
        for found in HEADLINE.findall(message.delta.new_element.html.body):
            self.programs.append(int(found.replace(",", "")))

    async def look(self, country: str) -> list[int]:
        self.query_string = f"country={country}"
        self.programs.clear()
        self.cached.clear()  # so that nothing comes as a mere reference to what was sent before
        await self.run()
        return list(self.programs)


def programs_by_country() -> dict[str, int]:
    with (DATA / "programs.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["assistance_type"] != "umbrella"]
    found = {
        (code, row["part_of"] or row["program_id"])
        for row in rows
        for code in row["iso3"].split(";")
        if code
    }
    counts = Counter(code for code, _ in found)
    return dict(counts.most_common(VISITORS))


async def visits(server: str, countries: list[str]) -> dict[str, list[list[int]]]:
    """Let each country be looked at in each round, all at once; the sessions stay open."""
    address = f"{server.replace('http', 'ws', 1)}/_stcore/stream"
    seen: dict[str, list[list[int]]] = {country: [] for country in countries}
    async with AsyncExitStack() as opened:
        for _ in range(ROUNDS):
            readers = [
                Reader(
                    await opened.enter_async_context(
                        connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None)
                    )
                )
                for _ in countries
            ]
            pairs = zip(readers, countries, strict=True)
            found = await asyncio.gather(*(reader.look(country) for reader, country in pairs))
            for country, numbers in zip(countries, found, strict=True):
                seen[country].append(numbers)
    return seen


def test_twenty_sessions_at_once_each_get_the_headline_of_their_own_filter(server: str) -> None:
    wanted = programs_by_country()
    assert len(wanted) == VISITORS
    assert len(set(wanted.values())) > VISITORS / 3  # so that a mix-up would show
    # In a thread of its own: Playwright keeps the loop of the main one while it runs.
    with ThreadPoolExecutor(1) as thread:
        seen = thread.submit(asyncio.run, visits(server, list(wanted))).result()
    assert seen == {country: [[number]] * ROUNDS for country, number in wanted.items()}
