"""Colors tell things apart in both themes, also for eyes that see fewer colors."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from inlmap import colors

THEMES = {"light": 0, "dark": 1}
KINDS = ("protanomaly", "deuteranomaly", "tritanomaly")


def rgb(color: str) -> np.ndarray:
    return np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255


def as_seen(color: str, kind: str) -> np.ndarray:
    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    return np.clip(cspace_convert(rgb(color), space, "sRGB1"), 0, 1)


def smallest_difference(colors: list[np.ndarray]) -> float:
    """The smallest difference of any two in CAM02-UCS."""
    return min(difference(a, b) for a, b in combinations(colors, 2))


def difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(deltaE(one, other, input_space="sRGB1", uniform_space="CAM02-UCS"))


def family(prefix: str, theme: str) -> list[str]:
    at = THEMES[theme]
    return [pair[at] for name, pair in colors.COLORS.items() if name.startswith(prefix)]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("prefix", "enough"), [("initiative-", 20), ("stage-", 15)])
def test_no_two_initiatives_or_stages_look_alike(prefix: str, enough: int, theme: str) -> None:
    assert smallest_difference([rgb(color) for color in family(prefix, theme)]) > enough


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("prefix", ["initiative-", "stage-"])
def test_no_two_initiatives_or_stages_look_alike_to_a_color_blind_eye(
    prefix: str, kind: str, theme: str
) -> None:
    seen = [as_seen(color, kind) for color in family(prefix, theme)]
    assert smallest_difference(seen) > 15


@pytest.mark.parametrize("theme", THEMES)
def test_neighboring_classes_can_be_told_apart(theme: str) -> None:
    pairs = pairwise(rgb(color) for color in family("class-", theme))
    assert min(difference(one, other) for one, other in pairs) > 10


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_classes_keep_their_order_and_their_distance_to_a_color_blind_eye(
    kind: str, theme: str
) -> None:
    seen = [as_seen(color, kind) for color in family("class-", theme)]
    lights = [float(cspace_convert(color, "sRGB1", "CAM02-UCS")[0]) for color in seen]
    assert lights == sorted(lights, reverse=theme == "light")
    assert min(difference(one, other) for one, other in pairwise(seen)) > 10


def test_the_simulation_turns_red_and_green_alike_and_leaves_gray() -> None:
    red, green = as_seen("#b4504b", "deuteranomaly"), as_seen("#6f7d3c", "deuteranomaly")
    assert difference(red, green) < difference(rgb("#b4504b"), rgb("#6f7d3c")) / 2
    assert difference(as_seen("#808080", "deuteranomaly"), rgb("#808080")) < 1
