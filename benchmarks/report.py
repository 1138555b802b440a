"""The table of measures with ratios, and which targets hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.browser import Click, FirstView
from benchmarks.first_look import NETWORKS, FirstLook

NAMES = ("floor", "ours", "usual")
LOUDEST_P = 0.95
BEGIN, END = "<!-- measured -->", "<!-- until here -->"


@dataclass
class Results:
    """Everything measured of one program."""

    clicks: list[Click] = field(default_factory=list)
    busy: list[Click] = field(default_factory=list)
    looks: dict[str, list[FirstLook]] = field(default_factory=dict)
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
    "seen": ("click to page settled", "ms"),
    "seen_p95": ("click to page settled, 95th percentile", "ms"),
    "settled": ("click to the last change, unseen ones too", "ms"),
    "busy": ("one core busy: headline and map", "ms"),
    "busy_headline": ("one core busy: headline", "ms"),
    "busy_seen": ("one core busy: page settled", "ms"),
    "busy_seen_p95": ("one core busy: page settled, 95th percentile", "ms"),
    "busy_settled": ("one core busy: the last change, unseen ones too", "ms"),
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
    **{
        f"{network.key}_{key}": (f"{network.words}: {words}", unit)
        for network in NETWORKS
        for key, (words, unit) in {
            "paint": ("first content", "ms"),
            "map": ("map seen", "ms"),
            "headline": ("live headline there", "ms"),
            "live": ("live page takes over", "ms"),
            "shift": ("layout shift", ""),
        }.items()
    },
    "start": ("process start to live headline in a browser", "ms"),
    "p50": ("20 visitors, p50", "ms"),
    "p95": ("20 visitors, p95", "ms"),
    "changes": ("20 visitors, changes answered", ""),
    "memory": ("20 visitors, peak memory", "MB"),
}


def _values(result: Results) -> dict[str, float | None]:
    load_ms = [seconds * 1000 for seconds in result.load]
    return {
        **_click_values(result.clicks),
        **_busy_values(result.busy),
        **_look_values(result.looks),
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


def _busy_values(clicks: Sequence[Click]) -> dict[str, float | None]:
    return {
        "busy": middle([click.headline_and_map for click in clicks]),
        "busy_headline": middle([click.headline for click in clicks]),
        "busy_seen": middle([click.seen for click in clicks]),
        "busy_seen_p95": percentile([click.seen for click in clicks], LOUDEST_P),
        "busy_settled": middle([click.settled for click in clicks]),
    }


def _look_values(looks: Mapping[str, Sequence[FirstLook]]) -> dict[str, float | None]:
    return {
        f"{key}_{name}": middle([getattr(one, name) for one in seen])
        for key, seen in looks.items()
        for name in ("paint", "map", "headline", "live", "shift")
    }


def _click_values(clicks: Sequence[Click]) -> dict[str, float | None]:
    return {
        "headline": middle([click.headline for click in clicks]),
        "map": middle([click.map for click in clicks]),
        "both": middle([click.headline_and_map for click in clicks]),
        "seen": middle([click.seen for click in clicks]),
        "seen_p95": percentile([click.seen for click in clicks], LOUDEST_P),
        "settled": middle([click.settled for click in clicks]),
        "bytes": middle([click.bytes / 1000 for click in clicks]),
        "bytes_most": max(click.bytes for click in clicks) / 1000,
        "map_bytes": middle([click.map_bytes / 1000 for click in clicks]),
        "map_bytes_most": max(click.map_bytes for click in clicks) / 1000,
        "runs": middle([click.runs for click in clicks]),
        "frames": middle([click.map_frames for click in clicks]),
    }


def table(lines: Mapping[str, Measure]) -> str:
    """Return the measures as a table of Markdown."""
    rows = ["| | floor | ours | usual | ours/floor | usual/ours |", "|---|---|---|---|---|---|"]
    for line in lines.values():
        title = f"{line.title}, {line.unit}" if line.unit else line.title
        values = [_number(line.values[name]) for name in NAMES]
        ratios = [_number(line.ratio(*pair), 2) for pair in (("ours", "floor"), ("usual", "ours"))]
        rows.append(f"| {' | '.join((title, *values, *ratios))} |")
    return "\n".join(rows)


def _number(value: float | None, digits: int | None = None) -> str:
    if value is None:
        return "-"
    if digits is None:
        whole = value >= 100 or value == int(value)  # noqa: PLR2004
        digits = 0 if whole else 1 if value >= 1 else 3
    return f"{value:,.{digits}f}"


def targets(lines: Mapping[str, Measure]) -> str:
    """Return each target with what was reached and whether that holds, as a table of Markdown."""

    def value(key: str, name: str = "ours") -> float | None:
        return lines[key].values[name]

    def over(key: str, floor: str) -> float | None:
        return _over(value(key), value(floor, "floor"))

    shifts = [value(f"{network.key}_shift") for network in NETWORKS]
    reached: list[tuple[str, float | None, str, float]] = [
        (
            "this machine: map seen / floor's first content",
            over("here_map", "here_paint"),
            "at most",
            0.35,
        ),
        ("10 Mbit/s: map seen, ms", value("ten_map"), "at most", 600),
        ("2 Mbit/s: map seen, ms", value("two_map"), "at most", 1000),
        ("10 Mbit/s: live headline / floor", over("ten_headline", "ten_headline"), "at most", 0.55),
        ("2 Mbit/s: live headline / floor", over("two_headline", "two_headline"), "at most", 0.45),
        ("layout shift, the largest", max(filter(None, shifts), default=0), "at most", 0.02),
        ("click to headline and map / floor's headline", over("both", "headline"), "at most", 1.3),
        ("click to page settled / floor", over("seen", "seen"), "at most", 1.3),
        (
            "click to page settled, 95th percentile / floor",
            over("seen_p95", "seen_p95"),
            "at most",
            1.6,
        ),
        (
            "busy: headline and map / floor's headline",
            over("busy", "busy_headline"),
            "at most",
            1.3,
        ),
        ("busy: page settled / floor", over("busy_seen", "busy_seen"), "at most", 1.3),
        (
            "busy: page settled, 95th percentile / floor",
            over("busy_seen_p95", "busy_seen_p95"),
            "at most",
            1.6,
        ),
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
    rows = ["| target | reached | wanted | holds |", "|---|---|---|---|"]
    for title, found, sense, bound in reached:
        holds = found is not None and (found <= bound if sense == "at most" else found >= bound)
        verdict = "yes" if holds else "**no**"
        rows.append(f"| {title} | {_number(found, 2)} | {sense} {bound:g} | {verdict} |")
    return "\n".join(rows)


def write_into(page: Path, text: str) -> None:
    """Put a text between the two marks of a page."""
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")


def _over(above: float | None, below: float | None) -> float | None:
    return above / below if above is not None and below else None
