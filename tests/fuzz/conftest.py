"""Run many mutated inputs from one seed, and say at the end how many there were of each outcome.

``INLMAP_FUZZ_CASES`` is the number of inputs (1,800 without it), ``INLMAP_FUZZ_SEED`` the seed
of the first; a failing case says both, so that it can be run again alone.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import pytest

CASES = int(os.environ.get("INLMAP_FUZZ_CASES", "1800"))
SEED = int(os.environ.get("INLMAP_FUZZ_SEED", "1"))
ACCEPTED, REFUSED = "accepted", "refused in words"
FEWEST_TO_JUDGE = 100

Case = Callable[[Random], bool]


@dataclass
class Tally:
    """How the cases of one test ended."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


TALLIES = pytest.StashKey[dict[str, Tally]]()


@pytest.fixture
def fuzz(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Run a share of all cases; a case takes a Random and returns whether it was accepted.

    Both outcomes must occur: a fuzz in which everything is refused at once proves nothing.
    """

    def run(case: Case, share: float) -> None:
        tally = Tally()
        request.config.stash.setdefault(TALLIES, {})[request.node.nodeid] = tally
        start = time.perf_counter()
        for seed in range(SEED, SEED + max(1, round(CASES * share))):
            try:
                tally.outcomes[ACCEPTED if case(Random(seed)) else REFUSED] += 1
            except BaseException as error:
                again = f"INLMAP_FUZZ_CASES=1 INLMAP_FUZZ_SEED={seed}"
                error.add_note(f"repeat: {again} python -m pytest '{request.node.nodeid}'")
                raise
        tally.seconds = time.perf_counter() - start
        if tally.outcomes.total() >= FEWEST_TO_JUDGE:
            assert min(tally.outcomes[ACCEPTED], tally.outcomes[REFUSED]) > 0

    return run


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    tallies = config.stash.get(TALLIES, {})
    if not tallies:
        return
    total = sum(tally.outcomes.total() for tally in tallies.values())
    terminalreporter.write_sep("=", f"{total:,} mutated inputs from seed {SEED}")
    for name, tally in tallies.items():
        counts = ", ".join(f"{tally.outcomes[key]:,} {key}" for key in (ACCEPTED, REFUSED))
        terminalreporter.write_line(f"{name.rpartition('::')[2]}: {counts} ({tally.seconds:.0f} s)")
