"""The table of measures with ratios, and which targets hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.browser import Click, FirstView

NAMES = ("floor", "ours", "usual")
LOUDEST_P = 0.95


@dataclass
class Results:
    """Everything measured of one program."""

    clicks: list[Click] = field(default_factory=list)
    cold: list[FirstView] = field(default_factory=list)
    warm: list[FirstView] = field(default_factory=list)
    load: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    memory_mb: float | None = None


@dataclass(frozen=True)
class Measure:
    """One line of the table: a value of each program, or None where it has none."""

    title: str
    unit: str
    values: dict[str, float | None]

    def ratio(self, of: str, to: str) -> float | None:
        """Return how many times larger the value of one program is than that of another."""
        above, below = self.values[of], self.values[to]
        return above / below if above is not None and below else None


def percentile(values: Sequence[float], part: float) -> float:
    """Return the smallest value that at least ``part`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-part * len(ordered) // 1) - 1)]


def middle(values: Sequence[float | None]) -> float | None:
    """Return the median; None when there is no value at all."""
    known = [value for value in values if value is not None]
    return median(known) if known else None


def measures(results: Mapping[str, Results]) -> dict[str, Measure]:
    """Return the lines of the table by a short key, in the order in which they are printed."""
    per_program = {name: _values(result) for name, result in results.items()}
    return {
        key: Measure(title, unit, {name: per_program[name][key] for name in results})
        for key, (title, unit) in LINES.items()
    }


LINES = {
    "headline": ("click to headline", "ms"),
    "map": ("click to map", "ms"),
    "both": ("click to headline and map", "ms"),
    "seen": ("click to page settled, hidden table copy aside", "ms"),
    "settled": ("click to page settled", "ms"),
    "settled_p95": ("click to page settled, 95th percentile", "ms"),
    "bytes": ("websocket per click", "KB"),
    "bytes_most": ("websocket per click, largest", "KB"),
    "map_bytes": ("the map's own part", "KB"),
    "map_bytes_most": ("the map's own part, largest", "KB"),
    "runs": ("script runs per click", ""),
    "frames": ("map frames rebuilt per click", ""),
    "cold_map": ("first view cold, map painted", "ms"),
    "cold": ("first view cold, page settled", "ms"),
    "warm_map": ("first view warm, map painted", "ms"),
    "warm": ("first view warm, page settled", "ms"),
    "geometry_cold": ("geometry fetched, cold", "KB"),
    "geometry_warm": ("geometry fetched, warm", "KB"),
    "start": ("process start to headline in a browser", "ms"),
    "p50": ("20 visitors, p50", "ms"),
    "p95": ("20 visitors, p95", "ms"),
    "changes": ("20 visitors, changes answered", ""),
    "memory": ("20 visitors, peak memory", "MB"),
}


def _values(result: Results) -> dict[str, float | None]:
    load_ms = [seconds * 1000 for seconds in result.load]
    return {
        **_click_values(result.clicks),
        "cold_map": middle([view.map for view in result.cold]),
        "cold": middle([view.settled for view in result.cold]),
        "warm_map": middle([view.map for view in result.warm]),
        "warm": middle([view.settled for view in result.warm]),
        "geometry_cold": middle([view.geometry_bytes / 1000 for view in result.cold]),
        "geometry_warm": middle([view.geometry_bytes / 1000 for view in result.warm]),
        "start": middle([seconds * 1000 for seconds in result.starts]),
        "p50": middle(load_ms),
        "p95": percentile(load_ms, LOUDEST_P),
        "changes": float(len(load_ms)),
        "memory": result.memory_mb,
    }


def _click_values(clicks: Sequence[Click]) -> dict[str, float | None]:
    return {
        "headline": middle([click.headline for click in clicks]),
        "map": middle([click.map for click in clicks]),
        "both": middle([click.headline_and_map for click in clicks]),
        "seen": middle([click.seen for click in clicks]),
        "settled": middle([click.settled for click in clicks]),
        "settled_p95": percentile([click.settled for click in clicks], LOUDEST_P),
        "bytes": middle([click.bytes / 1000 for click in clicks]),
        "bytes_most": max(click.bytes for click in clicks) / 1000,
        "map_bytes": middle([click.map_bytes / 1000 for click in clicks]),
        "map_bytes_most": max(click.map_bytes for click in clicks) / 1000,
        "runs": middle([click.runs for click in clicks]),
        "frames": middle([click.map_frames for click in clicks]),
    }


def table(lines: Mapping[str, Measure]) -> str:
    """Return the measures as text."""
    heads = f"{'':48}{'floor':>9}{'ours':>9}{'usual':>9}  {'ours/floor':>10}  {'usual/ours':>10}"
    rows = []
    for line in lines.values():
        title = f"{line.title}, {line.unit}" if line.unit else line.title
        values = "".join(_number(line.values[name]).rjust(9) for name in NAMES)
        ratios = (line.ratio("ours", "floor"), line.ratio("usual", "ours"))
        rows.append(f"{title:48}{values}" + "".join(f"  {_number(r, 2):>10}" for r in ratios))
    return "\n".join([heads, *rows])


def _number(value: float | None, digits: int | None = None) -> str:
    if value is None:
        return "-"
    if digits is None:
        digits = 0 if value >= 100 or value == int(value) else 1  # noqa: PLR2004
    return f"{value:,.{digits}f}"


def targets(lines: Mapping[str, Measure]) -> str:
    """Return each target with what was reached and whether that holds."""
    both = lines["both"].values["ours"]
    floor = lines["headline"].values["floor"]
    reached: list[tuple[str, float | None, str, float]] = [
        ("click to headline and map / floor's headline", _over(both, floor), "at most", 1.5),
        ("page settled / floor", lines["settled"].ratio("ours", "floor"), "at most", 1.3),
        ("usual way / ours, headline and map", lines["both"].ratio("usual", "ours"), "at least", 4),
        ("websocket per click, KB", lines["bytes"].values["ours"], "at most", 40),
        ("the map's own part, KB", lines["map_bytes"].values["ours"], "at most", 8),
        (
            "process start to headline / floor",
            lines["start"].ratio("ours", "floor"),
            "at most",
            1.5,
        ),
        ("20 visitors, p95 / floor", lines["p95"].ratio("ours", "floor"), "at most", 2.5),
        ("first view warm / floor", lines["warm"].ratio("ours", "floor"), "at most", 2),
        (
            "geometry fetched again when warm, KB",
            lines["geometry_warm"].values["ours"],
            "at most",
            0,
        ),
        ("map frames rebuilt per click", lines["frames"].values["ours"], "at most", 0),
    ]
    rows = [f"{'target':48}{'reached':>9}{'':3}{'wanted':14}holds"]
    for title, value, sense, bound in reached:
        holds = value is not None and (value <= bound if sense == "at most" else value >= bound)
        wanted = f"{sense} {bound:g}"
        rows.append(f"{title:48}{_number(value, 2):>9}   {wanted:14}{'yes' if holds else 'NO'}")
    return "\n".join(rows)


def _over(above: float | None, below: float | None) -> float | None:
    return above / below if above is not None and below else None
